"""Write a backup: one snapshot of the database, then the files that this snapshot knows."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from kreislauf.project.sicherung import Sicherungsfehler, bestand, verzeichnis, werkzeug

UNFERTIG = ".unfertig"
GEHEIMNISSE = ("geheimnis", "geheimnis-portal")
ORDNER = ("dokumente", "anker", "seiten")


def sichern(daten: Path, ziel: Path, *, mit_geheimnis: bool, at: datetime) -> Path:
    """A new folder below `ziel`; it appears only when it is whole.

    The fingerprints are taken in the very snapshot that is dumped, while people go on working. Files are written
    before the row that names them and never change, so those copied afterwards hold all that the snapshot knows.
    Raises Sicherungsfehler; then nothing new stands below `ziel`.
    """
    fertig = ziel / f"kreislauf-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if fertig.exists():
        raise Sicherungsfehler(f"{fertig} gibt es schon; warten Sie eine Sekunde.")
    ziel.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfertig = ziel / f"{fertig.name}{UNFERTIG}"
    unfertig.mkdir(mode=0o700)
    try:
        with _schnappschuss() as (verbindung, kennung):
            nummer = werkzeug.hauptversion(verbindung)
            _abziehen(unfertig / verzeichnis.ABZUG, kennung, nummer)
            staende = bestand.tabellen(verbindung)
            zaehler = bestand.zaehler(verbindung)
            migrationen = bestand.migrationen(verbindung)
            fehlend = _dateien_kopieren(daten, unfertig, verbindung)
        for name in GEHEIMNISSE:
            if mit_geheimnis and (daten / name).exists():
                shutil.copy2(daten / name, unfertig / name)
        if fehlend:
            raise Sicherungsfehler(_zu_fehlenden(fehlend))
        verzeichnis.schreibe(
            unfertig,
            verzeichnis.Verzeichnis(
                fassung=version("kreislauf"),
                erstellt=at.astimezone(UTC).isoformat(),
                postgresql=nummer,
                migrationen=migrationen,
                tabellen={name: [t.zeilen, t.summe] for name, t in staende.items()},
                zaehler=zaehler,
                dateien=verzeichnis.dateien_unter(unfertig),
            ),
        )
        _auf_die_platte(unfertig)
        unfertig.rename(fertig)
    except BaseException:
        shutil.rmtree(unfertig, ignore_errors=True)
        raise
    return fertig


@contextmanager
def _schnappschuss() -> Iterator[tuple[psycopg.Connection[Any], str]]:
    with psycopg.connect(werkzeug.zugang(), autocommit=True) as verbindung:
        verbindung.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        zeile = verbindung.execute("SELECT pg_export_snapshot()").fetchone()
        assert zeile is not None
        yield verbindung, zeile[0]
        verbindung.execute("COMMIT")


def _abziehen(datei: Path, kennung: str, nummer: int) -> None:
    pg_dump = werkzeug.programm("pg_dump", nummer)
    angaben = ["--format=custom", f"--snapshot={kennung}", f"--file={datei}"]
    werkzeug.rufe(pg_dump, *angaben, f"--dbname={werkzeug.zugang()}")


def _dateien_kopieren(daten: Path, unfertig: Path, verbindung: psycopg.Connection[Any]) -> list[str]:
    """Copy the folders; names of documents that the snapshot knows but the store has lost or damaged."""
    for name in ORDNER:
        if (daten / name).is_dir():
            shutil.copytree(daten / name, unfertig / name, ignore=shutil.ignore_patterns(".*"))
    hashes = verbindung.execute("SELECT DISTINCT sha256 FROM documents_dokument ORDER BY 1").fetchall()
    return [h for (h,) in hashes if not _unversehrt(unfertig / "dokumente" / h[:2] / h[2:4] / h, h)]


def _unversehrt(datei: Path, sha256: str) -> bool:
    return datei.is_file() and verzeichnis.hash_der_datei(datei) == sha256


def _zu_fehlenden(hashes: list[str]) -> str:
    liste = "\n".join(f"  {h}" for h in hashes[:20])
    return (
        f"{len(hashes)} Dokumente fehlen in der Ablage oder sind beschädigt:\n{liste}\n"
        "Holen Sie diese Dateien aus einer früheren Sicherung (Ordner dokumente) zurück und sichern Sie dann neu."
    )


def _auf_die_platte(ordner: Path) -> None:
    for pfad in [*ordner.rglob("*"), ordner]:
        nummer = os.open(pfad, os.O_RDONLY)
        try:
            os.fsync(nummer)
        finally:
            os.close(nummer)


def aufraeumen(ziel: Path, *, behalten: int) -> list[Path]:
    """Remove the oldest whole backups beyond `behalten` and what killed runs left; what was removed."""
    fertige = sorted(p for p in ziel.glob("kreislauf-*Z") if (p / verzeichnis.NAME).is_file())
    weg = [*fertige[: max(len(fertige) - behalten, 0)], *ziel.glob(f"kreislauf-*{UNFERTIG}")]
    for pfad in weg:
        shutil.rmtree(pfad)
    return weg
