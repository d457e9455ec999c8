"""Enter schools, providers and payees; bank details by two people."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.bank import normalisiere_iban
from kreislauf.akten.traeger.models import Anbieter, Bankverbindung, Einrichtung, Zahlungsempfaenger
from kreislauf.akten.traeger.permissions import may_write_bankverbindung, may_write_traeger
from kreislauf.akten.traeger.states import BANKVERBINDUNG_TRANSITIONS, Bankstand
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state


class SelbstBestaetigt(DomainError):
    """Who enters bank details does not confirm them."""


class BeginnUnmoeglich(DomainError):
    """The new account cannot begin before the present one."""


@transaction.atomic
def create_einrichtung(*, bereich_id: int, actor: User, at: datetime, **angaben: Any) -> Einrichtung:
    """Enter a school or day-care. Raises PermissionDenied."""
    require(may_write_traeger, actor, bereich_id, tag=localdate(at))
    einrichtung = Einrichtung.objects.create(bereich_id=bereich_id, **angaben)
    journal.record("einrichtung.create", einrichtung, actor=actor, at=at)
    return einrichtung


@transaction.atomic
def create_anbieter(*, bereich_id: int, actor: User, at: datetime, **angaben: Any) -> Anbieter:
    """Enter a provider. Raises PermissionDenied."""
    require(may_write_traeger, actor, bereich_id, tag=localdate(at))
    anbieter = Anbieter.objects.create(bereich_id=bereich_id, **angaben)
    journal.record("anbieter.create", anbieter, actor=actor, at=at)
    return anbieter


@transaction.atomic
def ensure_empfaenger(*, wer: Person | Einrichtung | Anbieter, actor: User, at: datetime) -> Zahlungsempfaenger:
    """The payee of this person, institution or provider; entered if there is none. Raises PermissionDenied."""
    feld = {"Person": "person", "Einrichtung": "einrichtung", "Anbieter": "anbieter"}[type(wer).__name__]
    vorhanden = Zahlungsempfaenger.objects.filter(**{feld: wer}).first()
    if vorhanden is not None:
        return vorhanden
    require(may_write_traeger, actor, wer.bereich_id, tag=localdate(at))
    empfaenger = Zahlungsempfaenger.objects.create(bereich_id=wer.bereich_id, name=str(wer)[:200], **{feld: wer})
    journal.record("zahlungsempfaenger.create", empfaenger, actor=actor, at=at)
    return empfaenger


@transaction.atomic
def add_bankverbindung(
    *, empfaenger_id: UUID, inhaber: str, iban: str, beginn: date, actor: User, at: datetime, bic: str = ""
) -> Bankverbindung:
    """Enter an account; it counts after a second person has confirmed it. Raises PermissionDenied, IbanUngueltig."""
    empfaenger = lock(Zahlungsempfaenger, empfaenger_id)
    require(may_write_bankverbindung, actor, empfaenger.bereich_id, tag=localdate(at))
    verbindung = Bankverbindung.objects.create(
        empfaenger=empfaenger,
        inhaber=inhaber.strip()[:70],
        iban=normalisiere_iban(iban),
        bic=bic.strip().upper(),
        beginn=beginn,
        bereich_id=empfaenger.bereich_id,
        created_by=actor,
        created_at=at,
    )
    journal.record("bankverbindung.create", verbindung, actor=actor, at=at)
    return verbindung


@transaction.atomic
def confirm_bankverbindung(*, bankverbindung_id: UUID, actor: User, at: datetime) -> Bankverbindung:
    """Confirm an account; the present one ends on the day before.

    Raises PermissionDenied, IllegalTransition, SelbstBestaetigt or BeginnUnmoeglich.
    """
    verbindung = Bankverbindung.objects.get(pk=bankverbindung_id)
    lock(Zahlungsempfaenger, verbindung.empfaenger_id)  # one change of a payee's accounts at a time
    verbindung = lock(Bankverbindung, bankverbindung_id)
    require(may_write_bankverbindung, actor, verbindung.bereich_id, tag=localdate(at))
    verbindung.state = next_state(BANKVERBINDUNG_TRANSITIONS, "confirm", Bankstand(verbindung.state))
    if verbindung.created_by_id == actor.pk:
        raise SelbstBestaetigt("Wer eine Bankverbindung einträgt, bestätigt sie nicht selbst.")
    geltend = Bankverbindung.objects.select_for_update().filter(
        Q(ende__isnull=True) | Q(ende__gte=verbindung.beginn),
        empfaenger_id=verbindung.empfaenger_id,
        state=Bankstand.BESTAETIGT,
    )
    for alte in geltend:
        if alte.beginn >= verbindung.beginn:
            raise BeginnUnmoeglich(
                f"Seit {alte.beginn:%d.%m.%Y} gilt schon eine Bankverbindung; die neue muss danach beginnen."
            )
        alte.ende = verbindung.beginn - timedelta(days=1)
        alte.save(update_fields=["ende"])
    verbindung.confirmed_by, verbindung.confirmed_at = actor, at
    verbindung.save()
    journal.record("bankverbindung.confirm", verbindung, actor=actor, at=at)
    return verbindung


@transaction.atomic
def reject_bankverbindung(*, bankverbindung_id: UUID, actor: User, at: datetime) -> Bankverbindung:
    """Refuse an account. Raises PermissionDenied, IllegalTransition or SelbstBestaetigt."""
    verbindung = lock(Bankverbindung, bankverbindung_id)
    require(may_write_bankverbindung, actor, verbindung.bereich_id, tag=localdate(at))
    verbindung.state = next_state(BANKVERBINDUNG_TRANSITIONS, "reject", Bankstand(verbindung.state))
    if verbindung.created_by_id == actor.pk:
        raise SelbstBestaetigt("Wer eine Bankverbindung einträgt, lehnt sie nicht selbst ab.")
    verbindung.confirmed_by, verbindung.confirmed_at = actor, at
    verbindung.save()
    journal.record("bankverbindung.reject", verbindung, actor=actor, at=at)
    return verbindung
