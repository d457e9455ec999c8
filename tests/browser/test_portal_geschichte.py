"""A mother on a phone in Arabic, from the application to the remedied objection; and the keyboard alone."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from .pruefung import maengel, maengel_ueberall, pruefe

BILDER = os.environ.get("KREISLAUF_BILDER")
Oeffnen = Callable[..., Page]


def bild(page: Page, name: str) -> None:
    if BILDER:
        page.screenshot(path=str(Path(BILDER) / f"portal-{name}.png"))


@dataclass
class Hand:
    """Counts what a person does on the pages."""

    page: Page
    felder: int = 0
    zeichen: int = 0
    tipper: int = 0
    seiten: int = 0

    def schreibe(self, name: str, wert: str) -> None:
        self.page.fill(f"[name='{name}']", wert)
        self.felder, self.zeichen = self.felder + 1, self.zeichen + len(wert)

    def waehle(self, name: str, wert: str) -> None:
        self.page.check(f"[name='{name}'][value='{wert}']")
        self.felder, self.tipper = self.felder + 1, self.tipper + 1

    def weiter(self) -> None:
        self.page.click("button.kern-btn--primary")
        self.tipper, self.seiten = self.tipper + 1, self.seiten + 1


MUTTER = {"vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "4.5.1988", "strasse": "Lindenweg 3"}


def beantragen(page: Page, sprache: str, kinder: dict[str, dict[str, list[str]]]) -> Hand:
    """Fill in the whole application up to the page that shows everything."""
    page.goto(f"/{sprache}/antrag/")
    hand = Hand(page)
    for name, wert in {**MUTTER, "plz": "00000", "ort": "Auental"}.items():
        hand.schreibe(name, wert)
    hand.waehle("rolle", "elternteil")
    hand.waehle("rechtskreis", "sgb2")
    hand.weiter()
    for nummer, (vorname, leistungen) in enumerate(kinder.items()):
        if nummer:
            page.click("button[name=gehe][value^=kind-]:not(.kern-btn--tertiary)")
        hand.schreibe("vorname", vorname)
        hand.schreibe("geburtsdatum", f"1.3.201{7 - 2 * nummer}")
        hand.waehle("einrichtung", "schule")
        hand.schreibe("einrichtung_name", "Grundschule am Wehr")
        for leistung in leistungen:
            hand.waehle("bedarfe", leistung)
        hand.weiter()
        for leistung, angaben in leistungen.items():
            for angabe in angaben:
                name, _, wert = angabe.partition("=")
                hand.schreibe(f"{leistung}-{name}", wert)
        hand.weiter()
    return hand


KINDER = {
    "Sami": {"mittagsverpflegung": ["anbieter=Küche am Wehr", "preis=4,00", "tage=4"],
             "teilhabe": ["was=Schwimmen", "anbieter=Schwimmverein Auental", "kosten_monat=8,00"]},
    "Lina": {"klassenfahrt": ["ziel=Langeoog", "kosten=350,00", "faellig_am=15.12.2026"],
             "teilhabe": ["was=Schwimmen", "anbieter=Schwimmverein Auental", "kosten_monat=8,00"]},
}  # fmt: skip


def kopie(page: Page) -> tuple[str, str]:
    """Number and code from the copy."""
    nummer = re.search(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}\b", page.inner_text("main"))
    assert nummer is not None
    return nummer[0], page.inner_text(".code")


def oeffne(page: Page, sprache: str, nummer: str, code: str) -> None:
    page.goto(f"/{sprache}/stand/")
    page.fill("[name=nummer]", nummer)
    page.fill("[name=code]", code)
    page.click("button.kern-btn--primary")


def foto(page: Page, ordner: Path) -> Path:
    datei = ordner / "beleg.png"
    page.screenshot(path=datei)
    return datei


def erfassen_und_anfordern(page: Page) -> str:
    """The office makes an application of it and asks for one proof; its address."""
    page.goto("/but/")
    page.get_by_role("link", name="Antrag auf Bildung und Teilhabe für Sami, Lina").click()
    page.get_by_role("button", name="Antrag speichern").click()
    expect(page.get_by_text("Antrag erfasst")).to_be_visible()
    page.get_by_role("button", name="Prüfung beginnen").click()
    page.get_by_label("Bestätigung der Schule: Ziel").check()
    page.get_by_role("button", name="Anfordern", exact=True).click()
    expect(page.get_by_text("Angefordert. Die Frist endet am")).to_be_visible()
    return page.url


def uebernehmen_und_entscheiden(page: Page, zweite: Page, antrag: str) -> None:
    """Take over the photo, enter what lies before us, refuse the trip, post the decision."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Nachweis zum Antrag")).first.click()
    pruefe(page)
    bild(page, "uebernahme")
    expect(page.get_by_label("Bestätigung der Schule")).to_be_checked()
    page.get_by_role("button", name="Zum Antrag übernehmen").click()
    page.goto(antrag)
    while page.locator("summary", has_text="eintragen").count():
        page.locator("summary", has_text="eintragen").first.click()
        page.get_by_role("button", name="Nachweis liegt vor").first.click()
        expect(page.get_by_text("Nachweis eingetragen")).to_be_visible()
    page.get_by_role("button", name="Vollständig: Entscheidung öffnen").click()
    zeile = page.locator("article.zeile", has=page.get_by_role("heading", name="Klassenfahrt für Lina"))
    zeile.get_by_label("Entscheidung").select_option("abgelehnt")
    zeile.get_by_text("Abweichen oder selbst entscheiden").click()
    zeile.get_by_label("Grund, wenn Sie abweichen").fill("Die Schule hat die Fahrt abgesagt.")
    page.get_by_role("button", name="Über alle Zeilen entscheiden").click()
    expect(page.get_by_text("Der Bescheid ist entworfen")).to_be_visible()
    bescheid = page.url
    if page.get_by_role("button", name="Zur Freigabe vorlegen").count():
        page.get_by_role("button", name="Zur Freigabe vorlegen").click()
        zweite.goto(bescheid)
        zweite.get_by_role("button", name="Freigeben").click()
        page.goto(bescheid)
    else:
        page.get_by_role("button", name="Freigeben").click()
    page.get_by_role("button", name="Postausgang vermerken").click()
    expect(page.get_by_text("Bekannt gegeben am")).to_be_visible()


