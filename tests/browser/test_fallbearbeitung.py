"""Bildung und Teilhabe in a real browser: from paper for two children to the remedy of an objection."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .pruefung import maengel, maengel_ueberall, pruefe

BILDER = os.environ.get("KREISLAUF_BILDER")  # a folder: pictures for the documentation are kept there
Seite = Callable[..., Page]


def bild(page: Page, name: str) -> None:
    if BILDER:
        page.screenshot(path=str(Path(BILDER) / f"but-{name}.png"), full_page=False)


def fuelle(page: Page, vorsatz: str, angaben: dict[str, str]) -> None:
    for name, wert in angaben.items():
        feld = page.locator(f"[name='{vorsatz}-{name}']")
        if feld.evaluate("e => e.tagName") == "SELECT":
            feld.select_option(wert)
        else:
            feld.fill(wert)


def leistung(page: Page, kind: int, name: str, angaben: dict[str, str]) -> None:
    block = page.locator("details.leistung", has=page.locator(f"[name='k{kind}-{name}-beantragt']"))
    block.locator("summary").click()
    block.locator(f"[name='k{kind}-{name}-beantragt']").check()
    fuelle(page, f"k{kind}-{name}", angaben)


KIND = {"nachname": "Brömmelkamp", "rechtskreis": "sgb2", "aktenzeichen": "31702//0004711", "bezug_von": "2026-03-01"}


def erfassen(page: Page) -> str:
    """An application on paper for two children: lunch and club for one, class trip for the other; its address."""
    page.goto("/but/antraege/neu/")
    pruefe(page)
    fuelle(page, "kopf", {"antragsdatum": "2026-09-14"})
    antragsteller = {"vorname": "Silke", "nachname": "Brömmelkamp", "strasse": "Weidenweg 3", "plz": "00000"}
    fuelle(page, "a", antragsteller | {"ort": "Auental", "sprache": "uk"})
    page.get_by_role("button", name="Noch ein Kind").click()
    fuelle(page, "k0", KIND | {"vorname": "Ida", "geburtsdatum": "2017-01-15", "bezug_bis": "2027-02-28"})
    fuelle(page, "k0", {"einrichtung_neu": "Grundschule am Wehr", "einrichtungsart": "schule", "klasse": "4b"})
    mittag = {"preis_je_essen": "4,00", "anzahl": "18", "ort": "schule", "anbieter_neu": "Küche am Wehr"}
    leistung(page, 0, "mittagsverpflegung", mittag)
    verein = {"beschreibung": "Schwimmverein Auental", "kosten": "8,00", "anbieter_neu": "Schwimmverein Auental"}
    leistung(page, 0, "teilhabe", verein)
    fuelle(page, "k1", KIND | {"vorname": "Jonte", "geburtsdatum": "2013-05-02", "bezug_bis": "2027-02-28"})
    fuelle(page, "k1", {"einrichtung_neu": "Gesamtschule Auental", "einrichtungsart": "schule", "klasse": "8a"})
    fahrt = {"beschreibung": "Langeoog", "kosten": "380,00", "taschengeld": "30,00", "faellig_am": "2026-10-15"}
    leistung(page, 1, "klassenfahrt", fahrt)
    bild(page, "erfassen")
    page.get_by_role("button", name="Antrag speichern").click()
    expect(page.get_by_text("Antrag erfasst")).to_be_visible()
    return page.url


def nachweise(page: Page) -> None:
    """One proof is asked for and comes, two lie before us."""
    page.get_by_role("button", name="Prüfung beginnen").click()
    page.get_by_label("Bestätigung der Schule: Ziel").check()
    page.get_by_role("button", name="Anfordern", exact=True).click()
    expect(page.get_by_text("Angefordert. Die Frist endet am")).to_be_visible()
    bild(page, "nachweise")
    pruefe(page)
    while page.locator("summary", has_text="eintragen").count():
        page.locator("summary", has_text="eintragen").first.click()
        page.get_by_role("button", name="Nachweis liegt vor").first.click()
        expect(page.get_by_text("Nachweis eingetragen")).to_be_visible()
    page.get_by_role("button", name="Vollständig: Entscheidung öffnen").click()


def entscheiden(page: Page) -> str:
    """One line against the proposal, first without a reason; the address of the Bescheid."""
    zeile = page.locator("article.zeile", has=page.get_by_role("heading", name="Klassenfahrt für Jonte"))
    zeile.get_by_text("Warum? Gründe und Rechenweg").click()
    expect(zeile.get_by_text("§ 28 Abs. 2").first).to_be_visible()
    bild(page, "fallseite")
    zeile.get_by_label("Entscheidung").select_option("abgelehnt")
    page.get_by_role("button", name="Über alle Zeilen entscheiden").click()
    expect(page.get_by_text("Bitte begründen Sie Ihre Entscheidung").first).to_be_visible()
    pruefe(page)
    zeile.get_by_label("Grund, wenn Sie abweichen").fill("Die Schule hat die Fahrt abgesagt.")
    page.get_by_role("button", name="Über alle Zeilen entscheiden").click()
    expect(page.get_by_text("Der Bescheid ist entworfen")).to_be_visible()
    return page.url


def freigeben(page: Page, zweite: Page, bescheid: str) -> None:
    """Submit, approve by a second person, post."""
    page.goto(bescheid)
    page.get_by_role("button", name="Zur Freigabe vorlegen").click()
    expect(page.get_by_role("button", name="Freigeben")).to_have_count(0)
    zweite.goto("/")
    zweite.get_by_role("link", name="an Silke Brömmelkamp").first.click()
    pruefe(zweite)
    bild(zweite, "freigabe")
    zweite.get_by_role("button", name="Freigeben").click()
    expect(zweite.get_by_text("freigegeben von Kemal Aydin").first).to_be_visible()
    page.goto(bescheid)
    page.get_by_role("button", name="Postausgang vermerken").click()
    expect(page.get_by_text("Bekannt gegeben am")).to_be_visible()


def abhelfen(page: Page) -> str:
    """An objection to one line, remedied by a changed decision; the address of the new Bescheid."""
    page.get_by_role("link", name="Widerspruch erfassen").click()
    pruefe(page)
    page.get_by_label("Klassenfahrt Jonte Brömmelkamp").check()
    page.get_by_label("Begründung").fill("Die Fahrt findet doch statt.")
    page.get_by_role("button", name="Widerspruch speichern").click()
    pruefe(page)
    page.get_by_label("Dieser Entscheidung abhelfen").check()
    bild(page, "widerspruch")
    page.get_by_role("button", name="Abhelfen", exact=True).click()
    expect(page.get_by_text("Der Änderungsbescheid ist entworfen")).to_be_visible()
    return page.url


def test_paper_goes_all_the_way_to_the_remedy(seite: Seite) -> None:
    page, zweite = seite("sachbearbeitung_but"), seite("teamleitung_but")
    antrag = erfassen(page)
    nachweise(page)
    bescheid = entscheiden(page)
    assert maengel_ueberall(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    freigeben(page, zweite, bescheid)
    bild(page, "bescheid")
    abhilfe = abhelfen(page)
    expect(page.get_by_text("350,00 €").first).to_be_visible()
    page.get_by_role("button", name="Freigeben").click()  # below the limit one person is enough
    page.get_by_role("button", name="Postausgang vermerken").click()
    expect(page.get_by_text("Bekannt gegeben am")).to_be_visible()
    page.goto(bescheid)
    expect(page.get_by_text("durch eine andere Entscheidung ersetzt")).to_be_visible()
    page.goto(antrag)
    assert maengel_ueberall(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto("/but/?fach=erledigt")
    expect(page.get_by_role("link", name="Brömmelkamp, Silke").first).to_be_visible()
    bild(page, "postkorb")
    assert abhilfe != bescheid


@pytest.mark.parametrize("breite", [360, 1280])
def test_inbox_and_form_are_accessible(seite: Seite, breite: int) -> None:
    page = seite("teamleitung_but", breite)
    for adresse in ("/but/", "/but/antraege/neu/?kinder=2"):
        page.goto(adresse)
        assert maengel(page) == []
