"""Regular expressions that run only where the parts of words stand that they cannot match without.

`Muster(…)` takes the place of `re.compile(…)`: the parts are derived from the expression itself, so nothing has to be
kept in step by hand and no match is lost.
"""

import re
from collections.abc import Callable, Iterator

from kreislauf.lesen.muster.tabelle import bedarf_von
from kreislauf.lesen.muster.worte import kennung_von, merkmale, mit_grenzen

__all__ = ["Auswahl", "Muster", "Worte", "merkmale"]


class Muster:
    """A compiled expression behind a filter; compiled when the first text passes it."""

    __slots__ = ("_fertig", "_flags", "bedarf", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._fertig: re.Pattern[str] | None = None
        self.bedarf = 0
        for teile in bedarf_von(pattern, flags):
            self.bedarf |= kennung_von(teile)

    @property
    def roh(self) -> re.Pattern[str]:
        """The expression without the filter, for short texts that are cut out of sentences."""
        if self._fertig is None:
            self._fertig = re.compile(self.pattern, self._flags)
        return self._fertig

    def kann(self, text: str) -> bool:
        """False: the expression matches nowhere in the text."""
        return merkmale[text] & self.bedarf == self.bedarf

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        if merkmale[text] & self.bedarf != self.bedarf:
            return None
        return (self._fertig or self.roh).search(text, pos)

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        if merkmale[text] & self.bedarf != self.bedarf:
            return None
        return (self._fertig or self.roh).match(text, pos)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        if merkmale[text] & self.bedarf != self.bedarf:
            return None
        return (self._fertig or self.roh).fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        if merkmale[text] & self.bedarf != self.bedarf:
            return iter(())
        return (self._fertig or self.roh).finditer(text)

    def findall(self, text: str) -> list[str]:
        if merkmale[text] & self.bedarf != self.bedarf:
            return []
        return (self._fertig or self.roh).findall(text)

    def sub(self, statt: str | Callable[[re.Match[str]], str], text: str) -> str:
        if merkmale[text] & self.bedarf != self.bedarf:
            return text
        return (self._fertig or self.roh).sub(statt, text)

    def split(self, text: str) -> list[str]:
        return self.roh.split(text)


class Auswahl:
    """Several expressions that are asked together which of them can match: one look instead of one for each."""

    __slots__ = ("_bedarf", "_bekannt", "_muster")
    _HOECHSTENS = 4_000

    def __init__(self, *muster: Muster) -> None:
        self._muster = muster
        self._bedarf = 0
        for einer in muster:
            self._bedarf |= einer.bedarf
        self._bekannt: dict[int, tuple[Muster, ...]] = {}

    def aus(self, text: str) -> tuple[Muster, ...]:
        """Those that can match somewhere in the text, in the order in which they were given."""
        da = merkmale[text] & self._bedarf
        gefunden = self._bekannt.get(da)
        if gefunden is None:
            if len(self._bekannt) >= self._HOECHSTENS:
                self._bekannt.clear()
            gefunden = tuple(muster for muster in self._muster if da & muster.bedarf == muster.bedarf)
            self._bekannt[da] = gefunden
        return gefunden


class Worte:
    """Parts of words; asked whether one of them stands in a text, whatever its case."""

    __slots__ = ("_kennung",)

    def __init__(self, *teile: str) -> None:
        self._kennung = kennung_von(frozenset(mit_grenzen(teil.lower()) for teil in teile))

    def steht_in(self, text: str) -> bool:
        return merkmale[text] & self._kennung != 0
