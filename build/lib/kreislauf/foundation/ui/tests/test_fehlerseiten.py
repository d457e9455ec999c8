"""Error pages: German, with the next step, also where nothing else works."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from pytest_django import Settings

from kreislauf.project.urls import urlpatterns as echte


def _verboten(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("interner Grund")


def _verdaechtig(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("interner Grund")


def _kaputt(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("interner Grund")


urlpatterns = [
    path("verboten/", _verboten),
    path("verdaechtig/", _verdaechtig),
    path("kaputt/", _kaputt),
    path("formular/", csrf_protect(_verboten)),
    *echte,
]


@pytest.mark.parametrize(
    ("pfad", "status", "satz"),
    [
        ("/verboten/", 403, "Dafür fehlt Ihnen das Recht"),
        ("/verdaechtig/", 400, "Diese Anfrage ist nicht verständlich"),
        ("/kaputt/", 500, "der Fehler liegt bei uns"),
        ("/gibt-es-nicht/", 404, "Diese Seite gibt es nicht"),
    ],
)
def test_error_page_says_what_to_do(db: None, settings: Settings, pfad: str, status: int, satz: str) -> None:
    settings.ROOT_URLCONF = __name__
    antwort = Client(raise_request_exception=False).get(pfad)
    seite = antwort.content.decode()

    assert antwort.status_code == status
    assert satz in seite
    assert "Was Sie tun können" in seite or "wenden Sie sich" in seite
    assert '<html lang="de"' in seite
    assert "interner Grund" not in seite


def test_expired_form_says_what_to_do(db: None, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    antwort = Client(enforce_csrf_checks=True).post("/formular/")

    assert antwort.status_code == 403
    assert "Dieses Formular ist abgelaufen" in antwort.content.decode()
