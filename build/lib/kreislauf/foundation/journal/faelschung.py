"""Ways in which somebody with all rights over the database could tamper: what the verification is held to.

Each takes a superuser's connection and the number of the link to attack; triggers are switched off, as a forger would.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import psycopg

Verbindung = psycopg.Connection[Any]
Faelschung = Callable[[Verbindung, int], None]


_SPALTEN = (
    "akt = 'anderes'",
    "at = at - interval '1 day'",
    "person_id = gen_random_uuid()",
    "tabelle = 'andere'",
    "objekt_id = 'anderes'",
    "klasse = 'andere'",
    "bereich_id = coalesce(bereich_id, 0) + 1",
    "lesend = NOT lesend",
)


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
    """One of the columns that are searched and shown; the number of the link says which."""
    spalte = _SPALTEN[nr % len(_SPALTEN)]
    _ohne_ausloeser(v, (f"UPDATE journal_zeile SET {spalte} WHERE id = {_zeile(nr)}", []))


def inhalt_unlesbar(v: Verbindung, nr: int) -> None:
    """A text on which the verification itself could stumble."""
    inhalt = '{"akt":"journal.delete","details":[' if nr % 2 else '{"akt":1,"person":"niemand","bereich":"x"}'
    _ohne_ausloeser(v, (f"UPDATE journal_zeile SET inhalt = %s WHERE id = {_zeile(nr)}", [inhalt]))


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


def hash_aendern(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(v, ("UPDATE journal_glied SET hash = sha256(hash) WHERE nr = %s", [nr]))


def inhalt_mit_festlegung(v: Verbindung, nr: int) -> None:
    """Content and commitment fit each other; the chain is left as it is."""
    _umschreiben(v, nr)
    sql = (
        "UPDATE journal_glied g SET festlegung = sha256(z.salz || convert_to(z.inhalt, 'UTF8')) "
        "FROM journal_zeile z WHERE z.id = g.zeile_id AND g.nr = %s"
    )
    _ohne_ausloeser(v, (sql, [nr]))


def ende_abschneiden(v: Verbindung, nr: int) -> None:
    _ohne_ausloeser(
        v,
        ("DELETE FROM journal_zeile WHERE id IN (SELECT zeile_id FROM journal_glied WHERE nr >= %s)", [nr]),
        ("DELETE FROM journal_glied WHERE nr >= %s", [nr]),
    )


def ab_hier_neu_rechnen(v: Verbindung, nr: int) -> None:
    """Change a line and its columns and compute the rest of the chain anew: consistent in itself."""
    _umschreiben(v, nr)
    _neu_rechnen(v)


def spurlos_entfernen(v: Verbindung, nr: int) -> None:
    """Take a line out, close the gap in the numbers and compute the rest anew: consistent in itself."""
    zeile_und_glied_loeschen(v, nr)
    _ohne_ausloeser(
        v,
        ("UPDATE journal_glied SET nr = 1 - nr WHERE nr > %s", [nr]),  # in two steps: numbers are unique
        ("UPDATE journal_glied SET nr = -nr WHERE nr < 0", []),
    )
    _neu_rechnen(v)


def spurlos_einschieben(v: Verbindung, nr: int) -> None:
    """Put a line between two others, move the numbers and compute the rest anew: consistent in itself."""
    _ohne_ausloeser(
        v,
        ("UPDATE journal_glied SET nr = -nr - 1 WHERE nr >= %s", [nr]),
        ("UPDATE journal_glied SET nr = -nr WHERE nr < 0", []),
        (
            "INSERT INTO journal_zeile (id, inhalt, salz, at, akt, person_id, tabelle, objekt_id, klasse, bereich_id, "
            "lesend) SELECT (SELECT max(id) + 1 FROM journal_zeile), inhalt, salz, at, akt, person_id, tabelle, "
            "objekt_id, klasse, bereich_id, lesend FROM journal_zeile WHERE inhalt IS NOT NULL LIMIT 1",
            [],
        ),
        ("INSERT INTO journal_glied SELECT %s, max(id), ''::bytea, ''::bytea FROM journal_zeile", [nr]),
    )
    _neu_rechnen(v)


def tabelle_austauschen(v: Verbindung, nr: int) -> None:
    """The whole journal replaced by another one that is consistent in itself."""
    _ohne_ausloeser(v, ("UPDATE journal_zeile SET inhalt = replace(inhalt, '\"akt\"', '\"akt\" ')", []))
    _neu_rechnen(v)


def _umschreiben(v: Verbindung, nr: int) -> None:
    """Another act in the text and in its column."""
    sql = (
        "UPDATE journal_zeile SET inhalt = replace(inhalt, 'probe', 'andre'), akt = replace(akt, 'probe', 'andre') "
        f"WHERE id = {_zeile(nr)}"
    )
    _ohne_ausloeser(v, (sql, []))


def _neu_rechnen(v: Verbindung) -> None:
    vorher = b"\x00" * 32
    zeilen = v.execute(
        "SELECT g.nr, z.salz, z.inhalt FROM journal_glied g JOIN journal_zeile z ON z.id = g.zeile_id ORDER BY g.nr"
    ).fetchall()
    nummern, festlegungen, kette = [], [], []
    for nr, salz, inhalt in zeilen:
        festlegung = hashlib.sha256(bytes(salz) + inhalt.encode()).digest()
        vorher = hashlib.sha256(vorher + nr.to_bytes(8, "big") + festlegung).digest()
        nummern.append(nr)
        festlegungen.append(festlegung)
        kette.append(vorher)
    sql = (
        "UPDATE journal_glied g SET festlegung = n.festlegung, hash = n.hash "
        "FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS n(nr, festlegung, hash) WHERE n.nr = g.nr"
    )
    _ohne_ausloeser(v, (sql, [nummern, festlegungen, kette]))


FAELSCHUNGEN: dict[str, Faelschung] = {
    f.__name__: f
    for f in (
        inhalt_aendern,
        spalte_aendern,
        inhalt_unlesbar,
        salz_aendern,
        zeile_loeschen,
        zeile_leeren,
        zeile_und_glied_loeschen,
        tauschen,
        zeile_einschieben,
        festlegung_aendern,
        hash_aendern,
        inhalt_mit_festlegung,
        ende_abschneiden,
        ab_hier_neu_rechnen,
        spurlos_entfernen,
        spurlos_einschieben,
        tabelle_austauschen,
    )
}


def ohne_anker_unsichtbar() -> tuple[str, ...]:
    """Forgeries that only an anchor outside the database shows."""
    return (
        "ende_abschneiden",
        "ab_hier_neu_rechnen",
        "spurlos_entfernen",
        "spurlos_einschieben",
        "tabelle_austauschen",
    )
