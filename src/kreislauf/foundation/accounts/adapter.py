"""What allauth asks us: nobody signs up by himself, and single sign-on only recognises people who are entered."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kreislauf.foundation.access.context import anmeldung_laeuft
from kreislauf.foundation.accounts import services
from kreislauf.foundation.accounts.models import User

_LAENGE = 255  # of AccessAttempt.username


class KontoAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": "Das ist nicht Ihr jetziges Passwort.",
        "rate_limited": "Das waren zu viele Versuche. Bitte warten Sie eine Minute.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """One attempt per account at a time: else many at once pass the lock-out before the first is counted."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('anmeldung'), hashtext(%s))",
                [versuchte_adresse(request, credentials)],
            )
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Only here are the password and whose it is both known: a hash of older strength is renewed."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if isinstance(user, User) and user.is_active:
            anmeldung_laeuft(str(user.pk))
            if passwort := credentials.get("password"):
                services.renew_password_hash(user=user, password=passwort, at=timezone.now())
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("konto")


class AnmeldedienstAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """A person we do not know, or whose address the provider has not verified, is refused with a way out."""
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "accounts/unbekannt.html", status=403))
        anmeldung_laeuft(str(sociallogin.user.pk))


def versuchte_adresse(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which address somebody tries to sign in: what the lock-out counts by; as much of it as axes can store."""
    angaben = credentials or {}
    adresse = angaben.get("email") or angaben.get("username") or request.POST.get("login", "")
    return str(adresse).strip().lower()[:_LAENGE]
