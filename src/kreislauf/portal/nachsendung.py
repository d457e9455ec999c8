"""Send something later to an application: it arrives in the Eingang, tied to it by number and secret."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from kreislauf.portal.anlagen import Datei
from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.einreichung import NichtAngenommen, insert_eingang, nummer_zu

_RAUM = uuid.UUID("0a1f0d52-9a54-4df0-8b0a-6a55c6c5b6a1")


class NichtErlaubt(Exception):
    """The access ended or does not cover this."""


@dataclass(frozen=True, slots=True)
class Sendung:
    """What is sent: kind, what it is about, and the German record."""

    art: str
    betreff: str
    absender: str
    text: str
    bezug: Sequence[str]
    dateien: Sequence[Datei] = ()


@dataclass(frozen=True, slots=True)
class Quittung:
    nummer: str
    at: datetime


def submit_nachsendung(*, anmeldung: Anmeldung, sendung: Sendung, kennung: str, sprache: str, at: datetime) -> Quittung:
    """Store it with its files, all or nothing; `kennung` of the form makes a second sending harmless.

    The database itself checks number and secret again. Raises NichtErlaubt or NichtAngenommen; then nothing is kept.
    """
    if settings.PORTAL_BEREICH is None:
        raise NichtAngenommen
    schluessel = anmeldung.schluessel
    einmal = f"{schluessel.nummer}:{sendung.art}:{kennung}"
    eingang_id = uuid.uuid5(_RAUM, einmal)
    nummer = nummer_zu(einmal)
    werte = {
        "sprache": sprache,
        "betreff": sendung.betreff,
        "absender": sendung.absender,
        "inhalt": json.dumps({"art": sendung.art}),
        "text": sendung.text,
        "nummer": nummer,
    }
    angaben: list[Any] = [schluessel.nummer, schluessel.geheimnis, anmeldung.sitzung, eingang_id, sendung.art]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            insert_eingang(cursor, eingang_id, werte, sendung.dateien, at)
            cursor.execute("SELECT portal_nachsenden(%s, %s, %s, %s, %s, %s::uuid[])", [*angaben, list(sendung.bezug)])
            zeile = cursor.fetchone()
            if zeile is None or not zeile[0]:
                raise NichtErlaubt
    except IntegrityError as fehler:
        if "antrag_eingang_pkey" not in str(fehler) and "eingang_einmal" not in str(fehler):
            raise
    return Quittung(nummer, at)
