"""A school enters a trip, prints the letter and confirms the list; a mother applies by its code on a phone."""

import os
import re
import time
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
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(f"{page.url}elternbrief/?sprache=tr")
    bild(page, "elternbrief")
    if BILDER:
        page.pdf(path=str(Path(BILDER) / "fahrt-elternbrief.pdf"), format="A4")
    befunde += maengel_ueberall(page)
    handy = portal(360)
    befunde += _beantragen(handy, code)

    assert befunde == []


FELDER = 11  # of the whole application, the declaration included


def _beantragen(handy: Page, code: str) -> list[str]:
    """Fields, pages and seconds of the common case with a code are counted as they are filled in."""
    handy.goto(f"/f/{code}/")
    befunde = maengel(handy)
    bild(handy, "portal")
    beginn = time.monotonic()
    handy.click("button[name=gehe]")
    werte = {"vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "4.5.1988", "strasse": "Lindenweg 3"}
    werte |= {"plz": "00000", "ort": "Auental"}
    for name, wert in werte.items():
        handy.fill(f"[name={name}]", wert)
    wahl = {"rolle": "elternteil", "rechtskreis": "sgb2"}
    for name, wert in wahl.items():
        handy.check(f"[name={name}][value={wert}]")
    handy.click("button.kern-btn--primary")
    kind = {"vorname": "Sami", "geburtsdatum": "1.3.2017"}
    for name, wert in kind.items():
        handy.fill(f"[name={name}]", wert)
    assert handy.is_checked("[name=faehrt_mit]")
    assert handy.locator("[name=einrichtung]").count() == 0
    dauer = time.monotonic() - beginn
    befunde += maengel(handy)
    bild(handy, "kind")
    beginn = time.monotonic()
    handy.click("button.kern-btn--primary")
    text = handy.inner_text("main")
    assert "Burg Auenfels" in text and "245,50 €" in text and re.search(r"3b", text)
    dauer += time.monotonic() - beginn
    befunde += maengel(handy)
    beginn = time.monotonic()
    handy.check("[name=wahrheit]")
    handy.click("button.kern-btn--primary")
    assert "Ihr Antrag ist angekommen" in handy.inner_text("main")
    dauer += time.monotonic() - beginn
    assert len(werte) + len(wahl) + len(kind) + 1 == FELDER
    if BILDER:
        zeichen = sum(map(len, [*werte.values(), *kind.values()]))
        (Path(BILDER) / "fahrt-zahlen.txt").write_text(f"{FELDER} Felder, {zeichen} Zeichen, {dauer:.1f} s")
    handy.goto("/ar/fahrt/?code=0000-0000")
    befunde += maengel(handy, sprache="ar")
    return befunde


def test_office_decides_on_the_settlement_of_a_school(seite: Seite) -> None:
    page = seite("schule", 360)
    page.goto("/schule/")
    page.click("text=Zoo Auental")
    page.click("text=Gesammelt abrechnen")
    befunde = maengel(page)
    page = seite("sachbearbeitung_but", 1280)
    page.goto("/but/fahrten/")
    page.click("text=Jugendherberge Norderney")
    befunde += maengel(page)
    page.goto("/but/fahrten/sammelabrechnungen/")
    page.click("tbody a")
    bild(page, "sammelabrechnung")
    befunde += maengel_ueberall(page)
    page.click("text=Über alle Kinder entscheiden")
    assert "bewilligt" in page.inner_text("main")
    befunde += maengel(page)

    assert befunde == []
