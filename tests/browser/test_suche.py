"""Finding something from the head of any page, by keyboard, without JavaScript and on a phone."""

import pytest
from playwright.sync_api import expect

from .conftest import Produkt, Seite
from .pruefung import maengel_ueberall

ANLEGEN = """
import django

django.setup()
from datetime import date

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.search.models import Eintrag

with handeln_als_system():
    amt = Bereich.objects.get(name="Jugendamt")
    for nummer in range(25):
        Eintrag.objects.create(
            art="auftrag",
            objekt_id=f"probe-{nummer}",
            klasse="auftrag",
            bereich=amt,
            bereiche=[amt.pk],
            titel=f"Ganztagsplätze an der Grundschule Süd, Abschnitt {nummer}",
            text="Die Verwaltung legt bis zum Jahresende einen Plan für die Ganztagsbetreuung vor.",
            url="/rat/",
            stand=date(2026, 3, 1),
        )
"""


@pytest.fixture(scope="module")
def eintraege(produkt: Produkt) -> None:
    skript = produkt.daten / "eintraege.py"
    skript.write_text(ANLEGEN, encoding="utf-8")
    produkt.python(skript)


@pytest.mark.parametrize(("breite", "js"), [(360, True), (1280, False)])
def test_search_finds_in_spite_of_typing_errors_and_pages(seite: Seite, eintraege: None, breite: int, js: bool) -> None:
    page = seite("leitung", breite, js=js)
    page.goto("/")

    page.get_by_label("Alles durchsuchen").fill("Ganztagsplaetze Grundshcule")
    page.keyboard.press("Enter")

    expect(page.get_by_text("25 Treffer für")).to_be_visible()
    expect(page.locator(".treffer li")).to_have_count(20)
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator(".treffer li")).to_have_count(5)


def test_result_page_is_accessible(seite: Seite, eintraege: None) -> None:
    page = seite("leitung")
    page.goto("/suche/?q=ganztagsbetreuung")

    expect(page.locator("mark").first).to_have_text("Ganztagsbetreuung")
    assert maengel_ueberall(page) == []


def test_search_hides_what_the_person_may_not_read(seite: Seite, eintraege: None) -> None:
    page = seite("technik")
    page.goto("/suche/?q=ganztagsbetreuung")

    expect(page.get_by_text("Nichts gefunden")).to_be_visible()
