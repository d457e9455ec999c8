"""The absolute end of a session; the idle end is the cookie's age."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
