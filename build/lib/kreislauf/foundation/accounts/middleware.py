"""The absolute end of a session (the idle end is the cookie's age), and what must be done before anything else."""

from collections.abc import Callable
from datetime import datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import LESEN

BEGINN = "kreislauf_beginn"


def abgelaufen(beginn: float, jetzt: datetime) -> bool:
    """Whether a session that began then has reached its absolute end."""
    return jetzt.timestamp() - beginn > settings.SITZUNG_HOECHSTENS.total_seconds()


class SitzungsendeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            jetzt = timezone.now()
            beginn = request.session.setdefault(BEGINN, jetzt.timestamp())
            if abgelaufen(beginn, jetzt):
                logout(request)
        return self.get_response(request)


# Pages that are needed to do what is due, or to leave.
_FREI = frozenset({"account_change_password", "account_reauthenticate", "account_logout", "farbschema", "rechtstext"})
_FREI_FAKTOR = frozenset({"mfa_activate_totp", "mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes"})


def schreibt(rechte: Rechte) -> bool:
    """Whether somebody may do more than read."""
    return bool(rechte.akte) or any(ids and verb != LESEN for (_, verb), ids in rechte.bereiche.items())


class PflichtenMiddleware:
    """A start password is changed first; where the county demands it, whoever writes sets up a second factor first.

    People who came by single sign-on have shown both to the county's own service.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        user = request.user
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not isinstance(user, User) or name in _FREI or _ueber_dienst(request, user):
            return None
        if user.passwort_vorlaeufig:
            messages.info(request, "Bitte wählen Sie zuerst ein eigenes Passwort: Das Startpasswort kennt noch jemand.")
            return redirect("account_change_password")
        if name not in _FREI_FAKTOR and _faktor_fehlt(request, user):
            messages.info(request, "Für Ihre Rolle ist ein zweiter Faktor Pflicht. Bitte richten Sie ihn jetzt ein.")
            return redirect("mfa_activate_totp")
        return None


def _ueber_dienst(request: HttpRequest, user: User) -> bool:
    wege = get_authentication_records(request, user)
    return any(weg["method"] == "socialaccount" for weg in wege)


def _faktor_fehlt(request: HttpRequest, user: User) -> bool:
    if not settings.ZWEITER_FAKTOR_PFLICHT:
        return False
    rechte: Rechte = request.rechte  # type: ignore[attr-defined]
    return schreibt(rechte) and not is_mfa_enabled(user, [Authenticator.Type.TOTP])
