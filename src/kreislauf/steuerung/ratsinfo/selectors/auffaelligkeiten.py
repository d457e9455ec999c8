"""Findings of a paper as people see them: where it stands, why it counts, what was put aside and by whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kreislauf.lesen.befunde import REGELN
from kreislauf.steuerung.ratsinfo.models import Befundentscheidung, Vorlage
from kreislauf.steuerung.ratsinfo.selectors.befunde import AKTENREGELN, Befund, befunde_zu

_STELLE_BIS = 300  # characters of a passage that are shown
_SCHWERE = {"warnung": 0, "hinweis": 1}


@dataclass(frozen=True, slots=True)
class Auffaelligkeit:
    """One finding with its rule in words and the lines of the paper it stands in."""

    befund: Befund
    titel: str
    regel: str
    stellen: list[tuple[int, str]]

    @property
    def schluessel(self) -> str:
        return self.befund.schluessel


@dataclass(frozen=True, slots=True)
class Lage:
    """What stands and what was put aside."""

    offene: list[Auffaelligkeit]
    abgewiesene: list[Befundentscheidung]
    zurueckgenommene: list[Befundentscheidung]


def lage(vorlage: Vorlage, heute: date, *, auftrag_id: UUID | None = None) -> Lage:
    """Findings on a paper as of a day, or only those on one of its duties."""
    entscheidungen = list(vorlage.befundentscheidungen.select_related("created_by", "aufgehoben_by"))
    weg = {e.schluessel for e in entscheidungen if e.aufgehoben_at is None}
    alle = _alle(vorlage, heute)
    gezeigt = [b for b in alle if auftrag_id is None or b.auftrag_id == auftrag_id]
    schluessel = {b.schluessel for b in gezeigt}
    return Lage(
        offene=[_ansicht(vorlage, b) for b in gezeigt if b.schluessel not in weg],
        abgewiesene=[
            e for e in entscheidungen if e.aufgehoben_at is None and (not auftrag_id or e.schluessel in schluessel)
        ],
        zurueckgenommene=[e for e in entscheidungen if e.aufgehoben_at is not None and not auftrag_id],
    )


def finde(vorlage: Vorlage, schluessel: str, heute: date) -> Befund | None:
    """The finding with this key, unless it was put aside."""
    if vorlage.befundentscheidungen.filter(schluessel=schluessel, aufgehoben_at=None).exists():
        return None
    return next((b for b in _alle(vorlage, heute) if b.schluessel == schluessel), None)


def _alle(vorlage: Vorlage, heute: date) -> list[Befund]:
    """What the record shows, then what the reader saw in the text; the record knows more, so its word counts."""
    akte = befunde_zu(vorlage, heute)
    arten = {b.art for b in akte}
    gelesen = [
        Befund(art=b["art"], text=b["text"], warum="", zeilen=tuple(b["zeilen"]), schwere=b["schwere"])
        for b in vorlage.lesung.get("befunde", [])
        if b["art"] not in arten
    ]
    einmal = {b.schluessel: b for b in [*akte, *gelesen]}
    return sorted(einmal.values(), key=lambda b: _SCHWERE.get(b.schwere, 1))


def _ansicht(vorlage: Vorlage, befund: Befund) -> Auffaelligkeit:
    regel = AKTENREGELN.get(befund.art) or REGELN.get(befund.art)
    zeilen = vorlage.text.split("\n") if befund.zeilen else []
    return Auffaelligkeit(
        befund=befund,
        titel=regel.titel if regel else "Auffälligkeit",
        regel=regel.regel if regel else "",
        stellen=[
            (n, zeilen[n - 1].strip()[:_STELLE_BIS])
            for n in befund.zeilen
            if 0 < n <= len(zeilen) and zeilen[n - 1].strip()
        ],
    )