def abhelfen(page: Page) -> None:
    """Take in the objection as it came, remedy it, post the change."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Widerspruch gegen")).first.click()
    pruefe(page)
    page.get_by_role("link", name=re.compile("^Widerspruch gegen .* erfassen")).click()
    expect(page.get_by_label("Klassenfahrt Lina Haddad")).to_be_checked()
    page.get_by_role("button", name="Widerspruch speichern").click()
    page.get_by_label("Dieser Entscheidung abhelfen").check()
    page.get_by_role("button", name="Abhelfen", exact=True).click()
    expect(page.get_by_text("Der Änderungsbescheid ist entworfen")).to_be_visible()
    page.get_by_role("button", name="Freigeben").click()
    page.get_by_role("button", name="Postausgang vermerken").click()
    expect(page.get_by_text("Bekannt gegeben am")).to_be_visible()


def test_mother_asks_applies_proves_reads_and_objects_on_a_phone_in_arabic(
    portal: Oeffnen, seite: Oeffnen, tmp_path: Path
) -> None:
    mutter, office, zweite = portal(360), seite("sachbearbeitung_but"), seite("teamleitung_but")
    befunde: list[str] = []
    beantragen(mutter, "ar", KINDER)
    bild(mutter, "pruefen")
    mutter.check("[name=wahrheit]")
    mutter.click("button.kern-btn--primary")
    nummer, code = kopie(mutter)
    befunde += maengel_ueberall(mutter, sprache="ar")
    mutter.set_viewport_size({"width": 360, "height": 800})
    mutter.emulate_media(color_scheme="light")
    bild(mutter, "kopie")
    antrag = erfassen_und_anfordern(office)
    befunde += anmelden_und_nachreichen(mutter, nummer, code, tmp_path)
    uebernehmen_und_entscheiden(office, zweite, antrag)
    befunde += lesen_und_widersprechen(mutter)
    abhelfen(office)
    mutter.goto("/ar/stand/")
    expect(mutter.get_by_text("نجح اعتراضك").first).to_be_visible()
    expect(mutter.get_by_text("350,00 €").first).to_be_visible()
    bild(mutter, "abgeholfen")
    befunde += helfer(mutter, portal(360))

    assert befunde == []


def anmelden_und_nachreichen(mutter: Page, nummer: str, code: str, ordner: Path) -> list[str]:
    """She signs in, reads what is missing and sends a photo."""
    mutter.goto("/ar/stand/")
    mutter.click("button.kern-btn--primary")
    befunde = maengel_ueberall(mutter, sprache="ar")
    mutter.set_viewport_size({"width": 360, "height": 800})
    mutter.emulate_media(color_scheme="light")
    oeffne(mutter, "ar", nummer, code)
    expect(mutter.get_by_text("ما زلنا نحتاج إلى شيء منك.")).to_be_visible()
    bild(mutter, "nachgefordert")
    mutter.click("a.kern-btn--primary")
    mutter.click("button.kern-btn--primary")
    befunde += maengel(mutter, sprache="ar")
    mutter.set_input_files("[name=dateien]", foto(mutter, ordner))
    mutter.click("button.kern-btn--primary")
    befunde += maengel(mutter, sprache="ar")
    bild(mutter, "quittung")
    return befunde


def lesen_und_widersprechen(mutter: Page) -> list[str]:
    """She reads the decision with its reasons and objects to one line."""
    mutter.goto("/ar/stand/")
    for zusammenfassung in mutter.locator("details summary").all():
        zusammenfassung.click()
    expect(mutter.get_by_text("Die Schule hat die Fahrt abgesagt.")).to_be_visible()
    befunde = maengel_ueberall(mutter, sprache="ar")
    mutter.set_viewport_size({"width": 360, "height": 800})
    mutter.emulate_media(color_scheme="light")
    bild(mutter, "entscheidung")
    mutter.goto("/ar/stand/widerspruch/")
    mutter.click("button.kern-btn--primary")
    befunde += maengel(mutter, sprache="ar")
    mutter.get_by_label(re.compile("^Lina: رحلة الصف")).check()
    mutter.fill("[name=begruendung]", "الرحلة ستتم.")
    bild(mutter, "widerspruch")
    mutter.click("button.kern-btn--primary")
    expect(mutter.get_by_role("status")).to_contain_text("وصل اعتراضك")
    return befunde + maengel(mutter, sprache="ar")


def helfer(mutter: Page, andere: Page) -> list[str]:
    """Consent given, used, withdrawn: the helper's next click sees nothing."""
    mutter.goto("/ar/stand/helfer/")
    mutter.fill("[name=name]", "Frau Yilmaz, Schulsozialarbeit")
    mutter.check("[name=umfang][value=bescheid]")
    befunde = maengel_ueberall(mutter, sprache="ar")
    mutter.click("button.kern-btn--primary")
    befunde += maengel(mutter, sprache="ar")
    nummer, code = mutter.locator(".code").all_inner_texts()
    oeffne(andere, "de", nummer, code)
    expect(andere.get_by_text("Sie sehen das als Frau Yilmaz")).to_be_visible()
    befunde += maengel(andere)
    mutter.goto("/ar/stand/helfer/")
    bild(mutter, "helfer")
    mutter.get_by_role("button", name=re.compile("^إنهاء الوصول")).click()
    expect(mutter.get_by_text("انتهى في")).to_be_visible()
    andere.reload()
    expect(andere.locator("[name=code]")).to_be_visible()
    return befunde


