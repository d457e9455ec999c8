"""Pages of the technical administration and „Mein Konto“, as a browser gets them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.journal.models import Zeile

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_person(name: str, rolle: str, bereich: Bereich, **angaben: object) -> User:
    user = User.objects.create_user(f"{name.lower()}@x.example", "geheim", nachname=name, **angaben)
    Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=bereich, beginn=date(2026, 1, 1))
    return user


@pytest.fixture
def kreis() -> Bereich:
    return Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)


@pytest.fixture
def amt(kreis: Bereich) -> Bereich:
    return Bereich.objects.create(name="Amt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)


@pytest.fixture
def verwaltung(kreis: Bereich, client: Client) -> Client:
    client.force_login(make_person("Technik", "technik", kreis), backend=BACKEND)
    return client


def namen(client: Client, **abfrage: str) -> list[str]:
    return [p.nachname for p in client.get(reverse("accounts:personen"), abfrage).context["seite"]]


def test_list_is_searched_filtered_and_sorted(verwaltung: Client, kreis: Bereich, amt: Bereich) -> None:
    make_person("Adler", "leitung", amt, vorname="Zoe")
    make_person("Busch", "planung", kreis, is_active=False)

    assert namen(verwaltung) == ["Adler", "Busch", "Technik"]
    assert namen(verwaltung, sortierung="-name") == ["Technik", "Busch", "Adler"]
    assert namen(verwaltung, suche="adler zoe") == ["Adler"]
    assert namen(verwaltung, rolle="planung") == ["Busch"]
    assert namen(verwaltung, bereich=str(amt.pk)) == ["Adler"]
    assert namen(verwaltung, bereich=str(kreis.pk)) == ["Adler", "Busch", "Technik"]
    assert namen(verwaltung, zugang="gesperrt") == ["Busch"]
    assert namen(verwaltung, sortierung="passwort", bereich="unsinn") == ["Adler", "Busch", "Technik"]


def test_ended_role_no_longer_finds_the_person(verwaltung: Client, kreis: Bereich) -> None:
    make_person("Adler", "leitung", kreis).zustaendigkeiten.update(ende=date(2026, 1, 31))

    assert namen(verwaltung, rolle="leitung") == []
    assert namen(verwaltung) == ["Adler", "Technik"]


def test_csv_holds_the_filtered_list_runs_no_formula_and_is_written_down(verwaltung: Client, kreis: Bereich) -> None:
    make_person("Adler", "leitung", kreis, vorname="=1+1")
    antwort = verwaltung.get(reverse("accounts:personen_csv"), {"rolle": "leitung"})

    zeilen = antwort.content.decode("utf-8-sig").splitlines()
    assert zeilen[1:] == ["Adler;'=1+1;adler@x.example;;Leitung (Freigabe von Berichten) (Kreis);aktiv"]
    assert Zeile.objects.filter(akt="konto.export").count() == 1


def test_start_password_is_shown_once(verwaltung: Client) -> None:
    antwort = verwaltung.post(reverse("accounts:person_neu"), {"email": "neu@x.example", "nachname": "Neu"})

    passwort = antwort.context["startpasswort"]
    neu = User.objects.get(email="neu@x.example")
    assert passwort in antwort.content.decode()
    assert neu.check_password(passwort)
    assert passwort not in verwaltung.get(reverse("accounts:person", args=[neu.pk])).content.decode()
    ersetzt = verwaltung.post(reverse("accounts:person_handeln", args=[neu.pk, "startpasswort"]))
    assert ersetzt.context["startpasswort"] not in {"", passwort}


def test_person_is_edited_and_a_taken_address_is_refused(verwaltung: Client, kreis: Bereich) -> None:
    person = make_person("Adler", "leitung", kreis)
    url = reverse("accounts:person_bearbeiten", args=[person.pk])
    assert verwaltung.get(url).status_code == 200

    assert verwaltung.post(url, {"email": "neu@x.example", "nachname": "Adler-Neu"}).status_code == 302
    assert verwaltung.post(url, {"email": "Technik@x.example", "nachname": "Adler"}).status_code == 422

    person.refresh_from_db()
    assert (person.email, person.nachname) == ("neu@x.example", "Adler-Neu")


def test_role_is_given_and_ended_on_the_page(verwaltung: Client, kreis: Bereich) -> None:
    person = User.objects.create_user("p@x.example", "geheim", nachname="P")
    neu = reverse("accounts:zustaendigkeit_neu", args=[person.pk])
    werte = {"rolle": "leitung", "bereich": kreis.pk, "beginn": "2026-01-01"}

    assert verwaltung.post(neu, werte).status_code == 302
    assert verwaltung.post(neu, werte).status_code == 422
    zustaendigkeit = person.zustaendigkeiten.get()
    beenden = reverse("accounts:zustaendigkeit_beenden", args=[zustaendigkeit.pk])
    assert verwaltung.post(beenden).status_code == 302
    assert verwaltung.post(beenden).status_code == 409

    zustaendigkeit.refresh_from_db()
    assert zustaendigkeit.ende == timezone.localdate()
    assert Zeile.objects.filter(akt__in=["rolle.assign", "rolle.end"]).count() == 2


def test_area_is_created_moved_and_ended_on_the_pages(verwaltung: Client, kreis: Bereich, amt: Bereich) -> None:
    werte = {"name": "Team", "art": "einheit", "uebergeordnet": amt.pk}
    assert verwaltung.post(reverse("accounts:bereich_neu"), werte).status_code == 302
    assert verwaltung.post(reverse("accounts:bereich_neu"), werte).status_code == 422
    team = Bereich.objects.get(name="Team")
    url = reverse("accounts:bereich_bearbeiten", args=[team.pk])

    verwaltung.post(url, {"name": "Team Nord", "art": "einheit", "uebergeordnet": kreis.pk, "ende": "2026-12-31"})

    team.refresh_from_db()
    assert (team.name, team.uebergeordnet, team.ende) == ("Team Nord", kreis, date(2026, 12, 31))
    assert "Team Nord" in verwaltung.get(reverse("accounts:bereiche")).content.decode()
    ring = {"name": "Kreis", "art": "koerperschaft", "uebergeordnet": team.pk}
    assert verwaltung.post(reverse("accounts:bereich_bearbeiten", args=[kreis.pk]), ring).status_code == 422


def test_others_see_none_of_it_but_their_own_account(client: Client, kreis: Bereich, amt: Bereich) -> None:
    person = make_person("Adler", "leitung", kreis)
    client.force_login(person, backend=BACKEND)
    ohne = [reverse(f"accounts:{n}") for n in ("personen", "personen_csv", "person_neu", "bereiche", "bereich_neu")]
    mit = [reverse(f"accounts:{n}", args=[person.pk]) for n in ("person", "person_bearbeiten")]

    for url in [*ohne, *mit, reverse("accounts:bereich_bearbeiten", args=[amt.pk])]:
        assert client.get(url).status_code == 403
    seite = client.get(reverse("konto")).content.decode()
    assert "Leitung (Freigabe von Berichten) – Kreis, seit 01.01.2026" in seite


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "socialaccount_connections"]
)
def test_what_shall_not_be_reached_has_no_address(client: Client, name: str) -> None:
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(name)
