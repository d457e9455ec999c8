"""FIT-Connect against a service that follows the published protocol, with real keys of 4,096 bits."""

import io
import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from joserfc.jwk import RSAKey
from PIL import Image

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.tests.fabrik import make_bereich
from kreislauf.portal.fitconnect import abholen, pruefung
from kreislauf.portal.fitconnect.einrichtung import EinrichtungFehlt, lies_einrichtung
from kreislauf.portal.models import Anlage
from kreislauf.portal.tests.fitdienst import SCHEMA, Fitdienst, laufender_dienst
from kreislauf.project.eingebettet import SUPERUSER
from kreislauf.verfahren.antrag.models import Eingang

pytestmark = pytest.mark.usefixtures("festgeschrieben")
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
Umgebung = dict[str, str]


@pytest.fixture(scope="module")
def schluessel() -> tuple[RSAKey, RSAKey, RSAKey]:
    """To decrypt, to sign, and one of somebody else."""
    ver, sig, fremd = (RSAKey.generate_key(4096, {"kid": k}, private=True) for k in ("ver", "sig", "fremd"))
    return ver, sig, fremd


@pytest.fixture
def dienst(schluessel: tuple[RSAKey, RSAKey, RSAKey]) -> Iterator[Fitdienst]:
    with laufender_dienst(Fitdienst(*schluessel[:2])) as dienst:
        yield dienst


@pytest.fixture
def umgebung(dienst: Fitdienst, schluessel: tuple[RSAKey, RSAKey, RSAKey], tmp_path: Path) -> Umgebung:
    with handeln_als_system():
        bereich = make_bereich("Bildung und Teilhabe")
    (tmp_path / "schemata").mkdir()
    schema = {"$id": SCHEMA, "type": "object", "required": ["kinder"], "properties": {"kinder": {"type": "array"}}}
    (tmp_path / "schemata" / "but.json").write_text(json.dumps(schema))
    for name, jwk in zip(("ver", "sig"), schluessel, strict=False):
        datei = tmp_path / name
        datei.touch(mode=0o600)
        datei.write_text(json.dumps(jwk.as_dict(private=True)))
    werte = {
        "ADRESSE": dienst.adresse, "TOKEN_ADRESSE": f"{dienst.adresse}/token", "CLIENT_ID": "kreislauf",
        "CLIENT_SECRET": "geheim", "ZIEL": dienst.ziel, "SCHLUESSEL": str(tmp_path / "ver"),
        "SIGNATUR": str(tmp_path / "sig"), "SCHEMATA": str(tmp_path / "schemata"), "BEREICH": str(bereich.pk),
    }  # fmt: skip
    return {f"KREISLAUF_FITCONNECT_{name}": wert for name, wert in werte.items()}


def hole(umgebung: Umgebung) -> dict[str, int]:
    """Outcomes that happened at all."""
    ergebnis = abholen.fetch_submissions(einrichtung=lies_einrichtung(umgebung, Path()), at=AT)
    return {was: anzahl for was, anzahl in ergebnis.items() if anzahl}


def bild() -> bytes:
    puffer = io.BytesIO()
    Image.new("RGB", (900, 900), "white").save(puffer, "PNG")
    return puffer.getvalue()


def test_submission_is_kept_with_its_files_then_accepted_with_a_signed_event(
    dienst: Fitdienst, umgebung: Umgebung, datenbankserver: Any
) -> None:
    kennung = dienst.einreichen(anlagen={"bescheid.png": bild(), "makro.docm": b"PK\x03\x04"})
    huelle = dienst.bereit[kennung]

    assert hole(umgebung) == {abholen.UEBERNOMMEN: 1}

    with handeln_als_system():
        eingang = Eingang.objects.get()
        namen = list(Anlage.objects.filter(eingang_id=eingang.pk).values_list("dateiname", "medientyp"))
    assert (eingang.kanal, eingang.state, eingang.received_at) == ("fitconnect", "neu", AT)
    assert "kinder 1 › vorname: Sami" in eingang.text
    assert "bitte nachfordern: makro.docm" in eingang.text
    assert namen == [("bescheid.jpg", "image/jpeg")]
    art, inhalt = dienst.letztes()
    assert art == "accept-submission"
    assert inhalt["authenticationTags"]["metadata"] == huelle["encryptedMetadata"].split(".")[-1]
    assert len(inhalt["authenticationTags"]["attachments"]) == 2
    assert dienst.bereit == {}
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        assert v.execute("SELECT akt FROM journal_zeile WHERE akt LIKE 'eingang%'").fetchall() == [("eingang.receive",)]


