"""The chain: gap-free, in the act's own transaction, and every damage is found."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.journal import anker, befehl, pruefer, services
from kreislauf.foundation.journal.faelschung import FAELSCHUNGEN, ohne_anker_unsichtbar
from kreislauf.foundation.journal.models import Glied

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def schreibe(anzahl: int, *, at: datetime = AT) -> None:
    with handeln_als_system():
        for nummer in range(anzahl):
            services.record("probe.act", None, actor=None, at=at, details={"nummer": nummer, "text": "Ärger\t\\ ß"})


@pytest.fixture
def superuser(festgeschrieben: None, datenbankserver: Any) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(datenbankserver.adresse("postgres"), autocommit=True) as verbindung:
        yield verbindung


@pytest.fixture
def kette(superuser: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    schreibe(30)
    return superuser


def pruefe(verankert: dict[int, bytes] | None = None) -> pruefer.Ergebnis:
    with handeln_als_system():
        return pruefer.pruefe(befehl.glieder(), verankert or {})


def test_untouched_chain_verifies_and_has_no_gap(kette: object) -> None:
    assert pruefe().unversehrt
    assert list(Glied.objects.values_list("nr", flat=True)) == list(range(1, 31))


def test_rolled_back_act_leaves_neither_line_nor_gap(kette: object) -> None:
    with pytest.raises(RuntimeError), handeln_als_system():
        services.record("probe.act", None, actor=None, at=AT)
        raise RuntimeError
    schreibe(1)

    assert pruefe().geprueft == 31
    assert pruefe().unversehrt


def test_parallel_writers_make_one_chain(superuser: object) -> None:
    def arbeiten() -> None:
        for _ in range(10):
            schreibe(3)
        connection.close()

    faeden = [threading.Thread(target=arbeiten) for _ in range(4)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    assert pruefe().geprueft == 120
    assert pruefe().unversehrt


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_zeile SET akt = 'x'",
        "DELETE FROM journal_zeile",
        "TRUNCATE journal_zeile",
        "INSERT INTO journal_glied VALUES (99, 99, ''::bytea, ''::bytea)",
        "DELETE FROM journal_glied",
        "SELECT journal_leeren(now(), false)",
    ],
)
def test_application_role_can_only_append(kette: object, sql: str) -> None:
    with pytest.raises(DatabaseError), handeln_als_system(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_even_the_superuser_is_stopped_by_the_trigger(kette: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.RaiseException):
        kette.execute("UPDATE journal_zeile SET akt = 'x'")


@pytest.mark.parametrize("name", FAELSCHUNGEN)
def test_every_kind_of_tampering_is_found(kette: psycopg.Connection[Any], name: str) -> None:
    ende = Glied.objects.get(nr=30)

    FAELSCHUNGEN[name](kette, 7)

    with handeln_als_system():
        gefunden = [*befehl.lose_zeilen(), *befehl.abweichende_spalten()]
    gefunden += pruefe({30: bytes(ende.hash)}).maengel
    assert gefunden, name


@pytest.mark.parametrize("name", ohne_anker_unsichtbar())
def test_without_the_anchor_a_consistent_forgery_is_not_seen(kette: psycopg.Connection[Any], name: str) -> None:
    """Failing control: this is why the anchor lies outside the database."""
    FAELSCHUNGEN[name](kette, 7)

    assert pruefe().unversehrt
    with handeln_als_system():
        assert [*befehl.lose_zeilen(), *befehl.abweichende_spalten()] == []


@pytest.mark.parametrize("nr", range(8, 16))
def test_every_changed_column_is_found(kette: psycopg.Connection[Any], nr: int) -> None:
    with handeln_als_system():
        assert befehl.abweichende_spalten() == []

    FAELSCHUNGEN["spalte_aendern"](kette, nr)

    with handeln_als_system():
        assert len(befehl.abweichende_spalten()) == 1


def test_journal_damaged_all_over_is_reported_too(kette: psycopg.Connection[Any], tmp_path: Path) -> None:
    schreibe(400)  # longer than what the database sends at once
    for nr in range(1, 30):
        FAELSCHUNGEN["inhalt_aendern"](kette, nr)

    with handeln_als_system():
        ergebnis, weitere = befehl.pruefen(None)

    assert (len(ergebnis.maengel), len(weitere)) == (20, 20)


def test_unreadable_deletion_line_is_a_finding_and_stops_nothing(kette: psycopg.Connection[Any]) -> None:
    FAELSCHUNGEN["inhalt_unlesbar"](kette, 7)
    FAELSCHUNGEN["ab_hier_neu_rechnen"](kette, 9)

    assert pruefe().maengel == ["Glied 7: der Löschvermerk lässt sich nicht lesen"]
    assert pruefe().geprueft == 30


def test_lawful_deletion_empties_lines_and_the_chain_still_verifies(
    kette: psycopg.Connection[Any], datenbankserver: Any
) -> None:
    with handeln_als_system():
        services.record("probe.act", None, actor=None, at=AT + timedelta(days=400))
    with psycopg.connect(datenbankserver.adresse("kreislauf_eigner")) as eigner:
        (nummern,) = eigner.execute("SELECT journal_leeren(%s, false)", [AT + timedelta(days=1)]).fetchone() or ([],)
    assert not pruefe().unversehrt  # emptied without a deletion line

    with handeln_als_system():
        details = {"grund": "§ 84 SGB X", "glieder": services.bereiche_von(nummern)}
        services.record("journal.delete", None, actor=None, at=AT + timedelta(days=400), details=details)

    ergebnis = pruefe()
    assert (ergebnis.unversehrt, ergebnis.geleert) == (True, 30)


def test_anchor_is_signed_and_chained(kette: object, tmp_path: Path) -> None:
    assert anker.ankern(tmp_path, at=AT)
    assert anker.ankern(tmp_path, at=AT) is None
    schreibe(2)
    assert anker.ankern(tmp_path, at=AT + timedelta(days=1))
    datei = tmp_path / "anker.jsonl"

    with handeln_als_system():
        ergebnis, maengel = befehl.pruefen(datei)
        assert (ergebnis.unversehrt, maengel) == (True, [])

        datei.write_text(datei.read_text().replace('"nr": 30', '"nr": 29'))
        assert befehl.pruefen(datei)[1]


def test_export_verifies_without_the_database(kette: object, capsys: pytest.CaptureFixture[str]) -> None:
    with handeln_als_system():
        befehl.main(["export"])

    assert pruefer.pruefe(pruefer.aus_export(capsys.readouterr().out.splitlines()), {}).geprueft == 30
