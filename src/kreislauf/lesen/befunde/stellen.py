"""What the rules share: the whole text of a point of a report, sentences, words, blocks of a paper."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from kreislauf.lesen.lesung import Beschlusspunkt, Lesung, Umsetzungsbericht, Umsetzungspunkt
from kreislauf.lesen.muster import Muster

BIS = 8_000  # characters of one point that are searched
_SATZ = Muster(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„(])|\n{2,}")
_WORT = Muster(r"[a-zäöüß]{5,}")


@lru_cache(maxsize=4)
def zeilen(text: str) -> list[str]:
    return text.split("\n")


def datierte(lesung: Lesung) -> list[Umsetzungsbericht]:
    """Reports with a day, in order."""
    return sorted((b for b in lesung.umsetzungsberichte if b.datum), key=lambda b: b.datum or date.min)


def punkttext(lesung: Lesung, bericht: Umsetzungsbericht, punkt: Umsetzungspunkt) -> str:
    """All lines of a point, up to the next point or report."""
    if punkt.zeile is None:
        return punkt.sachstand
    grenzen = [p.zeile for p in bericht.punkte] + [b.zeile for b in lesung.umsetzungsberichte]
    alle = zeilen(lesung.text)
    ende = min((g for g in grenzen if g and g > punkt.zeile), default=len(alle) + 1)
    return "\n".join(alle[punkt.zeile - 1 : ende - 1])[:BIS]


def saetze(text: str) -> list[str]:
    return [" ".join(s.split()) for s in _SATZ.split(text) if s.strip()]


def woerter(text: str) -> frozenset[str]:
    """Longer words by how they begin, so that endings do not part them."""
    return frozenset(w[:8] for w in _WORT.findall(text.lower()))


def je_punkt(lesung: Lesung) -> Iterator[list[tuple[Umsetzungsbericht, Umsetzungspunkt]]]:
    """For each number the reports that answer it, in order of their days."""
    berichte = datierte(lesung)
    for nummer in dict.fromkeys(p.nummer for b in berichte for p in b.punkte if p.nummer):
        yield [(b, p) for b in berichte for p in b.punkte if p.nummer == nummer]


def beschlossen(lesung: Lesung) -> list[Beschlusspunkt]:
    """Points of the resolution itself, not of the motion or of somebody else's."""
    return [p for p in lesung.beschlusspunkte if p.satz.startswith("Beschluss ") and p.beschlossen is not False]


def stelle(*nummern: int | None) -> list[int]:
    return [n for n in nummern if n]