def _falscher_hash(metadaten: Any) -> None:
    metadaten["contentStructure"]["data"]["hash"]["content"] = "0" * 128


def _anlage_hash(metadaten: Any) -> None:
    metadaten["contentStructure"]["attachments"][0]["hash"]["content"] = "f" * 128


def _anderes_schema(metadaten: Any) -> None:
    metadaten["contentStructure"]["data"]["submissionSchema"]["schemaUri"] = "https://anders.example/x"


def _ohne_anlage(metadaten: Any) -> None:
    metadaten["contentStructure"]["attachments"] = []


def _ohne_aufbau(metadaten: Any) -> None:
    del metadaten["contentStructure"]["data"]["hash"]


def _fassung_3(metadaten: Any) -> None:
    metadaten["$schema"] = metadaten["$schema"].replace("2.1.0", "3.0.0")


FALSCH: list[tuple[str, str, dict[str, Any]]] = [
    ("hash-mismatch", "data", {"metadaten": _falscher_hash}),
    ("hash-mismatch", "data", {"unterwegs": b'{"kinder": []}'}),
    ("hash-mismatch", "attachment", {"metadaten": _anlage_hash}),
    ("unsupported-schema", "data", {"metadaten": _anderes_schema}),
    ("unsupported-schema", "metadata", {"metadaten": _fassung_3}),
    ("schema-violation", "data", {"daten": {"kinder": "keine Liste"}}),
    ("schema-violation", "metadata", {"metadaten": _ohne_aufbau}),
    ("attachments-mismatch", "metadata", {"metadaten": _ohne_anlage}),
    ("encryption-issue", "metadata", {"huelle": {"encryptedMetadata": "kein.jwe.hier.und.nicht"}}),
    ("encryption-issue", "data", {"huelle": {"encryptedData": ""}}),
]


def test_what_does_not_hold_is_refused_with_its_problem_and_nothing_is_kept(
    dienst: Fitdienst, umgebung: Umgebung, schluessel: tuple[RSAKey, RSAKey, RSAKey], datenbankserver: Any
) -> None:
    fremd = {"huelle": {"encryptedData": dienst.zu(b"{}", schluessel[2])}}
    for art, stelle, anders in [*FALSCH, ("encryption-issue", "data", fremd)]:
        dienst.einreichen(anlagen={"a.png": b"a"}, **anders)
        assert hole(umgebung) == {abholen.ABGELEHNT: 1}
        ereignis, inhalt = dienst.letztes()
        problem = inhalt["problems"][0]
        assert (ereignis, problem["type"].rpartition("/")[2]) == ("reject-submission", art), problem
        assert problem["instance"].partition(":")[0] == stelle
        assert "keine Liste" not in str(problem)  # what somebody wrote stays out of it
    with handeln_als_system():
        assert not Eingang.objects.exists()
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        assert v.execute("SELECT count(*) FROM journal_zeile WHERE akt = 'eingang.refuse'").fetchone() == (11,)
    dienst.einreichen(anlagen={"a.png": b"a"})  # the control: untouched it is taken
    assert hole(umgebung) == {abholen.UEBERNOMMEN: 1}


def test_what_cannot_be_kept_is_refused_and_holds_up_nobody(dienst: Fitdienst, umgebung: Umgebung) -> None:
    tief: Any = []
    for _ in range(300):
        tief = [tief]
    boese: list[Any] = ["\x00", "\ud800", float("nan"), float("inf"), tief]
    for wert in boese:
        dienst.einreichen(daten={"kinder": [], "x": wert})
    dienst.einreichen(metadaten=lambda m: m.update(author="\x00"))
    dienst.einreichen(daten={"kinder": [], "x": "der Text \\u0000"})  # six letters, no such character

    assert hole(umgebung) == {abholen.ABGELEHNT: len(boese) + 1, abholen.UEBERNOMMEN: 1}
    probleme = {e["problems"][0]["type"].rpartition("/")[2] for e in dienst.ablehnungen()}
    assert probleme == {"syntax-violation"}


def test_a_fault_of_ours_leaves_only_its_own_submission_open(
    dienst: Fitdienst, umgebung: Umgebung, monkeypatch: pytest.MonkeyPatch
) -> None:
    gut = dienst.einreichen()
    schlecht = dienst.einreichen()
    echt = pruefung.oeffnen

    def stolpern(einreichung: Any, *rest: Any) -> Any:
        if str(einreichung.submission) == schlecht:
            raise RuntimeError
        return echt(einreichung, *rest)

    monkeypatch.setattr(abholen, "oeffnen", stolpern)

    assert hole(umgebung) == {abholen.UEBERNOMMEN: 1, abholen.OFFEN: 1}
    assert list(dienst.bereit) == [schlecht] != [gut]


