"""Signing in and out, wrong attempts and changes of password and second factor go into the journal."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal


def _vermerken(akt: str, user: User | None, **details: Any) -> None:
    at = timezone.now()
    with handeln_als(user, at=at):
        journal.record(akt, user, actor=user, at=at, details=details)


@receiver(user_logged_in)
def angemeldet(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _vermerken("konto.login", user)


@receiver(user_logged_out)
def abgemeldet(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _vermerken("konto.logout", user)


@receiver(user_login_failed)
def fehlgeschlagen(sender: object, credentials: dict[str, Any], **kwargs: Any) -> None:
    """The address that was tried is kept, never the password."""
    _vermerken(
        "konto.login_failed", None, adresse=str(credentials.get("email") or credentials.get("username") or "")[:200]
    )


@receiver(user_locked_out)
def ausgesperrt(sender: object, request: HttpRequest, username: str, **kwargs: Any) -> None:
    _vermerken("konto.locked_out", None, adresse=str(username)[:200])


@receiver(password_changed)
def passwort_geaendert(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """From now on only the person knows the password."""
    if user.passwort_vorlaeufig:
        user.passwort_vorlaeufig = False
        user.save(update_fields=["passwort_vorlaeufig"])
    _vermerken("konto.change_password", user)


@receiver(post_save, sender=Authenticator)
def faktor_eingerichtet(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Not by allauth's own signal: that comes after the commit, and the line must stand or fall with the act."""
    if created:
        _vermerken("konto.add_factor", instance.user, art=str(instance.type))


@receiver(authenticator_removed)
def faktor_entfernt(sender: object, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _vermerken("konto.remove_factor", user, art=str(authenticator.type))
