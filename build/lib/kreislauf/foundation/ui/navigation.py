"""The main navigation: apps register their entries in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from kreislauf.foundation.access.selectors import Rechte


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One entry; shown to people for whom `darf` holds, in ascending `ordnung`."""

    titel: str
    url_name: str
    darf: Callable[[Rechte], bool]
    ordnung: int = 100


_eintraege: dict[str, Eintrag] = {}


def register(eintrag: Eintrag) -> None:
    """Add an entry; a second one with the same address replaces the first."""
    _eintraege[eintrag.url_name] = eintrag


def eintraege_fuer(rechte: Rechte) -> list[Eintrag]:
    return sorted((e for e in _eintraege.values() if e.darf(rechte)), key=lambda e: (e.ordnung, e.titel))
