"""The rows behind one of the year's figures: the same selection that was counted, narrowed as the figure was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.urls import reverse

from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DIGITALE_KANAELE, GRUPPEN
from kreislauf.leistungen.bildung_und_teilhabe.selectors import jahreszahlen as zahlen
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import als_text


@dataclass(frozen=True, slots=True)
class Frage:
    """Which figure: year, and what it was narrowed to."""

    jahr: int
    wert: str = ""
    gruppe: str = ""
    leistung: str = ""
    monat: int = 0


@dataclass(frozen=True, slots=True)
class Beleg:
    """One row behind a figure."""

    was: str
    url: str
    wann: date
    angabe: str


def _antraege(frage: Frage, stichtag: date) -> QuerySet[Any]:
    if frage.wert == "ueberfaellig":
        return zahlen.ueberfaellige(frage.jahr, stichtag)
    menge = zahlen.antraege(frage.jahr)
    if frage.wert == "digital":
        return menge.filter(kanal__in=DIGITALE_KANAELE)
    return menge.filter(kanal=frage.wert) if frage.wert else menge


def _bescheide(frage: Frage, stichtag: date) -> QuerySet[Any]:
    menge = zahlen.bescheide(frage.jahr)
    return menge.filter(art=frage.wert) if frage.wert else menge


def _zeilen(frage: Frage, stichtag: date) -> QuerySet[Any]:
    menge = zahlen.zeilen(frage.jahr)
    menge = menge.filter(art=frage.wert) if frage.wert else menge
    return menge.filter(leistung=frage.leistung) if frage.leistung else menge


def _geld(menge: QuerySet[Any], frage: Frage) -> QuerySet[Any]:
    if frage.gruppe:
        menge = menge.filter(rechtskreis__in=GRUPPEN[frage.gruppe][1])
    if frage.leistung:
        menge = menge.filter(leistung=frage.leistung)
    return menge.filter(wertstellung__month=frage.monat) if frage.monat else menge


def _dauer(frage: Frage, stichtag: date) -> QuerySet[Any]:
    menge = zahlen.erste_bescheide(frage.jahr)
    return menge.filter(bekanntgabe__gte=F("antrag__untaetigkeit_ab")) if frage.wert else menge


def _widersprueche(frage: Frage, stichtag: date) -> QuerySet[Any]:
    menge = zahlen.widersprueche(frage.jahr)
    if frage.wert == "mit_abhilfe":
        return menge.filter(state__in=zahlen.ABGEHOLFEN)
    return menge.filter(state=frage.wert) if frage.wert else menge


_MENGEN: dict[str, tuple[Callable[[Frage, date], QuerySet[Any]], tuple[str, ...], tuple[str, ...]]] = {
    "antraege": (_antraege, ("antragsteller", "fallakte"), ("antragsdatum", "pk")),
    "bescheide": (_bescheide, ("adressat",), ("bekanntgabe", "pk")),
    "zeilen": (_zeilen, ("bescheid", "kind"), ("bescheid__bekanntgabe", "pk")),
    "ausgaben": (lambda f, s: _geld(zahlen.ausgaben(f.jahr), f), ("zahlung", "kind", "zeile"), ("wertstellung", "pk")),
    "rueckfluesse": (
        lambda f, s: _geld(zahlen.rueckfluesse(f.jahr), f), ("zahlung", "kind", "zeile"), ("wertstellung", "pk"),
    ),
    "forderungen": (lambda f, s: zahlen.forderungen(f.jahr), ("zeile__kind",), ("entstanden_am", "pk")),
    "erstattet": (
        lambda f, s: zahlen.forderungen(f.jahr).filter(erstattet__gt=0), ("zeile__kind",), ("entstanden_am", "pk"),
    ),
    "forderung_offen": (
        lambda f, s: zahlen.forderungen(f.jahr).filter(state="offen"), ("zeile__kind",), ("entstanden_am", "pk"),
    ),
    "dauer": (_dauer, ("antrag", "adressat"), ("bekanntgabe", "pk")),
    "widersprueche": (_widersprueche, ("bescheid__adressat",), ("eingegangen_am", "pk")),
}  # fmt: skip


_SUMMEN: dict[str, Any] = {
    "ausgaben": F("betrag"),
    "rueckfluesse": F("betrag"),
    "forderungen": F("betrag"),
    "erstattet": F("erstattet"),
    "forderung_offen": F("betrag") - F("erstattet"),
}


def belegmenge(kennzahl: str, frage: Frage, stichtag: date) -> QuerySet[Any]:
    """The rows of a figure in a fixed order. Raises KeyError for an unknown figure."""
    menge, verbunden, ordnung = _MENGEN[kennzahl]
    return menge(frage, stichtag).select_related(*verbunden).order_by(*ordnung)


def summe(kennzahl: str, menge: QuerySet[Any]) -> Decimal | None:
    """EUR of rows about money; None for rows that are counted."""
    if kennzahl not in _SUMMEN:
        return None
    return Decimal(menge.aggregate(summe=Sum(_SUMMEN[kennzahl]))["summe"] or 0)


def _antrag(a: Any) -> Beleg:
    url = reverse("but:antrag", args=[a.pk])
    return Beleg(
        f"{a.antragsteller} ({a.fallakte})", url, a.antragsdatum, f"{a.get_kanal_display()}, {a.get_state_display()}"
    )


def _bescheid(b: Any) -> Beleg:
    return Beleg(f"{b} an {b.adressat}", reverse("but:bescheid", args=[b.pk]), b.bekanntgabe, b.get_state_display())


def _zeile(z: Any) -> Beleg:
    angabe = f"{z.get_leistung_display()}, {z.get_art_display()}, {als_text(z.betrag, 'EUR')}"
    return Beleg(str(z.kind), reverse("but:bescheid", args=[z.bescheid_id]), z.bescheid.bekanntgabe, angabe)


def _buchung(b: Any) -> Beleg:
    url = reverse("but:bescheid", args=[b.zeile.bescheid_id]) if b.zeile else ""
    wofuer = f"{b.get_leistung_display()} {b.monat:%m/%Y}, {b.get_rechtskreis_display()}, {als_text(b.betrag, 'EUR')}"
    return Beleg(str(b.kind), url, b.wertstellung, wofuer)


def _forderung(f: Any) -> Beleg:
    angabe = (
        f"{f.get_leistung_display()}, {als_text(f.betrag, 'EUR')}, davon erstattet {als_text(f.erstattet, 'EUR')}, "
        f"{f.get_state_display()}"
    )
    return Beleg(str(f.zeile.kind), reverse("but:forderung", args=[f.pk]), f.entstanden_am, angabe)


def _frist(b: Any) -> Beleg:
    tage = (b.bekanntgabe - b.antrag.antragsdatum).days
    url = reverse("but:antrag", args=[b.antrag_id])
    return Beleg(f"{b.antrag} von {b.adressat}", url, b.bekanntgabe, "1 Tag" if tage == 1 else f"{tage} Tage")


def _widerspruch(w: Any) -> Beleg:
    url = reverse("but:widerspruch", args=[w.pk])
    return Beleg(f"{w} von {w.bescheid.adressat}", url, w.eingegangen_am, w.get_state_display())


_BELEGE: dict[str, Callable[[Any], Beleg]] = {
    "antraege": _antrag,
    "bescheide": _bescheid,
    "zeilen": _zeile,
    "ausgaben": _buchung,
    "rueckfluesse": _buchung,
    "forderungen": _forderung,
    "erstattet": _forderung,
    "forderung_offen": _forderung,
    "dauer": _frist,
    "widersprueche": _widerspruch,
}


def belege(kennzahl: str, zeilen: Iterable[Any]) -> list[Beleg]:
    return [_BELEGE[kennzahl](zeile) for zeile in zeilen]
