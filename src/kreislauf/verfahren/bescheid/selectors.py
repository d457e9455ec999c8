"""The county's dated settings, and the decisions of a file."""

from datetime import date
from decimal import Decimal

from kreislauf.foundation.states import DomainError
from kreislauf.foundation.zeitraum import gilt_am
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.verfahren.bescheid.models import Behoerde, Formvorgabe, Wertgrenze
from kreislauf.verfahren.bescheid.states import Leistungsform

IMMER_GELD = ("schulbedarf", "schuelerbefoerderung")  # § 29 Abs. 1 Satz 2 SGB II


class VorgabeFehlt(DomainError):
    """The county has not entered a setting that the step needs."""


def behoerde_am(bereich_id: int, tag: date) -> Behoerde:
    """The deciding agency of an area. Raises VorgabeFehlt."""
    behoerde = Behoerde.objects.filter(gilt_am(tag), bereich_id=bereich_id).first()
    if behoerde is None:
        raise VorgabeFehlt(
            f"Für den {tag:%d.%m.%Y} ist keine Behörde mit Anschrift und Land eingetragen; ohne sie lassen sich keine "
            "Fristen berechnen. Bitte lassen Sie die Vorgaben ergänzen."
        )
    return behoerde


def dienstsitz(behoerde: Behoerde) -> Dienstsitz:
    """Where periods end: the seat of the agency."""
    return Dienstsitz(behoerde.land, frozenset(behoerde.oertliche_feiertage))


def wertgrenze_am(bereich_id: int, tag: date) -> Decimal:
    """Sum from which a second person must approve; without a setting every decision needs two people."""
    grenze = Wertgrenze.objects.filter(gilt_am(tag), bereich_id=bereich_id).first()
    return grenze.betrag if grenze else Decimal(0)


def form_am(bereich_id: int, leistung: str, rechtskreis: str, tag: date) -> Leistungsform:
    """The form in which a benefit is rendered: the law's, the county's for the circle, the county's for all."""
    if leistung in IMMER_GELD:
        return Leistungsform.GELD
    vorgaben = Formvorgabe.objects.filter(
        gilt_am(tag), bereich_id=bereich_id, leistung=leistung, rechtskreis__in=["", rechtskreis]
    )
    vorgabe = vorgaben.order_by("-rechtskreis").first()
    return Leistungsform(vorgabe.form) if vorgabe else Leistungsform.DIREKT
