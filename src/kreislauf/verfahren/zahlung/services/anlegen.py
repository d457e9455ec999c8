"""Effective decision lines become payments and ledger entries; what ends, stops."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from math import prod
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.traeger.selectors import bankverbindung_am
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungsmonat, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart
from kreislauf.verfahren.zahlung.models import Buchung, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_order_zahlung
from kreislauf.verfahren.zahlung.states import KONTO_FALSCH, Buchungsart, Zahlungsstand

LEBEND = (Zahlungsstand.OFFEN, Zahlungsstand.IM_LAUF, Zahlungsstand.AUSGEFUEHRT)
# Columns of the facts whose product is the cost asked for.
_KOSTEN: dict[str, tuple[str, ...]] = {
    "mittagsverpflegung": ("mittag_preis", "mittag_anzahl"),
    "teilhabe": ("teilhabe_kosten",),
    "klassenfahrt": ("klassenfahrt_kosten",),
    "ausflug": ("ausflug_kosten",),
    "schuelerbefoerderung": ("befoerderung_eigenanteil",),
    "lernfoerderung": ("lernfoerderung_kosten",),
}
_BEWILLIGT = (Zeilenart.BEWILLIGT, Zeilenart.VORLAEUFIG)


class NichtZurueckgekommen(DomainError):
    """Only what came back is paid anew."""


class KontoFehlt(DomainError):
    """The payee has no confirmed account, or only the one the bank refused."""


@transaction.atomic
def book_bescheid(*, bescheid: Bescheid, actor: User, at: datetime) -> list[Zahlung]:
    """Ledger entries and open payments of all lines of an announced Bescheid, one payment per month.

    What was already paid on a replaced line counts for the same month, so only the difference is paid. Lines without
    payee (vouchers, gaps) give ledger entries only. A repetition changes nothing.
    """
    zahlungen: list[Zahlung] = []
    for zeile in bescheid.zeilen.select_related("ersetzt", "bescheid__fallakte").prefetch_related("monate"):
        monate = list(zeile.monate.all())
        _buchen(zeile, monate, at)
        if zeile.art in _BEWILLIGT and zeile.form != Leistungsform.GUTSCHEIN and zeile.empfaenger_id is not None:
            zahlungen += _zahlungen(zeile, monate, at)
    Zahlung.objects.bulk_create(zahlungen, ignore_conflicts=True)
    summe = sum((z.betrag for z in zahlungen), Decimal(0))
    details = {"zahlungen": len(zahlungen), "summe": str(summe)}
    journal.record("zahlung.create", bescheid, actor=actor, at=at, details=details)
    return zahlungen


def beantragt(zeile: Entscheidungszeile) -> dict[date, Decimal]:
    """What the family asked for, by month, from the facts stored with the decision; flat benefits have no cost."""
    gewuenscht: dict[date, Decimal] = {}
    for sachverhalt in zeile.sachverhalt:
        spalten = _KOSTEN.get(zeile.leistung)
        if spalten and all(sachverhalt.get(spalte) is not None for spalte in spalten):
            betrag = prod((Decimal(str(sachverhalt[spalte])) for spalte in spalten), start=Decimal(1))
            gewuenscht[date.fromisoformat(sachverhalt["monat"]).replace(day=1)] = betrag.quantize(Decimal("0.01"))
    return gewuenscht


def _buchen(zeile: Entscheidungszeile, monate: list[Entscheidungsmonat], at: datetime) -> None:
    gewuenscht = beantragt(zeile)
    eintraege = [
        Buchung(
            kind_id=zeile.kind_id,
            leistung=zeile.leistung,
            rechtskreis=zeile.rechtskreis,
            monat=m.monat,
            art=art,
            betrag=betrag,
            zeile=zeile,
            schluessel=f"{art}-{zeile.pk}-{m.monat:%Y%m}",
            wertstellung=at.date(),
            created_at=at,
            bereich_id=zeile.bereich_id,
        )
        for m in monate
        for art, betrag in (
            (Buchungsart.ANSPRUCH, m.vorschlag_betrag),
            (Buchungsart.BEANTRAGT, gewuenscht.get(m.monat, m.vorschlag_betrag)),
            (Buchungsart.BEWILLIGT, m.betrag),
        )
        if betrag
    ]
    Buchung.objects.bulk_create(eintraege, ignore_conflicts=True)


def _monatsende(monat: date) -> date:
    return monat.replace(day=monthrange(monat.year, monat.month)[1])


def paid_before(zeile: Entscheidungszeile) -> dict[date, Decimal]:
    """What lines replaced by this one have paid or are about to pay, by month; what was refunded is not paid."""
    gezahlt: dict[date, Decimal] = defaultdict(Decimal)
    alte = zeile.ersetzt
    while alte is not None:
        for beginn, betrag in alte.zahlungen.filter(state__in=LEBEND).values_list("beginn", "betrag"):
            gezahlt[beginn.replace(day=1)] += betrag
        erstattet = alte.buchungen.filter(
            art=Buchungsart.GEZAHLT, betrag__lt=0, zahlung__state=Zahlungsstand.AUSGEFUEHRT
        )
        for monat, betrag in erstattet.values_list("monat", "betrag"):
            gezahlt[monat] += betrag
        alte = alte.ersetzt
    return gezahlt


def _zahlungen(zeile: Entscheidungszeile, monate: list[Entscheidungsmonat], at: datetime) -> list[Zahlung]:
    vorher = paid_before(zeile)
    vorhanden = set(zeile.zahlungen.filter(state__in=LEBEND).values_list("beginn", flat=True))
    zahlungen = []
    for m in monate:
        beginn, ende = max(m.monat, zeile.beginn), min(_monatsende(m.monat), zeile.ende)
        offen = m.betrag - vorher.get(m.monat, Decimal(0))
        if offen <= 0 or beginn in vorhanden or (zeile.unwirksam_ab and zeile.unwirksam_ab <= ende):
            continue
        assert zeile.empfaenger_id is not None
        zahlungen.append(
            Zahlung(
                zeile=zeile,
                beginn=min(beginn, ende),
                ende=max(beginn, ende),
                kind_id=zeile.kind_id,
                leistung=zeile.leistung,
                rechtskreis=zeile.rechtskreis,
                aktenzeichen=zeile.bescheid.fallakte.aktenzeichen,
                betrag=offen,
                faellig_am=max(m.monat, at.date()),
                empfaenger_id=zeile.empfaenger_id,
                created_at=at,
                bereich_id=zeile.bereich_id,
            )
        )
    return zahlungen


@transaction.atomic
def stop_zeile(*, zeile: Entscheidungszeile, actor: User, at: datetime) -> int:
    """Cancel what is open of a line from `unwirksam_ab` on, counter its ledger entries; number of payments cancelled.

    What already is in a run stays there and is marked: approval and export refuse it, a rejection cancels it.
    """
    ab = zeile.unwirksam_ab
    assert ab is not None
    monat = ab.replace(day=1)
    gestoppt = zeile.zahlungen.filter(state=Zahlungsstand.OFFEN, beginn__gte=monat).update(
        state=Zahlungsstand.STORNIERT
    )
    zeile.zahlungen.filter(state=Zahlungsstand.IM_LAUF, beginn__gte=monat).update(entfaellt_ab=ab)
    arten = (Buchungsart.ANSPRUCH, Buchungsart.BEANTRAGT, Buchungsart.BEWILLIGT)
    gegen = [
        Buchung(
            kind_id=b.kind_id,
            leistung=b.leistung,
            rechtskreis=b.rechtskreis,
            monat=b.monat,
            art=b.art,
            betrag=-b.betrag,
            zeile=zeile,
            schluessel=f"gegen-{b.schluessel}",
            wertstellung=at.date(),
            created_at=at,
            bereich_id=b.bereich_id,
        )
        for b in zeile.buchungen.filter(art__in=arten, monat__gte=monat, betrag__gt=0)
    ]
    Buchung.objects.bulk_create(gegen, ignore_conflicts=True)
    journal.record("zahlung.stop", zeile, actor=actor, at=at, details={"storniert": gestoppt, "ab": ab.isoformat()})
    return gestoppt


def _require_anderes_konto(alte: Zahlung, tag: date) -> None:
    """Where the bank said that the account is wrong, the payee needs another confirmed one."""
    grund = next((r.grund for r in alte.rueckmeldungen.order_by("-received_at")), "")
    konto = bankverbindung_am(alte.empfaenger_id, tag)
    if konto is None:
        raise KontoFehlt(
            f"Für {alte.empfaenger} ist keine bestätigte Bankverbindung eingetragen. Bitte tragen Sie sie ein; eine "
            "zweite Person bestätigt sie."
        )
    if grund[:4] in KONTO_FALSCH and konto.iban == alte.iban:
        raise KontoFehlt(
            f"Die Bank hat dieses Konto zurückgewiesen: {grund}. Bitte tragen Sie für {alte.empfaenger} eine andere "
            "Bankverbindung ein und lassen Sie sie bestätigen; danach lässt sich neu zahlen."
        )


@transaction.atomic
def repeat_zahlung(*, zahlung_id: UUID, actor: User, at: datetime) -> Zahlung:
    """Pay again what came back, to the account then confirmed; the key exists once, so never twice.

    Raises PermissionDenied, NichtZurueckgekommen or KontoFehlt.
    """
    alte = lock(Zahlung, zahlung_id)
    require(may_order_zahlung, actor, alte.bereich_id, tag=at.date())
    lebend = Zahlung.objects.filter(
        zeile_id=alte.zeile_id, sammelkennung=alte.sammelkennung, beginn=alte.beginn, rate=alte.rate, state__in=LEBEND
    )
    if alte.state != Zahlungsstand.ZURUECKGEKOMMEN or lebend.exists():
        raise NichtZurueckgekommen("Diese Zahlung ist nicht zurückgekommen oder wird schon neu gezahlt.")
    _require_anderes_konto(alte, localdate(at))
    felder = (
        "zeile_id", "sammelkennung", "beginn", "ende", "rate", "kind_id", "leistung", "rechtskreis", "aktenzeichen",
        "betrag",
    )  # fmt: skip
    neue = Zahlung.objects.create(
        **{feld: getattr(alte, feld) for feld in felder},
        faellig_am=at.date(),
        empfaenger_id=alte.empfaenger_id,
        created_at=at,
        bereich_id=alte.bereich_id,
    )
    journal.record("zahlung.repeat", neue, actor=actor, at=at, details={"statt": str(alte.pk)})
    return neue
