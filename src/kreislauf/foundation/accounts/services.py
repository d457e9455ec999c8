"""Acts of the technical administration on people, roles and areas."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.utils import reset as axes_reset
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError


class SchonVorhanden(DomainError):
    """Something with this name, address or period is there already."""


class SichSelbst(DomainError):
    """Nobody locks himself out or gives himself a role."""


def _darf(actor: User, at: datetime) -> None:
    if not rechte_von(actor, timezone.localdate(at)).darf_akt("konto.manage"):
        raise PermissionDenied


@transaction.atomic
def create_person(*, angaben: Mapping[str, Any], actor: User, at: datetime) -> tuple[User, str]:
    """Enter a person with a start password, which is returned once and kept only as a hash.

    Raises PermissionDenied or SchonVorhanden.
    """
    _darf(actor, at)
    passwort = secrets.token_urlsafe(12)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                angaben["email"], passwort, **{k: v for k, v in angaben.items() if k != "email"}
            )
    except IntegrityError:
        raise SchonVorhanden(f"Zu {angaben['email']} gibt es schon eine Person.") from None
    journal.record("konto.create", user, actor=actor, at=at)
    return user, passwort


@transaction.atomic
def assign_rolle(
    *, user_id: UUID, rolle: str, bereich: Bereich, beginn: date, ende: date | None, actor: User, at: datetime
) -> Zustaendigkeit:
    """Give a person a role in an area. Raises PermissionDenied, SichSelbst or SchonVorhanden."""
    _darf(actor, at)
    if user_id == actor.pk:
        raise SichSelbst("Sich selbst kann niemand eine Rolle geben. Bitte lassen Sie das eine andere Person tun.")
    try:
        with transaction.atomic():
            neu = Zustaendigkeit.objects.create(user_id=user_id, rolle=rolle, bereich=bereich, beginn=beginn, ende=ende)
    except IntegrityError:
        raise SchonVorhanden("Diese Rolle hat die Person in diesem Bereich in dieser Zeit schon.") from None
    details = {"user": str(user_id), "rolle": rolle, "bereich": bereich.pk}
    journal.record("rolle.assign", neu, actor=actor, at=at, details=details)
    return neu


@transaction.atomic
def end_rolle(*, zustaendigkeit_id: int, ende: date, actor: User, at: datetime) -> Zustaendigkeit:
    """End a role; it stays on record. Raises PermissionDenied."""
    _darf(actor, at)
    zustaendigkeit = Zustaendigkeit.objects.select_for_update().get(pk=zustaendigkeit_id)
    zustaendigkeit.ende = max(ende, zustaendigkeit.beginn)
    zustaendigkeit.save(update_fields=["ende"])
    journal.record("rolle.end", zustaendigkeit, actor=actor, at=at, details={"user": str(zustaendigkeit.user_id)})
    return zustaendigkeit


@transaction.atomic
def set_active(*, user_id: UUID, aktiv: bool, actor: User, at: datetime) -> User:
    """Lock or unlock a person; locking ends all sessions. Raises PermissionDenied or SichSelbst."""
    _darf(actor, at)
    if user_id == actor.pk:
        raise SichSelbst("Den eigenen Zugang kann niemand sperren.")
    user = User.objects.select_for_update().get(pk=user_id)
    user.is_active = aktiv
    user.save(update_fields=["is_active"])
    if not aktiv:
        _sitzungen_beenden(user)
    journal.record("konto.unlock" if aktiv else "konto.lock", user, actor=actor, at=at)
    return user


@transaction.atomic
def reset_lockout(*, user_id: UUID, actor: User, at: datetime) -> None:
    """Lift the lock after wrong attempts. Raises PermissionDenied."""
    _darf(actor, at)
    user = User.objects.get(pk=user_id)
    axes_reset(username=user.email)
    journal.record("konto.reset_lockout", user, actor=actor, at=at)


@transaction.atomic
def reset_faktor(*, user_id: UUID, actor: User, at: datetime) -> None:
    """Remove the second factor of a person who lost it. Raises PermissionDenied."""
    _darf(actor, at)
    user = User.objects.get(pk=user_id)
    Authenticator.objects.filter(user=user).delete()
    journal.record("konto.reset_factor", user, actor=actor, at=at)


@transaction.atomic
def end_sessions(*, user_id: UUID, actor: User, at: datetime) -> int:
    """Sign a person out everywhere; number of sessions. Raises PermissionDenied."""
    _darf(actor, at)
    user = User.objects.get(pk=user_id)
    anzahl = _sitzungen_beenden(user)
    journal.record("konto.end_sessions", user, actor=actor, at=at, details={"anzahl": anzahl})
    return anzahl


def _sitzungen_beenden(user: User) -> int:
    eigene = [s.pk for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    return Session.objects.filter(pk__in=eigene).delete()[0]


@transaction.atomic
def create_bereich(*, angaben: Mapping[str, Any], actor: User, at: datetime) -> Bereich:
    """Create an area. Raises PermissionDenied or SchonVorhanden."""
    _darf(actor, at)
    try:
        with transaction.atomic():
            bereich = Bereich.objects.create(**angaben)
    except IntegrityError:
        raise SchonVorhanden(f"„{angaben['name']}“ gibt es auf dieser Ebene schon.") from None
    journal.record("bereich.create", bereich, actor=actor, at=at)
    return bereich
