"""What a printed report is made of; both writers (`pdf`, `word`) take the same model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Briefkopf:
    """Head of the county; every line may be empty but the first."""

    koerperschaft: str
    stelle: str = ""
    anschrift: str = ""
    kontakt: str = ""


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """Heading of level 1 to 3; no level may be skipped (PDF/UA)."""

    text: str
    ebene: int = 1


@dataclass(frozen=True, slots=True)
class Absatz:
    text: str
    leise: bool = False  # smaller, for where figures come from


@dataclass(frozen=True, slots=True)
class Liste:
    punkte: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tabelle:
    """A table with a header row that repeats on each page; `breiten` are shares of the width."""

    kopf: Sequence[str]
    zeilen: Sequence[Sequence[str]]
    titel: str = ""
    breiten: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Hinweis:
    """A framed remark."""

    titel: str
    text: str


@dataclass(frozen=True, slots=True)
class Kaestchen:
    """Tick boxes: text and whether ticked; told apart without colour."""

    auswahl: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Saetze:
    """Running text whose sentences may be marked as unchanged (C6), in words and by a margin bar."""

    saetze: Sequence[tuple[str, bool]]
    marke: str = "unverändert"


@dataclass(frozen=True, slots=True)
class Bild:
    """A picture as SVG with its text for those who do not see it."""

    svg: str
    alternativtext: str
    titel: str = ""


Baustein = Ueberschrift | Absatz | Liste | Tabelle | Hinweis | Kaestchen | Saetze | Bild


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
    stichwoerter: Sequence[str] = field(default_factory=tuple)
