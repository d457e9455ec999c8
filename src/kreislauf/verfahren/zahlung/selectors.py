"""Payments and the entitlement ledger, as far as the user may see them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import polars as pl
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from kreislauf.akten.haushalt.models import Leistungszeitraum
from kreislauf.foundation.zeitraum import gilt_am
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.bescheid.states import WIRKSAM, Leistungsform, Zeilenart
from kreislauf.verfahren.zahlung.models import Buchung, Kleinzahlgrenze, Rueckmeldung, Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.states import Buchungsart, Zahlungsstand
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
    beantragt: Decimal
    bewilligt: Decimal
    gezahlt: Decimal
    verfallen: Decimal

    @property
    def differenz(self) -> Decimal:
        """Granted but neither paid nor lapsed; below 0 too much was paid."""
        return self.bewilligt - self.gezahlt - self.verfallen


_KONTO = """
SELECT kind_id, leistung, rechtskreis, monat,
    coalesce(sum(betrag) FILTER (WHERE art = 'anspruch'), 0), coalesce(sum(betrag) FILTER (WHERE art = 'beantragt'), 0),
    coalesce(sum(betrag) FILTER (WHERE art = 'bewilligt'), 0),
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


_ARTEN = ("anspruch", "beantragt", "bewilligt", "gezahlt", "verfallen")
_SCHLUESSEL = ("kind_id", "leistung", "monat", "rechtskreis")


def anspruchskonto_tabelle(von: date, bis: date, *, kinder: Collection[UUID] | None = None) -> pl.DataFrame:
    """The ledger of all children, or these, as a table in whole cents, sorted; for lists and exports of many rows.

    Added up inside the database (row security holds) and handed over as one text: objects for each row of a county's
    year, and even reading row by row, would take longer than the adding up.
    """
    summen = " || ',' || ".join(f"coalesce((100 * sum(betrag) FILTER (WHERE art = '{a}'))::bigint, 0)" for a in _ARTEN)
    auswahl = f"""SELECT string_agg(zeile, E'\\n') FROM (
        SELECT kind_id || ',' || leistung || ',' || monat || ',' || rechtskreis || ',' || {summen} AS zeile
        FROM zahlung_buchung
        WHERE monat BETWEEN %s AND %s{"" if kinder is None else " AND kind_id = ANY (%s::uuid[])"}
        GROUP BY kind_id, leistung, monat, rechtskreis) AS zeilen"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', '64MB', true)")  # so that the groups stay in memory
        cursor.execute(auswahl, [von, bis] if kinder is None else [von, bis, list(kinder)])
        (roh,) = cursor.fetchone()
    schema = dict.fromkeys(_SCHLUESSEL, pl.String) | dict.fromkeys(_ARTEN, pl.Int64)
    if not roh:
        return pl.DataFrame(schema=schema)
    tabelle = pl.read_csv(roh.encode(), has_header=False, schema=schema)
    return tabelle.with_columns(pl.col("rechtskreis").fill_null("")).sort(_SCHLUESSEL)


def als_kontozeilen(tabelle: pl.DataFrame) -> list[Kontozeile]:
    """Rows of that table as the ledger's rows in EUR."""
    return [
        Kontozeile(
            UUID(z["kind_id"]),
            z["leistung"],
            z["rechtskreis"],
            date.fromisoformat(z["monat"]),
            *(Decimal(z[art]) / 100 for art in _ARTEN),
        )
        for z in tabelle.iter_rows(named=True)
    ]


def ueberzahlungen(von: date, bis: date) -> list[Kontozeile]:
    """Where more was paid than is granted: to be claimed back (§ 50 SGB X) or agreed with the provider."""
    return [z for z in anspruchskonto(von, bis) if z.gezahlt > z.bewilligt]


def ueberweisungen(lauf: Zahllauf) -> Iterator[Ueberweisung]:
    felder = ("end_to_end_id", "inhaber", "iban", "bic", "betrag", "verwendungszweck")
    for werte in Zahlung.objects.filter(zahllauf=lauf).order_by("end_to_end_id").values_list(*felder).iterator():
        yield Ueberweisung(*werte)


def grundleistung_beendet() -> Q:
    """Payments for a time after the end of the base benefit: they rest until a decision or a new period.

    § 331 SGB III with § 40 Abs. 2 Nr. 4 SGB II: payment may be stopped for the time being without a decision. Where no
    period of that legal circle was ever entered, nothing is known and nothing rests.
    """
    zeitraum = Leistungszeitraum.objects.filter(person=OuterRef("kind"), rechtskreis=OuterRef("rechtskreis"))
    vorbei = zeitraum.filter(ende__lt=OuterRef("beginn"))
    laeuft = zeitraum.filter(Q(ende__isnull=True) | Q(ende__gte=OuterRef("beginn")), beginn__lte=OuterRef("ende"))
    return Q(Exists(vorbei)) & ~Q(Exists(laeuft))


def ruhende(tag: date) -> QuerySet[Zahlung]:
    """Open payments due by a day that rest because the base benefit has ended; in all areas the user may see."""
    return Zahlung.objects.filter(grundleistung_beendet(), state=Zahlungsstand.OFFEN, faellig_am__lte=tag)


