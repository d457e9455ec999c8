"""Words broken by hyphens and words glued together, as text layers of PDF files leave them."""

import re

_KEINE_FORTSETZUNG = (
    r"(?!(?:und|oder|bzw|sowie|als|wie|u|o|noch|bis|statt|einschließlich|incl|inkl|respektive|in|mit)\b)"
)
_BRUCH = re.compile(rf"(?<=[a-zäöüß])- (?={_KEINE_FORTSETZUNG}[a-zäöüß]{{2}})")
_AM_ENDE = re.compile(r"[A-Za-zÄÖÜäöüß]-\Z")
_FORTSETZUNG = re.compile(rf"{_KEINE_FORTSETZUNG}[a-zäöüß]")
_FUNKTIONSWORT = (
    "[Ii]m|[Aa]m|[Dd]er|[Dd]ie|[Dd]as|[Dd]es|[Dd]em|[Dd]en|[Ii]n|[Vv]on|[Uu]nd|[Nn]ach|[Zz]ur|[Zz]um|[Ff]ür|[Mm]it|"
    "[Bb]ei|[Aa]uf|[Vv]om|[Dd]urch"
)
_VERKLEBT = re.compile(
    rf"\b(?:{_FUNKTIONSWORT})(?=(?:[A-ZÄÖÜ][a-zäöü]{{3}}|[A-Z]{{3}}))"
    r"|(?<=[a-z]ung)(?=(?:wurden?|werden|wird|sind|ist)\b)"
    r"|(?<=[a-zäöüß]{3}\.)(?=[A-ZÄÖÜ][a-zäöü])"
)


_VERKLEBT_KANN = re.compile(r"[a-z.][A-ZÄÖÜ]|ung[wsi]")  # without it nothing is glued together


def finde_brueche(text: str) -> list[tuple[int, int, str]]:
    """(from, to, instead): broken words inside one line, and glued ones."""
    stellen = [(m.start(), m.end(), "") for m in _BRUCH.finditer(text)] if "- " in text else []
    if _VERKLEBT_KANN.search(text):
        stellen += [(m.end(), m.end(), " ") for m in _VERKLEBT.finditer(text)]
    return sorted(stellen)


def ist_bruch(vorher: str, nachher: str) -> bool:
    """The first line ends within a word that the second goes on with."""
    return bool(_AM_ENDE.search(vorher[-2:]) and _FORTSETZUNG.match(nachher[:20]))
