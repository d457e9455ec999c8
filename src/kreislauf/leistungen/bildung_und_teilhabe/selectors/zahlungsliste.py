"""Payments and ledger as lists: searched, narrowed, sorted, and as rows of an export."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, overload
from uuid import UUID

import polars as pl
from django.db.models import Count, Q, QuerySet, Sum

from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Zahlung
from kreislauf.verfahren.zahlung.selectors import (
    Kontozeile,
    als_kontozeilen,
    anspruchskonto_tabelle,
    nicht_zahlbare,
    ohne_empfaenger,
    ruhende,
)

SORTIERUNG = {
    "faellig": ("faellig_am", "aktenzeichen"),
    "empfaenger": ("inhaber", "faellig_am"),
    "betrag": ("betrag", "faellig_am"),
    "aktenzeichen": ("aktenzeichen", "faellig_am"),
}
KOPF = ("Aktenzeichen", "Leistung", "Rechtskreis", "von", "bis", "fällig am", "Betrag in EUR", "Stand", "Empfänger",
        "IBAN", "Zahllauf", "ausgeführt am")  # fmt: skip
KONTOKOPF = ("Kind", "Leistung", "Rechtskreis", "Monat", "Anspruch in EUR", "beantragt in EUR", "bewilligt in EUR",
             "gezahlt in EUR", "verfallen in EUR", "Differenz in EUR")  # fmt: skip


def zahlungen(filter_: Mapping[str, Any], sortierung: str, heute: date) -> QuerySet[Zahlung]:
    """Payments that fit; people and payees are looked up apart, since the cashier's office may not see them."""
    if filter_.get("hindernis") == "empfaenger":  # no payments at all: the page lists the decisions
        return Zahlung.objects.none()
    gehindert = {"konto": lambda: nicht_zahlbare(None, heute), "anspruch": lambda: ruhende(heute)}
    menge = gehindert.get(filter_.get("hindernis", ""), Zahlung.objects.all)().select_related("zahllauf")
    for feld, wert in (
        ("state", filter_.get("stand")),
        ("leistung", filter_.get("leistung")),
        ("rechtskreis", filter_.get("kreis")),
        ("faellig_am__gte", filter_.get("von")),
        ("faellig_am__lte", filter_.get("bis")),
    ):
        if wert:
            menge = menge.filter(**{feld: wert})
    if text := (filter_.get("suche") or "").strip():
        eng = text.replace(" ", "").upper()
        menge = menge.filter(
            Q(aktenzeichen__icontains=text)
            | Q(inhaber__icontains=text)
            | Q(verwendungszweck__icontains=text)
            | Q(iban__startswith=eng)
            | Q(end_to_end_id=text)
            | Q(zahllauf__nummer=text)
        )
    felder = SORTIERUNG.get(sortierung.lstrip("-"), SORTIERUNG["faellig"])
    zuerst = f"-{felder[0]}" if sortierung.startswith("-") else felder[0]
    return menge.order_by(zuerst, *felder[1:], "pk")


def anzahl_und_summe(menge: QuerySet[Zahlung]) -> tuple[int, Decimal]:
    """Both in one look at the payments: a county has hundreds of thousands."""
    werte = menge.order_by().aggregate(anzahl=Count("pk"), summe=Sum("betrag"))
    return werte["anzahl"], werte["summe"] or Decimal(0)


def zeilen_ohne_empfaenger(filter_: Mapping[str, Any]) -> QuerySet[Entscheidungszeile]:
    """Grants without a payee, narrowed by benefit and circle, the oldest first."""
    menge = ohne_empfaenger().select_related("kind", "bescheid").order_by("beginn", "pk")
    if filter_.get("leistung"):
        menge = menge.filter(leistung=filter_["leistung"])
    return menge.filter(rechtskreis=filter_["kreis"]) if filter_.get("kreis") else menge


def empfaengernamen(zeilen: Iterable[Zahlung]) -> dict[UUID, str]:
    """Payee by payment: as in the run, else the payee's present name as far as the user may see it."""
    liste = list(zeilen)
    namen = Zahlungsempfaenger.objects.in_bulk({z.empfaenger_id for z in liste if not z.inhaber})
    return {z.pk: z.inhaber or getattr(namen.get(z.empfaenger_id), "name", "–") for z in liste}


def exportzeilen(menge: QuerySet[Zahlung]) -> list[list[Any]]:
    liste = list(menge)
    namen = empfaengernamen(liste)
    return [
        [z.aktenzeichen, z.get_leistung_display(), z.get_rechtskreis_display(), z.beginn, z.ende, z.faellig_am,
         z.betrag, z.get_state_display(), namen[z.pk], z.iban, z.zahllauf.nummer if z.zahllauf else "",
         z.ausgefuehrt_am or ""]
        for z in liste
    ]  # fmt: skip


def kontotabelle(filter_: Mapping[str, Any], zeitraum: tuple[date, date]) -> pl.DataFrame:
    """The ledger of the months in cents, narrowed; sorted by child, benefit and month."""
    text = (filter_.get("suche") or "").strip()
    gemeint = Person.objects.filter(suchname__contains=suchform(text)).values_list("pk", flat=True)
    tabelle = anspruchskonto_tabelle(*zeitraum, kinder=list(gemeint) if text else None)
    for feld, wert in (("leistung", filter_.get("leistung")), ("rechtskreis", filter_.get("kreis"))):
        if wert:
            tabelle = tabelle.filter(pl.col(feld) == wert)
    if filter_.get("nur_auffaellige"):
        tabelle = tabelle.filter(pl.col("gezahlt") > pl.col("bewilligt"))
    return tabelle


class Kontoblatt(Sequence[Kontozeile]):
    """The table as a sequence for the paginator: only the rows of a page become objects."""

    def __init__(self, tabelle: pl.DataFrame) -> None:
        self.tabelle = tabelle

    def __len__(self) -> int:
        return self.tabelle.height

    @overload
    def __getitem__(self, stelle: int) -> Kontozeile: ...
    @overload
    def __getitem__(self, stelle: slice) -> list[Kontozeile]: ...
    def __getitem__(self, stelle: int | slice) -> Kontozeile | list[Kontozeile]:
        if isinstance(stelle, slice):
            return als_kontozeilen(self.tabelle[stelle])
        return als_kontozeilen(self.tabelle[stelle : stelle + 1])[0]

    def summen(self) -> list[Decimal]:
        """Sums of the five columns and of their difference, EUR."""
        arten = ("anspruch", "beantragt", "bewilligt", "gezahlt", "verfallen")
        werte = [Decimal(int(self.tabelle[art].sum() or 0)) / 100 for art in arten]
        return [*werte, werte[2] - werte[3] - werte[4]]


def kindernamen(zeilen: Sequence[Kontozeile]) -> dict[UUID, str]:
    return {pk: str(p) for pk, p in Person.objects.in_bulk({z.kind_id for z in zeilen}).items()}
