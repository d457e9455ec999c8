"""How long a session lasts, what ends it, and that none is taken over."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.middleware import BEGINN, abgelaufen
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import PASSWORT, anmelden

pytestmark = pytest.mark.django_db


def test_signed_out_cookie_is_dead(client: Client, person: User) -> None:
    anmelden(client, PASSWORT)
    alt = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = alt

    assert client.get("/").status_code == 302


def test_session_ends_after_ten_hours(client: Client, person: User) -> None:
    jetzt = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    assert not abgelaufen((jetzt - timedelta(hours=9, minutes=59)).timestamp(), jetzt)
    assert abgelaufen((jetzt - timedelta(hours=10, seconds=1)).timestamp(), jetzt)
    anmelden(client, PASSWORT)
    sitzung = client.session
    sitzung[BEGINN] = time.time() - 11 * 3600
    sitzung.save()

    assert client.get("/").status_code == 302


def test_changed_password_ends_the_other_sessions(client: Client, person: User) -> None:
    anderer = Client()
    anmelden(client, PASSWORT)
    anmelden(anderer, PASSWORT)
    neu = {"oldpassword": PASSWORT, "password1": "ein-ganz-anderes-wort", "password2": "ein-ganz-anderes-wort"}

    client.post(reverse("account_change_password"), neu)

    assert client.get("/").status_code == 200
    assert anderer.get("/").status_code == 302


def test_session_is_written_at_most_once_a_minute(client: Client, person: User) -> None:
    anmelden(client, PASSWORT)
    client.get("/")
    ende = Session.objects.get().expire_date

    client.get("/")
    assert Session.objects.get().expire_date == ende
    Session.objects.update(expire_date=ende - timedelta(seconds=62))
    client.get("/")
    assert Session.objects.get().expire_date >= ende


def test_session_ends_after_a_quarter_of_an_hour_without_a_request_and_requests_renew_it(
    client: Client, person: User
) -> None:
    anmelden(client, PASSWORT)
    sitzung = Session.objects.get(pk=client.session.session_key)
    pause = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert pause == timedelta(minutes=15)
    fast_vorbei = sitzung.expire_date - timedelta(minutes=14)
    Session.objects.update(expire_date=fast_vorbei)
    assert client.get("/").status_code == 200
    assert Session.objects.get().expire_date - fast_vorbei > timedelta(minutes=13)

    Session.objects.update(expire_date=sitzung.expire_date - pause - timedelta(seconds=5))

    assert client.get("/").status_code == 302


def test_session_of_somebody_else_is_not_taken_over_at_sign_in(person: User) -> None:
    """A session key that was planted before (fixation) is worth nothing afterwards."""
    opfer, angreifer = Client(), Client()
    angreifer.get(reverse("account_login"))
    angreifer.post(reverse("account_login"), {"login": "p@x.example", "password": "falsch"})
    geplant = angreifer.session.session_key or "geplant"
    opfer.cookies["sessionid"] = geplant
    angreifer.cookies["sessionid"] = geplant

    assert anmelden(opfer, PASSWORT) == 302

    assert opfer.get("/").status_code == 200
    assert angreifer.get("/").status_code == 302
