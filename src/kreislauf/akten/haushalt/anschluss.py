"""What this app does when two records of one person become one."""

from typing import Any

from kreislauf.akten.haushalt.models import Mitgliedschaft
from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.zeitraum import gilt_am


class ZeitraeumeWiderspruechlich(DomainError):
    """Both records draw something different at the same time."""


def anschliessen() -> None:
    person_merging.connect(_umziehen, dispatch_uid="haushalt.person_merging")


def _umziehen(sender: object, *, alt: Person, neu: Person, **_: Any) -> None:
    """Memberships, attendance and benefit periods move; what is known already stays with the doublet."""
    for zeitraum in alt.leistungszeitraeume.all():
        gleich = neu.leistungszeitraeume.filter(
            rechtskreis=zeitraum.rechtskreis, beginn__lte=zeitraum.ende or zeitraum.beginn
        ).filter(gilt_am(zeitraum.beginn))
        if gleich.exists():
            continue
        if any(_schneidet(zeitraum, anderer) for anderer in neu.leistungszeitraeume.all()):
            raise ZeitraeumeWiderspruechlich(
                f"{neu}: Beide Erfassungen nennen für dieselbe Zeit verschiedene Grundleistungen. Bitte beenden oder "
                "berichtigen Sie zuerst einen der Zeiträume."
            )
        zeitraum.person = neu
        zeitraum.save(update_fields=["person"])
    for mitgliedschaft in Mitgliedschaft.objects.filter(person=alt):
        if not neu.mitgliedschaften.filter(rolle=mitgliedschaft.rolle, ende=None).exists():
            mitgliedschaft.person = neu
            mitgliedschaft.save(update_fields=["person"])
    if not neu.besuche.filter(ende=None).exists():
        alt.besuche.update(person=neu)


def _schneidet(a: Any, b: Any) -> bool:
    return bool((b.ende is None or b.ende >= a.beginn) and (a.ende is None or a.ende >= b.beginn))
