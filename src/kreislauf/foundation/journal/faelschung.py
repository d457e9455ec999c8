"""Ways in which somebody with all rights over the database could tamper: what the verification is held to.

Each takes a superuser's connection and the number of the link to attack; triggers are switched off, as a forger would.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import psycopg

Verbindung = psycopg.Connection[Any]
Faelschung = Callable[[Verbindung, int], None]


def _ohne_ausloeser(verbindung: Verbindung, *befehle: tuple[str, list[Any]]) -> None:
    with verbindung.transaction():
        verbindung.execute("SET LOCAL session_replication_role = replica")
        for sql, angaben in befehle:
            verbindung.execute(sql, angaben)


def _zeile(nr: int) -> str:
    return f"(SELECT zeile_id FROM journal_glied WHERE nr = {int(nr)})"


def inhalt_aendern(v: Verbindung, nr: int) -> None:
    sql = f"UPDATE journal_zeile SET inhalt = replace(inhalt, 'probe', 'andre') WHERE id = {_zeile(nr)}"
    _ohne_ausloeser(v, (sql, []))


def spalte_aendern(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, (f"UPDATE journal_zeile SET akt = 'anderes' WHERE id = {_zeile(nr)}", []))


def salz_aendern(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, (f"UPDATE journal_zeile SET salz = decode('00', 'hex') WHERE id = {_zeile(nr)}", []))


def zeile_loeschen(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, (f"DELETE FROM journal_zeile WHERE id = {_zeile(nr)}", []))


def zeile_leeren(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, (f"UPDATE journal_zeile SET inhalt = NULL, salz = NULL WHERE id = {_zeile(nr)}", []))


def zeile_und_glied_loeschen(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(
        v,
        (f"DELETE FROM journal_zeile WHERE id = {_zeile(nr)}", []),
        ("DELETE FROM journal_glied WHERE nr = %s", [nr]),
    )


def tauschen(v: Verbindung, nr: int) -> None:
    """Two lines change places."""
    _ohne_ausloeser(
        v,
        ("UPDATE journal_glied SET zeile_id = -zeile_id WHERE nr IN (%s, %s)", [nr, nr + 1]),
        (
            "UPDATE journal_glied a SET zeile_id = -b.zeile_id FROM (SELECT nr, zeile_id FROM journal_glied "
            "WHERE nr IN (%s, %s)) b WHERE a.nr IN (%s, %s) AND b.nr <> a.nr",
            [nr, nr + 1, nr, nr + 1],
        ),
    )


def zeile_einschieben(v: Verbindung, nr: int) -> None:
    """A line past the chain."""
    _ohne_ausloeser(
        v,
        (
            "INSERT INTO journal_zeile (id, inhalt, salz, akt, tabelle, objekt_id, klasse, lesend) "
            "SELECT max(id) + 1, '{}', decode('00', 'hex'), '', '', '', '', false FROM journal_zeile",
            [],
        ),
    )


def festlegung_aendern(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, ("UPDATE journal_glied SET festlegung = sha256(festlegung) WHERE nr = %s", [nr]))


def ende_abschneiden(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(
        v,
        ("DELETE FROM journal_zeile WHERE id IN (SELECT zeile_id FROM journal_glied WHERE nr >= %s)", [nr]),
        ("DELETE FROM journal_glied WHERE nr >= %s", [nr]),
    )


def ab_hier_neu_rechnen(v: Verbindung, nr: int) -> None:
    """Change a line and compute the rest of the chain anew: consistent in itself."""
    inhalt_aendern(v, nr)
    _neu_rechnen(v)


def tabelle_austauschen(v: Verbindung, nr: int) -> None:
    """The whole journal replaced by another one that is consistent in itself."""
    _ohne_ausloeser(v, ("UPDATE journal_zeile SET inhalt = replace(inhalt, '\"akt\"', '\"akt\" ')", []))
    _neu_rechnen(v)


def _neu_rechnen(v: Verbindung) -> None:
    vorher = b"\x00" * 32
    zeilen = v.execute(
        "SELECT g.nr, z.salz, z.inhalt FROM journal_glied g JOIN journal_zeile z ON z.id = g.zeile_id ORDER BY g.nr"
    ).fetchall()
    befehle: list[tuple[str, list[Any]]] = []
    for nr, salz, inhalt in zeilen:
        festlegung = hashlib.sha256(bytes(salz) + inhalt.encode()).digest()
        vorher = hashlib.sha256(vorher + nr.to_bytes(8, "big") + festlegung).digest()
        befehle.append(("UPDATE journal_glied SET festlegung = %s, hash = %s WHERE nr = %s", [festlegung, vorher, nr]))
    _ohne_ausloeser(v, *befehle)


FAELSCHUNGEN: dict[str, Faelschung] = {
    f.__name__: f
    for f in (
        inhalt_aendern,
        spalte_aendern,
        salz_aendern,
        zeile_loeschen,
        zeile_leeren,
        zeile_und_glied_loeschen,
        tauschen,
        zeile_einschieben,
        festlegung_aendern,
        ende_abschneiden,
        ab_hier_neu_rechnen,
        tabelle_austauschen,
    )
}


def ohne_anker_unsichtbar() -> tuple[str, ...]:
    """Forgeries that only an anchor outside the database shows."""
    return ("ende_abschneiden", "tabelle_austauschen")
