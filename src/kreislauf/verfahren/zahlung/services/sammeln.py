"""One payment for many children: what a school advanced for a day trip (§ 29 Abs. 6 SGB II, § 34a Abs. 7 SGB XII)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.zahlung.models import Buchung, Sammelanteil, Zahlung
from kreislauf.verfahren.zahlung.states import Buchungsart


@dataclass(frozen=True, slots=True)
class Anteil:
    """One child's part, EUR."""

    kind_id: UUID
    rechtskreis: str
    monat: date
    anspruch: Decimal
    beantragt: Decimal
    bewilligt: Decimal


@dataclass(frozen=True, slots=True)
class Sammelposten:
    """What is paid at once, and to whom; `kennung` makes a repetition impossible."""

    kennung: UUID
    nummer: str
    leistung: Leistungsart
    tag: date
    empfaenger: Zahlungsempfaenger


@transaction.atomic
def book_sammelzahlung(*, was: Sammelposten, anteile: Sequence[Anteil], actor: User, at: datetime) -> Zahlung:
    """Ledger entries per child and month, and one open payment of the sum of what is granted.

    The database refuses the same settlement, and the same child's month in it, a second time (IntegrityError).
    """
    bereich_id = was.empfaenger.bereich_id
    Sammelanteil.objects.bulk_create(
        Sammelanteil(
            sammelkennung=was.kennung,
            kind_id=a.kind_id,
            leistung=was.leistung,
            rechtskreis=a.rechtskreis,
            monat=a.monat,
            betrag=a.bewilligt,
            created_at=at,
            bereich_id=bereich_id,
        )
        for a in anteile
    )
    Buchung.objects.bulk_create(_buchungen(was, anteile, at))
    zahlung = Zahlung.objects.create(
        sammelkennung=was.kennung,
        beginn=was.tag,
        ende=was.tag,
        leistung=was.leistung,
        aktenzeichen=was.nummer,
        betrag=sum((a.bewilligt for a in anteile), Decimal(0)),
        faellig_am=localdate(at),
        empfaenger=was.empfaenger,
        created_at=at,
        bereich_id=bereich_id,
    )
    details = {"kinder": len(anteile), "summe": str(zahlung.betrag), "nummer": was.nummer}
    journal.record("zahlung.collective", zahlung, actor=actor, at=at, details=details)
    return zahlung


def _buchungen(was: Sammelposten, anteile: Sequence[Anteil], at: datetime) -> list[Buchung]:
    return [
        Buchung(
            kind_id=a.kind_id,
            leistung=was.leistung,
            rechtskreis=a.rechtskreis,
            monat=a.monat,
            art=art,
            betrag=betrag,
            schluessel=f"{art}-{was.kennung}-{a.kind_id}-{a.monat:%Y%m}",
            wertstellung=localdate(at),
            created_at=at,
            bereich_id=was.empfaenger.bereich_id,
        )
        for a in anteile
        for art, betrag in (
            (Buchungsart.ANSPRUCH, a.anspruch),
            (Buchungsart.BEANTRAGT, a.beantragt),
            (Buchungsart.BEWILLIGT, a.bewilligt),
        )
        if betrag
    ]
