"""Write the journal: every act and every read of a protected record, in the transaction in which it happens."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from kreislauf.foundation.access.rls import Bereichsschutz, WieEltern, declared
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal.events import act_recorded

SALZ_BYTES = 16
_KLASSEN: dict[str, str] = {}
_EINFUEGEN = """
INSERT INTO journal_zeile
    (inhalt, salz, at, akt, person_id, tabelle, objekt_id, klasse, bereich_id, lesend)
SELECT n.inhalt, n.salz, %(at)s, %(akt)s, %(person)s, n.tabelle, n.objekt, n.klasse, n.bereich, %(lesend)s
FROM unnest(%(inhalt)s::text[], %(salz)s::bytea[], %(tabelle)s::text[], %(objekt)s::text[], %(klasse)s::text[],
    %(bereich)s::bigint[]) WITH ORDINALITY AS n (inhalt, salz, tabelle, objekt, klasse, bereich, nr)
ORDER BY n.nr
"""


def _klasse(tabelle: str) -> str:
    """Class of protected data a table belongs to; empty where it has none."""
    if not _KLASSEN:
        for name, schutz in declared().items():
            if isinstance(schutz, Bereichsschutz):
                _KLASSEN[name] = schutz.klasse
            elif isinstance(schutz, WieEltern):
                _KLASSEN[name] = schutz.schutz.klasse
    return _KLASSEN.get(tabelle, "")


def kanonisch(inhalt: Mapping[str, Any]) -> str:
    """The one text of a line's content: sorted keys, no blanks, umlauts as they are."""
    return json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(
    act: str,
    obj: Model | None,
    *,
    actor: User | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
    bereich_id: int | None = None,
) -> None:
    """Write one line on an act; it exists if and only if the caller's transaction commits."""
    _schreiben(act, [(obj, details or {})], actor=actor, at=at, bereich_id=bereich_id)
    if obj is not None:
        act_recorded.send(type(obj), act=act, obj=obj, at=at)


def record_many(
    act: str, objekte: Sequence[tuple[Model, Mapping[str, Any]]], *, actor: User | None, at: datetime
) -> None:
    """The same act on many things, each with its details: a line for each, in this order, by one statement."""
    _schreiben(act, objekte, actor=actor, at=at)
    for obj, _ in objekte:
        act_recorded.send(type(obj), act=act, obj=obj, at=at)


def record_read(obj: Model, *, actor: User | None, at: datetime, zweck: str = "") -> None:
    """Write one line on a read of a protected record."""
    details = {"zweck": zweck} if zweck else {}
    _schreiben(f"{obj._meta.model_name}.read", [(obj, details)], actor=actor, at=at, lesend=True)


def _schreiben(
    act: str,
    objekte: Sequence[tuple[Model | None, Mapping[str, Any]]],
    *,
    actor: User | None,
    at: datetime,
    bereich_id: int | None = None,
    lesend: bool = False,
) -> None:
    if not objekte:
        return
    gemeinsam: dict[str, Any] = {
        "akt": act,
        "at": at.astimezone(UTC).isoformat(),
        "person": str(actor.pk) if actor else None,
        "lesend": lesend,
    }
    zeilen = [_zeile(obj, details, bereich_id, gemeinsam) for obj, details in objekte]
    werte: dict[str, Any] = {name: [zeile[name] for zeile in zeilen] for name in zeilen[0]}
    with connection.cursor() as cursor:  # no RETURNING: who writes a line need not be allowed to read it
        cursor.execute(_EINFUEGEN, werte | gemeinsam | {"at": at, "person": actor.pk if actor else None})


def _zeile(
    obj: Model | None, details: Mapping[str, Any], bereich_id: int | None, gemeinsam: Mapping[str, Any]
) -> dict[str, Any]:
    """What differs from line to line of one act."""
    tabelle = obj._meta.db_table if obj is not None else ""
    felder: dict[str, Any] = {
        "tabelle": tabelle,
        "objekt": str(obj.pk) if obj is not None else "",
        "klasse": _klasse(tabelle),
        "bereich": bereich_id if bereich_id is not None else getattr(obj, "bereich_id", None),
    }
    inhalt = kanonisch({**gemeinsam, **felder, "details": dict(details)})
    return {**felder, "inhalt": inhalt, "salz": secrets.token_bytes(SALZ_BYTES)}


def delete_content(*, bis: datetime, nur_zugriffe: bool, grund: str, actor: User | None, at: datetime) -> int:
    """Remove text and salt of lines older than `bis`; their number. The chain keeps their commitments and verifies.

    Run as the owner of the tables (`kreislauf journal loeschen`). § 79 Abs. 4 SGB X: logs of retrievals after six
    months at the latest; other lines only on a deletion order (§ 84 SGB X), whose reason is kept.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_leeren(%s, %s)", [bis, nur_zugriffe])
        zeile = cursor.fetchone()
    assert zeile is not None
    nummern: list[int] = zeile[0] or []
    if nummern:
        record("journal.delete", None, actor=actor, at=at, details={"grund": grund, "glieder": bereiche_von(nummern)})
    return len(nummern)


def bereiche_von(nummern: list[int]) -> list[list[int]]:
    """Numbers as ranges [first, last]."""
    bereiche: list[list[int]] = []
    for nummer in sorted(nummern):
        if bereiche and bereiche[-1][1] == nummer - 1:
            bereiche[-1][1] = nummer
        else:
            bereiche.append([nummer, nummer])
    return bereiche