def test_killed_between_kept_and_accepted_leaves_one_eingang_and_without_the_constraint_two(
    dienst: Fitdienst, umgebung: Umgebung, datenbankserver: Any
) -> None:
    dienst.einreichen()
    dienst.aufgelegt = 1
    befehl = [sys.executable, "-m", "kreislauf", "fitconnect", "abholen"]
    anders = {"DJANGO_SETTINGS_MODULE": "kreislauf.project.settings"}
    prozess = subprocess.Popen(befehl, env={**os.environ, **umgebung, **anders}, stderr=subprocess.PIPE)
    kam_an = dienst.angekommen.wait(120)
    prozess.send_signal(signal.SIGKILL)
    fehler = prozess.communicate()[1]
    assert kam_an, fehler
    assert _anzahl(datenbankserver) == 1
    assert len(dienst.bereit) == 1

    assert hole(umgebung) == {abholen.ERNEUT: 1}
    assert _anzahl(datenbankserver) == 1
    assert dienst.letztes()[0] == "accept-submission"

    # The control: without the database's word the same interruption makes two of one.
    with psycopg.connect(datenbankserver.adresse(SUPERUSER), autocommit=True) as v:
        v.execute("DROP INDEX eingang_einmal")
        try:
            dienst.einreichen()
            dienst.aufgelegt = 1
            assert [hole(umgebung), hole(umgebung)] == [{abholen.OFFEN: 1}, {abholen.UEBERNOMMEN: 1}]
            assert _anzahl(datenbankserver) == 3
        finally:
            v.execute("DELETE FROM antrag_eingang")
            v.execute(
                "CREATE UNIQUE INDEX eingang_einmal ON antrag_eingang (kanal, externe_kennung) "
                "WHERE externe_kennung <> ''"
            )


def _anzahl(datenbankserver: Any) -> int:
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        zeile = v.execute("SELECT count(*) FROM antrag_eingang").fetchone()
    assert zeile is not None
    return int(zeile[0])


def test_one_that_fails_does_not_hold_up_the_others_and_wrong_set_up_is_told_in_german(
    dienst: Fitdienst, umgebung: Umgebung, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    erste, zweite = dienst.einreichen(anlagen={"a.png": b"a"}), dienst.einreichen()
    fehlt = dienst.anlagen.pop(next(a for a in dienst.anlagen if a.startswith(erste)))
    assert hole(umgebung) == {abholen.UEBERNOMMEN: 1, abholen.OFFEN: 1}
    assert list(dienst.bereit) == [erste] != [zweite]
    assert fehlt

    from kreislauf.portal.fitconnect.befehl import main

    def meldung(**anders: str) -> str:
        werte = umgebung | {f"KREISLAUF_FITCONNECT_{name}": wert for name, wert in anders.items()}
        for name, wert in werte.items():
            monkeypatch.setenv(name, wert)
        assert main(["abholen"]) == 1
        return capsys.readouterr().err

    offen, klein = tmp_path / "offen", tmp_path / "klein"
    offen.write_text("{}")
    offen.chmod(0o644)
    klein.touch(mode=0o600)
    klein.write_text(json.dumps(RSAKey.generate_key(2048, {"kid": "k"}, private=True).as_dict(private=True)))
    erwartet: list[tuple[dict[str, str], str]] = [
        ({"ZIEL": ""}, "Es fehlt: KREISLAUF_FITCONNECT_ZIEL"),
        ({"ZIEL": "x"}, "destinationId"),
        ({"SCHLUESSEL": str(offen)}, "chmod 600"),
        ({"SCHLUESSEL": str(klein)}, "weniger als 4096 Bit"),
        ({"SIGNATUR": str(tmp_path / "fehlt")}, "ist nicht zu lesen"),
        ({"CLIENT_SECRET": "falsch"}, "antwortet mit 401"),
        ({"ZIEL": str(uuid.uuid4())}, "für ein anderes Ziel"),
        ({"TOKEN_ADRESSE": "http://127.0.0.1:9/token"}, "ist nicht erreichbar"),
    ]
    assert [satz for anders, satz in erwartet if satz not in meldung(**anders)] == []
    with pytest.raises(EinrichtungFehlt):
        lies_einrichtung({}, tmp_path)
