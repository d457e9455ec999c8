"""Each request runs in one transaction in which the database answers for the person who sent it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kreislauf.foundation.access.context import anmeldung_laeuft, handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.sitzung import wartende_anmeldung


class ZugriffMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        at = timezone.now()
        with handeln_als(user, at=at) as rechte:
            if user is None and (wartend := wartende_anmeldung(request)):
                anmeldung_laeuft(wartend)
            request.rechte = rechte  # type: ignore[attr-defined]
            return self.get_response(request)
