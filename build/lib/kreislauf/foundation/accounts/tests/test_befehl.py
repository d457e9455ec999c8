"""`kreislauf konto`: enough to set up an empty installation and to help people who are locked out."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts import befehl
from kreislauf.foundation.accounts.models import User, Zustaendigkeit
from kreislauf.foundation.journal.models import Zeile

pytestmark = pytest.mark.django_db
AUSGABE = pytest.CaptureFixture[str]


def anlegen(capsys: AUSGABE) -> tuple[User, str]:
    assert befehl.main(["anlegen", "Neu@X.example", "--nachname", "Neu"]) == 0
    return User.objects.get(email="neu@x.example"), capsys.readouterr().out.split()[-1]


def anmelden(passwort: str) -> int:
    return Client().post(reverse("account_login"), {"login": "neu@x.example", "password": passwort}).status_code


def test_empty_installation_gets_its_first_administrator(capsys: AUSGABE) -> None:
    person, passwort = anlegen(capsys)
    assert befehl.main(["bereich", "Kreis Auental"]) == 0
    assert befehl.main(["bereich", "Jugendamt", "--art", "einheit", "--unter", "Kreis Auental"]) == 0
    assert befehl.main(["rolle", "neu@x.example", "technik", "Kreis Auental", "--von", "2026-01-01"]) == 0

    assert rechte_von(person, date(2026, 11, 24)).darf_akt("konto.manage")
    assert person.passwort_vorlaeufig
    assert anmelden(passwort) == 302
    assert Zeile.objects.filter(akt__in=["konto.create", "bereich.create", "rolle.assign"]).count() == 4


def test_locked_out_person_gets_in_again(capsys: AUSGABE) -> None:
    _, passwort = anlegen(capsys)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        anmelden("falsch")
    assert anmelden(passwort) == 429

    assert befehl.main(["entsperren", "neu@x.example"]) == 0

    assert anmelden(passwort) == 302


def test_locking_ends_the_sessions_and_a_new_password_replaces_the_old(capsys: AUSGABE) -> None:
    person, alt = anlegen(capsys)
    anmelden(alt)
    assert Session.objects.count() == 1

    assert befehl.main(["sperren", "neu@x.example"]) == 0
    assert Session.objects.count() == 0
    assert befehl.main(["entsperren", "neu@x.example"]) == 0
    capsys.readouterr()
    assert befehl.main(["passwort", "neu@x.example"]) == 0
    neu = capsys.readouterr().out.split()[-1]

    person.refresh_from_db()
    assert person.check_password(neu)
    assert not person.check_password(alt)


def test_second_factor_is_removed(capsys: AUSGABE) -> None:
    person, _ = anlegen(capsys)
    TOTP.activate(person, generate_totp_secret())

    assert befehl.main(["faktor-zuruecksetzen", "neu@x.example"]) == 0

    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "aufruf",
    [
        ["anlegen", "neu@x.example", "--nachname", "Noch einmal"],
        ["anlegen", "keine-adresse", "--nachname", "X"],
        ["sperren", "fehlt@x.example"],
        ["rolle", "neu@x.example", "leitung", "Gibt es nicht"],
        ["rolle", "neu@x.example", "leitung", "Kreis", "--von", "2026-02-02", "--bis", "2026-01-01"],
        ["rolle", "neu@x.example", "planung", "Kreis"],
        ["bereich", "Kreis"],
        ["bereich", "Amt", "--unter", "Gibt es nicht"],
    ],
)
def test_what_is_not_possible_is_said_in_a_sentence_and_changes_nothing(capsys: AUSGABE, aufruf: list[str]) -> None:
    anlegen(capsys)
    befehl.main(["bereich", "Kreis"])
    befehl.main(["rolle", "neu@x.example", "planung", "Kreis", "--von", "2026-01-01"])
    vorher = (User.objects.count(), Zustaendigkeit.objects.count(), Zeile.objects.count())

    assert befehl.main(aufruf) == 1

    assert capsys.readouterr().err.strip().endswith(".")
    assert (User.objects.count(), Zustaendigkeit.objects.count(), Zeile.objects.count()) == vorher
