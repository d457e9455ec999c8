"""What a printed report is made of; both writers (`pdf`, `word`) take the same model.

What would make a document unreadable for some people (a picture without text, a skipped heading level, a row
that does not fit its head) is refused here, before anything is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# What an SVG could fetch or run: entities, scripts, foreign markup, links to anywhere but itself.
_FREMDES = re.compile(
    r"<!(?!--)|<\?xml-|<\s*(?:\w+:)?(?:script|foreignObject)\b|href\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


class NichtBarrierefrei(Exception):
    """The document could not be read by everybody; the text says why."""


class Dokumentfehler(NichtBarrierefrei, ValueError):
    """Found before anything was written: the text says what to change."""


@dataclass(frozen=True, slots=True)
class Bild:
    """A picture as SVG with its text for those who do not see it; `breite` is a share of the text width."""

    svg: str
    alternativtext: str
    titel: str = ""
    breite: float = 1.0

    def __post_init__(self) -> None:
        if not self.alternativtext.strip():
            raise Dokumentfehler("Ein Bild braucht einen Text für Menschen, die es nicht sehen.")
        if _FREMDES.search(self.svg):
            raise Dokumentfehler("Ein Bild darf nichts nachladen und nichts ausführen.")
        if not 0 < self.breite <= 1:
            raise Dokumentfehler("Die Breite eines Bildes ist ein Anteil zwischen 0 und 1.")


@dataclass(frozen=True, slots=True)
class Briefkopf:
    """Head of the county; every line may be empty but the first, `anschrift` and `kontakt` may have several lines."""

    koerperschaft: str
    stelle: str = ""
    anschrift: str = ""
    kontakt: str = ""
    logo: Bild | None = None

    def __post_init__(self) -> None:
        if not self.koerperschaft.strip():
            raise Dokumentfehler("Im Briefkopf fehlt der Name der Körperschaft.")


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """Heading of level 1 to 3 below the title; no level may be skipped (PDF/UA)."""

    text: str
    ebene: int = 1

    def __post_init__(self) -> None:
        if self.ebene not in {1, 2, 3}:
            raise Dokumentfehler(f"Überschriften haben die Ebene 1 bis 3, nicht {self.ebene}.")
        if not self.text.strip():
            raise Dokumentfehler("Eine Überschrift ist leer.")


@dataclass(frozen=True, slots=True)
class Absatz:
    """A paragraph; `leise` is smaller (where figures come from), `sprache` marks another language (ISO 639-1)."""

    text: str
    leise: bool = False
    fett: bool = False
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Liste:
    punkte: Sequence[str]
    nummeriert: bool = False


@dataclass(frozen=True, slots=True)
class Kennzeilen:
    """Pairs of a term and what it is, one below the other."""

    zeilen: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tabelle:
    """A table with a header row that repeats on each page.

    `breiten` are shares of the width, `rechts` numbers of columns set flush right (counted from 0);
    with `zeilenkopf` the first cell of each row is the header of the row.
    """

    kopf: Sequence[str]
    zeilen: Sequence[Sequence[str]]
    titel: str = ""
    breiten: Sequence[float] = ()
    rechts: Sequence[int] = ()
    zeilenkopf: bool = False

    def __post_init__(self) -> None:
        spalten = len(self.kopf)
        if not spalten or not self.kopf[0].strip():
            raise Dokumentfehler("Eine Tabelle braucht Überschriften über ihren Spalten.")
        if any(len(zeile) != spalten for zeile in self.zeilen):
            raise Dokumentfehler(f"Die Tabelle „{self.titel}“ hat Zeilen, die nicht zu ihren {spalten} Spalten passen.")
        if self.breiten and (len(self.breiten) != spalten or min(self.breiten) <= 0):
            raise Dokumentfehler(f"Die Tabelle „{self.titel}“ braucht je Spalte eine Breite über 0.")


@dataclass(frozen=True, slots=True)
class Hinweis:
    """A framed remark."""

    titel: str
    text: str


@dataclass(frozen=True, slots=True)
class Kaestchen:
    """Tick boxes: text and whether ticked; told apart by sign, weight and word, not by colour."""

    auswahl: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Saetze:
    """Running text whose sentences may be marked as unchanged (C6), in words and by a bar in the margin."""

    saetze: Sequence[tuple[str, bool]]
    marke: str = "unverändert"

    def passagen(self) -> list[tuple[str, bool]]:
        """Sentences of one kind that follow one another, joined to one passage."""
        passagen: list[tuple[str, bool]] = []
        for satz, unveraendert in self.saetze:
            if passagen and passagen[-1][1] == unveraendert:
                passagen[-1] = (f"{passagen[-1][0]} {satz}", unveraendert)
            else:
                passagen.append((satz, unveraendert))
        return passagen


@dataclass(frozen=True, slots=True)
class Unterschrift:
    """Who stands for what: role, name (empty: a line to sign on) and when, in words."""

    rolle: str
    name: str = ""
    vermerk: str = ""


@dataclass(frozen=True, slots=True)
class Unterschriften:
    unterschriften: Sequence[Unterschrift]


Baustein = Ueberschrift | Absatz | Liste | Kennzeilen | Tabelle | Hinweis | Kaestchen | Saetze | Bild | Unterschriften


def check_ebenen(bausteine: Sequence[Baustein]) -> None:
    """Raises Dokumentfehler where a heading is more than one level below the one before it."""
    davor = 0
    for baustein in bausteine:
        if isinstance(baustein, Ueberschrift):
            if baustein.ebene > davor + 1:
                raise Dokumentfehler(
                    f"Vor der Überschrift „{baustein.text}“ (Ebene {baustein.ebene}) fehlt eine der Ebene {davor + 1}."
                )
            davor = baustein.ebene


@dataclass(frozen=True, slots=True)
class Bericht:
    """A report on A4; `datum` is its legal day, `entwurf` marks every page."""

    briefkopf: Briefkopf
    titel: str
    datum: date
    untertitel: str = ""
    kennzeilen: Sequence[tuple[str, str]] = ()
    bausteine: Sequence[Baustein] = ()
    entwurf: bool = False
    verfasser: str = ""
    sprache: str = "de"
    stichwoerter: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.titel.strip():
            raise Dokumentfehler("Ein Bericht braucht einen Titel.")
        check_ebenen(self.bausteine)
