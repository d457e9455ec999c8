"""What holds for every page: accessible, nothing blocked by the content security policy, nothing from elsewhere."""

import os
from typing import Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

BREITEN = (360, 1280)
UMBRUCH = 320  # WCAG 1.4.10: the width of 1280 pixels at 400 %
FARBEN: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
_AXE = Axe()
_AXE_REGELN = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # what passed is not told one by one: half of the time
}
_gehoert: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def mithoeren(page: Page, adresse: str) -> None:
    """From now on note errors of the console and requests to other hosts."""
    meldungen = _gehoert.setdefault(page, [])

    def konsole(meldung: ConsoleMessage) -> None:
        if meldung.type in {"error", "warning"} and not _erwarteter_status(page, meldung):
            meldungen.append(f"Konsole: {meldung.text}")

    def anfrage(request: Request) -> None:
        if not request.url.startswith((adresse, "data:")):
            meldungen.append(f"Fremder Rechner: {request.url}")

    page.on("console", konsole)
    page.on("pageerror", lambda fehler: meldungen.append(f"JavaScript: {fehler}"))
    page.on("request", anfrage)


def _erwarteter_status(page: Page, meldung: ConsoleMessage) -> bool:
    """Chromium reports the status of an error page itself as a console error."""
    return meldung.text.startswith("Failed to load resource") and meldung.location.get("url") == page.url


def gehoert(page: Page) -> list[str]:
    return _gehoert[page]


def _ansichten(page: Page) -> list[tuple[int, Literal["light", "dark"]]]:
    """Each width and each colour once, for half of the pages turned round (`KREISLAUF_ANSICHTEN=alle`: all)."""
    if os.environ.get("KREISLAUF_ANSICHTEN") == "alle":
        return [(breite, farben) for breite in BREITEN for farben in FARBEN]
    gedreht = crc32(urlsplit(page.url).path.encode()) % 2
    return list(zip(BREITEN, FARBEN[::-1] if gedreht else FARBEN, strict=True))


def maengel_ueberall(page: Page, *, sprache: str = "de") -> list[str]:
    """What is wrong with the page on a phone and on a desk, in light and in dark colours."""
    befunde = []
    for breite, farben in _ansichten(page):
        page.set_viewport_size({"width": breite, "height": 900})
        page.emulate_media(color_scheme=farben)
        befunde += [f"{breite} px, {farben}: {befund}" for befund in maengel(page, sprache=sprache)]
    page.set_viewport_size({"width": UMBRUCH, "height": 256})
    return befunde + _zu_breit(page)


def maengel(page: Page, *, sprache: str = "de") -> list[str]:
    """Everything that is wrong with the page as it stands."""
    befunde = [
        f"axe {befund['id']} ({befund['impact']}): {befund['help']} – {knoten['html'][:200]}"
        for befund in _AXE.run(page, options=_AXE_REGELN).response["violations"]
        for knoten in befund["nodes"]
    ]
    befunde += _zu_breit(page)
    if page.evaluate("document.documentElement.lang") != sprache:
        befunde.append("Die Sprache der Seite ist nicht angegeben.")
    if page.locator("h1").count() != 1:
        befunde.append(f"Die Seite hat {page.locator('h1').count()} Überschriften erster Ebene.")
    return befunde + gehoert(page)


def _zu_breit(page: Page) -> list[str]:
    breite = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"Die Seite ist {breite[0]} Pixel breit, das Fenster nur {breite[1]}."] if breite[0] > breite[1] else []


def pruefe(page: Page) -> None:
    """Fails with all findings of this page."""
    befunde = maengel(page)
    assert not befunde, f"{page.url}:\n" + "\n".join(befunde)
