"""How alike two people are: names as one searches them, how they sound, birth dates with slips."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

import cologne_phonetics

_ERSATZ = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SCHWELLE = 60  # product default [P]: from this nearness on a person decides


def suchform(*namen: str) -> str:
    """Names in small letters without accents and hyphens; umlauts written out."""
    text = " ".join(namen).casefold().translate(_ERSATZ)
    zerlegt = unicodedata.normalize("NFKD", text)
    klar = "".join(z if z.isalnum() else " " for z in zerlegt if not unicodedata.combining(z))
    return " ".join(klar.split())[:320]


def lautform(*namen: str) -> str:
    """Kölner Phonetik of each name; what has no Latin letters sounds like nothing."""
    return " ".join(code for _, code in cologne_phonetics.encode(suchform(*namen)) if code)[:200]


@dataclass(frozen=True, slots=True)
class Merkmale:
    vorname: str
    nachname: str
    geburtsdatum: date | None


@dataclass(frozen=True, slots=True)
class Naehe:
    """0 to 100, with the reasons in German."""

    prozent: int
    gruende: tuple[str, ...]


def _namen(neu: Merkmale, alt: Merkmale) -> tuple[float, list[str]]:
    a, b = suchform(neu.vorname, neu.nachname), suchform(alt.vorname, alt.nachname)
    if a == b:
        return 1.0, ["Namen gleich"]
    if sorted(a.split()) == sorted(b.split()):
        return 0.97, ["Vor- und Nachname vertauscht"]
    aehnlich = SequenceMatcher(None, a, b, autojunk=False).ratio()
    if lautform(neu.vorname, neu.nachname) == lautform(alt.vorname, alt.nachname) != "":
        return max(aehnlich, 0.9), ["Namen klingen gleich"]
    gruende = [f"Namen zu {aehnlich:.0%} gleich geschrieben"]
    teile = set(a.split()) & set(b.split())
    if teile:
        gruende.append(f"gemeinsam: {', '.join(sorted(teile))}")
    return aehnlich, gruende


def _ziffern(a: date, b: date) -> int:
    """In how many digits two days differ."""
    return sum(x != y for x, y in zip(f"{a:%d%m%Y}", f"{b:%d%m%Y}", strict=True))


def _geburt(a: date | None, b: date | None) -> tuple[float, str]:
    if a is None or b is None:
        return 0.5, "ein Geburtsdatum fehlt"
    if a == b:
        return 1.0, "Geburtsdatum gleich"
    if (a.day, a.month, a.year) == (b.month, b.day, b.year):
        return 0.85, "Tag und Monat der Geburt vertauscht"
    if _ziffern(a, b) == 1:
        return 0.8, "Geburtsdatum in einer Ziffer verschieden"
    return 0.0, "Geburtsdatum verschieden"


def naehe(neu: Merkmale, alt: Merkmale) -> Naehe:
    """How likely both are the same human being; different birth dates keep twins and namesakes apart."""
    namen, gruende = _namen(neu, alt)
    geburt, grund = _geburt(neu.geburtsdatum, alt.geburtsdatum)
    return Naehe(round(100 * namen * (0.35 + 0.65 * geburt)) if namen >= 0.6 else 0, (*gruende, grund))
