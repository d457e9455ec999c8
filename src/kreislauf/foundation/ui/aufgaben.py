"""What a person has to do: apps register providers in `AppConfig.ready`, the start page shows the result."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.ui.bausteine import Ampel


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One thing to do; `art` is the kind shown and filtered by, `hinweis` one further line."""

    titel: str
    url: str
    art: str
    faellig: date | None = None
    hinweis: str = ""
    ampel: Ampel = Ampel.GRAU


Quelle = Callable[[User, Rechte, datetime], Iterable[Aufgabe]]


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Tasks that are due alike; `anzahl` counts those that are not shown, too."""

    kennung: str
    titel: str
    aufgaben: Sequence[Aufgabe]
    anzahl: int


_quellen: list[Quelle] = []
BALD = timedelta(days=14)


def register(quelle: Quelle) -> None:
    """Add a provider; the same one is asked only once."""
    if quelle not in _quellen:
        _quellen.append(quelle)


def aufgaben_fuer(user: User, rechte: Rechte, at: datetime) -> list[Aufgabe]:
    """Everything this person has to do, what is due first at the top, undated things last."""
    alle = [aufgabe for quelle in _quellen for aufgabe in quelle(user, rechte, at)]
    return sorted(alle, key=lambda a: (a.faellig is None, a.faellig or date.min, a.titel))


def gruppiert(aufgaben: Iterable[Aufgabe], at: datetime, hoechstens: int | None = None) -> list[Gruppe]:
    """Groups by due day as of the local day of `at`, the first `hoechstens` tasks in all; empty ones are left out."""
    heute = timezone.localdate(at)
    faecher: dict[str, tuple[str, list[Aufgabe]]] = {
        "ueberfaellig": ("Überfällig", []),
        "heute": ("Heute fällig", []),
        "bald": ("In den nächsten 14 Tagen", []),
        "spaeter": ("Später", []),
        "ohne": ("Ohne Termin", []),
    }
    for aufgabe in aufgaben:
        faecher[_fach(aufgabe.faellig, heute)][1].append(aufgabe)
    gruppen, rest = [], sys.maxsize if hoechstens is None else hoechstens
    for kennung, (titel, liste) in faecher.items():
        if liste and rest:
            gruppen.append(Gruppe(kennung, titel, liste[:rest], len(liste)))
            rest -= len(gruppen[-1].aufgaben)
    return gruppen


def _fach(faellig: date | None, heute: date) -> str:
    if faellig is None:
        return "ohne"
    if faellig < heute:
        return "ueberfaellig"
    if faellig == heute:
        return "heute"
    return "bald" if faellig <= heute + BALD else "spaeter"
