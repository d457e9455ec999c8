"""A mother on a phone in Arabic, from the application to the proof she sends; and the keyboard alone."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

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
        hand.schreibe("geburtsdatum", ("1.3.2017", "24.8.2013")[nummer])  # too alike would be taken for one child
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
    page.get_by_role("link", name="Antrag auf Bildung und Teilhabe für Sami, Lina", exact=True).click()
    page.get_by_role("button", name="Antrag speichern").click()
    expect(page.get_by_text("Antrag erfasst")).to_be_visible()
    page.get_by_role("button", name="Prüfung beginnen").click()
    bild(page, "anfordern")
    page.get_by_label("Bestätigung der Schule: Ziel").check()
    page.get_by_role("button", name="Anfordern", exact=True).click()
    expect(page.get_by_text("Angefordert. Die Frist endet am")).to_be_visible()
    return page.url


def test_mother_applies_reads_what_is_missing_and_sends_a_photo_on_a_phone_in_arabic(
    portal: Oeffnen, seite: Oeffnen, tmp_path: Path
) -> None:
    mutter, office = portal(360), seite("sachbearbeitung_but")
    beantragen(mutter, "ar", KINDER)
    bild(mutter, "pruefen")
    mutter.check("[name=wahrheit]")
    mutter.click("button.kern-btn--primary")
    nummer, code = kopie(mutter)
    bild(mutter, "kopie")
    erfassen_und_anfordern(office)
    oeffne(mutter, "ar", nummer, code)
    expect(mutter.get_by_text("ما زلنا نحتاج إلى شيء منك.")).to_be_visible()
    bild(mutter, "nachgefordert")
    mutter.click("a.kern-btn--primary")
    expect(mutter.get_by_label(re.compile("^تأكيد من المدرسة"))).to_be_checked()
    mutter.set_input_files("[name=dateien]", foto(mutter, tmp_path))
    mutter.click("button.kern-btn--primary")
    expect(mutter.get_by_role("status")).to_contain_text("وصلت إثباتاتك")
    bild(mutter, "quittung")


def test_common_case_takes_few_fields_and_pages(portal: Oeffnen) -> None:
    """One child, club and school money, with an account; figures stand in docs/portal.md."""
    page = portal(360)
    beginn = time.monotonic()
    hand = beantragen(page, "de", {"Sami": {"schulbedarf": [], "teilhabe": ["was=Schwimmen"]}})
    hand.schreibe("iban", "DE89 3704 0044 0532 0130 00")
    hand.weiter()
    page.check("[name=wahrheit]")
    hand.felder, hand.tipper = hand.felder + 1, hand.tipper + 1
    hand.weiter()
    dauer = time.monotonic() - beginn
    assert "Ihr Antrag ist angekommen" in page.inner_text("main")
    if BILDER:
        Path(BILDER, "portal-zahlen.txt").write_text(f"{hand} {dauer:.1f} s")

    assert (hand.felder, hand.seiten) == (17, 5)
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


def absenden(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_keyboard_alone_applies_and_reads_the_state_in_leichte_sprache_without_javascript(portal: Oeffnen) -> None:
    page = portal(1280, js=False)
    page.goto("/ls/antrag/")
    for name, wert in {**MUTTER, "plz": "00000", "ort": "Auental"}.items():
        tippe_bis(page, name)
        page.keyboard.type(wert)
    waehle_mit_tasten(page, "rolle", "elternteil")
    waehle_mit_tasten(page, "rechtskreis", "bkgg_wohngeld")
    absenden(page)
    tippe_bis(page, "vorname")
    page.keyboard.type("Sami")
    tippe_bis(page, "geburtsdatum")
    page.keyboard.type("1.3.2017")
    waehle_mit_tasten(page, "einrichtung", "schule")
    tippe_bis(page, "bedarfe", "teilhabe")
    page.keyboard.press("Space")
    absenden(page)
    tippe_bis(page, "teilhabe-was")
    page.keyboard.type("Schwimmen")
    absenden(page)
    tippe_bis(page, "wahrheit")
    page.keyboard.press("Space")
    absenden(page)
    assert "Ihr Antrag ist da" in page.inner_text("main")
    nummer, code = kopie(page)
    page.goto("/ls/stand/")
    for name, wert in (("nummer", nummer), ("code", code)):
        tippe_bis(page, name)
        page.keyboard.type(wert)
    absenden(page)

    assert "Ihr Antrag ist da. Wir lesen ihn bald." in page.inner_text("main")
