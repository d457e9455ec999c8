"""Put an application into the Eingang: the one thing the portal's database role can do."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from kreislauf.portal.anlagen import MAX_ANZAHL, Datei, DateiAbgelehnt
from kreislauf.portal.entwurf import Entwurf
from kreislauf.portal.zugang import code_zu, schluessel
from kreislauf.portal.zusammenfassung import unveraendert
from kreislauf.portal.zwischenstand import delete_entwurf, read_dateien

_EINGANG = """
INSERT INTO antrag_eingang (id, bereich_id, schutzstufe, sichtbar_fuer, kanal, sprache, betreff, absender, inhalt,
                            text, externe_kennung, state, received_at, created_at)
VALUES (%s, %s, 2, '{}', 'portal', %s, %s, %s, %s, %s, %s, 'neu', %s, %s)
"""
_ANLAGE = """
INSERT INTO portal_anlage (id, eingang_id, dateiname, medientyp, inhalt, created_at) VALUES (%s, %s, %s, %s, %s, %s)
"""
_ZUGANG = """
INSERT INTO portal_zugang (id, eingang_id, nummer, schluessel, art, name, umfang, subjekt, created_at)
VALUES (%s, %s, %s, %s, 'familie', '', '{}', %s, %s)
"""
_RAUM = uuid.UUID("5b1f3c0e-6d0a-4a5f-9a51-3f2f8a6c7e10")


class NichtAngenommen(Exception):
    """The Eingang is closed: no area takes applications from the portal."""


@dataclass(frozen=True, slots=True)
class Einreichung:
    nummer: str
    code: str
    at: datetime


def nummer_zu(kennung: str) -> str:
    """The number a family gets: short, without letters that are easily mistaken, tells nothing about anybody."""
    return uuid.uuid5(_RAUM, kennung).hex[:10].upper()


def insert_eingang(
    cursor: Any, eingang_id: uuid.UUID, werte: Mapping[str, str], dateien: Sequence[Datei], at: datetime
) -> None:
    """Put one Eingang and its files in; inside the caller's transaction."""
    sprache = "de" if werte["sprache"] == "ls" else werte["sprache"]
    zeile: list[Any] = [eingang_id, settings.PORTAL_BEREICH, sprache, werte["betreff"][:300], werte["absender"][:200]]
    cursor.execute(_EINGANG, [*zeile, werte["inhalt"], werte["text"], werte["nummer"], at, at])
    insert_anlagen(cursor, eingang_id, dateien, at)


def insert_anlagen(cursor: Any, eingang_id: uuid.UUID, dateien: Sequence[Datei], at: datetime) -> None:
    for datei in dateien:
        cursor.execute(_ANLAGE, [uuid.uuid4(), eingang_id, datei.name, datei.medientyp, datei.inhalt, at])


def submit_antrag(
    *,
    entwurf: Entwurf,
    erklaerung: Mapping[str, Any],
    dateien: Sequence[Datei],
    text: str,
    sprache: str,
    at: datetime,
) -> Einreichung:
    """Store the application with its files and its access, all or nothing; sent twice it arrives once.

    Files that lie with a stored draft go with it, and the stored draft ends in the same transaction.
    Raises NichtAngenommen, NichtMehrDa when such files are gone, DateiAbgelehnt when there are too many in all.

    The journal's line is written by the database in the same transaction. IntegrityError of the same `kennung` means
    that it had arrived before, and is answered in the same way. The code is in the answer only, never stored.
    """
    if settings.PORTAL_BEREICH is None:
        raise NichtAngenommen
    eingang_id = uuid.uuid5(_RAUM, f"eingang:{entwurf.kennung}")
    nummer, code = nummer_zu(entwurf.kennung), code_zu(entwurf.kennung)
    h = entwurf.haushalt
    inhalt = {"haushalt": h, "kinder": entwurf.kinder, "konto": entwurf.konto, "erklaerung": dict(erklaerung)}
    if entwurf.anmeldung:
        inhalt["anmeldung"] = {"niveau": entwurf.anmeldung["niveau"], "unveraendert": unveraendert(entwurf)}
    namen = ", ".join(kind["vorname"] for kind in entwurf.kinder)
    werte = {
        "sprache": sprache,
        "betreff": f"Antrag auf Bildung und Teilhabe für {namen}",
        "absender": f"{h['vorname']} {h['nachname']}",
        "inhalt": json.dumps(inhalt, ensure_ascii=False),
        "text": text,
        "nummer": nummer,
    }
    subjekt = hashlib.sha256(bytes.fromhex(entwurf.anmeldung["subjekt"])).digest() if entwurf.anmeldung else None
    zugang: list[Any] = [uuid.uuid4(), eingang_id, nummer, schluessel(nummer, code).gespeichert, subjekt, at]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            insert_eingang(cursor, eingang_id, werte, dateien, at)
            cursor.execute(_ZUGANG, zugang)
            _ablage_uebernehmen(cursor, eingang_id, entwurf, len(dateien), at)
    except IntegrityError as fehler:
        if "antrag_eingang_pkey" not in str(fehler) and "eingang_einmal" not in str(fehler):
            raise
    return Einreichung(nummer, code, at)


def _ablage_uebernehmen(cursor: Any, eingang_id: uuid.UUID, entwurf: Entwurf, neue: int, at: datetime) -> None:
    if not entwurf.ablage:
        return
    abgelegt = read_dateien(entwurf)
    if len(abgelegt) + neue > MAX_ANZAHL:
        raise DateiAbgelehnt(abgelegt[-1].name)
    insert_anlagen(cursor, eingang_id, abgelegt, at)
    delete_entwurf(entwurf.ablage)
