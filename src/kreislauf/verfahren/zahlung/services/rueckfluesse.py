"""Money that comes back by other ways than the bank's return: refunds by family or provider, as counter entries."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.zahlung.models import Buchung, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_release_zahllauf
from kreislauf.verfahren.zahlung.states import Buchungsart, Zahlungsstand


class ErstattungUnmoeglich(DomainError):
    """More than was paid, nothing at all, or a payment that was never executed."""


@transaction.atomic
def book_erstattung(
    *, zahlung_id: UUID, betrag: Decimal, gebucht_am: date, beleg: str, actor: User, at: datetime
) -> Buchung:
    """A refund on an executed payment, by its voucher number; the same voucher counts once.

    The claim itself is a decision (§ 50 SGB X) or an agreement with the provider; this books the money. Raises
    PermissionDenied or ErstattungUnmoeglich.
    """
    zahlung = lock(Zahlung, zahlung_id)
    require(may_release_zahllauf, actor, zahlung.bereich_id, tag=localdate(at))
    if zahlung.kind_id is None:
        raise ErstattungUnmoeglich(
            "Diese Zahlung ist eine Sammelabrechnung mehrerer Kinder. Eine Erstattung je Kind ist hier noch nicht "
            "möglich; kommt die ganze Zahlung zurück, tragen Sie sie als Rückläufer ein."
        )
    schluessel = f"erstattung-{zahlung.pk}-{beleg.strip()}"[:120]
    if vorhanden := Buchung.objects.filter(schluessel=schluessel).first():
        if vorhanden.betrag != -betrag or vorhanden.wertstellung != gebucht_am:
            raise ErstattungUnmoeglich(
                f"Der Beleg „{beleg}“ ist schon mit {-vorhanden.betrag:.2f} EUR zum {vorhanden.wertstellung:%d.%m.%Y} "
                "gebucht. Bitte nehmen Sie eine andere Belegnummer."
            )
        return vorhanden
    gezahlt = zahlung.buchungen.filter(art=Buchungsart.GEZAHLT).aggregate(summe=Sum("betrag"))["summe"] or Decimal(0)
    if zahlung.state != Zahlungsstand.AUSGEFUEHRT:
        raise ErstattungUnmoeglich("Erstattet wird nur, was ausgeführt ist; diese Zahlung ist es nicht.")
    if not 0 < betrag <= gezahlt:
        raise ErstattungUnmoeglich(f"Gezahlt sind {gezahlt:.2f} EUR; erstatten lässt sich höchstens dieser Betrag.")
    if gebucht_am > localdate(at) or (zahlung.ausgefuehrt_am and gebucht_am < zahlung.ausgefuehrt_am):
        raise ErstattungUnmoeglich("Der Tag der Erstattung liegt zwischen der Ausführung der Zahlung und heute.")
    buchung = Buchung.objects.create(
        kind_id=zahlung.kind_id,
        leistung=zahlung.leistung,
        rechtskreis=zahlung.rechtskreis,
        monat=zahlung.beginn.replace(day=1),
        art=Buchungsart.GEZAHLT,
        betrag=-betrag,
        zeile_id=zahlung.zeile_id,
        zahlung=zahlung,
        schluessel=schluessel,
        wertstellung=gebucht_am,
        created_at=at,
        bereich_id=zahlung.bereich_id,
    )
    details = {"betrag": str(betrag), "beleg": beleg[:80], "gebucht_am": gebucht_am.isoformat()}
    journal.record("zahlung.refund", zahlung, actor=actor, at=at, details=details)
    return buchung
