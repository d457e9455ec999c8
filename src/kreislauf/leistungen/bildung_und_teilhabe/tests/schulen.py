"""Schools with an access, and trips they enter."""

from datetime import date
from decimal import Decimal
from typing import Any

from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import create_fahrt, open_schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT

ANGABEN: dict[str, Any] = {
    "art": "klassenfahrt", "klasse": "4a", "ziel": "Norderney", "beginn": date(2027, 5, 10), "ende": date(2027, 5, 14),
    "kosten": Decimal("310.00"), "taschengeld": Decimal("20.00"), "enthalten": "Fahrt, Unterkunft, Essen",
    "zuschuesse": "", "ruecktritt": "", "schulrechtlich": True, "faellig_am": date(2027, 1, 15),
    "kontoinhaber": "Grundschule am Fluss", "iban": "DE02120300000000202051", "verwendungszweck": "Norderney 4a",
    "ansprechperson": "Frau Kurz",
}  # fmt: skip
AUSFLUG = ANGABEN | {
    "art": "ausflug", "ziel": "Zoo", "beginn": date(2026, 12, 3), "ende": date(2026, 12, 3),
    "kosten": Decimal("12.00"), "taschengeld": Decimal("0.00"), "faellig_am": date(2026, 12, 1),
}  # fmt: skip


def make_schulzugang(amt: User, stelle: Bereich, name: str = "Grundschule am Fluss", **angaben: Any) -> Schulzugang:
    einrichtung = Einrichtung.objects.create(bereich=stelle, name=name, art=angaben.pop("art", "schule"))
    return open_schulzugang(einrichtung=einrichtung, schulbereich=make_bereich(name), actor=amt, at=AT)


def make_fahrt(zugang: Schulzugang, schule: User, **angaben: Any) -> Fahrt:
    vorgabe = AUSFLUG if angaben.get("art") == "ausflug" else ANGABEN
    return create_fahrt(zugang=zugang, angaben=vorgabe | angaben, actor=schule, at=AT)
