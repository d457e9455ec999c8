"""What must hold in the record after a kill, looked at as superuser, past the application."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from kreislauf.foundation.journal.pruefer import pruefe
from soak._papiere import erwartet

Verbindung = psycopg.Connection[Any]
_TABELLEN = ("beratung", "beschluss", "beschlusspunkt", "auftrag")
_ZAEHLEN = ", ".join(f"(SELECT count(*) FROM ratsinfo_{t} x WHERE x.vorlage_id = v.id)" for t in _TABELLEN)
_VORLAGEN = f"SELECT v.nummer, {_ZAEHLEN} FROM ratsinfo_vorlage v ORDER BY v.nummer"
_ANGENOMMEN = """
SELECT e.id, v.nummer, (SELECT count(*) FROM ratsinfo_vorschlag p WHERE p.einlesung_id = e.id AND p.art = 'auftrag'
                        AND p.entscheidung IN ('angenommen', 'berichtigt', 'ergaenzt')),
       (SELECT count(*) FROM ratsinfo_auftrag a WHERE a.vorlage_id = v.id)
FROM ratsinfo_einlesung e JOIN ratsinfo_vorlage v ON v.id = e.vorlage_id WHERE e.state = 'bestaetigt'
"""
_KEINE_ZEILE = {
    "Vorlage doppelt": "SELECT nummer_norm FROM ratsinfo_vorlage GROUP BY bereich_id, nummer_norm HAVING count(*) > 1",
    "Auftrag doppelt": "SELECT vorlage_id, text FROM ratsinfo_auftrag GROUP BY 1, 2 HAVING count(*) > 1",
    "Beschluss doppelt": "SELECT vorlage_id, datum FROM ratsinfo_beschluss GROUP BY 1, 2 HAVING count(*) > 1",
    "Vorlage ohne bestätigte Einlesung": "SELECT v.nummer FROM ratsinfo_vorlage v WHERE NOT EXISTS (SELECT 1 FROM "
    "ratsinfo_einlesung e WHERE e.vorlage_id = v.id AND e.state = 'bestaetigt')",
    "bestätigte Einlesung ohne Vorlage": "SELECT id FROM ratsinfo_einlesung WHERE state = 'bestaetigt' "
    "AND (vorlage_id IS NULL OR confirmed_at IS NULL OR confirmed_by_id IS NULL)",
    "offene Einlesung mit Bestätigung": "SELECT id FROM ratsinfo_einlesung "
    "WHERE state <> 'bestaetigt' AND confirmed_at IS NOT NULL",
    "Vorschläge ohne Lesung": "SELECT e.id FROM ratsinfo_einlesung e "
    "WHERE (e.state = 'wartet') = EXISTS (SELECT 1 FROM ratsinfo_vorschlag p WHERE p.einlesung_id = e.id)",
    "Einlesung gescheitert": "SELECT id, fehler FROM ratsinfo_einlesung WHERE state = 'fehler'",
    "Lauf gescheitert": "SELECT id, meldung FROM jobs_lauf WHERE state = 'gescheitert'",
    "Lauf fertig, Einlesung wartet": "SELECT l.id FROM jobs_lauf l JOIN ratsinfo_einlesung e "
    "ON l.angaben->'einlesungen' ? e.id::text WHERE l.state = 'fertig' AND e.state = 'wartet'",
    "Vorlage ohne Suche": "SELECT v.nummer FROM ratsinfo_vorlage v WHERE NOT EXISTS "
    "(SELECT 1 FROM search_eintrag s WHERE s.objekt_id = v.id::text)",
    "Zeile an keinem Glied": "SELECT z.id FROM journal_zeile z LEFT JOIN journal_glied g ON g.zeile_id = z.id "
    "WHERE g.nr IS NULL",
}
_JE_AKT = {
    "vorlage.import": "SELECT count(*) FROM ratsinfo_vorlage",
    "auftrag.create": "SELECT count(*) FROM ratsinfo_auftrag",
    "beschluss.import": "SELECT count(*) FROM ratsinfo_beschluss",
    "beschlusspunkt.import": "SELECT count(*) FROM ratsinfo_beschlusspunkt",
    "dokument.store": "SELECT count(*) FROM documents_dokument",
    "einlesung.confirm": "SELECT count(*) FROM ratsinfo_einlesung WHERE state = 'bestaetigt'",
    "lauf.start": "SELECT count(*) FROM jobs_lauf",
}
GLIEDER = (
    "SELECT g.nr, g.zeile_id, g.festlegung, g.hash, z.salz, convert_to(z.inhalt, 'UTF8') "
    "FROM journal_glied g LEFT JOIN journal_zeile z ON z.id = g.zeile_id ORDER BY g.nr"
)


def eine(v: Verbindung, sql: str, angaben: list[Any] | None = None) -> Any:
    zeile = v.execute(sql, angaben).fetchone()
    assert zeile is not None
    return zeile[0]


def maengel(v: Verbindung, dokumente: Path) -> list[str]:
    """Everything that is half, doubled, missing or loose."""
    return [*_halbe(v), *_verbotene(v), *_journal(v), *_dateien(v, dokumente)]


def _halbe(v: Verbindung) -> Iterator[str]:
    for nummer, *anzahlen in v.execute(_VORLAGEN).fetchall():
        ist, soll = dict(zip(_TABELLEN, anzahlen, strict=True)), erwartet(int(nummer.split("/")[1]))
        if ist != soll:
            yield f"halbe Vorlage {nummer}: {ist} statt {soll}"
    for einlesung, nummer, angenommen, auftraege in v.execute(_ANGENOMMEN).fetchall():
        if angenommen != auftraege:
            yield f"Einlesung {einlesung} von {nummer}: {angenommen} Aufträge angenommen, {auftraege} im Bestand"


def _verbotene(v: Verbindung) -> Iterator[str]:
    for name, sql in _KEINE_ZEILE.items():
        for zeile in v.execute(sql).fetchall():
            yield f"{name}: {zeile}"


def _journal(v: Verbindung) -> Iterator[str]:
    """The chain verifies, and every object that exists has its line, no more and no less."""
    yield from (f"Journal: {mangel}" for mangel in pruefe(v.execute(GLIEDER), {}).maengel)
    for akt, sql in _JE_AKT.items():
        zeilen, objekte = eine(v, "SELECT count(*) FROM journal_zeile WHERE akt = %s", [akt]), eine(v, sql)
        if zeilen != objekte:
            yield f"Journal: {zeilen} Zeilen {akt}, aber {objekte} Objekte"


def _dateien(v: Verbindung, ordner: Path) -> Iterator[str]:
    for sha256, groesse in v.execute("SELECT DISTINCT sha256, groesse FROM documents_dokument").fetchall():
        datei = ordner / sha256[:2] / sha256[2:4] / sha256
        inhalt = datei.read_bytes() if datei.exists() else b""
        if len(inhalt) != groesse or hashlib.sha256(inhalt).hexdigest() != sha256:
            yield f"Datei {sha256}: fehlt oder ist beschädigt"


def offene(v: Verbindung) -> list[str]:
    """What is still unfinished after everything was taken up again."""
    return [
        f"{name}: {zeile}"
        for name, sql in (
            ("offene Einlesung", "SELECT id, state FROM ratsinfo_einlesung WHERE state <> 'bestaetigt'"),
            ("offener Lauf", "SELECT id, state FROM jobs_lauf WHERE state <> 'fertig'"),
        )
        for zeile in v.execute(sql).fetchall()
    ]
