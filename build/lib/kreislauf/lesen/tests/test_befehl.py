"""The command line as people and `bewerten.py` call it."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kreislauf.lesen.befehl import main, uebersicht
from kreislauf.lesen.eingang.tests.dateien import make_pdf

FELDER = {
    "datei", "art", "betreff", "vorlagennummer", "datum", "koerperschaft", "beratungsfolge", "beschluesse",
    "beschlusspunkte", "auftraege", "umsetzungsberichte", "zahlen", "normen", "verweise",
}  # fmt: skip
PAPIER = """Beschlussvorlage
Vorlagen-Nr.: 2024/0123
Datum: 05.03.2024
Betreff: Bericht zum Bildungspaket

Beschlussvorschlag:

1. Die Verwaltung wird beauftragt, dem Jugendhilfeausschuss bis zum 30.06.2024 schriftlich zu berichten.
"""


@pytest.fixture
def papier(tmp_path: Path) -> Path:
    datei = tmp_path / "vorlage.txt"
    datei.write_text(PAPIER, encoding="utf-8")
    return datei


def aufruf(capsys: pytest.CaptureFixture[str], *angaben: object) -> tuple[int, str]:
    status = main([str(angabe) for angabe in angaben])
    return status, capsys.readouterr().out


def test_main_prints_one_object_per_file_in_the_order_given(
    papier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(make_pdf([[(70, 700, "Vorlage Nr.: 2023/0007"), (70, 680, "Betreff: Plan")]]))

    status, ausgabe = aufruf(capsys, "--json", papier, pdf, papier)
    objekte = json.loads(ausgabe)

    assert status == 0
    assert [objekt["datei"] for objekt in objekte] == [str(papier), str(pdf), str(papier)]
    assert [objekt["vorlagennummer"] for objekt in objekte] == ["2024/0123", "2023/0007", "2024/0123"]
    assert all(set(objekt) >= FELDER for objekt in objekte)
    assert objekte[0]["beschlusspunkte"][0]["zeile"] == 8


def test_main_keeps_valid_json_when_files_cannot_be_read(
    papier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kaputt = tmp_path / "kaputt.pdf"
    kaputt.write_bytes(b"%PDF-1.7 nichts")

    status, ausgabe = aufruf(capsys, "--json", tmp_path / "fehlt.txt", kaputt, papier, tmp_path)
    fehlt, defekt, gelesen, ordner = json.loads(ausgabe)

    assert status == 1
    assert fehlt["fehler"] == "Diese Datei gibt es nicht."
    assert "beschädigt" in defekt["fehler"]
    assert "Ordner" in ordner["fehler"]
    assert set(fehlt) >= FELDER and not any(fehlt[feld] for feld in FELDER - {"datei"})
    assert gelesen["vorlagennummer"] == "2024/0123" and "fehler" not in gelesen


def test_main_ends_a_file_that_takes_too_long_and_reads_the_next(
    papier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    langsam = tmp_path / "langsam.html"
    langsam.write_bytes(b"<p>Absatz</p>" * 400_000)

    status, ausgabe = aufruf(capsys, "--json", "--sekunden", "0.1", langsam, papier)
    erstes, zweites = json.loads(ausgabe)

    assert status == 1
    assert "0.1 Sekunden abgebrochen" in erstes["fehler"]
    assert zweites["vorlagennummer"] == "2024/0123"


def test_main_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(PAPIER.encode("cp1252"))))

    status, ausgabe = aufruf(capsys, "--json", "-")

    assert status == 0
    assert json.loads(ausgabe)[0]["datei"] == "-"


def test_main_shows_the_text_that_line_numbers_refer_to(papier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, ausgabe = aufruf(capsys, "--text", papier)

    assert status == 0
    assert "    2  Vorlagen-Nr.: 2024/0123\n" in ausgabe


def test_main_sums_up_in_german(papier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, ausgabe = aufruf(capsys, papier, tmp_path / "fehlt.txt")

    assert status == 1
    assert "Beschlussvorlage 2024/0123 vom 05.03.2024\nBetreff: Bericht zum Bildungspaket\n" in ausgabe
    assert "bis 30.06.2024" in ausgabe and "[Zeile 8]" in ausgabe
    assert "Nicht gelesen: Diese Datei gibt es nicht." in ausgabe


def test_uebersicht_writes_resolutions_duties_and_findings() -> None:
    stelle: dict[str, Any] = {"zeile": 7}
    beschluss = {"gremium": "Kreistag", "datum": "2014-10-01", "ergebnis": "beschlossen", "einstimmig": False}
    beschluss |= {"ja": 28, "nein": 21, "enthaltung": None}
    auftrag = {"text": "berichtet", "verantwortlich": "Verwaltung", "frist": None, "beginn": None, "wiederkehr": "P1Y"}
    befund = {"text": "Wochentag und Datum passen nicht.", "zeilen": [3, 9]}
    lesung: dict[str, Any] = {
        "art": None, "vorlagennummer": None, "datum": None, "betreff": "B", "beratungsfolge": [],
        "beschluesse": [beschluss | stelle], "auftraege": [auftrag | stelle], "befunde": [befund],
    }  # fmt: skip

    assert uebersicht(lesung, ["Warnung."]) == [
        "Dokument",
        "Betreff: B",
        "",
        "Beschlüsse (1)",
        "  – 01.10.2014 · Kreistag: beschlossen (28 Ja, 21 Nein) [Zeile 7]",
        "",
        "Aufträge (1)",
        "  – jährlich · Verwaltung · berichtet [Zeile 7]",
        "",
        "Bitte ansehen",
        "  ! Wochentag und Datum passen nicht. [Zeile 3, 9]",
        "  ! Warnung.",
    ]


@pytest.mark.parametrize(
    ("angaben", "status", "wort"),
    [(["--help"], 0, "abgeschotteten"), ([], 2, "Dateien"), (["--sekunden", "x", "a"], 2, "--sekunden")],
)
def test_main_explains_itself_in_german(
    angaben: list[str], status: int, wort: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ende:
        main(angaben)

    ausgabe = capsys.readouterr()
    assert ende.value.code == status
    assert wort in ausgabe.out + ausgabe.err
    assert "usage" not in ausgabe.err
