"""Where figures stand: expressions that begin with a figure are tried there and nowhere else."""

import re
from collections.abc import Iterator, Sequence

from kreislauf.lesen.muster import Muster

_ZIFFERN = re.compile(r"[\d−–-](?:(?<=\d)\d*|(?=[ ]?\d))")  # begins with a set: the search runs over the rest
_WORT = re.compile(r"\b\w{1,30}(?=[ ])")
_MERKMAL_DAVOR = r"\b(?P<mk>ca\.|circa|rund|etwa|fast|knapp|über|mehr als|mindestens|höchstens|bis zu|lediglich|insgesamt|gut|maximal)[ ]\Z"
_KLEIN, _BELIEBIG = re.compile(_MERKMAL_DAVOR), re.compile(_MERKMAL_DAVOR, re.IGNORECASE)
_MERKMAL_LAENGE = 16

# match, where the words before it begin, the words ("ca.")
Treffer = tuple[re.Match[str], int, str | None]


def zahlorte(text: str) -> list[int]:
    return [ziffern.start() for ziffern in _ZIFFERN.finditer(text)]


def an_zahlen(ausdruck: Muster, text: str, orte: Sequence[int], *, gross: bool = False) -> Iterator[Treffer]:
    """What the expression matches at figures, with the word that qualifies it; `gross`: that word in any case."""
    ende, passt = 0, ausdruck.roh.match
    for ort in orte if ausdruck.kann(text) else ():
        if ort >= ende and (treffer := passt(text, ort)):
            yield (treffer, *_merkmal(text, treffer.start(), ende, gross=gross))
            ende = treffer.end()


def an_worten(ausdruck: Muster, text: str, worte: frozenset[str]) -> Iterator[Treffer]:
    """The same at these words (lower case)."""
    if not ausdruck.kann(text):
        return
    ende, passt = 0, ausdruck.roh.match
    for wort in _WORT.finditer(text):
        if wort.start() >= ende and wort.group().lower() in worte and (treffer := passt(text, wort.start())):
            yield (treffer, *_merkmal(text, treffer.start(), ende, gross=False))
            ende = treffer.end()


def _merkmal(text: str, ort: int, ab: int, *, gross: bool) -> tuple[int, str | None]:
    anfang = max(ort - _MERKMAL_LAENGE, ab)
    davor = (_BELIEBIG if gross else _KLEIN).search(text[anfang:ort]) if text[ort - 1 : ort] == " " else None
    return (anfang + davor.start(), davor["mk"]) if davor else (ort, None)
