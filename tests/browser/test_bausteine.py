"""All building blocks on one page, drawn with the product's own style sheets and content security policy."""

import os
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.ui.bausteine import Schritt, Spalte, knoepfe_aus
from kreislauf.foundation.ui.context import FARBSCHEMATA, Punkt

from .conftest import Produkt, Seite
from .pruefung import maengel_ueberall


class Formular(forms.Form):
    titel = forms.CharField(label="Titel", help_text="Höchstens 80 Zeichen.", max_length=80)
    anmerkung = forms.CharField(label="Anmerkung", widget=forms.Textarea({"rows": 3}), required=False)
    stelle = forms.ChoiceField(label="Zuständige Stelle", choices=[("a", "Jugendamt"), ("b", "Sozialamt")])
    mehrere = forms.MultipleChoiceField(
        label="Gremien", choices=[("1", "Kreistag"), ("2", "Ausschuss")], required=False
    )
    weg = forms.ChoiceField(label="Weg", choices=[("post", "Post"), ("mail", "E-Mail")], widget=forms.RadioSelect)
    haken = forms.MultipleChoiceField(
        label="Themen", choices=[("k", "Kita"), ("s", "Schule")], widget=forms.CheckboxSelectMultiple, required=False
    )
    frist = forms.DateField(label="Frist", widget=forms.DateInput({"type": "date"}))
    einverstanden = forms.BooleanField(label="Ich habe die Angaben geprüft", help_text="Ohne das geht es nicht weiter.")
    datei = forms.FileField(label="Datei", required=False)
    verborgen = forms.CharField(widget=forms.HiddenInput, initial="x")


class Stand(TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    FREIGEGEBEN = "freigegeben", "Freigegeben"


UEBERGAENGE = {("approve", Stand.ENTWURF): Stand.FREIGEGEBEN, ("drop", Stand.ENTWURF): Stand.FREIGEGEBEN}
SCHRITTE = {"approve": Schritt("Freigeben", "primary", "check"), "drop": Schritt("Verwerfen", rueckfrage=True)}


def _bausteine(form: forms.Form) -> str:
    request = RequestFactory().get("/bausteine/", {"seite": "4", "sortierung": "frist"})
    kontext: dict[str, Any] = {
        "request": request,
        "titel": "Bausteine",
        "kreis_name": "Kreis Auental",
        "farbschema": "system",
        "farbschemata": FARBSCHEMATA,
        "user": User(vorname="Petra", nachname="Sandkühler", funktion="Leitung", email="p@auental.example"),
        "navigation": [Punkt("Meine Aufgaben", "/", True), Punkt("Aufträge", "/rat/", False)],
        "brotkrumen": [("Rat und Ausschüsse", "/rat/")],
        "form": form,
        "filterform": forms.Form(),
        "paare": {"Aktenzeichen": "51.2-0815", "Zuständig": "Jugendamt", "Erledigt am": None},
        "knoepfe": knoepfe_aus(
            UEBERGAENGE, Stand.ENTWURF, SCHRITTE, url=lambda akt: f"#{akt}", darf=lambda akt: akt != "verboten"
        ),
        "spalten": [
            Spalte("titel", "Auftrag", sortierbar=True),
            Spalte("stelle", "Zuständige Stelle"),
            Spalte("kosten", "Kosten in Euro", numerisch=True),
            Spalte("frist", "Stand", sortierbar=True),
        ],
        "zeilen": [("Konzept für die Schulsozialarbeit vorlegen", "Jugendhilfeplanung", "12.500,00")] * 4,
        "seite": Paginator(range(200), 20).page(4),
    }
    vorlage = Path(__file__).with_name("bausteine.html").read_text(encoding="utf-8")
    return engines["django"].from_string(vorlage).render(kontext)


@pytest.fixture
def bausteine(seite: Seite, produkt: Produkt) -> Any:
    def oeffnen(form: forms.Form) -> Page:
        page = seite()
        echte = page.request.get("/impressum/")
        kopf = {"Content-Security-Policy": echte.headers["content-security-policy"]}

        def antworten(route: Route) -> None:
            route.fulfill(body=_bausteine(form), content_type="text/html; charset=utf-8", headers=kopf)

        page.route("**/bausteine/**", antworten)
        page.goto("/bausteine/")
        return page

    return oeffnen


@pytest.mark.parametrize("zustand", ["leer", "fehler"])
def test_all_building_blocks_are_accessible(bausteine: Any, zustand: str) -> None:
    page = bausteine(Formular() if zustand == "leer" else Formular({"titel": "x" * 81, "weg": "taube"}))

    befunde = maengel_ueberall(page)
    if bilder := os.environ.get("KREISLAUF_BILDER"):
        page.screenshot(path=Path(bilder) / f"bausteine-{zustand}.png", full_page=True)

    assert not befunde, "\n".join(befunde)


def test_error_summary_has_the_focus_and_leads_to_the_fields(bausteine: Any) -> None:
    page = bausteine(Formular({"titel": "x" * 81}))
    liste = page.locator(".fehlerliste")

    expect(liste).to_be_focused()
    liste.get_by_role("link", name="Titel").click()

    eingabe = page.locator("#id_titel")
    expect(eingabe).to_be_focused()
    beschrieben = (eingabe.get_attribute("aria-describedby") or "").split()
    assert "Höchstens 80 Zeichen." in page.locator(f"#{beschrieben[0]}").inner_text()
    assert "höchstens 80 Zeichen" in page.locator(f"#{beschrieben[1]}").inner_text()
    assert eingabe.get_attribute("aria-invalid") == "true"
    assert page.title().startswith("Fehler: ")


def test_each_error_link_leads_to_something(bausteine: Any) -> None:
    page = bausteine(Formular({}))
    ziele = [link.get_attribute("href") for link in page.locator(".fehlerliste a").all()]

    assert len(ziele) == 5
    assert all(page.locator(ziel).count() == 1 for ziel in ziele)
