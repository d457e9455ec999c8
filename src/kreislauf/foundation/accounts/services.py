"""Acts of the technical administration on people, roles and areas."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.utils import reset as axes_reset
from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError


class SchonVorhanden(DomainError):
    """Something with this name, address or period is there already."""


class SichSelbst(DomainError):
    """Nobody locks himself out or gives himself a role."""


class NichtMoeglich(DomainError):
    """The present state does not allow the act; the text says why."""


def _darf(actor: User, at: datetime, bereich_id: int | None = None) -> None:
    """Raise PermissionDenied unless the actor manages accounts (in this area)."""
    if not rechte_von(actor, timezone.localdate(at)).darf_akt("konto.manage", bereich_id):
        raise PermissionDenied


def _person(user_id: UUID, actor: User, at: datetime) -> User:
    """The person, locked. Whoever manages one area only must not take over accounts with roles in others."""
    tag = timezone.localdate(at)
    user = User.objects.select_for_update().get(pk=user_id)
    bereiche = user.zustaendigkeiten.filter(Q(ende__isnull=True) | Q(ende__gte=tag)).values_list(
        "bereich_id", flat=True
    )
    for bereich_id in (None, *bereiche):
        _darf(actor, at, bereich_id)
    return user


def renew_password_hash(*, user: User, password: str, at: datetime) -> bool:
    """Store the password that has just been verified with today's strength; False where it has it already.

    Acts as the person herself, who may write her own row only; writes one journal line.
    """
    bevorzugt = get_hasher()
    benutzt = identify_hasher(user.password)
    if benutzt.algorithm == bevorzugt.algorithm and not bevorzugt.must_update(user.password):
        return False
    with handeln_als(user, at=at):
        aktuell = User.objects.select_for_update().get(pk=user.pk)
        if aktuell.password != user.password:  # changed meanwhile: the new one counts
            return False
        user.password = make_password(password)
        user.save(update_fields=["password"])
        journal.record("konto.renew_hash", user, actor=user, at=at, details={"vorher": benutzt.algorithm})
    return True


def set_startpasswort(user: User) -> str:
    """Set a password for the first sign-in, unsaved; somebody else knows it, so it must be changed there."""
    passwort = secrets.token_urlsafe(12)
    user.set_password(passwort)
    user.passwort_vorlaeufig = True
    return passwort


@transaction.atomic
def create_person(*, angaben: Mapping[str, Any], actor: User, at: datetime) -> tuple[User, str]:
    """Enter a person with a start password, which is returned once and kept only as a hash.

    Raises PermissionDenied or SchonVorhanden.
    """
    _darf(actor, at)
    user = User(**{**angaben, "email": angaben["email"].lower()})
    passwort = set_startpasswort(user)
    _speichern(user)
    journal.record("konto.create", user, actor=actor, at=at)
    return user, passwort


def _speichern(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise SchonVorhanden(f"Zu {user.email} gibt es schon eine Person.") from None


@transaction.atomic
def update_person(*, user_id: UUID, angaben: Mapping[str, Any], actor: User, at: datetime) -> User:
    """Change name, address, function or telephone. Raises PermissionDenied or SchonVorhanden."""
    user = _person(user_id, actor, at)
    neu = {**angaben, "email": angaben["email"].lower()}
    geaendert = sorted(feld for feld, wert in neu.items() if getattr(user, feld) != wert)
    for feld in geaendert:
        setattr(user, feld, neu[feld])
    _speichern(user)
    if geaendert:
        journal.record("konto.update", user, actor=actor, at=at, details={"felder": geaendert})
    return user


@transaction.atomic
def reset_passwort(*, user_id: UUID, actor: User, at: datetime) -> str:
    """A new start password, returned once; ends all sessions. Raises PermissionDenied or SichSelbst."""
    user = _person(user_id, actor, at)
    if user == actor:
        raise SichSelbst("Das eigene Passwort ändern Sie unter „Mein Konto“.")
    passwort = set_startpasswort(user)
    user.save(update_fields=["password", "passwort_vorlaeufig"])
    axes_reset(username=user.email)
    drop_sessions(user)
    journal.record("konto.reset_password", user, actor=actor, at=at)
    return passwort


@transaction.atomic
def assign_rolle(
    *, user_id: UUID, rolle: str, bereich: Bereich, beginn: date, ende: date | None, actor: User, at: datetime
) -> Zustaendigkeit:
    """Give a person a role in an area. Raises PermissionDenied, SichSelbst, SchonVorhanden or NichtMoeglich."""
    _darf(actor, at, bereich.pk)
    if user_id == actor.pk:
        raise SichSelbst("Sich selbst kann niemand eine Rolle geben. Bitte lassen Sie das eine andere Person tun.")
    if bereich.ende is not None and (ende is None or ende > bereich.ende):
        raise NichtMoeglich(
            f"„{bereich}“ besteht nur bis {bereich.ende:%d.%m.%Y}; die Rolle muss spätestens dann enden."
        )
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
    """End a role; it stays on record. One that has not begun is withdrawn: it ends on the day before.

    Raises PermissionDenied, SichSelbst or NichtMoeglich.
    """
    _darf(actor, at)
    zustaendigkeit = Zustaendigkeit.objects.select_for_update().get(pk=zustaendigkeit_id)
    _darf(actor, at, zustaendigkeit.bereich_id)
    if zustaendigkeit.user_id == actor.pk:
        raise SichSelbst("Die eigene Rolle kann niemand beenden. Bitte lassen Sie das eine andere Person tun.")
    if zustaendigkeit.ende is not None and zustaendigkeit.ende <= ende:
        raise NichtMoeglich("Diese Rolle endet schon an diesem Tag oder früher.")
    zustaendigkeit.ende = max(ende, zustaendigkeit.beginn - timedelta(days=1))
    zustaendigkeit.save(update_fields=["ende"])
    journal.record(
        "rolle.end",
        zustaendigkeit,
        actor=actor,
        at=at,
        details={"user": str(zustaendigkeit.user_id), "ende": str(zustaendigkeit.ende)},
    )
    return zustaendigkeit


@transaction.atomic
def set_active(*, user_id: UUID, aktiv: bool, actor: User, at: datetime) -> User:
    """Lock or unlock a person; locking ends all sessions. Raises PermissionDenied or SichSelbst."""
    user = _person(user_id, actor, at)
    if user == actor:
        raise SichSelbst("Den eigenen Zugang kann niemand sperren.")
    user.is_active = aktiv
    user.save(update_fields=["is_active"])
    if not aktiv:
        drop_sessions(user)
    journal.record("konto.unlock" if aktiv else "konto.lock", user, actor=actor, at=at)
    return user


@transaction.atomic
def reset_lockout(*, user_id: UUID, actor: User, at: datetime) -> None:
    """Lift the lock after wrong attempts. Raises PermissionDenied."""
    user = _person(user_id, actor, at)
    axes_reset(username=user.email)
    journal.record("konto.reset_lockout", user, actor=actor, at=at)


@transaction.atomic
def reset_faktor(*, user_id: UUID, actor: User, at: datetime) -> None:
    """Remove the second factor of a person who lost it. Raises PermissionDenied or SichSelbst."""
    user = _person(user_id, actor, at)
    if user == actor:
        raise SichSelbst("Den eigenen zweiten Faktor ändern Sie unter „Mein Konto“.")
    Authenticator.objects.filter(user=user).delete()
    journal.record("konto.reset_factor", user, actor=actor, at=at)


@transaction.atomic
def end_sessions(*, user_id: UUID, actor: User, at: datetime) -> int:
    """Sign a person out everywhere; number of sessions. Raises PermissionDenied."""
    user = _person(user_id, actor, at)
    anzahl = drop_sessions(user)
    journal.record("konto.end_sessions", user, actor=actor, at=at, details={"anzahl": anzahl})
    return anzahl


@transaction.atomic
def set_erinnerung(*, an: bool, actor: User, at: datetime) -> User:
    """Whether the person herself wants to be reminded by mail. Nobody decides that for another."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    user.erinnerung_per_mail = an
    user.save(update_fields=["erinnerung_per_mail"])
    journal.record("konto.reminders", user, actor=actor, at=at, details={"an": an})
    return user


