"""What a rule returns, and how rules run: on one case, on a frame, on a query engine, unchanged."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Any, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from kreislauf.recht.ausdruck import BETRAG, NULL_EUR, Inhalt, alle_von, eines_von, wenn
from kreislauf.recht.quelle import Parameter, parameter
from kreislauf.recht.rechtsstand import Rechtsstand, Rechtstag, Rechtszeitraum, monatserster
from kreislauf.recht.sachverhalt import Einzelfall, Sachverhalt, Spalten, Tabelle

Bedingungen = Mapping[str, nw.Expr]


class Entscheidung(IntEnum):
    """What follows by law; empty where nothing is asked for."""

    NEIN = 0
    JA = 1
    PERSON = 2  # the law or the facts leave it open: a person decides
    GESPERRT = 3  # a parameter is not in force or not yet published
    VORSCHLAG_NEIN = 4  # no claim unless a person decides otherwise (plea of limitation, discretion)


@dataclass(frozen=True, kw_only=True)
class Anspruch:
    """Named conditions and the amount of one benefit.

    All `voraussetzungen` must hold; then any of `vorbehalte` makes it a proposed no, any of `zweifel` hands it to a
    person. `hinweise` decide nothing. `rechenweg` names the amounts on the way to `betrag`, which is empty only where
    a parameter is missing.
    """

    bedarf: nw.Expr
    voraussetzungen: Bedingungen
    betrag: nw.Expr
    zweifel: Bedingungen = field(default_factory=dict)
    vorbehalte: Bedingungen = field(default_factory=dict)
    hinweise: Bedingungen = field(default_factory=dict)
    rechenweg: Bedingungen = field(default_factory=dict)

    def spalten(self, leistung: str) -> dict[str, nw.Expr]:
        """Every part as a named column; missing facts make a condition false, never unknown."""
        gruppen = (self.voraussetzungen, self.zweifel, self.vorbehalte, self.hinweise)
        return {
            f"{leistung}__bedarf": self.bedarf,
            **{f"{leistung}__{name}": teil.fill_null(False) for gruppe in gruppen for name, teil in gruppe.items()},
            **{f"{leistung}__{name}": teil.cast(BETRAG) for name, teil in self.rechenweg.items()},
            f"{leistung}__berechnet": self.betrag.cast(BETRAG),
        }

    def entscheidung(self, leistung: str, spalten: Sachverhalt) -> dict[str, nw.Expr]:
        """The decision, from the columns of `spalten`."""

        def teile(namen: Bedingungen) -> list[nw.Expr]:
            return [getattr(spalten, f"{leistung}__{name}") for name in namen]

        ergebnis = wenn(
            getattr(spalten, f"{leistung}__berechnet").is_null(), int(Entscheidung.GESPERRT), int(Entscheidung.JA)
        )
        if self.zweifel:
            ergebnis = wenn(eines_von(teile(self.zweifel)), int(Entscheidung.PERSON), ergebnis)
        if self.vorbehalte:
            ergebnis = wenn(eines_von(teile(self.vorbehalte)), int(Entscheidung.VORSCHLAG_NEIN), ergebnis)
        ergebnis = wenn(alle_von(teile(self.voraussetzungen)), ergebnis, int(Entscheidung.NEIN))
        ergebnis = wenn(getattr(spalten, f"{leistung}__bedarf"), ergebnis)
        return {f"{leistung}__entscheidung": ergebnis}


def zahlbetrag(leistung: str, spalten: Sachverhalt) -> dict[str, nw.Expr]:
    """The amount that follows from the decision: 0 for a no, empty where it is open."""
    entscheidung = getattr(spalten, f"{leistung}__entscheidung")
    keiner = (entscheidung == int(Entscheidung.NEIN)) | (entscheidung == int(Entscheidung.VORSCHLAG_NEIN))
    berechnet = getattr(spalten, f"{leistung}__berechnet")
    return {
        f"{leistung}__betrag": wenn(keiner, NULL_EUR, wenn(entscheidung == int(Entscheidung.JA), berechnet)),
    }


Regel = Callable[[Sachverhalt, Rechtsstand], Anspruch]
Ableitung = Callable[[Sachverhalt, Rechtsstand], dict[str, nw.Expr]]


@dataclass(frozen=True, eq=False)
class Regelwerk:
    """Rules over one table of facts, with the columns derived from it before, in stages."""

    tabelle: Tabelle
    ableitungen: Sequence[Ableitung]
    regeln: Mapping[str, Regel]
    stichtag: str = "monat"

    def anwenden(self, frame: IntoFrameT, beginn: date, ende: date | None = None) -> IntoFrameT:
        """The facts with all derived, reason and result columns added; same engine in and out.

        `beginn` and `ende` (both included) must bound the column `stichtag`: the law outside is not looked up.
        """
        nativ: Any = nw.from_native(frame)
        for stufe in uebersetzt(self, beginn, ende or beginn):
            nativ = nativ.with_columns(**stufe)
        return cast(IntoFrameT, nativ.to_native())

    def anwenden_auf_fall(
        self,
        sachverhalt: Mapping[str, Inhalt],
        *,
        leistungen: Collection[str] | None = None,
        quelle: Mapping[str, Parameter] | None = None,
    ) -> "Fall":
        """One case by the same rules, with everything needed to say why.

        `leistungen` leaves out other rules; `quelle` reads other parameters than those of this version.
        """
        kind = Einzelfall({name: sachverhalt.get(name) for name in self.tabelle.spalten})
        quelle = parameter() if quelle is None else quelle
        recht = Rechtstag(kind, spalte=self.stichtag, quelle=quelle)
        for ableitung in self.ableitungen:
            kind.ergaenze(ableitung(kind, recht))
        ansprueche, gelesen = {}, {}
        for leistung, regel in self.regeln.items():
            if leistungen is not None and leistung not in leistungen:
                continue
            eigenes = Rechtstag(kind, spalte=self.stichtag, quelle=quelle)
            anspruch = ansprueche[leistung] = regel(kind, eigenes)
            gelesen[leistung] = eigenes.gelesen
            kind.ergaenze(anspruch.spalten(leistung))
            kind.ergaenze(anspruch.entscheidung(leistung, kind))
            kind.ergaenze(zahlbetrag(leistung, kind))
        return Fall(kind, ansprueche, gelesen, recht.gelesen, quelle)


@dataclass(frozen=True)
class Fall:
    """One computed case: its columns, what each rule returned, and which parameters were read for which day.

    `grundlagen` were read by the columns derived before (ages, school year, limitation), `gelesen` by each rule.
    """

    spalten: Einzelfall
    ansprueche: Mapping[str, Anspruch]
    gelesen: Mapping[str, Mapping[str, date]]
    grundlagen: Mapping[str, date]
    quelle: Mapping[str, Parameter]

    def entscheidung(self, leistung: str) -> Entscheidung | None:
        wert = self.spalten.inhalt(f"{leistung}__entscheidung")
        return None if wert is None else Entscheidung(int(str(wert)))

    def betrag(self, leistung: str) -> Decimal | None:
        wert = self.spalten.inhalt(f"{leistung}__betrag")
        return wert if isinstance(wert, Decimal) else None


@lru_cache(maxsize=64)
def uebersetzt(werk: Regelwerk, beginn: date, ende: date) -> tuple[dict[str, nw.Expr], ...]:
    """The columns of a rule set in stages, built once per span of law."""
    namen = set(werk.tabelle.spalten)
    recht = Rechtszeitraum(monatserster(beginn, 0), ende, spalte=werk.stichtag)
    stufen: list[dict[str, nw.Expr]] = []
    for ableitung in werk.ableitungen:
        stufen.append(ableitung(Spalten(namen), recht))
        namen |= set(stufen[-1])
    ansprueche = {leistung: regel(Spalten(namen), recht) for leistung, regel in werk.regeln.items()}
    stufen.append({k: v for name, anspruch in ansprueche.items() for k, v in anspruch.spalten(name).items()})
    alle = Spalten(namen | set(stufen[-1]) | {f"{name}__entscheidung" for name in ansprueche})
    stufen.append({k: v for name, anspruch in ansprueche.items() for k, v in anspruch.entscheidung(name, alle).items()})
    stufen.append({k: v for name in ansprueche for k, v in zahlbetrag(name, alle).items()})
    return tuple(stufen)
