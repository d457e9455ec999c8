"""What the import screen shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.steuerung.ratsinfo.models import Einlesung, Vorschlag
from kreislauf.steuerung.ratsinfo.states import Entscheidung

MAX_ZEILEN = 4000  # lines shown beside the proposals; the whole text stays in the file


@dataclass(frozen=True, slots=True)
class Zeile:
    """One line of the paper: text before, in and after the marked passages, and what was read from it."""

    nummer: int
    teile: list[tuple[str, bool]]
    vorschlaege: list[Vorschlag]
    befund: bool


def einlesungen(stand: str = "") -> QuerySet[Einlesung]:
    """Imports with the number of their open proposals, newest first."""
    offen = Count("vorschlaege", filter=Q(vorschlaege__entscheidung=Entscheidung.OFFEN))
    alle = Einlesung.objects.select_related("vorlage", "created_by").annotate(
        anzahl_offen=offen, anzahl=Count("vorschlaege")
    )
    return (alle.filter(state=stand) if stand else alle).order_by("-created_at", "dateiname")


def zeilen(einlesung: Einlesung, vorschlaege: Iterable[Vorschlag]) -> list[Zeile]:
    """The paper line by line with the marked passages."""
    je_zeile: dict[int, list[Vorschlag]] = defaultdict(list)
    for vorschlag in vorschlaege:
        if vorschlag.zeile:
            je_zeile[vorschlag.zeile].append(vorschlag)
    befunde = {z for b in einlesung.befunde.all() for z in b.zeilen}
    return [
        Zeile(nummer, markiert(text, [v.zitat for v in je_zeile[nummer]]), je_zeile[nummer], nummer in befunde)
        for nummer, text in enumerate(einlesung.text.split("\n")[:MAX_ZEILEN], start=1)
    ]


def markiert(text: str, zitate: Iterable[str]) -> list[tuple[str, bool]]:
    """The line cut into passages; True where a quote stands. Quotes that are not literally there mark nothing."""
    an = [False] * len(text)
    for zitat in zitate:
        anfang = text.find(zitat) if zitat else -1
        if anfang >= 0:
            an[anfang : anfang + len(zitat)] = [True] * len(zitat)
    teile: list[tuple[str, bool]] = []
    for zeichen, mark in zip(text, an, strict=True):
        if teile and teile[-1][1] == mark:
            teile[-1] = (teile[-1][0] + zeichen, mark)
        else:
            teile.append((zeichen, mark))
    return teile


def stellen() -> dict[int, str]:
    """Names of all areas by id."""
    return dict(Bereich.objects.values_list("pk", "name"))
