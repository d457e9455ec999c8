"""What a school published of a trip: read by its code through the one function of the database that shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection

from kreislauf.portal.auskunft import GRENZEN, ZuVieleVersuche
from kreislauf.portal.zugang import entziffert

_LESEN = (
    "SELECT stand, einrichtung, einrichtungsart, art, klasse, ziel, beginn, ende, kosten, taschengeld, faellig_am, "
    "kontoinhaber FROM portal_fahrt(%s, %s, %s, %s)"
)
_ARTEN = {"hort": "schule"}  # how the application names where a child is


@dataclass(frozen=True, slots=True)
class Fahrt:
    """`stand` is offen, geschlossen or abgesagt; what is not open shows nothing else."""

    code: str
    stand: str
    einrichtung: str
    einrichtungsart: str
    art: str
    klasse: str
    ziel: str
    beginn: date
    ende: date
    kosten: Decimal
    taschengeld: Decimal
    faellig_am: date
    empfaenger: str

    def angaben(self) -> dict[str, str]:
        """As the fields of the application name it, in the order in which they are shown."""
        tage = {"am": self.beginn.isoformat()}
        if self.art == "klassenfahrt":
            tage = {"von": self.beginn.isoformat(), "bis": self.ende.isoformat()}
        werte = {"fahrt": self.code, "ziel": self.ziel, **tage, "kosten": f"{self.kosten:.2f}"}
        if self.taschengeld:
            werte["taschengeld"] = f"{self.taschengeld:.2f}"
        return werte | {"faellig_am": self.faellig_am.isoformat(), "empfaenger": self.empfaenger}

    def entwurf(self) -> Mapping[str, Any]:
        """What the draft carries."""
        return {
            "leistung": self.art,
            "titel": f"{self.ziel} ({self.einrichtung})",
            "einrichtung": _ARTEN.get(self.einrichtungsart, self.einrichtungsart),
            "einrichtung_name": self.einrichtung[:120],
            "klasse": self.klasse[:30],
            "angaben": self.angaben(),
        }


def read_fahrt(code: str, sender: bytes) -> Fahrt | None:
    """The trip of this code; None if there is none. Raises ZuVieleVersuche after too many wrong ones of a sender."""
    code = entziffert(code)
    if settings.PORTAL_BEREICH is None or not re.fullmatch(r"[0-9A-Z]{8}", code):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_LESEN, [code, sender, GRENZEN["fahrt"], settings.PORTAL_BEREICH])
        zeile = cursor.fetchone()
    if zeile is None:
        return None
    if zeile[0] == "zu_oft":
        raise ZuVieleVersuche("fahrt")
    return Fahrt(code, *zeile)