def ungueltige_zahlungen(lauf: Zahllauf) -> list[str]:
    """File numbers of payments in a run whose decision, payee, account or base benefit no longer stands."""
    entschieden = Q(
        Q(zeile__unwirksam_ab__isnull=True) | Q(zeile__unwirksam_ab__gt=F("ende")),
        zeile__bescheid__state__in=[str(s) for s in WIRKSAM],
    )
    steht = Q(
        entschieden | Q(sammelkennung__isnull=False),
        Q(bankverbindung__ende__isnull=True) | Q(bankverbindung__ende__gte=lauf.ausfuehrungstag),
        entfaellt_ab__isnull=True,
        empfaenger__gesperrt_grund="",
        bankverbindung__state="bestaetigt",
    )
    alle = Zahlung.objects.filter(zahllauf=lauf)
    falsch = alle.exclude(pk__in=alle.filter(steht).exclude(grundleistung_beendet()).values("pk"))
    return list(falsch.order_by("aktenzeichen").values_list("aktenzeichen", flat=True))


def entfallene_zahlungen(lauf: Zahllauf) -> list[str]:
    """The same as far as the cashier's office can see it: payments marked because their decision line ended."""
    entfallen = Zahlung.objects.filter(zahllauf=lauf, entfaellt_ab__isnull=False)
    return list(entfallen.order_by("aktenzeichen").values_list("aktenzeichen", flat=True))


def erstattete(zahlung_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What family or provider gave back of these executed payments, in EUR; only those with a refund."""
    gegen = Buchung.objects.filter(
        zahlung__in=list(zahlung_ids), zahlung__state=Zahlungsstand.AUSGEFUEHRT, art=Buchungsart.GEZAHLT, betrag__lt=0
    )
    return {pk: -summe for pk, summe in gegen.values_list("zahlung").annotate(Sum("betrag")).order_by()}


def zurueckgekommene(bereich_id: int) -> QuerySet[Zahlung]:
    """Returned payments of an area that nobody has paid anew: each is a task."""
    return ruecklaeufer().filter(bereich_id=bereich_id)


def ruecklaeufer() -> QuerySet[Zahlung]:
    """The same for all areas the user may see, with `bankgrund`, the newest first."""
    erledigt = (Zahlungsstand.ZURUECKGEKOMMEN, Zahlungsstand.STORNIERT)
    gleiche = Q(zeile=OuterRef("zeile"), beginn=OuterRef("beginn"), rate=OuterRef("rate"))
    neu = Zahlung.objects.filter(gleiche | Q(sammelkennung=OuterRef("sammelkennung")))
    zurueck = Zahlung.objects.filter(state=Zahlungsstand.ZURUECKGEKOMMEN)
    grund = Rueckmeldung.objects.filter(zahlung=OuterRef("pk")).order_by("-received_at").values("grund")[:1]
    wieder_zurueck = neu.filter(state=Zahlungsstand.ZURUECKGEKOMMEN, created_at__gt=OuterRef("created_at"))
    offen = zurueck.exclude(Exists(neu.exclude(state__in=erledigt))).exclude(Exists(wieder_zurueck))
    offen = offen.annotate(bankgrund=Subquery(grund))
    return offen.order_by("-ausgefuehrt_am", "-created_at", "pk")


def ohne_empfaenger() -> QuerySet[Entscheidungszeile]:
    """Effective grants to be paid that name no payee, so that no payment came of them."""
    lebend = Zahlung.objects.filter(zeile=OuterRef("pk")).exclude(state__in=[Zahlungsstand.STORNIERT])
    zeilen = Entscheidungszeile.objects.filter(
        Q(unwirksam_ab__isnull=True) | Q(unwirksam_ab__gt=F("beginn")),
        art__in=[Zeilenart.BEWILLIGT, Zeilenart.VORLAEUFIG],
        empfaenger__isnull=True,
        bescheid__state__in=[str(s) for s in WIRKSAM],
    )
    return zeilen.exclude(form=Leistungsform.GUTSCHEIN).exclude(Exists(lebend))


def nicht_zahlbare(bereich_id: int | None, tag: date) -> QuerySet[Zahlung]:
    """Open payments due by a day that no run can take: payee blocked or without confirmed account; None: all areas."""
    mit_konto = Q(
        empfaenger__bankverbindungen__state="bestaetigt",
        empfaenger__bankverbindungen__beginn__lte=tag,
    ) & (Q(empfaenger__bankverbindungen__ende__isnull=True) | Q(empfaenger__bankverbindungen__ende__gte=tag))
    offen = Zahlung.objects.filter(state=Zahlungsstand.OFFEN, faellig_am__lte=tag)
    if bereich_id is not None:
        offen = offen.filter(bereich_id=bereich_id)
    zahlbar = offen.filter(mit_konto, empfaenger__gesperrt_grund="").values("pk")
    return offen.exclude(pk__in=zahlbar)


KLEINZAHL = 3  # product default [P]: no cell about fewer than three people leaves the office


def kleinzahlgrenze_am(bereich_id: int, tag: date) -> int:
    """The smallest number of people a published figure may be about."""
    vorgabe = Kleinzahlgrenze.objects.filter(gilt_am(tag), bereich_id=bereich_id).first()
    return vorgabe.grenze if vorgabe else KLEINZAHL