def test_common_case_takes_few_fields_and_pages(portal: Oeffnen) -> None:
    """One child, club and school money, with an account; figures stand in docs/portal.md."""
    page = portal(360)
    beginn = time.monotonic()
    hand = beantragen(page, "de", {"Sami": {"schulbedarf": [], "teilhabe": ["was=Schwimmen"]}})
    hand.schreibe("iban", "DE89 3704 0044 0532 0130 00")
    hand.weiter()
    hand.waehle("wahrheit", "on")
    hand.weiter()
    dauer = time.monotonic() - beginn
    assert "Ihr Antrag ist angekommen" in page.inner_text("main")
    if BILDER:
        Path(BILDER, "portal-zahlen.txt").write_text(f"{hand} {dauer:.1f} s")

    assert (hand.felder, hand.seiten) == (16, 5)
    assert hand.zeichen + hand.tipper < 200


def tippe_bis(page: Page, name: str, wert: str = "") -> None:
    """With the Tab key alone to the next field of that name; each field on the way says what it is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        stelle = page.evaluate(
            "() => { const e = document.activeElement; return [e.name || '', e.value || '', e.type || '',"
            " (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText || '').trim()] }"
        )
        assert stelle[3], f"ohne Namen: {stelle}"
        if stelle[0] == name and (stelle[2] in {"radio"} or not wert or stelle[1] == wert):
            return
    raise AssertionError(f"{name} ist mit der Tabulatortaste nicht zu erreichen")


def waehle_mit_tasten(page: Page, name: str, wert: str) -> None:
    tippe_bis(page, name)
    page.keyboard.press("Space")
    for _ in range(10):
        if page.evaluate("document.activeElement.value") == wert:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(wert)


def test_keyboard_alone_applies_and_reads_the_state_in_leichte_sprache_without_javascript(portal: Oeffnen) -> None:
    page = portal(1280, js=False)
    page.goto("/ls/antrag/")
    for name, wert in {**MUTTER, "plz": "00000", "ort": "Auental"}.items():
        tippe_bis(page, name)
        page.keyboard.type(wert)
    waehle_mit_tasten(page, "rolle", "elternteil")
    waehle_mit_tasten(page, "rechtskreis", "bkgg_wohngeld")
    page.keyboard.press("Enter")
    tippe_bis(page, "vorname")
    page.keyboard.type("Sami")
    tippe_bis(page, "geburtsdatum")
    page.keyboard.type("1.3.2017")
    waehle_mit_tasten(page, "einrichtung", "schule")
    tippe_bis(page, "bedarfe", "teilhabe")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    tippe_bis(page, "teilhabe-was")
    page.keyboard.type("Schwimmen")
    page.keyboard.press("Enter")
    tippe_bis(page, "wahrheit")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert "Ihr Antrag ist da" in page.inner_text("main")
    nummer, code = kopie(page)
    page.goto("/ls/stand/")
    for name, wert in (("nummer", nummer), ("code", code)):
        tippe_bis(page, name)
        page.keyboard.type(wert)
    page.keyboard.press("Enter")

    assert "Ihr Antrag ist da. Wir lesen ihn bald." in page.inner_text("main")
