"""Bring a backup back: beside the present database first, compared row by row, then exchanged in one transaction."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from kreislauf.project import eingebettet
from kreislauf.project.sicherung import Sicherungsfehler, bestand, sichern, verzeichnis, werkzeug

_NEU = "_neu"
_VERWALTUNG = "postgres"  # the database from which others are created and renamed
_KETTE = """
WITH glied AS (
    SELECT nr, hash, festlegung, zeile_id,
           coalesce(lag(hash) OVER (ORDER BY nr), decode(repeat('00', 32), 'hex')) AS vorher,
           row_number() OVER (ORDER BY nr) AS stelle
    FROM journal_glied)
SELECT count(*) FROM glied LEFT JOIN journal_zeile z ON z.id = glied.zeile_id
WHERE nr <> stelle OR glied.hash <> sha256(vorher || int8send(nr) || festlegung)
   OR (z.inhalt IS NOT NULL AND festlegung <> sha256(z.salz || convert_to(z.inhalt, 'UTF8')))
"""


def probe(ordner: Path) -> verzeichnis.Verzeichnis:
    """The drill: restore into a database of its own, compare everything, remove it. The running system is untouched."""
    stand = verzeichnis.pruefe(ordner)
    name = f"{werkzeug.name_der_datenbank()}_probe"
    try:
        _einspielen(ordner, stand, name)
    finally:
        with _verwaltung() as verbindung:
            verbindung.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    return stand


def wiederherstellen(ordner: Path, daten: Path, *, ersetzen: bool, at: datetime) -> str | None:
    """Restore database and files; the name under which the replaced database is kept, if there was one with data.

    Files are merged first (their names are their hashes: more of them harm nothing), then the anchors, and last the
    databases change names in one transaction: a crash before leaves the old installation, after it the new one.
    Raises Sicherungsfehler; then the database is as before.
    """
    stand = verzeichnis.pruefe(ordner)
    name = werkzeug.name_der_datenbank()
    if _hat_daten(name) and not ersetzen:
        raise Sicherungsfehler(
            f"Die Datenbank „{name}“ enthält schon Daten. Mit --ersetzen wird sie unter anderem Namen aufgehoben "
            "und durch die Sicherung ersetzt; mit --probe wird die Sicherung nur geprüft."
        )
    _einspielen(ordner, stand, name + _NEU)
    stempel = f"{at.astimezone(UTC):%Y%m%d%H%M%S}"
    _dateien_zurueck(ordner, daten, stempel)
    return _tauschen(name, f"{name}_vorher_{stempel}")


@contextmanager
def _verwaltung() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(werkzeug.zugang(_VERWALTUNG), autocommit=True) as verbindung:
        yield verbindung


def _vorhanden(verbindung: psycopg.Connection[Any], name: str) -> bool:
    return verbindung.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _hat_daten(name: str) -> bool:
    with _verwaltung() as verwaltung:
        if not _vorhanden(verwaltung, name):
            return False
    with psycopg.connect(werkzeug.zugang(name)) as verbindung:
        tabellen = verbindung.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1")
        return tabellen.fetchone() is not None


def _einspielen(ordner: Path, stand: verzeichnis.Verzeichnis, name: str) -> None:
    """Create the database `name` from the dump and compare it with the list. Raises Sicherungsfehler."""
    with _verwaltung() as verwaltung:
        nummer = werkzeug.hauptversion(verwaltung)
        try:
            verwaltung.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            befehl = "CREATE DATABASE {} OWNER {} TEMPLATE template0" if not _fremd() else "CREATE DATABASE {}"
            namen = [sql.Identifier(name), sql.Identifier(eingebettet.EIGNER)]
            verwaltung.execute(sql.SQL(befehl).format(*namen))
        except psycopg.errors.InsufficientPrivilege:
            raise Sicherungsfehler(
                "Die Rolle der Datenbank darf keine Datenbank anlegen. Geben Sie ihr dieses Recht für die "
                f"Wiederherstellung: ALTER ROLE {verwaltung.info.user} CREATEDB;"
            ) from None
    if nummer < stand.postgresql:
        raise Sicherungsfehler(
            f"Die Sicherung stammt von PostgreSQL {stand.postgresql}, dieser Server ist Version {nummer}."
        )
    abzug = str(ordner / verzeichnis.ABZUG)
    angaben = ["--exit-on-error", "--no-comments", "--jobs=2"]
    werkzeug.rufe(werkzeug.programm("pg_restore", nummer), *angaben, f"--dbname={werkzeug.zugang(name)}", abzug)
    with psycopg.connect(werkzeug.zugang(name)) as verbindung:
        _vergleichen(verbindung, stand)


def _fremd() -> bool:
    from kreislauf.project import orte

    return orte.eigene_datenbank()


def _vergleichen(verbindung: psycopg.Connection[Any], stand: verzeichnis.Verzeichnis) -> None:
    erwartet, gefunden = stand.tabellenstand(), bestand.tabellen(verbindung)
    anders = sorted(n for n in erwartet.keys() | gefunden.keys() if erwartet.get(n) != gefunden.get(n))
    if bestand.zaehler(verbindung) != stand.zaehler:
        anders.append("Zähler")
    zeile = verbindung.execute(_KETTE).fetchone()
    if zeile is None or zeile[0]:
        anders.append("Kette des Journals")
    if anders:
        raise Sicherungsfehler(f"Nach dem Einspielen stimmt nicht mit der Sicherung überein: {', '.join(anders)}.")


def _dateien_zurueck(ordner: Path, daten: Path, stempel: str) -> None:
    """Documents are added; anchors, legal pages and key are put in place, what they replace is kept beside them."""
    for pfad in (ordner / "dokumente").rglob("*"):
        ziel = daten / pfad.relative_to(ordner)
        if pfad.is_file() and not (ziel.exists() and verzeichnis.hash_der_datei(ziel) == pfad.name):
            ziel.parent.mkdir(parents=True, exist_ok=True)
            vorlaeufig = ziel.with_name(f".{ziel.name}.{stempel}")
            shutil.copy2(pfad, vorlaeufig)
            vorlaeufig.replace(ziel)
    for name in ("anker", "seiten", *sichern.GEHEIMNISSE):
        if not (ordner / name).exists():
            continue
        if (daten / name).exists():
            (daten / name).rename(daten / f"{name}.vorher-{stempel}")
        if (ordner / name).is_dir():
            shutil.copytree(ordner / name, daten / name)
        else:
            shutil.copy2(ordner / name, daten / name)


def _tauschen(name: str, vorher: str) -> str | None:
    umbenennen = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _verwaltung() as verbindung:
        alt = _vorhanden(verbindung, name)
        try:
            with verbindung.transaction():
                if alt:
                    verbindung.execute(umbenennen.format(sql.Identifier(name), sql.Identifier(vorher)))
                verbindung.execute(umbenennen.format(sql.Identifier(name + _NEU), sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            raise Sicherungsfehler(
                f"Mit der Datenbank „{name}“ ist noch jemand verbunden. Beenden Sie Kreislauf und alle Arbeiter "
                "und rufen Sie die Wiederherstellung noch einmal auf."
            ) from None
    return vorher if alt else None
