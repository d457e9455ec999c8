"""Schools with an access, and trips they enter."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Sammelabrechnung, Schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.selectors.sammeln import vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import create_fahrt, open_schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.services.sammeln import (
    Sammelwahl,
    decide_sammelabrechnung,
    submit_sammelabrechnung,
)
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import Kindzeile
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


IDA = Kindzeile("Brömmelkamp", "Ida", date(2017, 1, 15))
JONTE = Kindzeile("Brömmelkamp", "Jonte", date(2015, 5, 2))
OHNE = Kindzeile("Niemand", "Nele", date(2016, 2, 3))


def einreichen(ausflug: Fahrt, *kinder: Kindzeile) -> Sammelabrechnung:
    return submit_sammelabrechnung(
        fahrt_id=ausflug.pk,
        kinder=[(k, None) for k in kinder],
        von="Frau Kurz, Klassenleitung",
        vorgestreckt=True,
        nachweise_gesehen=True,
        actor=ausflug.created_by,
        at=AT,
    )


def wie_vorgeschlagen(abrechnung: Sammelabrechnung) -> dict[UUID, Sammelwahl]:
    return {
        v.zeile.pk: Sammelwahl(v.vorschlag.art == "bewilligt" and not v.sperre, gesehen=v.vorschlag.betrag)
        for v in vorschlaege(abrechnung)
    }


def entscheiden(abrechnung: Sammelabrechnung, actor: User) -> Sammelabrechnung:
    return decide_sammelabrechnung(
        abrechnung_id=abrechnung.pk,
        wahl=wie_vorgeschlagen(abrechnung),
        actor=actor,
        at=AT,
    )
