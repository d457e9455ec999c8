"""A school enters a trip, prints the letter and confirms the list; a mother applies by its code on a phone."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from .conftest import Seite
from .pruefung import maengel, maengel_ueberall

BILDER = os.environ.get("KREISLAUF_BILDER")
Oeffnen = Callable[..., Page]
FORMULAR = {
    "klasse": "3b", "ziel": "Burg Auenfels", "beginn": "2027-06-07", "ende": "2027-06-11", "kosten": "245,50",
    "enthalten": "Fahrt, Unterkunft, Verpflegung", "faellig_am": "2027-03-01", "ansprechperson": "Frau Kurz",
}  # fmt: skip


def bild(page: Page, name: str) -> None:
    if BILDER:
        page.screenshot(path=str(Path(BILDER) / f"fahrt-{name}.png"), full_page=True)


def test_school_enters_a_trip_and_a_family_applies_by_its_code(seite: Seite, portal: Oeffnen) -> None:
    page = seite("schule", 1280)
    page.goto("/schule/neu/")
    for name, wert in FORMULAR.items():
        page.fill(f"[name={name}]", wert)
    page.check("[name=schulrechtlich]")
    befunde = maengel(page)
    page.click("main button.kern-btn--primary")
    page.fill("[name=liste]", "Haddad; Sami; 1.3.2017\nBerg; Tom; 4.5.2017")
    page.click("text=Auf die Liste setzen")
    page.fill("[name=name]", "Frau Kurz")
    page.fill("[name=funktion]", "Klassenleitung")
    page.click("text=Liste bestätigen")
    bild(page, "schule")
    befunde += maengel_ueberall(page)
    code = page.inner_text(".fahrtcode")
    page.goto(f"{page.url}elternbrief/?sprache=tr")
    bild(page, "elternbrief")
    befunde += maengel_ueberall(page)
    handy = portal(360)
    befunde += _beantragen(handy, code)

    assert befunde == []


def _beantragen(handy: Page, code: str) -> list[str]:
    handy.goto(f"/f/{code}/")
    befunde = maengel(handy)
    bild(handy, "portal")
    handy.click("button[name=gehe]")
    werte = {"vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "4.5.1988", "strasse": "Lindenweg 3"}
    for name, wert in {**werte, "plz": "00000", "ort": "Auental"}.items():
        handy.fill(f"[name={name}]", wert)
    handy.check("[name=rolle][value=elternteil]")
    handy.check("[name=rechtskreis][value=sgb2]")
    handy.click("button.kern-btn--primary")
    handy.fill("[name=vorname]", "Sami")
    handy.fill("[name=geburtsdatum]", "1.3.2017")
    assert handy.is_checked("[name=faehrt_mit]")
    befunde += maengel(handy)
    bild(handy, "kind")
    handy.click("button.kern-btn--primary")
    text = handy.inner_text("main")
    assert "Burg Auenfels" in text and "245,50 €" in text and re.search(r"3b", text)
    befunde += maengel(handy)
    handy.check("[name=wahrheit]")
    handy.click("button.kern-btn--primary")
    assert "Ihr Antrag ist angekommen" in handy.inner_text("main")
    handy.goto("/ar/fahrt/?code=0000-0000")
    befunde += maengel(handy, sprache="ar")
    return befunde