def drop_sessions(user: User) -> int:
    """End all sessions of a person; their number. Part of the acts here and of `kreislauf konto`."""
    eigene = [s.pk for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    return Session.objects.filter(pk__in=eigene).delete()[0]


@transaction.atomic
def create_bereich(*, angaben: Mapping[str, Any], actor: User, at: datetime) -> Bereich:
    """Create an area. Raises PermissionDenied or SchonVorhanden."""
    _darf(actor, at, getattr(angaben.get("uebergeordnet"), "pk", None))
    bereich = Bereich(**angaben)
    _bereich_speichern(bereich)
    journal.record("bereich.create", bereich, actor=actor, at=at, bereich_id=bereich.pk)
    return bereich


def _bereich_speichern(bereich: Bereich) -> None:
    try:
        with transaction.atomic():
            bereich.save()
    except IntegrityError:
        raise SchonVorhanden(f"„{bereich.name}“ gibt es auf dieser Ebene schon.") from None


@transaction.atomic
def update_bereich(*, bereich_id: int, angaben: Mapping[str, Any], actor: User, at: datetime) -> Bereich:
    """Rename, move or end an area; it is never deleted. Raises PermissionDenied, SchonVorhanden or NichtMoeglich."""
    list(Bereich.objects.select_for_update().order_by("pk"))  # two moves at once could make a ring
    bereich = Bereich.objects.get(pk=bereich_id)
    _darf(actor, at, bereich.pk)
    neu_unter = angaben["uebergeordnet"]
    if neu_unter != bereich.uebergeordnet:
        _darf(actor, at, getattr(neu_unter, "pk", None))
        oben = neu_unter
        while oben is not None:
            if oben == bereich:
                raise NichtMoeglich("Ein Bereich kann nicht zu sich selbst oder zu einem Bereich darunter gehören.")
            oben = oben.uebergeordnet
    ende = angaben["ende"]
    offen = bereich.zustaendigkeiten.filter(Q(ende__isnull=True) | Q(ende__gt=ende)) if ende else None
    if offen is not None and offen.exists():
        raise NichtMoeglich("Hier hat noch jemand eine Rolle über das Ende hinaus. Beenden Sie diese zuerst.")
    for feld, wert in angaben.items():
        setattr(bereich, feld, wert)
    _bereich_speichern(bereich)
    journal.record("bereich.update", bereich, actor=actor, at=at, bereich_id=bereich.pk)
    return bereich
