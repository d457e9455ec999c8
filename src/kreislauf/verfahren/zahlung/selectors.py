"""Payments and the entitlement ledger, as far as the user may see them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kreislauf.verfahren.bescheid.states import WIRKSAM
from kreislauf.verfahren.zahlung.models import Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.states import Zahlungsstand
from kreislauf.verfahren.zahlung.ueberweisung import Ueberweisung


class Stand(NamedTuple):
    """Count and sum of the payments of a run."""

    anzahl: int
    summe: Decimal


class Kontozeile(NamedTuple):
    """One cell row of the ledger: child × benefit × circle × month, EUR."""

    kind_id: UUID
    leistung: str
    rechtskreis: str
    monat: date
    anspruch: Decimal
    bewilligt: Decimal
    gezahlt: Decimal
    verfallen: Decimal


_KONTO = """
SELECT kind_id, leistung, rechtskreis, monat,
    coalesce(sum(betrag) FILTER (WHERE art = 'anspruch'), 0), coalesce(sum(betrag) FILTER (WHERE art = 'bewilligt'), 0),
    coalesce(sum(betrag) FILTER (WHERE art = 'gezahlt'), 0), coalesce(sum(betrag) FILTER (WHERE art = 'verfallen'), 0)
FROM zahlung_buchung
WHERE monat BETWEEN %(von)s AND %(bis)s AND (%(kind)s::uuid IS NULL OR kind_id = %(kind)s::uuid)
GROUP BY kind_id, leistung, rechtskreis, monat ORDER BY kind_id, leistung, monat, rechtskreis
"""


def anspruchskonto(von: date, bis: date, *, kind_id: UUID | None = None) -> list[Kontozeile]:
    """The ledger of all children, or one, from month to month."""
    with connection.cursor() as cursor:
        cursor.execute(_KONTO, {"von": von, "bis": bis, "kind": kind_id})
        return [Kontozeile(*zeile) for zeile in cursor.fetchall()]


def ueberzahlungen(von: date, bis: date) -> list[Kontozeile]:
    """Where more was paid than is granted: to be claimed back (§ 50 SGB X) or agreed with the provider."""
    return [z for z in anspruchskonto(von, bis) if z.gezahlt > z.bewilligt]


def ueberweisungen(lauf: Zahllauf) -> Iterator[Ueberweisung]:
    felder = ("end_to_end_id", "inhaber", "iban", "bic", "betrag", "verwendungszweck")
    for werte in Zahlung.objects.filter(zahllauf=lauf).order_by("end_to_end_id").values_list(*felder).iterator():
        yield Ueberweisung(*werte)


def ungueltige_zahlungen(lauf: Zahllauf) -> list[str]:
    """File numbers of payments in a run whose decision, payee or account no longer stands."""
    steht = Q(
        Q(zeile__unwirksam_ab__isnull=True) | Q(zeile__unwirksam_ab__gt=F("ende")),
        Q(bankverbindung__ende__isnull=True) | Q(bankverbindung__ende__gte=lauf.ausfuehrungstag),
        zeile__bescheid__state__in=[str(s) for s in WIRKSAM],
        entfaellt_ab__isnull=True,
        empfaenger__gesperrt_grund="",
        bankverbindung__state="bestaetigt",
    )
    alle = Zahlung.objects.filter(zahllauf=lauf)
    falsch = alle.exclude(pk__in=alle.filter(steht).values("pk"))
    return list(falsch.order_by("aktenzeichen").values_list("aktenzeichen", flat=True))


def entfallene_zahlungen(lauf: Zahllauf) -> list[str]:
    """The same as far as the cashier's office can see it: payments marked because their decision line ended."""
    entfallen = Zahlung.objects.filter(zahllauf=lauf, entfaellt_ab__isnull=False)
    return list(entfallen.order_by("aktenzeichen").values_list("aktenzeichen", flat=True))


def zurueckgekommene(bereich_id: int) -> QuerySet[Zahlung]:
    """Returned payments that nobody has paid anew: each is a task."""
    erledigt = (Zahlungsstand.ZURUECKGEKOMMEN, Zahlungsstand.STORNIERT)
    neu = Zahlung.objects.filter(zeile=OuterRef("zeile"), beginn=OuterRef("beginn"), rate=OuterRef("rate"))
    zurueck = Zahlung.objects.filter(bereich_id=bereich_id, state=Zahlungsstand.ZURUECKGEKOMMEN)
    return zurueck.exclude(Exists(neu.exclude(state__in=erledigt)))


def nicht_zahlbare(bereich_id: int, tag: date) -> QuerySet[Zahlung]:
    """Open payments due by a day that no run can take: payee blocked or without confirmed account."""
    mit_konto = Q(
        empfaenger__bankverbindungen__state="bestaetigt",
        empfaenger__bankverbindungen__beginn__lte=tag,
    ) & (Q(empfaenger__bankverbindungen__ende__isnull=True) | Q(empfaenger__bankverbindungen__ende__gte=tag))
    offen = Zahlung.objects.filter(bereich_id=bereich_id, state=Zahlungsstand.OFFEN, faellig_am__lte=tag)
    zahlbar = offen.filter(mit_konto, empfaenger__gesperrt_grund="").values("pk")
    return offen.exclude(pk__in=zahlbar)
