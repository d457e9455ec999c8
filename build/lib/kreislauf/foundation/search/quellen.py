"""What can be found: apps register in `AppConfig.ready` how their objects become entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kreislauf.foundation.access.models import Geschuetzt


@dataclass(frozen=True, slots=True)
class Inhalt:
    """What is searched and shown of one object; `url` is its page."""

    titel: str
    url: str
    text: str = ""
    stand: date | None = None


@dataclass(frozen=True, slots=True)
class Quelle:
    """Kind of objects: `art` is the stored name, `name` what people read, `objekte` all of them."""

    art: str
    name: str
    inhalt: Callable[[Any], Inhalt]
    objekte: Callable[[], Iterable[Geschuetzt]]


_quellen: dict[type[Geschuetzt], Quelle] = {}


def register(model: type[Geschuetzt], quelle: Quelle) -> None:
    _quellen[model] = quelle


def quelle_von(model: type[Geschuetzt]) -> Quelle:
    """Raises KeyError for a model that nobody registered."""
    return _quellen[model]


def alle() -> list[Quelle]:
    return list(_quellen.values())


def namen() -> dict[str, str]:
    """Stored name → name for people, in alphabetical order of the latter."""
    return dict(sorted(((q.art, q.name) for q in _quellen.values()), key=lambda paar: paar[1]))
