"""What the whole paper tells about each of its sentences: its year, its day, the body that sits."""

import re
from dataclasses import dataclass, field
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.dokument import Dokument

_JAHR_IN_NUMMER = re.compile(r"(?:\A|[/\-.\s])((?:19|20)\d\d)(?:\Z|[/\-.\s])")
_KURZJAHR_IN_NUMMER = re.compile(r"/(\d\d)(?:\Z|-)")
_IM_JAHR = re.compile(r"\b(?:im|des) Jahre?s? ((?:19|20)\d\d)\b")


@dataclass(slots=True)
class Kontext:
    """`jahr` is None where the paper gives none: no year is guessed."""

    dokument: Dokument
    datum: date | None = None
    nummer: str | None = None
    jahr: int | None = None
    gremium: str | None = None
    sitzungstag: date | None = None
    kuerzel: dict[str, str] = field(default_factory=dict)

    def bezug(self, absatz: Absatz) -> date | None:
        """The day from which this paragraph speaks."""
        return absatz.abschnitt.datum or self.datum

    def jahr_von(self, absatz: Absatz) -> int | None:
        bezug = self.bezug(absatz)
        return bezug.year if bezug else self.jahr


def jahr_aus_nummer(nummer: str | None) -> int | None:
    """The year that a paper number carries, if it is plainly one."""
    treffer = _JAHR_IN_NUMMER.search(nummer or "")
    if treffer:
        return int(treffer.group(1))
    kurz = _KURZJAHR_IN_NUMMER.search(nummer or "")
    return 2000 + int(kurz.group(1)) if kurz and 5 <= int(kurz.group(1)) <= 60 else None


def jahr_vorher(absatz: Absatz, ort: int) -> int | None:
    """The year last named before this place ("im Jahr 2023")."""
    jahre = _IM_JAHR.findall(absatz.text[:ort])
    return int(jahre[-1]) if jahre else None
