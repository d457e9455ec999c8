"""The whole loop in a real browser: papers in, duties tracked, the next report written, signed by two, printed."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pdfua import validate
from playwright.sync_api import Page, expect

from .pruefung import pruefe

BILDER = os.environ.get("KREISLAUF_BILDER")  # a folder: pictures for the documentation are kept there
Seite = Callable[..., Page]


def bild(page: Page, name: str) -> None:
    if BILDER:
        page.screenshot(path=str(Path(BILDER) / f"{name}.png"), full_page=False)


def hochladen(page: Page, dateien: list[Path]) -> None:
    page.goto("/rat/einlesen/neu/")
    page.get_by_label("Dateien").set_input_files([str(d) for d in dateien])
    page.get_by_label("Geschäftsstelle").select_option(label="Jugendhilfeausschuss")
    page.get_by_label("Federführende Stelle").select_option(label="Jugendamt")
    pruefe(page)
    bild(page, "hochladen")
    page.get_by_role("button", name="Hochladen und lesen").click()
    expect(page.get_by_text("Fertig")).to_be_visible(timeout=60_000)
    pruefe(page)


def bestaetigen(page: Page, datei: str) -> None:
    """Accept everything, fill what is missing, confirm."""
    page.goto("/rat/einlesen/")
    page.get_by_role("link", name=datei, exact=True).first.click()
    page.get_by_role("button", name="Alle offenen annehmen").click()
    for _ in range(30):
        offen = page.locator(".vorschlag--offen")
        if offen.count() == 0:
            break
        karte = offen.first
        kennung = karte.get_attribute("id")
        karte.get_by_role("button", name="Ablehnen").click()
        expect(page.locator(f"#{kennung}.vorschlag--abgelehnt")).to_be_visible()
    page.get_by_role("button", name="Bestätigen und übernehmen").click()
    expect(page.get_by_text("ist übernommen")).to_be_visible()


@pytest.mark.shared
def test_real_papers_go_once_around_the_loop(seite: Seite, shared: Path, tmp_path: Path) -> None:
    papiere = sorted((shared / "ratsdokumente" / "texte").glob("*.txt"))
    page = seite("geschaeftsfuehrung")
    hochladen(page, papiere)

    page.goto("/rat/einlesen/")
    pruefe(page)
    page.get_by_role("link", name="002.txt", exact=True).click()
    expect(page.get_by_role("heading", name="Vorschläge", exact=True)).to_be_visible()
    pruefe(page)
    bild(page, "einlesen")
    erste = page.locator(".vorschlag--offen").first  # one decision by keyboard
    erste.focus()
    page.keyboard.press("a")
    expect(page.locator(".vorschlag--angenommen").first).to_be_visible()
    for papier in papiere:
        bestaetigen(page, papier.name)

    page.goto("/rat/auftraege/tafel/")
    expect(page.locator(".ampel--rot").first).to_be_visible()
    pruefe(page)
    bild(page, "tafel")
    page.goto("/rat/auftraege/?ampel=rot")
    pruefe(page)
    bild(page, "auftraege")
    page.get_by_role("link", name=re.compile("Fachstandards für Hilfen zur Erziehung werden dem")).first.click()
    pruefe(page)
    bild(page, "auftrag")
    page.locator("main .brotkrumen a, .brotkrumen a").nth(1).click()
    expect(page.get_by_role("heading", name="Auffälligkeiten")).to_be_visible()
    pruefe(page)
    bild(page, "vorlage")

    bericht = bericht_schreiben(page)
    leitung = seite("leitung")
    leitung.goto(bericht)
    pruefe(leitung)
    leitung.get_by_role("button", name="Freigeben").click()
    expect(leitung.get_by_text("freigegeben von")).to_be_visible()
    bild(leitung, "bericht")
    with leitung.expect_download() as laden:
        leitung.get_by_role("link", name="PDF", exact=True).click()
    pdf = tmp_path / "bericht.pdf"
    laden.value.save_as(pdf)
    pruefe_pdf(pdf)
    if BILDER:
        pypdfium2.PdfDocument(pdf)[0].render(scale=1.2).to_pil().save(Path(BILDER) / "bericht-pdf.png")

    page.goto("/rat/berichte/jahr/?jahr=2021")
    pruefe(page)
    bild(page, "jahresuebersicht")
    page.goto("/")
    bild(page, "aufgaben")
    page.goto("/suche/?q=Fachstandarts")
    expect(page.get_by_text("Fachstandards").first).to_be_visible()
    bild(page, "suche")


def bericht_schreiben(page: Page) -> str:
    """The next report on the paper that is open; its address."""
    page.get_by_role("button", name="Nächsten Bericht beginnen").click()
    adresse = page.url
    pruefe(page)
    expect(page.get_by_text("Das fehlt noch")).to_be_visible()
    angaben = {
        "1": {"status": "umgesetzt", "nachweis": "Abschlussbericht April 2023", "umgesetzt_am": "2023-04-30"},
        "2": {
            "status": "in_arbeit",
            "erledigte_schritte": "überarbeitet und in der Fach-AG beraten",
            "offene_schritte": "Beschlussfassung, Rahmenvereinbarung",
            "prognose": "2024-03-31",
            "wiedervorlage": "2024-06-30",
        },
        "3": {"status": "umgesetzt", "nachweis": "Beschluss des Präsidiums", "umgesetzt_am": "2021-09-28"},
    }
    for nummer, felder in angaben.items():
        page.get_by_role("link", name=f"Punkt {nummer} bearbeiten").click()
        for feld, wert in felder.items():
            eingabe = page.locator(f"[name$='-{feld}']")
            if feld == "status":
                eingabe.select_option(wert)
            else:
                eingabe.fill(wert)
        sachstand = page.locator("[name$='-sachstand']")
        if not sachstand.input_value().strip():
            sachstand.fill("Der Punkt ist bearbeitet.")
        if nummer == "2":
            pruefe(page)
            bild(page, "berichtspunkt")
        page.get_by_role("button", name="Speichern").click()
        page.wait_for_url(adresse)
    page.get_by_role("button", name="Zur Freigabe vorlegen").click()
    expect(page.get_by_text("Wartet auf Freigabe")).to_be_visible()
    return adresse


def pruefe_pdf(pdf: Path) -> None:
    """Accessible, and it says what the report must say."""
    assert list(validate(str(pdf)).findings) == []
    dokument = pypdfium2.PdfDocument(pdf)
    text = "\n".join(seite.get_textpage().get_text_range() for seite in dokument)
    text = re.sub(r"\s+", " ", text)
    for erwartet in ("Punkt 1", "Punkt 3", "☒ umgesetzt", "Verzug", "freigegeben von", "unverändert seit Bericht"):
        assert erwartet in text, erwartet


PAPIER = """Beschlussvorlage
Vorlage Nr.: V/0815/2026
Datum: 15.01.2026
Betreff: Beratung für Familien im Kreis ausbauen

