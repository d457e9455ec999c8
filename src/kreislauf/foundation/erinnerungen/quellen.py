"""What people are reminded of: apps register sources in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kreislauf.foundation.accounts.models import User

VORAUS_TAGE = 14  # product default [P]: how long before the day the first reminder comes
_WOCHE = 7


@dataclass(frozen=True, slots=True)
class Anlass:
    """One day of one object for which one person is responsible.

    `fest` is the step of what does not depend on the day ("neu": something happened on `faellig`).
    `text` leaves the house unprotected: a source gives it only for what is öffentlich, else the mail says no more than
    `art`, the day and the address.
    """

    gegenstand: str
    faellig: date
    art: str
    url: str
    text: str = ""
    fest: str = ""


Quelle = Callable[[User, date], Iterable[Anlass]]
_quellen: list[Quelle] = []


def register(quelle: Quelle) -> None:
    """Add a source; it is asked in the context of the person and gives what is due until `VORAUS_TAGE` from the day."""
    if quelle not in _quellen:
        _quellen.append(quelle)


def alle() -> list[Quelle]:
    return list(_quellen)


def schritt(faellig: date, heute: date) -> str | None:
    """The step at which a day stands: two weeks before it, on it, and after it once in every week; None: too early."""
    tage = (faellig - heute).days
    if tage > VORAUS_TAGE:
        return None
    if tage > 0:
        return "voraus"
    return "heute" if tage == 0 else f"woche-{(-tage - 1) // _WOCHE}"
