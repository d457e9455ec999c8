"""Store what a fetch brings: set-based, each object once, nothing written where nothing changed."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from kreislauf.steuerung.oparl_eingang.lesart import Objekt, build_objekt, merge, onto, rank
from kreislauf.steuerung.oparl_eingang.models import Abruf, Spiegelobjekt

LAENGSTE_KENNUNG = 1_000  # characters; an index of PostgreSQL holds no more than 2,700 bytes

_BEKANNT = """
SELECT kennung, abdruck, eingebettet, geloescht, gesehen, geaendert, enthaelt, roh ->> 'deleted' IS NOT NULL
FROM oparl_eingang_spiegelobjekt WHERE quelle_id = %s AND kennung = ANY(%s)
"""
_INHALT = "SELECT kennung, roh::text FROM oparl_eingang_spiegelobjekt WHERE quelle_id = %s AND kennung = ANY(%s)"
_SCHREIBEN = """
INSERT INTO oparl_eingang_spiegelobjekt AS alt
    (id, bereich_id, schutzstufe, sichtbar_fuer, quelle_id, gesehen, created_at, updated_at, einzuspeisen,
     kennung, typ, eingebettet, roh, abdruck, enthaelt, geaendert, geloescht, geloescht_at)
SELECT gen_random_uuid(), %(bereich)s, %(schutz)s, '{}', %(quelle)s, %(abruf)s, %(at)s, %(at)s, true,
       kennung, typ, eingebettet, roh, abdruck, enthaelt, geaendert, geloescht,
       CASE WHEN geloescht THEN %(at)s::timestamptz END
FROM json_to_recordset(%(zeilen)s::json)
     AS neu (kennung text, typ text, eingebettet bool, roh jsonb, abdruck text, enthaelt text[],
             geaendert timestamptz, geloescht bool)
ON CONFLICT (quelle_id, kennung) DO UPDATE SET
    gesehen = EXCLUDED.gesehen, updated_at = EXCLUDED.updated_at, einzuspeisen = true, typ = EXCLUDED.typ,
    eingebettet = EXCLUDED.eingebettet, roh = EXCLUDED.roh, abdruck = EXCLUDED.abdruck, enthaelt = EXCLUDED.enthaelt,
    geaendert = EXCLUDED.geaendert, geloescht = EXCLUDED.geloescht,
    geloescht_at = CASE WHEN EXCLUDED.geloescht THEN coalesce(alt.geloescht_at, EXCLUDED.geloescht_at) END