Beratungsfolge
10.02.2026 Jugendhilfeausschuss Entscheidung

Beschluss des Jugendhilfeausschusses am 10.02.2026:

1. Das Jugendamt wird beauftragt, bis zum 30.06.2026 ein Konzept für die Familienberatung vorzulegen.
2. Über den Stand wird dem Ausschuss halbjährlich berichtet.

Abstimmungsergebnis: Ja: 13, Nein: 2, Enthaltungen: 0
"""


def test_own_paper_is_imported_twice_and_stands_once(seite: Seite, tmp_path: Path) -> None:
    datei = tmp_path / "eigene-vorlage.txt"
    datei.write_text(PAPIER, encoding="utf-8")
    page = seite("geschaeftsfuehrung", 360)
    hochladen(page, [datei])
    bestaetigen(page, datei.name)
    bild(page, "vorlage-schmal")
    adresse = page.url
    hochladen(page, [datei])
    page.goto("/rat/einlesen/?stand=gelesen")
    page.get_by_role("link", name=datei.name, exact=True).first.click()
    expect(page.get_by_text("schon im Bestand")).to_be_visible()
    pruefe(page)
    bestaetigen(page, datei.name)

    assert page.url == adresse
    page.goto("/rat/vorlagen/?suche=V/0815")
    expect(page.get_by_text("1 Treffer")).to_be_visible()
