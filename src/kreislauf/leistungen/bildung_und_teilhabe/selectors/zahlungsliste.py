"""Payments and ledger as lists: searched, narrowed, sorted, and as rows of an export."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.verfahren.zahlung.models import Zahlung
from kreislauf.verfahren.zahlung.selectors import Kontozeile, anspruchskonto, nicht_zahlbare, ruhende

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


def kontozeilen(filter_: Mapping[str, Any], zeitraum: tuple[date, date]) -> list[Kontozeile]:
    """The ledger of the months, narrowed; sorted by child, benefit and month."""
    kinder: set[UUID] | None = None
    if text := (filter_.get("suche") or "").strip():
        kinder = set(Person.objects.filter(suchname__contains=suchform(text)).values_list("pk", flat=True))
    return [
        z
        for z in anspruchskonto(*zeitraum)
        if (kinder is None or z.kind_id in kinder)
        and (not filter_.get("leistung") or z.leistung == filter_["leistung"])
        and (not filter_.get("kreis") or z.rechtskreis == filter_["kreis"])
        and (not filter_.get("nur_auffaellige") or z.gezahlt > z.bewilligt)
    ]


def kindernamen(zeilen: Sequence[Kontozeile]) -> dict[UUID, str]:
    return {pk: str(p) for pk, p in Person.objects.in_bulk({z.kind_id for z in zeilen}).items()}
