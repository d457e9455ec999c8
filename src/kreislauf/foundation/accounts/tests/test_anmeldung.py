"""Signing in, lock-out, second factor."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, ScryptPasswordHasher, get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.tests.fabrik import PASSWORT, anmelden
from kreislauf.foundation.journal.models import Zeile
from kreislauf.project import anmeldung

pytestmark = pytest.mark.django_db


def test_right_password_signs_in_with_a_new_session_and_a_journal_line(client: Client, person: User) -> None:
    client.get(reverse("account_login"))
    vorher = client.session.session_key

    assert anmelden(client, PASSWORT) == 302
    assert client.get("/").status_code == 200
    assert client.session.session_key != vorher
    assert Zeile.objects.filter(akt="konto.login", person_id=person.pk).count() == 1
    assert not AccessLog.objects.exists()  # no second record of people's comings and goings


@pytest.mark.parametrize("hasher", [PBKDF2PasswordHasher(), ScryptPasswordHasher()])
def test_hash_of_older_strength_is_renewed_at_sign_in_and_the_password_stays(
    client: Client, person: User, hasher: Any, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = anmeldung.PASSWORD_HASHERS
    schwach = {"iterations": 1000} if hasher.algorithm.startswith("pbkdf2") else {"n": 2**10}
    alt = hasher.encode(PASSWORT, "salzsalzsalzsalz", **schwach)
    User.objects.filter(pk=person.pk).update(password=alt)

    assert anmelden(client, "falsch") != 302
    person.refresh_from_db()
    assert person.password == alt

    assert anmelden(client, PASSWORT) == 302
    person.refresh_from_db()
    assert person.password != alt
    assert not get_hasher().must_update(person.password)
    assert Zeile.objects.filter(akt="konto.renew_hash", person_id=person.pk).count() == 1

    neu = person.password
    assert anmelden(Client(), PASSWORT) == 302
    person.refresh_from_db()
    assert person.password == neu


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
    def antwort(email: str) -> str:
        seite = client.post(reverse("account_login"), {"login": email, "password": "falsch"}).content.decode()
        return re.sub(r'value="[^"]*"', "", seite)  # the address that was typed, the token of the form

    assert antwort("p@x.example") == antwort("n@x.example")
    assert "kern-alert--danger" in antwort("p@x.example")


def test_form_without_token_is_refused(person: User) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("account_login"), {"login": "p@x.example", "password": PASSWORT}).status_code == 403


def test_second_factor_is_asked_for_and_a_wrong_code_does_not_pass(client: Client, person: User) -> None:
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


@pytest.mark.parametrize("passwort", ["kurz", "123456789012", "p@x.example12", "startfinding"])
def test_weak_passwords_are_refused(person: User, passwort: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(passwort, person)
    validate_password(PASSWORT, person)


def test_locked_person_cannot_sign_in(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    anmelden(client, PASSWORT)

    assert client.get("/").status_code == 302


def test_very_long_address_gets_the_usual_answer(client: Client, person: User) -> None:
    assert anmelden(client, "falsch", "a" * 300 + "@x.example") == 200


def test_start_password_must_be_changed_before_anything_else(client: Client, person: User) -> None:
    person.passwort_vorlaeufig = True
    person.save()
    anmelden(client, PASSWORT)
    aendern = reverse("account_change_password")

    assert client.get("/").headers["Location"] == aendern
    assert client.post(reverse("accounts:person_neu")).headers["Location"] == aendern
    assert client.get(aendern).status_code == 200
    neu = {"oldpassword": PASSWORT, "password1": "ein-ganz-anderes-wort", "password2": "ein-ganz-anderes-wort"}
    assert client.post(aendern, {**neu, "password1": PASSWORT[:5], "password2": PASSWORT[:5]}).status_code == 200
    assert client.get("/").status_code == 302
    assert client.post(aendern, neu).headers["Location"] == reverse("konto")
    assert client.get("/").status_code == 200
    assert Zeile.objects.filter(akt="konto.change_password").count() == 1


@pytest.mark.parametrize(("rolle", "pflicht", "hinein"), [
    ("leitung", True, False), ("gremienmitglied", True, True), ("leitung", False, True),
])  # fmt: skip
def test_writing_roles_need_the_second_factor_where_it_is_demanded(
    client: Client, person: User, rolle: str, pflicht: bool, hinein: bool
) -> None:
    kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
    Zustaendigkeit.objects.create(user=person, rolle=rolle, bereich=kreis, beginn=date(2026, 1, 1))
    with override_settings(ZWEITER_FAKTOR_PFLICHT=pflicht):
        anmelden(client, PASSWORT)
        antwort = client.get("/")
        assert (antwort.status_code == 200) is hinein
        if not hinein:
            assert antwort.headers["Location"] == reverse("mfa_activate_totp")
            TOTP.activate(person, generate_totp_secret())
            assert client.get("/").status_code == 200


def test_unlocking_lets_the_right_password_in_again(client: Client, person: User) -> None:
    kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
    technik = User.objects.create_user("t@x.example", PASSWORT, nachname="Technik")
    Zustaendigkeit.objects.create(user=technik, rolle="technik", bereich=kreis, beginn=date(2026, 1, 1))
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        anmelden(client, "falsch")
    assert anmelden(client, PASSWORT) == 429
    assert Zeile.objects.filter(akt="konto.locked_out").exists()
    verwaltung = Client()
    anmelden(verwaltung, PASSWORT, technik.email)

    assert verwaltung.post(reverse("accounts:person_handeln", args=[person.pk, "fehlversuche"])).status_code == 302

    assert anmelden(client, PASSWORT) == 302


def test_unknown_address_is_locked_in_the_same_way(client: Client, person: User) -> None:
    bekannt = [anmelden(client, "falsch", "p@x.example") for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    unbekannt = [anmelden(client, "falsch", "n@x.example") for _ in range(settings.AXES_FAILURE_LIMIT + 1)]

    assert bekannt == unbekannt
    assert bekannt[-1] == 429


def test_right_password_resets_the_count(client: Client, person: User) -> None:
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert anmelden(Client(), "falsch") == 200
        assert anmelden(Client(), PASSWORT) == 302


def test_wrong_password_leaves_no_trace_of_what_was_typed(client: Client, person: User) -> None:
    anmelden(client, "fast-richtiges-geheimnis")

    assert "fast-richtiges" not in str(list(AccessAttempt.objects.values())) + str(list(Zeile.objects.values("inhalt")))


@pytest.mark.parametrize("schreibweise", ["KASSE@X.EXAMPLE", " kasse@x.example ", "\u212aasse@x.example"])
def test_other_spellings_of_an_address_count_for_the_same_account(client: Client, schreibweise: str) -> None:
    """What the look-up takes for the same address (U+212A is a k to it) must not open a count of its own."""
    User.objects.create_user("kasse@x.example", PASSWORT, nachname="Kasse")
    assert anmelden(Client(), PASSWORT, schreibweise) == 302
    for _ in range(settings.AXES_FAILURE_LIMIT):
        anmelden(client, "falsch", "kasse@x.example")

    assert anmelden(Client(), PASSWORT, schreibweise) == 429


def test_lock_ends_after_its_time_also_when_somebody_goes_on_guessing(client: Client, person: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        anmelden(client, "falsch")
    gesperrt_seit = AccessAttempt.objects.get().attempt_time
    assert anmelden(client, "falsch") == 429
    assert AccessAttempt.objects.get().attempt_time == gesperrt_seit

    AccessAttempt.objects.update(attempt_time=gesperrt_seit - settings.AXES_COOLOFF_TIME + timedelta(minutes=1))
    assert anmelden(client, PASSWORT) == 429
    AccessAttempt.objects.update(attempt_time=gesperrt_seit - settings.AXES_COOLOFF_TIME - timedelta(seconds=1))
    assert anmelden(client, PASSWORT) == 302
