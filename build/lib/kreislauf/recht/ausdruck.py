"""One vocabulary for two runs of the same rule: data-frame expressions, and plain values for one case.

A rule only uses operators, `wenn`, `ist_leer`-like methods and dates' parts. Given narwhals expressions it describes
columns; given `Einzelwert` it computes at once, which is a hundred times faster for one case than a data frame.
"""

import operator
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, cast

import narwhals as nw

BETRAG = nw.Decimal(12, 2)
CENT, NULL_EUR = Decimal("0.01"), Decimal("0.00")
Inhalt = bool | int | Decimal | str | date | None


class Einzelwert:
    """One value that behaves like a column of one row: empty stays empty, `and`/`or` know three values."""

    __slots__ = ("inhalt",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, inhalt: Inhalt) -> None:
        self.inhalt = inhalt

    def _mit(self, anderer: object, rechnung: Callable[[Any, Any], Any]) -> "Einzelwert":
        rechts = anderer.inhalt if isinstance(anderer, Einzelwert) else anderer
        if self.inhalt is None or rechts is None:
            return Einzelwert(None)
        return Einzelwert(rechnung(self.inhalt, rechts))

    def __eq__(self, anderer: object) -> "Einzelwert":  # type: ignore[override]
        return self._mit(anderer, operator.eq)

    def __ne__(self, anderer: object) -> "Einzelwert":  # type: ignore[override]
        return self._mit(anderer, operator.ne)

    def __lt__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.lt)

    def __le__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.le)

    def __gt__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.gt)

    def __ge__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.ge)

    def __add__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.add)

    def __sub__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.sub)

    def __mul__(self, anderer: object) -> "Einzelwert":
        return self._mit(anderer, operator.mul)

    def __and__(self, anderer: object) -> "Einzelwert":
        rechts = anderer.inhalt if isinstance(anderer, Einzelwert) else anderer
        if self.inhalt is False or rechts is False:
            return Einzelwert(False)
        return Einzelwert(None if self.inhalt is None or rechts is None else True)

    def __or__(self, anderer: object) -> "Einzelwert":
        rechts = anderer.inhalt if isinstance(anderer, Einzelwert) else anderer
        if self.inhalt is True or rechts is True:
            return Einzelwert(True)
        return Einzelwert(None if self.inhalt is None or rechts is None else False)

    def __invert__(self) -> "Einzelwert":
        return Einzelwert(None if self.inhalt is None else not self.inhalt)

    def __bool__(self) -> bool:
        raise TypeError("Eine Regel entscheidet mit `wenn`, nicht mit if, and, or oder not.")

    def is_null(self) -> "Einzelwert":
        return Einzelwert(self.inhalt is None)

    def fill_null(self, ersatz: "Einzelwert | Inhalt") -> "Einzelwert":
        if self.inhalt is not None:
            return self
        return ersatz if isinstance(ersatz, Einzelwert) else Einzelwert(ersatz)

    def is_in(self, werte: Collection[Inhalt]) -> "Einzelwert":
        return Einzelwert(None if self.inhalt is None else self.inhalt in werte)

    def cast(self, typ: object) -> "Einzelwert":
        if typ == BETRAG and isinstance(self.inhalt, Decimal):
            return Einzelwert(self.inhalt.quantize(CENT))
        return self

    @property
    def dt(self) -> "Einzelwert":
        return self

    def year(self) -> "Einzelwert":
        return Einzelwert(self.inhalt.year if isinstance(self.inhalt, date) else None)

    def month(self) -> "Einzelwert":
        return Einzelwert(self.inhalt.month if isinstance(self.inhalt, date) else None)

    def day(self) -> "Einzelwert":
        return Einzelwert(self.inhalt.day if isinstance(self.inhalt, date) else None)


_WERTE = (Einzelwert, nw.Expr)


def einzeln(wert: Inhalt) -> nw.Expr:
    """One value in the place of a column."""
    return cast(nw.Expr, Einzelwert(wert))


def inhalt(einer: nw.Expr) -> Inhalt:
    """The value that stands in the place of a column."""
    return cast(Einzelwert, einer).inhalt


def wenn(bedingung: nw.Expr, dann: "nw.Expr | Inhalt", sonst: "nw.Expr | Inhalt" = None) -> nw.Expr:
    """`dann` where the condition is true, else `sonst`; an unknown condition is not true."""
    if not isinstance(cast(object, bedingung), nw.Expr):
        gewaehlt = dann if inhalt(bedingung) is True else sonst
        return gewaehlt if isinstance(gewaehlt, _WERTE) else einzeln(gewaehlt)
    wahl = nw.when(bedingung).then(_literal(dann))
    return wahl if sonst is None else wahl.otherwise(_literal(sonst))


def eines_von(bedingungen: Iterable[nw.Expr]) -> nw.Expr:
    """True where at least one condition is."""
    return reduce(operator.or_, bedingungen)


def alle_von(bedingungen: Iterable[nw.Expr]) -> nw.Expr:
    """True where all conditions are."""
    return reduce(operator.and_, bedingungen)


def _literal(wert: "nw.Expr | Inhalt") -> nw.Expr:
    if isinstance(wert, nw.Expr):
        return wert
    if isinstance(wert, int) and not isinstance(wert, bool):
        return nw.lit(wert, dtype=nw.Int8())  # codes, never quantities
    return nw.lit(wert, dtype=BETRAG) if isinstance(wert, Decimal) else nw.lit(wert)
