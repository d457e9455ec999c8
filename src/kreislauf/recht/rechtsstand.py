"""The law in force on one day, or over a span of days, as expressions for rules."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

import narwhals as nw

from kreislauf.recht.ausdruck import BETRAG, einzeln
from kreislauf.recht.quelle import Eintrag, Parameter, Parameterwert, parameter
from kreislauf.recht.sachverhalt import Einzelfall

_TYPEN: dict[str, nw.dtypes.DType] = {
    "Tage": nw.Int32(),
    "Monate": nw.Int32(),
    "Jahre": nw.Int32(),
    "ja/nein": nw.Boolean(),
    "Text": nw.String(),
}
LANGE_SPANNE = 24  # months; beyond that a choice of literals costs more than date arithmetic


class Rechtsstand(Protocol):
    """The dated parameters as a rule reads them; missing values are empty and block only what needs them."""

    def __getitem__(self, key: str) -> nw.Expr:
        """The value in force on the key date of the row."""

    def am(self, key: str, spalte: str) -> nw.Expr:
        """The value in force on the day in another column, near the key date."""

    def versetzt(self, monate: int, tage: int = 0) -> nw.Expr:
        """First day of the month that lies some months from the row's month, or some days after it."""

    def versetzt_um(self, key: str, *, mal: int = 1, plus: int = 0, tage: int = 0) -> nw.Expr:
        """The same, by a dated number of months (`mal` -12: by years back) and some more."""

    def neujahr(self, jahre: int) -> nw.Expr:
        """1 January of the row's year, or some years later."""


class Rechtszeitraum:
    """The law from `beginn` to `ende` (both included) over a table with a date column.

    A value is a literal where it does not change in the span and a dated choice where it does.
    """

    def __init__(self, beginn: date, ende: date, *, spalte: str) -> None:
        self.beginn, self.ende, self.spalte = beginn, ende, spalte

    def __getitem__(self, key: str) -> nw.Expr:
        return _gewaehlt(parameter()[key], nw.col(self.spalte), self.beginn, self.ende)

    def am(self, key: str, spalte: str) -> nw.Expr:
        beginn, ende = date(self.beginn.year - 1, 1, 1), date(self.ende.year + 1, 12, 31)
        return _gewaehlt(parameter()[key], nw.col(spalte), beginn, ende)

    def versetzt(self, monate: int, tage: int = 0) -> nw.Expr:
        tag, spanne = nw.col(self.spalte), monate_zwischen(self.beginn, self.ende)
        if spanne > LANGE_SPANNE:
            erster = tag.dt.offset_by(f"{monate}mo")
            return (erster.dt.offset_by(f"{tage}d") if tage else erster).cast(nw.Date())
        plus = timedelta(days=tage)
        ausdruck = nw.lit(monatserster(self.beginn, monate) + plus)
        for i in range(1, spanne + 1):
            wert = nw.lit(monatserster(self.beginn, monate + i) + plus)
            ausdruck = nw.when(tag >= nw.lit(monatserster(self.beginn, i))).then(wert).otherwise(ausdruck)
        return ausdruck

    def neujahr(self, jahre: int) -> nw.Expr:
        tag, erstes = nw.col(self.spalte), self.beginn.year
        ausdruck = nw.lit(date(erstes + jahre, 1, 1))
        for jahr in range(erstes + 1, self.ende.year + 1):
            wert = nw.lit(date(jahr + jahre, 1, 1))
            ausdruck = nw.when(tag >= nw.lit(date(jahr, 1, 1))).then(wert).otherwise(ausdruck)
        return ausdruck

    def versetzt_um(self, key: str, *, mal: int = 1, plus: int = 0, tage: int = 0) -> nw.Expr:
        eines, tag = parameter()[key], nw.col(self.spalte)
        vorher = eines.eintrag(self.beginn)
        ausdruck = nw.lit(None).cast(nw.Date()) if vorher is None else self.versetzt(_zahl(vorher) * mal + plus, tage)
        for eintrag in eines.values:
            if self.beginn < eintrag.ab <= self.ende:
                neu = self.versetzt(_zahl(eintrag) * mal + plus, tage)
                ausdruck = nw.when(tag >= nw.lit(eintrag.ab)).then(neu).otherwise(ausdruck)
        return ausdruck


class Rechtstag:
    """The law on the key date of one case; notes which parameters were read and for which day.

    `quelle` are the parameters to read: those of this version, or those stored with a decision.
    """

    def __init__(self, fall: Einzelfall, *, spalte: str, quelle: Mapping[str, Parameter] | None = None) -> None:
        self.fall, self.spalte = fall, spalte
        self.quelle = parameter() if quelle is None else quelle
        self.gelesen: dict[str, date] = {}

    def _wert(self, key: str, tag: date) -> nw.Expr:
        self.gelesen[key] = tag
        eintrag = self.quelle[key].eintrag(tag)
        return einzeln(eintrag.value if eintrag else None)

    def _tag(self, spalte: str) -> date:
        tag = self.fall.inhalt(spalte)
        assert isinstance(tag, date)
        return tag

    def __getitem__(self, key: str) -> nw.Expr:
        return self._wert(key, self._tag(self.spalte))

    def am(self, key: str, spalte: str) -> nw.Expr:
        return self._wert(key, self._tag(spalte))

    def versetzt_um(self, key: str, *, mal: int = 1, plus: int = 0, tage: int = 0) -> nw.Expr:
        tag = self._tag(self.spalte)
        self.gelesen[key] = tag
        eintrag = self.quelle[key].eintrag(tag)
        if eintrag is None:
            return einzeln(None)
        return self.versetzt(_zahl(eintrag) * mal + plus, tage)

    def versetzt(self, monate: int, tage: int = 0) -> nw.Expr:
        return einzeln(monatserster(self._tag(self.spalte), monate) + timedelta(days=tage))

    def neujahr(self, jahre: int) -> nw.Expr:
        return einzeln(date(self._tag(self.spalte).year + jahre, 1, 1))


def _zahl(eintrag: Eintrag) -> int:
    assert isinstance(eintrag.value, int)
    return eintrag.value


def monatserster(tag: date, monate: int) -> date:
    """First day of the month that lies some months from a day's month."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    return date(jahr, monat + 1, 1)


def monate_zwischen(frueher: date, spaeter: date) -> int:
    """Number of month ends between two days."""
    return (spaeter.year - frueher.year) * 12 + spaeter.month - frueher.month


def wert(key: str, tag: date) -> Parameterwert:
    """One value on one day; raises NotInForce."""
    return parameter()[key].wert(tag)


def _gewaehlt(eines: Parameter, tag: nw.Expr, beginn: date, ende: date) -> nw.Expr:
    """Choose the value by date, from as few entries as the span needs."""
    typ = _TYPEN.get(eines.unit, BETRAG)
    vorher = eines.eintrag(beginn)
    inhalt = vorher.value if vorher else None
    ausdruck = _literal(inhalt, typ)
    for eintrag in eines.values:
        if beginn < eintrag.ab <= ende and eintrag.value != inhalt:
            inhalt = eintrag.value
            ausdruck = nw.when(tag >= nw.lit(eintrag.ab)).then(_literal(inhalt, typ)).otherwise(ausdruck)
    return ausdruck


def _literal(inhalt: Parameterwert, typ: nw.dtypes.DType) -> nw.Expr:
    return nw.lit(None).cast(typ) if inhalt is None else nw.lit(inhalt, dtype=typ)
