"""Fingerprint of a database: equal fingerprints mean equal rows in every table and equal counters."""

import hashlib
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

_DARSTELLUNG = (  # the text of a row must not depend on who asks
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; "
    "SET bytea_output = 'hex'; SET extra_float_digits = 1"
)
_ZEILEN = """
COPY (SELECT encode(sha256(convert_to(zeile::text, 'UTF8')), 'hex') FROM {tabelle} AS zeile ORDER BY 1) TO STDOUT
"""
_HEX_UND_ZEILENENDE = 65


class Tabelle(NamedTuple):
    zeilen: int
    summe: str  # SHA-256 over the sorted SHA-256 of the rows


def tabellen(verbindung: psycopg.Connection[Any]) -> dict[str, Tabelle]:
    """Every table of the schema `public`. Streams the rows' hashes: memory does not grow with the table."""
    verbindung.execute(_DARSTELLUNG)
    namen = verbindung.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return {name: _tabelle(verbindung, name) for (name,) in namen}


def _tabelle(verbindung: psycopg.Connection[Any], name: str) -> Tabelle:
    summe, laenge = hashlib.sha256(), 0
    with (
        verbindung.cursor() as cursor,
        cursor.copy(sql.SQL(_ZEILEN).format(tabelle=sql.Identifier("public", name))) as kopie,
    ):
        for block in kopie:
            summe.update(block)
            laenge += len(block)
    return Tabelle(laenge // _HEX_UND_ZEILENENDE, summe.hexdigest())


def zaehler(verbindung: psycopg.Connection[Any]) -> dict[str, int | None]:
    """The last number each sequence has given out."""
    zeilen = verbindung.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    return dict(zeilen)


def migrationen(verbindung: psycopg.Connection[Any]) -> list[str]:
    """Applied migrations as „app.name“."""
    zeilen = verbindung.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return [name for (name,) in zeilen]
