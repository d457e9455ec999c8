"""Pages → one text: what repeats at the edge of pages stands once, gaps between paragraphs become blank lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kreislauf.lesen.eingang.pdftext import Stueck

_RAND = 4
_ZAHL = re.compile(r"\d+")
_ZAEHLER = re.compile(r"(?i)(?:seite\s*:?\s*)?[-–—]{0,2}\s*\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?\s*[-–—]{0,2}")
_SATZENDE = re.compile(r"[.:!?;)\]“\"»]\s*\Z")


@dataclass(slots=True)
class Seite:
    stuecke: list[Stueck]
    hat_bilder: bool = False
    kaputt: bool = False

    @property
    def zeichen(self) -> int:
        return sum(len(s.text) + 1 for s in self.stuecke)


def ohne_seitenrand(seiten: Sequence[Seite]) -> list[list[Stueck]]:
    """Lines of all pages; of a line that repeats at the same height only the first stays, page counters none."""
    raender = [_randzeilen(seite) for seite in seiten]
    muster = [[(_ZAHL.sub("#", s.text), s) for s in rand] for rand in raender]
    weg: set[int] = set()
    for nummer in range(len(seiten)):
        for text, stueck in muster[nummer]:
            if _ist_zaehler(stueck, nummer, len(seiten)) or any(
                text == frueher and abs(stueck.y - alt.y) < 6 and _nur_gezaehlt(alt.text, stueck.text, abstand)
                for abstand in (1, 2)
                if nummer >= abstand
                for frueher, alt in muster[nummer - abstand]
            ):
                weg.add(id(stueck))
    return [[s for s in seite.stuecke if id(s) not in weg] for seite in seiten]


def _randzeilen(seite: Seite) -> list[Stueck]:
    """The highest and lowest lines of a page."""
    if len(seite.stuecke) <= 2 * _RAND:
        return list(seite.stuecke)
    nach_hoehe = sorted(seite.stuecke, key=lambda s: s.y)
    return nach_hoehe[:_RAND] + nach_hoehe[-_RAND:]


def _ist_zaehler(stueck: Stueck, nummer: int, anzahl: int) -> bool:
    """ "Seite 2 von 7", "- 2 -", "2/7": nothing but a counter that fits this page."""
    if not _ZAEHLER.fullmatch(stueck.text.strip()):
        return False
    zahlen = [int(zahl) for zahl in _ZAHL.findall(stueck.text)]
    return zahlen in ([nummer + 1], [nummer + 1, anzahl]) and not _ist_nackt_auf_einer_seite(stueck, anzahl)


def _ist_nackt_auf_einer_seite(stueck: Stueck, anzahl: int) -> bool:
    """A lone "1" on the only page may be anything."""
    return anzahl == 1 and stueck.text.strip().isdigit()


def _nur_gezaehlt(alt: str, neu: str, abstand: int) -> bool:
    """Numbers in the line stay the same or count the pages."""
    vorher, nachher = _ZAHL.findall(alt), _ZAHL.findall(neu)
    return all(int(b[:9]) - int(a[:9]) in {0, abstand} for a, b in zip(vorher, nachher, strict=True))


def seitentext(seiten: Sequence[Sequence[Stueck]]) -> str:
    zeilen: list[str] = []
    for seite in seiten:
        if zeilen and seite and _SATZENDE.search(zeilen[-1]):
            zeilen.append("")
        weite = _zeilenabstand(seite)
        for alt, neu in zip([None, *seite], seite, strict=False):
            if alt is not None and _ist_absatz(alt, neu, weite):
                zeilen.append("")
            zeilen.append(neu.text)
    return "\n".join(zeilen) + "\n"


def _zeilenabstand(seite: Sequence[Stueck]) -> float:
    abstaende = [a.y - b.y for a, b in pairwise(seite) if 4 < a.y - b.y < 40]
    return median(abstaende) if abstaende else 14.0


def _ist_absatz(alt: Stueck, neu: Stueck, weite: float) -> bool:
    """A wide gap below; a jump upwards starts a new column, which may go on with the sentence."""
    if neu.y > alt.y + 1:
        return bool(_SATZENDE.search(alt.text))
    return alt.y - neu.y > 1.45 * weite
