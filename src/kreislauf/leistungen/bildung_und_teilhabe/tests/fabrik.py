"""Objects for tests of case work."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.services.papierantrag import (
    Kindangabe,
    Leistungsangabe,
    Papierantrag,
    register_papierantrag,
)
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.models import Behoerde, Wertgrenze

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HEUTE = date(2026, 11, 24)
SEIT = date(2026, 8, 1)
BIS = date(2027, 1, 31)

SILKE = {"vorname": "Silke", "nachname": "Brömmelkamp", "strasse": "Am Wehr 2", "plz": "00000", "ort": "Auental"}


def make_vorgaben(bereich: Bereich) -> None:
    """The county's dated settings."""
    Behoerde.objects.create(
        bereich=bereich,
        name="Kreis Auental",
        strasse="Am Wehr 1",
        plz="00000",
        ort="Auental",
        land="NW",
        beginn=date(2020, 1, 1),
    )
    Wertgrenze.objects.create(bereich=bereich, betrag=Decimal("500.00"), beginn=date(2020, 1, 1))


def make_leistung(leistung: str, **angaben: Any) -> Leistungsangabe:
    """A benefit as the form gives it; other names than the defaults' are fields of the benefit."""
    beginn, ende = angaben.pop("beginn", SEIT), angaben.pop("ende", BIS)
    anbieter = angaben.pop("anbieter_neu", "Anbieter Auental")
    return Leistungsangabe(Leistungsart(leistung), beginn, ende, angaben, anbieter_neu=anbieter)


MITTAG = {"preis_je_essen": "4.00", "anzahl": 18, "ort": "schule"}
FAHRT = {"kosten": "380.00", "taschengeld": "30.00", "faellig_am": "2026-10-15"}


def make_kind(vorname: str = "Ida", *leistungen: Leistungsangabe, **angaben: Any) -> Kindangabe:
    nachname = angaben.pop("nachname", "Brömmelkamp")
    geboren = angaben.pop("geburtsdatum", date(2017, 1, 15))
    vorgabe = {"rechtskreis": "sgb2", "bezug_von": SEIT, "einrichtung_neu": f"Grundschule {vorname}"}
    return Kindangabe(
        person=angaben.pop("person", None),
        angaben={"vorname": vorname, "nachname": nachname, "geburtsdatum": geboren},
        leistungen=leistungen,
        **{**vorgabe, **angaben},
    )


def make_antrag(actor: User, bereich: Bereich, *kinder: Kindangabe, **angaben: Any) -> Antrag:
    eltern = angaben.pop("antragsteller", {"vorname": "Silke", "nachname": "Brömmelkamp", "ort": "Auental"})
    papier = Papierantrag(
        bereich_id=bereich.pk,
        antragsdatum=angaben.pop("antragsdatum", date(2026, 9, 14)),
        received_at=AT,
        kanal="papier",
        antragsteller=eltern,
        kinder=kinder or (make_kind("Ida", make_leistung("teilhabe", kosten="8.00")),),
        **angaben,
    )
    return register_papierantrag(angaben=papier, actor=actor, at=AT)
