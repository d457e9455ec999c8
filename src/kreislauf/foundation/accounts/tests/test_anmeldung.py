"""Signing in, lock-out, second factor, sessions."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from kreislauf.foundation.accounts.middleware import BEGINN, abgelaufen
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal.models import Zeile

pytestmark = pytest.mark.django_db
PASSWORT = "richtiges-pferd-batterie"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("p@x.example", PASSWORT, nachname="Person")


def anmelden(client: Client, passwort: str, email: str = "p@x.example") -> int:
    return client.post(reverse("account_login"), {"login": email, "password": passwort}).status_code


def test_right_password_signs_in_with_a_new_session_and_a_journal_line(client: Client, person: User) -> None:
    client.get(reverse("account_login"))
    vorher = client.session.session_key

    assert anmelden(client, PASSWORT) == 302
    assert client.get("/").status_code == 200
    assert client.session.session_key != vorher
    assert Zeile.objects.filter(akt="konto.login", person_id=person.pk).count() == 1


def test_too_many_wrong_attempts_lock_the_account_also_for_the_right_password(client: Client, person: User) -> None:
    anderer = User.objects.create_user("q@x.example", PASSWORT, nachname="Andere")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        anmelden(client, "falsch")

    assert anmelden(client, PASSWORT) == 429
    assert anmelden(Client(), PASSWORT, anderer.email) == 302
    assert Zeile.objects.filter(akt="konto.login_failed").exists()


@override_settings(AXES_ENABLED=False)
def test_without_the_lock_guessing_goes_on(client: Client, person: User) -> None:
    """Failing control for the test above."""
    for _ in range(settings.AXES_FAILURE_LIMIT + 3):
        anmelden(client, "falsch")

    assert anmelden(client, PASSWORT) == 302


def test_unknown_person_gets_the_same_answer(client: Client, person: User) -> None:
    bekannt = client.post(reverse("account_login"), {"login": "p@x.example", "password": "falsch"}).content.decode()
    unbekannt = client.post(reverse("account_login"), {"login": "n@x.example", "password": "falsch"}).content.decode()

    assert "stimmen nicht" in bekannt or "falsch" in bekannt or "nicht korrekt" in bekannt
    assert bekannt.count("kern-alert") == unbekannt.count("kern-alert")


def test_signed_out_cookie_is_dead(client: Client, person: User) -> None:
    anmelden(client, PASSWORT)
    alt = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = alt

    assert client.get("/").status_code == 302


def test_form_without_token_is_refused(person: User) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("account_login"), {"login": "p@x.example", "password": PASSWORT}).status_code == 403


def test_second_factor_is_asked_for_and_a_wrong_code_does_not_pass(client: Client, person: User) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    geheimnis = generate_totp_secret()
    TOTP.activate(person, geheimnis)
    assert anmelden(client, PASSWORT) == 302
    assert client.get("/").status_code == 302  # not in yet
    seite = reverse("mfa_authenticate")
    assert client.get(seite).status_code == 200

    assert client.post(seite, {"code": "000000"}).status_code == 200
    zaehler = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(geheimnis, zaehler))
    assert client.post(seite, {"code": code}).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("passwort", ["kurz", "123456789012", "p@x.example12"])
def test_weak_passwords_are_refused(person: User, passwort: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(passwort, person)
    validate_password(PASSWORT, person)


def test_session_ends_after_ten_hours(client: Client, person: User) -> None:
    jetzt = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    assert not abgelaufen((jetzt - timedelta(hours=9, minutes=59)).timestamp(), jetzt)
    assert abgelaufen((jetzt - timedelta(hours=10, seconds=1)).timestamp(), jetzt)
    anmelden(client, PASSWORT)
    sitzung = client.session
    sitzung[BEGINN] = time.time() - 11 * 3600
    sitzung.save()

    assert client.get("/").status_code == 302


def test_locked_person_cannot_sign_in(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    anmelden(client, PASSWORT)

    assert client.get("/").status_code == 302


def test_very_long_address_gets_the_usual_answer(client: Client, person: User) -> None:
    assert anmelden(client, "falsch", "a" * 300 + "@x.example") == 200
