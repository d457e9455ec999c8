"""Start page, colours, legal pages and expected failures."""

from datetime import date

import pytest
from django.test import Client

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit


@pytest.fixture
def person(db: None) -> User:
    kreis = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
    user = User.objects.create_user("mara@auental.example", "geheim", vorname="Mara", nachname="Lindner")
    Zustaendigkeit.objects.create(user=user, rolle="planung", bereich=kreis, beginn=date(2020, 1, 1))
    return user


def test_start_sends_guests_to_sign_in(client: Client, db: None) -> None:
    antwort = client.get("/")

    assert antwort.status_code == 302
    assert antwort.headers["Location"] == "/konto/login/?next=/"


def test_start_shows_person_county_and_empty_state(client: Client, person: User) -> None:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    seite = client.get("/").content.decode()

    assert "<title>Meine Aufgaben – Kreislauf – Kreis Auental</title>" in seite
    assert "Mara Lindner" in seite
    assert "Zurzeit ist nichts zu tun" in seite
