"""Tables of facts: the columns that rules read, each with name, type, unit and meaning in one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import narwhals as nw

from kreislauf.recht.ausdruck import BETRAG, Inhalt, einzeln, inhalt


class Typ(Enum):
    """Kind of a column; stored values are ASCII, money is exact."""

    DATUM = "Datum"
    BETRAG = "Betrag (Dezimalzahl, 2 Nachkommastellen)"
    ANZAHL = "ganze Zahl"
    JA_NEIN = "ja/nein"
    SCHLUESSEL = "Schlüsselwort"


_DTYPES: dict[Typ, nw.dtypes.DType] = {
    Typ.DATUM: nw.Date(),
    Typ.BETRAG: BETRAG,
    Typ.ANZAHL: nw.Int32(),
    Typ.JA_NEIN: nw.Boolean(),
    Typ.SCHLUESSEL: nw.String(),
}


@dataclass(frozen=True)
class Spalte:
    """One published column; `leer` says that the value may be missing and what that means."""

    name: str
    typ: Typ
    bedeutung: str
    einheit: str = ""
    werte: tuple[str, ...] = ()
    leer: str | None = None

    @property
    def dtype(self) -> nw.dtypes.DType:
        return _DTYPES[self.typ]


class Tabelle:
    """A published table of facts."""

    def __init__(self, name: str, bedeutung: str, spalten: Iterable[Spalte]) -> None:
        self.name, self.bedeutung = name, bedeutung
        self.spalten: Mapping[str, Spalte] = {spalte.name: spalte for spalte in spalten}

    def ausdruecke(self) -> dict[str, nw.Expr]:
        """Every column brought to its published type; a frame lacking one fails with its name."""
        return {name: nw.col(name).cast(spalte.dtype) for name, spalte in self.spalten.items()}


class Sachverhalt(Protocol):
    """The facts as a rule sees them: `kind.teilhabe_kosten` is the column, a wrong name fails at once."""

    def __getattr__(self, name: str) -> nw.Expr:
        """The column of that name."""


class Spalten:
    """The facts as columns of a frame."""

    def __init__(self, namen: Iterable[str]) -> None:
        self._namen = frozenset(namen)

    def __getattr__(self, name: str) -> nw.Expr:
        if name.startswith("_") or name not in self._namen:
            raise AttributeError(f"Die Spalte „{name}“ gehört nicht zum Sachverhalt.")
        return nw.col(name)


class Einzelfall:
    """The facts of one case; computed columns are added as the rules run."""

    def __init__(self, werte: Mapping[str, Inhalt]) -> None:
        self._werte: dict[str, nw.Expr] = {name: einzeln(wert) for name, wert in werte.items()}

    def __getattr__(self, name: str) -> nw.Expr:
        try:
            return self._werte[name]
        except KeyError:
            raise AttributeError(f"Die Spalte „{name}“ gehört nicht zum Sachverhalt.") from None

    def ergaenze(self, spalten: Mapping[str, nw.Expr]) -> None:
        self._werte.update(spalten)

    def hat(self, name: str) -> bool:
        return name in self._werte

    def inhalt(self, name: str) -> Inhalt:
        return inhalt(self._werte[name])
