"""What this app does when two records of one person become one."""

from typing import Any

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf


def anschliessen() -> None:
    person_merging.connect(_umziehen, dispatch_uid="antrag.person_merging")


def _umziehen(sender: object, *, alt: Person, neu: Person, **_: Any) -> None:
    """Applications move to the file the known person has; files with decisions stay as they are."""
    akte = Fallakte.objects.filter(haushalt__mitgliedschaften__person=neu).order_by("created_at").first()
    for antrag in Antrag.objects.filter(antragsteller=alt).select_related("eingang"):
        antrag.antragsteller = neu
        if akte is not None and not antrag.bescheide.exists():
            antrag.fallakte = akte
            if antrag.eingang is not None:
                antrag.eingang.fallakte = akte
                antrag.eingang.save(update_fields=["fallakte"])
        antrag.save(update_fields=["antragsteller", "fallakte"])
    Antragsbedarf.objects.filter(kind=alt).update(kind=neu)