"""
_GESEHEN = """
UPDATE oparl_eingang_spiegelobjekt SET gesehen = %s
WHERE quelle_id = %s AND kennung = ANY(%s) AND gesehen <> %s
"""
# What a changed or deleted object held before and holds no longer is gone, unless somebody else holds it or a list
# of this fetch names it.
_HERAUSGEFALLEN = """
WITH verdacht AS (
    SELECT kennung FROM oparl_eingang_spiegelobjekt
    WHERE quelle_id = %(quelle)s AND kennung = ANY(%(kennungen)s) AND eingebettet AND NOT geloescht
      AND gesehen <> %(abruf)s
)
UPDATE oparl_eingang_spiegelobjekt AS s
SET geloescht = true, geloescht_at = %(at)s, updated_at = %(at)s, einzuspeisen = true
FROM verdacht
WHERE s.quelle_id = %(quelle)s AND s.kennung = verdacht.kennung AND NOT EXISTS (
    SELECT 1 FROM oparl_eingang_spiegelobjekt AS halter
    WHERE halter.quelle_id = %(quelle)s AND NOT halter.geloescht AND halter.enthaelt @> ARRAY[verdacht.kennung]
      AND halter.kennung NOT IN (SELECT kennung FROM verdacht)
)
"""
_VERSCHWUNDEN = """
UPDATE oparl_eingang_spiegelobjekt
SET geloescht = true, geloescht_at = %(at)s, updated_at = %(at)s, einzuspeisen = true
WHERE quelle_id = %(quelle)s AND NOT geloescht AND gesehen <> %(abruf)s
"""
_BEHALTEN = """
UPDATE oparl_eingang_spiegelobjekt AS s SET gesehen = %(abruf)s
WHERE s.quelle_id = %(quelle)s AND (s.kennung = ANY(%(kennungen)s) OR s.kennung IN (
    SELECT unnest(enthaelt) FROM oparl_eingang_spiegelobjekt
    WHERE quelle_id = %(quelle)s AND kennung = ANY(%(kennungen)s)
))
"""


@dataclass(frozen=True, slots=True)
class Bekannt:
    """What the mirror knows of one object before a batch is stored."""

    abdruck: str
    eingebettet: bool
    geloescht: bool
    diesmal: bool  # this fetch has met it already
    geaendert: datetime | None
    enthaelt: Sequence[str]
    grabstein: bool  # the server itself called it deleted


@dataclass(slots=True)
class Stapel:
    """What of a batch is to be written, what was merely met, and what changed objects no longer hold."""

    schreiben: list[Objekt] = field(default_factory=list)
    gesehen: list[str] = field(default_factory=list)
    frei: set[str] = field(default_factory=set)
    zahlen: Counter[str] = field(default_factory=Counter)


def store_objekte(abruf: Abruf, objekte: Iterable[Objekt], *, at: datetime) -> Counter[str]:
    """Store one batch of objects in the caller's transaction; counts of what it changed.

    Of several copies the newest counts, of equally old ones the object's own before an embedded one; within one
    fetch a deletion stays.
    """
    neue = merge(o for o in objekte if len(o.kennung) <= LAENGSTE_KENNUNG)
    if not neue:
        return Counter()
    stapel = _sorted_out(abruf, neue)
    with connection.cursor() as cursor:
        if stapel.schreiben:
            cursor.execute(_SCHREIBEN, _columns(abruf, stapel.schreiben, at))
        if stapel.gesehen:
            cursor.execute(_GESEHEN, [abruf.pk, abruf.quelle_id, stapel.gesehen, abruf.pk])
        if stapel.frei:
            frei = list(stapel.frei)
            wer = {"quelle": abruf.quelle_id, "abruf": abruf.pk}
            cursor.execute(_HERAUSGEFALLEN, {**wer, "kennungen": frei, "at": at})
            stapel.zahlen["geloescht"] += cursor.rowcount
    return +stapel.zahlen


def _sorted_out(abruf: Abruf, neue: Mapping[str, Objekt]) -> Stapel:
    bekannt = _load(abruf, list(neue))
    voll = _complete(abruf, neue, bekannt)
    stapel = Stapel()
    for kennung, objekt in neue.items():
        alt = bekannt.get(kennung)
        if alt is not None and kennung not in voll and not _is_better(alt, objekt):
            stapel.gesehen.append(kennung)
            continue
        fertig = voll.get(kennung, objekt)
        was = _verdict(alt, fertig)
        stapel.zahlen[was] += 1
        if was == "gleich":
            stapel.gesehen.append(kennung)
            continue
        stapel.schreiben.append(fertig)
        if alt is not None:
            stapel.frei |= set(alt.enthaelt) - set(fertig.enthaelt)
    stapel.frei -= neue.keys()
    return stapel


def not_met(abruf: Abruf) -> list[tuple[str, str]]:
    """Id and address of objects with a page of their own that this fetch did not meet."""
    offen = Spiegelobjekt.objects.filter(quelle_id=abruf.quelle_id, geloescht=False, eingebettet=False)
    return list(offen.exclude(gesehen=abruf.pk).order_by("kennung").values_list("kennung", "roh__id"))


def keep_unmet(abruf: Abruf, kennungen: Sequence[str]) -> None:
    """Count objects as met, with all that they hold: nobody knows that they are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHALTEN, {"quelle": abruf.quelle_id, "abruf": abruf.pk, "kennungen": list(kennungen)})


