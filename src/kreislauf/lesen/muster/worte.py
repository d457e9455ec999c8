"""Which parts of words a text holds, as one number: a bit for each set of parts that some expression needs.

A text is taken word by word, and what a word holds is remembered: the same words come again and again.
"""

import re
from collections.abc import Set
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

GRENZE = "\x00"  # stands at each word boundary: "\x00kita\x00-\x00jahr\x00"
ALLES = -1
_WORT_HOECHSTENS = 120  # characters; longer ones pass every filter
_TEXT_HOECHSTENS = 5_000
_TEXTE_HOECHSTENS = 2_000
_WOERTER_HOECHSTENS = 60_000
_WORTGRENZE = re.compile(r"\b")
_ZIFFER = re.compile(r"\d")
_SONDERZEICHEN = re.compile("[ſıİ]")
_GLEICH = str.maketrans({"ſ": "s", "ı": "i", "İ": "i", "\x00": " "})  # equal where case is ignored

_baum: dict[str, Any] = {}  # character → next level; "" → bits of the sets that hold this part
_kennungen: dict[frozenset[str], int] = {}


def kennung_von(teile: Set[str]) -> int:
    """The bit for "one of these parts stands in the text"."""
    schluessel = frozenset(teile)
    if schluessel not in _kennungen:
        _kennungen[schluessel] = bit = 1 << len(_kennungen)
        for part in schluessel:
            ast = _baum
            for zeichen in part:
                ast = ast.setdefault(zeichen, {})
            ast[""] = ast.get("", 0) | bit
        _worte.clear()
        merkmale.clear()
    return _kennungen[schluessel]


def vereinheitliche(wort: str) -> str:
    """Lower case, each digit a 0, boundaries marked: the form in which the parts are written."""
    if not wort.isascii() and _SONDERZEICHEN.search(wort) or GRENZE in wort:
        wort = wort.translate(_GLEICH)
    return _WORTGRENZE.sub(GRENZE, _ZIFFER.sub("0", wort.lower()))


def mit_grenzen(wort: str) -> str:
    """Boundaries inside the part, as they stand in every text that holds it."""
    if not wort:
        return ""
    mit = wort[0]
    for links, rechts in pairwise(wort):
        if GRENZE not in (links, rechts) and ist_wortzeichen(links) != ist_wortzeichen(rechts):
            mit += GRENZE
        mit += rechts
    return mit


def ist_wortzeichen(zeichen: str) -> bool:
    return zeichen.isalnum() or zeichen == "_"


class _Worte(dict[str, int]):
    def __missing__(self, wort: str) -> int:
        if len(wort) > _WORT_HOECHSTENS:
            return ALLES
        form = vereinheitliche(wort)
        bits = self.get(form)
        if bits is None:
            bits = _suche(form)
        if len(self) > _WOERTER_HOECHSTENS:
            self.clear()
        self[form] = self[wort] = bits
        return bits


_worte = _Worte()


def _suche(form: str) -> int:
    bits = 0
    for anfang in range(len(form)):
        ast = _baum
        for zeichen in form[anfang:]:
            naechster = ast.get(zeichen)
            if naechster is None:
                break
            ast = naechster
            bits |= ast.get("", 0)
    return bits


class _Texte(dict[str, int]):
    """Text → bits of its words; the expressions ask for the same sentence one after another."""

    def __missing__(self, text: str) -> int:
        if len(text) > _TEXT_HOECHSTENS:
            if _langer[0] is not text:
                _langer[:] = [text, _aus_worten(text)]
            gefunden: int = _langer[1]
            return gefunden
        if len(self) >= _TEXTE_HOECHSTENS:
            self.clear()
        self[text] = bits = _aus_worten(text)
        return bits


def _aus_worten(text: str) -> int:
    return reduce(or_, map(_worte.__getitem__, text.split()), 0)


merkmale = _Texte()
_langer: list[Any] = ["", 0]  # the last long text, which all expressions ask for in turn
