"""Ask the database's functions: may this sender try, and what may the holder of number and secret see."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kreislauf.portal.zugang import Schluessel

# How often one sender may do something within an hour; a family centre sends for many from one address.
GRENZEN = {
    "anmelden": 30, "antrag": 60, "nachweis": 60, "widerspruch": 20, "helfer": 20, "entwurf": 10, "adresse": 3,
    "weiter": 60, "dienst": 60, "fahrt": 30,
}  # fmt: skip


class ZuVieleVersuche(Exception):
    """This sender tried too often within an hour; the argument is what was tried."""


@dataclass(frozen=True, slots=True)
class Auskunft:
    """What may be shown; `umfang` is empty for the family, which sees everything."""

    art: str
    name: str
    umfang: tuple[str, ...]
    stand: str
    inhalt: Mapping[str, Any]
    stand_at: datetime
    received_at: datetime
    nachgesendet: Sequence[Mapping[str, Any]]
    helfer: Sequence[Mapping[str, Any]]

    def darf(self, was: str) -> bool:
        return self.art == "familie" or was in self.umfang


@dataclass(frozen=True, slots=True)
class Eigener:
    """One application of who signed in."""

    nummer: str
    stand: str
    received_at: datetime

    def zustand(self, texte: Mapping[str, str]) -> str:
        return texte[f"zustand.{self.stand}"]


def list_eigene(subjekt: bytes, sitzung: uuid.UUID) -> list[Eigener]:
    """The applications made while this person was signed in, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nummer, stand, received_at FROM portal_eigene_lesen(%s, %s)", [subjekt, sitzung])
        return [Eigener(*zeile) for zeile in cursor.fetchall()]


def count_try(art: str, sender: bytes) -> None:
    """Count a try of this sender. Raises ZuVieleVersuche."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_zaehlen(%s, %s, %s)", [art, sender, GRENZEN[art]])
        zeile = cursor.fetchone()
    if zeile is None or not zeile[0]:
        raise ZuVieleVersuche(art)


def read_auskunft(schluessel: Schluessel, *, bekannt: bool, sitzung: uuid.UUID) -> Auskunft | None:
    """The one application that number and secret open; None for every kind of no."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT art, name, umfang, stand, inhalt, stand_at, received_at, nachgesendet, helfer "
            "FROM portal_auskunft_lesen(%s, %s, %s, %s)",
            [schluessel.nummer, schluessel.geheimnis, bekannt, sitzung],
        )
        zeile = cursor.fetchone()
    if zeile is None:
        return None
    art, name, umfang, stand, inhalt, stand_at, received_at, nachgesendet, helfer = zeile
    gelesen = [json.loads(w) if isinstance(w, str) else w for w in (inhalt, nachgesendet, helfer)]
    return Auskunft(art, name, tuple(umfang), stand, gelesen[0], stand_at, received_at, gelesen[1], gelesen[2])


def end_sitzung(sitzung: uuid.UUID, at: datetime) -> None:
    """From now on this sign-in opens nothing, also from a copied cookie."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_abmeldung (sitzung, created_at) VALUES (%s, %s) ON CONFLICT DO NOTHING", [sitzung, at]
        )
