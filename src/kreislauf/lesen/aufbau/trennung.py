"""Words broken by hyphens and words glued together, as text layers of PDF files leave them."""

import re
from collections.abc import Iterator

from kreislauf.lesen.muster import Muster

_KEINE_FORTSETZUNG = (
    r"(?!(?:und|oder|bzw|sowie|als|wie|u|o|noch|bis|statt|einschließlich|incl|inkl|respektive|in|mit)\b)"
)
_BRUCH = Muster(rf"(?<=[a-zäöüß])- (?={_KEINE_FORTSETZUNG}[a-zäöüß]{{2}})")
_AM_ENDE = Muster(r"[A-Za-zÄÖÜäöüß]-\Z")
_FORTSETZUNG = Muster(rf"{_KEINE_FORTSETZUNG}[a-zäöüß]")
_FUNKTIONSWORT = (
    "[Ii]m|[Aa]m|[Dd]er|[Dd]ie|[Dd]as|[Dd]es|[Dd]em|[Dd]en|[Ii]n|[Vv]on|[Uu]nd|[Nn]ach|[Zz]ur|[Zz]um|[Ff]ür|[Mm]it|"
    "[Bb]ei|[Aa]uf|[Vv]om|[Dd]urch"
)
_NAHT = re.compile(r"[A-ZÄÖÜ](?<=[a-z.].)")  # a capital right behind a small letter or a full stop
_VERKLEBT = re.compile(rf"\b(?:{_FUNKTIONSWORT})\Z|[a-zäöüß]{{3}}\.\Z")
_NAHT_FOLGT = re.compile(r"[A-ZÄÖÜ][a-zäöü]{3}|[A-Z]{3}")
_SATZ_FOLGT = re.compile(r"[A-ZÄÖÜ][a-zäöü]")
_UNG = Muster(r"ung(?=(?:wurden?|werden|wird|sind|ist)\b)(?<=[a-z]ung)")
_FUNKTIONSWORT_LAENGE = 6


def finde_brueche(text: str) -> list[tuple[int, int, str]]:
    """(from, to, instead): broken words inside one line, and glued ones."""
    stellen = [(m.start(), m.end(), "") for m in _BRUCH.finditer(text)] if "- " in text else []
    stellen += [(ort, ort, " ") for ort in _naehte(text)]
    return sorted(stellen)


def _naehte(text: str) -> Iterator[int]:
    """Places where a word or a sentence begins without a blank."""
    for naht in _NAHT.finditer(text):
        ort = naht.start()
        folgt = _SATZ_FOLGT if text[ort - 1] == "." else _NAHT_FOLGT
        if folgt.match(text, ort) and _VERKLEBT.search(text, max(ort - _FUNKTIONSWORT_LAENGE, 0), ort):
            yield ort
    if "ung" in text:
        yield from (treffer.end() for treffer in _UNG.finditer(text))


def ist_bruch(vorher: str, nachher: str) -> bool:
    """The first line ends within a word that the second goes on with."""
    return vorher[-1:] == "-" and bool(_AM_ENDE.roh.search(vorher[-2:]) and _FORTSETZUNG.roh.match(nachher[:20]))
