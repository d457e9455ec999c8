"""Money that a revocation claims back: a claim per line, refunds booked on it, waived or dropped."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.aufhebung.models import Aufhebungszeile
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Buchung, Forderung, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_approve_zahllauf, may_release_zahllauf
from kreislauf.verfahren.zahlung.states import FORDERUNG_TRANSITIONS, Buchungsart, Forderungsstand, Zahlungsstand


class ForderungUnmoeglich(DomainError):
    """The claim is settled, the sum or the day cannot be, or the reason is missing."""


def claim_erstattungen(*, bescheid: Bescheid, actor: User, at: datetime) -> list[Forderung]:
    """The claims of an announced revocation, one per line with a sum; a repetition changes nothing.

    Called in the transaction of the announcement, by who may do that.
    """
    assert bescheid.bekanntgabe is not None
    offen = Aufhebungszeile.objects.filter(
        aufhebung__aufhebungsbescheid=bescheid, erstattung__gt=0, forderung__isnull=True
    )
    forderungen = Forderung.objects.bulk_create(
        Forderung(
            aufhebungszeile=z,
            zeile=z.zeile,
            ab=z.ab,
            leistung=z.zeile.leistung,
            rechtskreis=z.zeile.rechtskreis,
            aktenzeichen=bescheid.fallakte.aktenzeichen,
            schuldner=str(bescheid.adressat),
            betrag=z.erstattung,
            entstanden_am=bescheid.bekanntgabe,
            created_at=at,
            bereich_id=bescheid.bereich_id,
        )
        for z in offen.select_related("zeile")
    )
    details = [(f, {"betrag": str(f.betrag)}) for f in forderungen]
    journal.record_many("forderung.create", details, actor=actor, at=at)
    return forderungen


def _step(forderung: Forderung, act: str) -> None:
    forderung.state = next_state(FORDERUNG_TRANSITIONS, act, Forderungsstand(forderung.state))


@transaction.atomic
def book_forderung(
    *, forderung_id: UUID, betrag: Decimal, gebucht_am: date, beleg: str, actor: User, at: datetime
) -> Forderung:
    """Money came in on a claim, whole or in part, by its voucher number; the same voucher counts once.

    It is a refund of the line's payments from the day of the revocation on, the oldest first. Raises PermissionDenied
    or ForderungUnmoeglich.
    """
    forderung = lock(Forderung, forderung_id)
    require(may_release_zahllauf, actor, forderung.bereich_id, tag=localdate(at))
    kennung, ende = f"forderung-{forderung.pk.hex}-", f"-{beleg.strip()}"
    bisher = Buchung.objects.filter(schluessel__startswith=kennung).values_list("schluessel", "betrag")
    # Between the two stands the payment, 32 digits: vouchers that merely end alike are others.
    if vorher := sum((b for schluessel, b in bisher if schluessel[len(kennung) + 32 :] == ende), Decimal(0)):
        if vorher != -betrag:
            raise ForderungUnmoeglich(
                f"Der Beleg „{beleg}“ ist schon mit {-vorher:.2f} EUR gebucht. Bitte nehmen Sie eine andere."
            )
        return forderung
    _check(forderung, betrag, gebucht_am, localdate(at))
    _verteilen(forderung, betrag, gebucht_am, (kennung, ende), at)
    forderung.erstattet += betrag
    if forderung.erstattet == forderung.betrag:
        _step(forderung, "settle")
    forderung.save(update_fields=["erstattet", "state"])
    details = {"betrag": str(betrag), "beleg": beleg[:40], "gebucht_am": gebucht_am.isoformat()}
    journal.record("forderung.refund", forderung, actor=actor, at=at, details=details)
    return forderung


def _check(forderung: Forderung, betrag: Decimal, gebucht_am: date, heute: date) -> None:
    if forderung.state != Forderungsstand.OFFEN:
        raise ForderungUnmoeglich(f"Diese Forderung ist {forderung.get_state_display()}; darauf wird nichts gebucht.")
    if not 0 < betrag <= forderung.rest:
        raise ForderungUnmoeglich(f"Offen sind {forderung.rest:.2f} EUR; buchen lässt sich höchstens dieser Betrag.")
    if not forderung.entstanden_am <= gebucht_am <= heute:
        raise ForderungUnmoeglich(
            f"Der Tag des Eingangs liegt zwischen der Bekanntgabe ({forderung.entstanden_am:%d.%m.%Y}) und heute."
        )


def _verteilen(
    forderung: Forderung, betrag: Decimal, gebucht_am: date, schluessel: tuple[str, str], at: datetime
) -> None:
    """Counter entries on the payments the claim is about. Raises ForderungUnmoeglich where too little was paid."""
    gezahlt = Zahlung.objects.select_for_update().filter(
        zeile_id=forderung.zeile_id, state=Zahlungsstand.AUSGEFUEHRT, beginn__gte=forderung.ab.replace(day=1)
    )
    rest, buchungen = betrag, []
    for zahlung in gezahlt.order_by("beginn", "pk"):
        summe = zahlung.buchungen.filter(art=Buchungsart.GEZAHLT).aggregate(summe=Sum("betrag"))["summe"] or Decimal(0)
        anteil = min(rest, summe)
        if anteil > 0 and zahlung.kind_id is not None:  # a collective payment belongs to no line
            buchungen.append(
                Buchung(
                    kind_id=zahlung.kind_id,
                    leistung=zahlung.leistung,
                    rechtskreis=zahlung.rechtskreis,
                    monat=zahlung.beginn.replace(day=1),
                    art=Buchungsart.GEZAHLT,
                    betrag=-anteil,
                    zeile_id=zahlung.zeile_id,
                    zahlung=zahlung,
                    schluessel=f"{schluessel[0]}{zahlung.pk.hex}{schluessel[1]}",
                    wertstellung=gebucht_am,
                    created_at=at,
                    bereich_id=zahlung.bereich_id,
                )
            )
            rest -= anteil
    if rest:
        raise ForderungUnmoeglich(
            f"Von den Zahlungen dazu sind nur noch {betrag - rest:.2f} EUR nicht erstattet oder zurückgekommen. Bitte "
            "klären Sie, was schon gebucht ist."
        )
    Buchung.objects.bulk_create(buchungen)


@transaction.atomic
def waive_forderung(*, forderung_id: UUID, grund: str, actor: User, at: datetime) -> Forderung:
    """Give up what is still open (§ 44 SGB II, § 76 Abs. 2 SGB IV, law of the municipal budget), with the reason.

    Raises PermissionDenied, IllegalTransition or ForderungUnmoeglich.
    """
    forderung = lock(Forderung, forderung_id)
    require(may_approve_zahllauf, actor, forderung.bereich_id, tag=localdate(at))
    if not grund.strip():
        raise ForderungUnmoeglich("Bitte schreiben Sie, warum nicht mehr gefordert wird.")
    _step(forderung, "waive")
    forderung.grund = grund.strip()[:500]
    forderung.save(update_fields=["state", "grund"])
    journal.record("forderung.waive", forderung, actor=actor, at=at, details={"rest": str(forderung.rest)})
    return forderung


def drop_forderung(*, zeile: Entscheidungszeile, actor: User, at: datetime) -> None:
    """The line of the revocation was replaced, so nothing of the claim is left to collect."""
    offen = Forderung.objects.select_for_update().filter(aufhebungszeile__neue_zeile=zeile, state=Forderungsstand.OFFEN)
    for forderung in offen:
        _step(forderung, "drop")
        forderung.grund = "Die Aufhebung ist durch eine andere Entscheidung ersetzt."
        forderung.save(update_fields=["state", "grund"])
        journal.record("forderung.drop", forderung, actor=actor, at=at, details={"rest": str(forderung.rest)})
