"""What this app does when two records of one person become one."""

from typing import Any

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person


def anschliessen() -> None:
    person_merging.connect(_umziehen, dispatch_uid="fallakte.person_merging")


def _umziehen(sender: object, *, alt: Person, neu: Person, **_: Any) -> None:
    Fallakte.objects.filter(antragsteller=alt).update(antragsteller=neu)
