"""What is stored with a decision, and how it is computed again years later: with its own values, or with today's.

A stored decision has its facts (`sachverhalt_als_json`) and its trace (`Ergebnis.als_json`). Both are plain JSON.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis, begruende
from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.bildung_und_teilhabe.ergebnis import SPRACHE
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import KINDERMONAT
from kreislauf.recht.quelle import Eintrag, Parameter, parameter
from kreislauf.recht.sachverhalt import Typ

_GANZE_ZAHL = {"Tage", "Monate", "Jahre"}
_UNVERAENDERT = {"ja/nein", "Text", *_GANZE_ZAHL}


class NichtNachspielbar(LookupError):
    """Facts or trace are incomplete, or today's rules read a value that the decision did not; the message names it."""


@dataclass(frozen=True)
class Abweichung:
    """One thing that the repeated computation gives otherwise than stored."""

    was: str
    gespeichert: Any
    nachgerechnet: Any


class _Gespeicherte(dict[str, Parameter]):
    """The values of a trace in the place of the parameters of this version."""

    def __missing__(self, key: str) -> Parameter:
        raise NichtNachspielbar(f"Der Wert „{key}“ ist mit der Entscheidung nicht gespeichert.")


def sachverhalt_als_json(sachverhalt: Mapping[str, Inhalt]) -> dict[str, Any]:
    """The columns of one row that are not empty: money and dates as text."""
    return {name: _als_text(wert) for name, wert in sachverhalt.items() if wert is not None}


def sachverhalt_aus_json(gespeichert: Mapping[str, Any]) -> dict[str, Inhalt]:
    """One row of the table `kindermonat`; raises NichtNachspielbar for a column that is unknown or unreadable."""
    zeile: dict[str, Inhalt] = dict.fromkeys(KINDERMONAT.spalten)
    for name, wert in gespeichert.items():
        spalte = KINDERMONAT.spalten.get(name)
        if spalte is None:
            raise NichtNachspielbar(f"Die Spalte „{name}“ gehört nicht zum Sachverhalt.")
        try:
            zeile[name] = _aus_text(wert, spalte.typ)
        except (ValueError, ArithmeticError, TypeError):
            raise NichtNachspielbar(f"Die Spalte „{name}“ ist nicht lesbar: {wert!r}.") from None
    for spalte in KINDERMONAT.spalten.values():
        if zeile[spalte.name] is None and spalte.leer is None:
            raise NichtNachspielbar(f"Die Spalte „{spalte.name}“ fehlt im gespeicherten Sachverhalt.")
    return zeile


def spiele_nach(sachverhalt: Mapping[str, Any], spur: Mapping[str, Any]) -> tuple[Abweichung, ...]:
    """What comes out otherwise when the decision is computed again with the values stored in it; empty if nothing.

    Shows that the stored result follows from the stored facts and values, whatever parameters are in force today.
    Raises NichtNachspielbar.
    """
    return _vergleiche(sachverhalt, spur, _gespeicherte_parameter(spur))


def rechne_neu(sachverhalt: Mapping[str, Any], spur: Mapping[str, Any]) -> tuple[Abweichung, ...]:
    """What comes out otherwise with the parameters of this version: corrected or newly published values show here."""
    return _vergleiche(sachverhalt, spur, parameter())


def _vergleiche(
    sachverhalt: Mapping[str, Any], spur: Mapping[str, Any], quelle: Mapping[str, Parameter]
) -> tuple[Abweichung, ...]:
    leistung = str(spur.get("leistung"))
    if leistung not in BILDUNG_UND_TEILHABE.regeln:
        raise NichtNachspielbar(f"Die Leistung „{leistung}“ ist nicht bekannt.")
    fall = BILDUNG_UND_TEILHABE.anwenden_auf_fall(
        sachverhalt_aus_json(sachverhalt), leistungen=(leistung,), quelle=quelle
    )
    ergebnis = begruende(fall, leistung, SPRACHE)
    if ergebnis is None:
        raise NichtNachspielbar(f"Im gespeicherten Sachverhalt fehlt der Bedarf für „{leistung}“.")
    return tuple(_abweichungen(spur, ergebnis))


def _abweichungen(spur: Mapping[str, Any], ergebnis: Ergebnis) -> Iterator[Abweichung]:
    """Decision, amount, conditions and calculation; wording may have improved and is not compared."""
    neu = ergebnis.als_json()
    for was in ("entscheidung", "betrag"):
        if spur.get(was) != neu[was]:
            yield Abweichung(was, spur.get(was), neu[was])
    for was in ("gruende", "hinweise"):
        alt, jetzt = (sorted((g["code"], g["art"]) for g in quelle.get(was, ())) for quelle in (spur, neu))
        if alt != jetzt:
            yield Abweichung(was, alt, jetzt)
    alt, jetzt = ([zeile["betrag"] for zeile in quelle.get("rechenweg", ())] for quelle in (spur, neu))
    if alt != jetzt:
        yield Abweichung("rechenweg", alt, jetzt)


def _gespeicherte_parameter(spur: Mapping[str, Any]) -> _Gespeicherte:
    gefunden = _Gespeicherte()
    for angabe in (*spur.get("parameter", ()), *spur.get("grundlagen", ())):
        key = angabe["key"]
        werte = {eintrag.ab: eintrag for eintrag in gefunden[key].values} if key in gefunden else {}
        if angabe["gilt_ab"] is not None:
            neu = _eintrag(angabe)
            if werte.setdefault(neu.ab, neu) != neu:
                raise NichtNachspielbar(f"Der Wert „{key}“ steht zweimal und verschieden in der Entscheidung.")
        geordnet = tuple(eintrag for _, eintrag in sorted(werte.items()))
        gefunden[key] = Parameter(key, angabe["label"], angabe["statute"], angabe["unit"], date.min, geordnet)
    return gefunden


def _eintrag(angabe: Mapping[str, Any]) -> Eintrag:
    wert = angabe["value"]
    if wert is not None and angabe["unit"] not in _UNVERAENDERT:
        wert = Decimal(wert)
    return Eintrag(date.fromisoformat(angabe["gilt_ab"]), wert, angabe["source"], angabe["unverified"])


def _als_text(wert: Inhalt) -> Any:
    if isinstance(wert, date):
        return wert.isoformat()
    return f"{wert:.2f}" if isinstance(wert, Decimal) else wert


def _aus_text(wert: Any, typ: Typ) -> Inhalt:
    if wert is None:
        return None
    if typ is Typ.DATUM:
        return date.fromisoformat(wert)
    if typ is Typ.BETRAG:
        return Decimal(wert)
    erwartet = {Typ.ANZAHL: int, Typ.JA_NEIN: bool, Typ.SCHLUESSEL: str}[typ]
    if type(wert) is not erwartet:
        raise TypeError(wert)
    return cast(Inhalt, wert)
