"""Start page, colours, legal pages and expected failures."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.views import View
from pytest_django import Settings

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.states import DomainError, IllegalTransition
from kreislauf.foundation.ui import aufgaben
from kreislauf.foundation.ui.aufgaben import Aufgabe
from kreislauf.foundation.ui.views import DomainErrorsMixin, domain_errors, sicherer_rueckweg


class Grund(forms.Form):
    grund = forms.CharField(label="Grund")


@pytest.fixture
def person(db: None) -> User:
    kreis = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
    user = User.objects.create_user("mara@auental.example", "geheim", vorname="Mara", nachname="Lindner")
    Zustaendigkeit.objects.create(user=user, rolle="planung", bereich=kreis, beginn=date(2020, 1, 1))
    return user


@pytest.fixture
def angemeldet(client: Client, person: User) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_request(**kopf: str) -> HttpRequest:
    request = RequestFactory().post("/rat/auftraege/7/erledigen/", headers=kopf)
    request.user = AnonymousUser()
    return request


def test_start_sends_guests_to_sign_in(client: Client, db: None) -> None:
    antwort = client.get("/")

    assert antwort.status_code == 302
    assert antwort.headers["Location"] == "/konto/login/?next=/"


def test_start_shows_person_county_and_empty_state(angemeldet: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aufgaben, "_quellen", [])

    seite = angemeldet.get("/").content.decode()

    assert "<title>Meine Aufgaben – Kreislauf – Kreis Auental</title>" in seite
    assert "Mara Lindner" in seite
    assert "Zurzeit ist nichts zu tun" in seite


def test_start_shows_tasks_of_this_person_in_groups(
    angemeldet: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quelle(user: User, rechte: Rechte, at: datetime) -> list[Aufgabe]:
        assert user == person
        assert rechte.darf("auftrag", "lesen")
        return [Aufgabe("Frist prüfen <b>", "/rat/", "Auftrag", at.date() - timedelta(days=3))] * 6

    monkeypatch.setattr(aufgaben, "_quellen", [quelle])

    seite = angemeldet.get("/", {"text": "frist"}).content.decode()

    assert 'Überfällig <span class="anzahl">(6)</span>' in seite
    assert '<a class="kern-link" href="/rat/">Frist prüfen &lt;b&gt;</a>' in seite
    assert "6 Treffer" in seite
    assert "Keine Aufgabe passt" in angemeldet.get("/", {"text": "zzz"}).content.decode()


def test_start_carries_the_strict_policy_and_no_inline_code(angemeldet: Client) -> None:
    antwort = angemeldet.get("/")

    assert "script-src 'self'" in antwort.headers["Content-Security-Policy"]
    seite = antwort.content.decode()
    assert "<style" not in seite
    assert "<script>" not in seite
    assert " style=" not in seite
    assert "onclick" not in seite


@pytest.mark.parametrize("schema", ["light", "dark"])
def test_farbschema_is_remembered(client: Client, db: None, schema: str) -> None:
    antwort = client.post("/farbschema/", {"schema": schema, "weiter": "/impressum/"})

    assert antwort.headers["Location"] == "/impressum/"
    assert f'data-kern-theme="{schema}"' in client.get("/impressum/").content.decode()
    client.post("/farbschema/", {"schema": "system"})
    assert "data-kern-theme" not in client.get("/impressum/").content.decode()


def test_farbschema_refuses_other_values_and_foreign_addresses(client: Client, db: None) -> None:
    assert client.post("/farbschema/", {"schema": '"><script>'}).status_code == 400
    client.cookies["farbschema"] = '"><script>'
    assert "data-kern-theme" not in client.get("/impressum/").content.decode()
    antwort = client.post("/farbschema/", {"schema": "dark", "weiter": "https://boese.example/"})
    assert antwort.headers["Location"] == "/"


@pytest.mark.parametrize("ziel", ["https://boese.example/", "//boese.example", "javascript:alert(1)", "", None])
def test_sicherer_rueckweg_stays_on_this_site(ziel: str | None) -> None:
    assert sicherer_rueckweg(make_request(), ziel, "/rat/") == "/rat/"


def test_legal_page_shows_the_text_of_the_county(client: Client, db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATEN = tmp_path
    assert "noch nicht hinterlegt" in client.get("/impressum/").content.decode()
    (tmp_path / "seiten").mkdir()
    (tmp_path / "seiten" / "impressum.txt").write_text("Kreis Auental\n\nAm Markt 1 <b>", encoding="utf-8")

    seite = client.get("/impressum/").content.decode()

    assert "<p>Am Markt 1 &lt;b&gt;</p>" in seite
    assert "noch nicht hinterlegt" not in seite


@pytest.mark.parametrize("form", [None, Grund()])
def test_confirm_page_asks_names_the_consequences_and_leads_back(db: None, form: Grund | None) -> None:
    kontext = {
        "titel": "Auftrag fallen lassen",
        "frage": "Soll der Auftrag entfallen?",
        "folgen": ["Erinnerungen enden.", "Der Ausschuss sieht den Grund."],
        "knopf": "Auftrag fallen lassen",
        "zurueck": "/rat/auftraege/7/",
        "form": form,
    }

    seite = render(make_request(), "ui/bestaetigen.html", kontext).content.decode()

    assert '<form class="schmal" method="post" action="/rat/auftraege/7/erledigen/">' in seite
    assert "kern-alert--warning" in seite
    assert "Soll der Auftrag entfallen?" in seite
    assert "<li>Erinnerungen enden.</li>" in seite
    assert 'href="/rat/auftraege/7/"' in seite
    assert ('name="grund"' in seite) == (form is not None)


# Expected failures


class Gesperrt(DomainError):
    pass


def test_domain_errors_shows_text_and_way_back_and_undoes_what_was_written(db: None) -> None:
    @domain_errors
    def view(request: HttpRequest) -> HttpResponse:
        Bereich.objects.create(name="Halb", art=Bereich.Art.EINHEIT)
        raise Gesperrt("Der Auftrag ist schon erledigt.")

    antwort = view(make_request(Referer="http://testserver/rat/auftraege/7/"))

    assert isinstance(antwort, HttpResponse)
    assert antwort.status_code == 409
    seite = antwort.content.decode()
    assert "Der Auftrag ist schon erledigt." in seite
    assert 'href="http://testserver/rat/auftraege/7/"' in seite
    assert not Bereich.objects.filter(name="Halb").exists()


def test_domain_errors_answers_htmx_with_a_fragment(db: None) -> None:
    class Ansicht(DomainErrorsMixin, View):
        def post(self, request: HttpRequest) -> HttpResponse:
            raise IllegalTransition("Im Zustand „Entwurf“ ist dieser Schritt nicht möglich.")

    antwort = Ansicht.as_view()(make_request(**{"HX-Request": "true"}))

    assert antwort.status_code == 409
    assert isinstance(antwort, HttpResponse)
    assert "Entwurf" in antwort.content.decode()
    assert "<html" not in antwort.content.decode()


def test_domain_errors_escapes_and_ignores_foreign_referers(db: None) -> None:
    @domain_errors
    def view(request: HttpRequest) -> HttpResponse:
        raise Gesperrt("<script>alert(1)</script>")

    antwort = view(make_request(Referer="https://boese.example/"))

    assert isinstance(antwort, HttpResponse)
    assert "<script>alert" not in antwort.content.decode()
    assert "boese" not in antwort.content.decode()


@pytest.mark.parametrize("fehler", [PermissionDenied(), Http404(), ValueError("unerwartet")])
def test_domain_errors_lets_all_else_pass(db: None, fehler: Exception) -> None:
    @domain_errors
    def view(request: HttpRequest) -> HttpResponse:
        raise fehler

    with pytest.raises(type(fehler)):
        view(make_request())