def mark_vanished(abruf: Abruf, *, at: datetime) -> int:
    """After a full fetch that read everything: what it did not meet is deleted; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSCHWUNDEN, {"quelle": abruf.quelle_id, "abruf": abruf.pk, "at": at})
        return int(cursor.rowcount)


def _is_better(alt: Bekannt, objekt: Objekt) -> bool:
    """Whether the copy at hand counts against the known one."""
    if alt.diesmal and alt.grabstein:
        return False
    if objekt.geloescht or alt.geloescht:
        return True
    if alt.diesmal:
        return rank(objekt) >= rank(alt)
    if alt.eingebettet or not objekt.eingebettet:
        return True
    return not (objekt.geaendert and alt.geaendert and objekt.geaendert < alt.geaendert)


def _verdict(alt: Bekannt | None, objekt: Objekt) -> str:
    if objekt.geloescht:
        return "geloescht" if alt is not None and not alt.geloescht else "gleich" if alt is not None else "grabstein"
    if alt is None or alt.geloescht:
        return "neu"
    if alt.abdruck == objekt.abdruck:
        return "gleich" if alt.eingebettet == objekt.eingebettet else "eigene"
    return "geaendert"


def _load(abruf: Abruf, kennungen: list[str]) -> dict[str, Bekannt]:
    with connection.cursor() as cursor:
        cursor.execute(_BEKANNT, [abruf.quelle_id, kennungen])
        return {
            kennung: Bekannt(abdruck, eingebettet, weg, gesehen == abruf.pk, geaendert, enthaelt, grabstein)
            for kennung, abdruck, eingebettet, weg, gesehen, geaendert, enthaelt, grabstein in cursor.fetchall()
        }


def _complete(abruf: Abruf, neue: Mapping[str, Objekt], bekannt: Mapping[str, Bekannt]) -> dict[str, Objekt]:
    """An embedded copy leaves fields out that are known from the object's own page; these stay.

    So copies are put together where one of both, known and at hand, is embedded and the other is not.
    """
    paare = [
        k
        for k, o in neue.items()
        if k in bekannt and not o.geloescht and not bekannt[k].geloescht and o.eingebettet != bekannt[k].eingebettet
    ]
    if not paare:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_INHALT, [abruf.quelle_id, paare])
        alte = {kennung: json.loads(roh) for kennung, roh in cursor.fetchall()}
    voll = {}
    for k, roh in alte.items():
        neu, alt = neue[k], bekannt[k]
        if neu.eingebettet and _is_better(alt, neu):
            voll[k] = onto(roh, neu)
        elif not neu.eingebettet and alt.diesmal and rank(neu) < rank(alt):
            voll[k] = build_objekt(neu.roh | roh, neu.typ, k, enthaelt=neu.enthaelt)
    return voll


def _columns(abruf: Abruf, objekte: Sequence[Objekt], at: datetime) -> dict[str, Any]:
    return {
        "bereich": abruf.bereich_id,
        "schutz": abruf.schutzstufe,
        "quelle": abruf.quelle_id,
        "abruf": abruf.pk,
        "at": at,
        "zeilen": "[" + ",".join(map(_row, objekte)) + "]",
    }


def _row(o: Objekt) -> str:
    """One row as JSON: one long text costs a fraction of what arrays cost to write and to read."""
    kopf = json.dumps(
        {
            "kennung": o.kennung,
            "typ": o.typ,
            "eingebettet": o.eingebettet,
            "abdruck": o.abdruck,
            "enthaelt": o.enthaelt,
            "geaendert": o.geaendert.isoformat() if o.geaendert else None,
            "geloescht": o.geloescht,
        }
    )
    return f'{kopf[:-1]},"roh":{o.text}}}'
