"""Backup and restoration with the commands the county runs, on a server of the test's own."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from soak._server import eigener_server
from soak.sicherung_uebung import abbruch, abgelehnt, fuelle, rufe, sichere, stand

from kreislauf.project.eingebettet import SUPERUSER, EingebetteterServer

Anlage = tuple[EingebetteterServer, dict[str, str], Path, Path]


@pytest.fixture(scope="module")
def anlage() -> Iterator[Anlage]:
    """A demo county with journal, anchor and documents, and its backup with the key."""
    with eigener_server("sichtest", dauerhaft=False, kreis=True) as (server, umgebung):
        daten = Path(umgebung["KREISLAUF_DATEN"])
        fuelle(server, daten, 50, 3)
        assert rufe(umgebung, "journal", "ankern").returncode == 0
        yield server, umgebung, daten, sichere(umgebung, daten)


def dateien(daten: Path) -> list[Path]:
    return sorted(p for p in (daten / "dokumente").rglob("*") if p.is_file())


def _aendern(server: EingebetteterServer, sql: str) -> None:
    with psycopg.connect(server.adresse(SUPERUSER)) as v:
        v.execute(sql)


def test_drill_finds_all_as_backed_up_and_leaves_the_installation_alone(anlage: Anlage) -> None:
    server, umgebung, _, sicherung = anlage
    vorher = stand(server)

    ergebnis = rufe(umgebung, "wiederherstellung", str(sicherung), "--probe")

    assert ergebnis.returncode == 0, ergebnis.stderr
    assert "Die Übung ist gelungen" in ergebnis.stdout
    assert stand(server) == vorher


def test_one_changed_letter_changes_the_fingerprint(anlage: Anlage) -> None:
    """The control of every comparison in this file."""
    server, *_ = anlage
    vorher = stand(server)
    _aendern(server, "UPDATE accounts_bereich SET name = name || '.' WHERE name = 'Jobcenter'")

    assert stand(server) != vorher

    _aendern(server, "UPDATE accounts_bereich SET name = 'Jobcenter' WHERE name = 'Jobcenter.'")
    assert stand(server) == vorher


@pytest.mark.parametrize("saat", range(4))
def test_damaged_backup_is_refused_and_nothing_changes(anlage: Anlage, saat: int) -> None:
    server, umgebung, _, sicherung = anlage
    vorher = stand(server)

    assert abgelehnt(umgebung, sicherung, random.Random(saat))
    assert stand(server) == vorher


def test_existing_data_are_only_replaced_on_request(anlage: Anlage) -> None:
    _, umgebung, _, sicherung = anlage

    ergebnis = rufe(umgebung, "wiederherstellung", str(sicherung))

    assert ergebnis.returncode == 1
    assert "--ersetzen" in ergebnis.stderr


def test_lost_document_is_named_instead_of_backed_up_silently(anlage: Anlage) -> None:
    _, umgebung, daten, sicherung = anlage
    datei = next(p for p in (daten / "dokumente").rglob("*") if p.is_file())
    datei.rename(daten / "weg")

    ergebnis = rufe(umgebung, "sicherung")

    (daten / "weg").rename(datei)
    assert ergebnis.returncode == 1
    assert datei.name in ergebnis.stderr
    assert [p.name for p in sicherung.parent.iterdir()] == [sicherung.name]  # nothing half done is left


def test_killed_restoration_leaves_the_present_installation(anlage: Anlage) -> None:
    server, umgebung, _, sicherung = anlage
    vorher = stand(server)

    abbruch(umgebung, sicherung, 0.4)

    assert stand(server) == vorher


def test_restoration_brings_back_rows_and_files_and_ends_sessions(anlage: Anlage) -> None:
    server, umgebung, daten, sicherung = anlage
    _aendern(server, "UPDATE accounts_bereich SET name = 'Anders' WHERE name = 'Jobcenter'")
    _aendern(server, "INSERT INTO django_session VALUES ('x', 'y', now() + interval '1 day')")
    vorher = dateien(daten)
    shutil.rmtree(daten / "dokumente")

    ergebnis = rufe(umgebung, "wiederherstellung", str(sicherung), "--ersetzen")

    assert ergebnis.returncode == 0, ergebnis.stderr
    assert dateien(daten) == vorher
    assert len(vorher) >= 3
    with psycopg.connect(server.adresse(SUPERUSER)) as v:
        assert v.execute("SELECT count(*) FROM accounts_bereich WHERE name = 'Jobcenter'").fetchone() == (1,)
        assert v.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        letzte = v.execute("SELECT akt FROM journal_zeile ORDER BY id DESC LIMIT 1").fetchone()
        assert letzte == ("sicherung.restore",)
    assert rufe(umgebung, "journal", "pruefen").returncode == 0
    assert rufe(umgebung, "pruefen").returncode == 0
