"""Browser tests: the real product in a data folder of its own, driven by a real Chromium.

`seite("leitung", 360)` opens a page as the demo person with that role; `pruefe(page)` holds for every page we ship.
"""

import ctypes
import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from soak._vorlage import kreis_kopieren

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

from .pruefung import mithoeren

WURZEL = Path(__file__).resolve().parents[2]
ABLAGE, VORSILBE = Path("/var/tmp"), "kl-browser-"  # short, for the path of the database's socket
STARTZEIT = 120
EINZELN = {"test_seiten", "test_portal"}  # their tests go to whichever process is free, other files stay together
_PR_SET_PDEATHSIG = 1


def chromium() -> str | None:
    """What scripts/chromium.py finds; nothing is fetched here."""
    pfad: str | None = runpy.run_path(str(WURZEL / "scripts" / "chromium.py"))["gefunden"]()
    return pfad


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    vorhanden = chromium() is not None
    fehlt = pytest.mark.skip(reason="Kein Chromium gefunden: python scripts/chromium.py oder KREISLAUF_CHROMIUM=…")
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if Path(item.path).stem not in EINZELN:
                item.add_marker(pytest.mark.xdist_group(Path(item.path).stem))
            if not vorhanden:
                item.add_marker(fehlt)


@dataclass(frozen=True, slots=True)
class Produkt:
    adresse: str
    daten: Path
    umgebung: dict[str, str]

    def python(self, skript: Path) -> str:
        """Run a script with the product's settings; returns what it prints."""
        lauf = subprocess.run(
            [sys.executable, str(skript)], env=self.umgebung, capture_output=True, text=True, check=False, timeout=120
        )
        assert lauf.returncode == 0, lauf.stderr
        return lauf.stdout


def _freier_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _auf_antwort_warten(produkt: Produkt, prozess: "subprocess.Popen[bytes]") -> None:
    ende = time.monotonic() + STARTZEIT
    while time.monotonic() < ende:
        if prozess.poll() is not None:
            break
        try:
            with urlopen(f"{produkt.adresse}/impressum/", timeout=5) as antwort:
                if antwort.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    protokoll = produkt.daten / "start.log"
    pytest.fail(f"Kreislauf ist nicht gestartet:\n{protokoll.read_text()[-3000:]}")


def _mit_dem_testlauf_enden() -> None:
    """In the product's process: when the test run is killed, Linux ends the product as Ctrl-C would."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in the background hands on that Ctrl-C is ignored
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _reste_entfernen() -> None:
    """Data folders of test runs that were killed."""
    for ordner in ABLAGE.glob(f"{VORSILBE}*"):
        pid = ordner.name.removeprefix(VORSILBE)
        if Path("/proc").exists() and not Path("/proc", pid).exists():
            EingebetteterServer(clusterordner(ordner), dauerhaft=False).stoppen(sofort=True)
            shutil.rmtree(ordner, ignore_errors=True)


class Postfach:
    """A mail server of this machine that keeps what it gets."""

    def __init__(self) -> None:
        self.post: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.post.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 ok"

    def text(self, an: str) -> str:
        """Of the mail to this address; waits for it."""
        for _ in range(100):
            for nachricht in self.post:
                if nachricht["To"] == an:
                    return str(nachricht.get_body().get_content())
            time.sleep(0.1)
        raise AssertionError(f"Keine Mail an {an}")


@pytest.fixture(scope="session")
def postfach() -> Iterator[tuple[Postfach, int]]:
    """The mail server and its port."""
    handler, port = Postfach(), _freier_port()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield handler, port
    server.stop()


@pytest.fixture(scope="session")
def produkt(postfach: tuple[Postfach, int]) -> Iterator[Produkt]:
    """Kreislauf as a county starts it, with demo data, once per test run."""
    _reste_entfernen()
    daten = ABLAGE / f"{VORSILBE}{os.getpid()}"
    kreis_kopieren(daten)
    port = _freier_port()
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    umgebung |= {"KREISLAUF_DATEN": str(daten), "DJANGO_SETTINGS_MODULE": "kreislauf.project.settings"}
    umgebung |= {"KREISLAUF_MAIL_SERVER": "127.0.0.1", "KREISLAUF_MAIL_PORT": str(postfach[1])}
    umgebung["KREISLAUF_MAIL_VERSCHLUESSELUNG"] = "keine"
    produkt = Produkt(f"http://127.0.0.1:{port}", daten, umgebung)
    with (daten / "start.log").open("wb") as protokoll:
        prozess = subprocess.Popen(
            [sys.executable, "-m", "kreislauf", "start", "--demo", "--port", str(port)],
            env=umgebung,
            stdout=protokoll,
            stderr=protokoll,
            start_new_session=True,
            preexec_fn=_mit_dem_testlauf_enden,  # noqa: PLW1509 -- one call, no locks
        )
        try:
            _auf_antwort_warten(produkt, prozess)
            yield produkt
        finally:
            prozess.send_signal(signal.SIGINT)
            try:
                prozess.wait(30)
            except subprocess.TimeoutExpired:
                prozess.kill()
    shutil.rmtree(daten, ignore_errors=True)


@pytest.fixture(scope="session")
def sitzungen(produkt: Produkt) -> dict[str, str]:
    """Session cookie of the demo person for each role."""
    gefunden: dict[str, str] = json.loads(produkt.python(Path(__file__).parent / "sitzungen.py"))
    return gefunden


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    pfad = chromium()
    assert pfad is not None
    flaggen = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    umgebung: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "de"}  # its own words in form fields
    browser = _playwright.chromium.launch(executable_path=pfad, args=flaggen, env=umgebung)
    yield browser
    browser.close()


@pytest.fixture
def portal(browser: Browser, produkt: Produkt) -> Iterator[Callable[..., Page]]:
    """Opens pages of the portal: width in pixels, with or without JavaScript."""
    adresse = (produkt.daten / "portaladresse").read_text()
    offen = []

    def oeffnen(breite: int = 360, *, js: bool = True) -> Page:
        kontext = browser.new_context(
            base_url=adresse, viewport={"width": breite, "height": 800}, java_script_enabled=js, locale="de-DE"
        )
        offen.append(kontext)
        page = kontext.new_page()
        mithoeren(page, adresse)
        return page

    yield oeffnen
    for kontext in offen:
        kontext.close()


Seite = Callable[..., Page]


def _kontext(browser: Browser, produkt: Produkt, sitzung: str | None, **wahl: Any) -> BrowserContext:
    kontext = browser.new_context(base_url=produkt.adresse, locale="de-DE", timezone_id="Europe/Berlin", **wahl)
    if sitzung is not None:
        kontext.add_cookies([{"name": "sessionid", "value": sitzung, "url": produkt.adresse}])
    return kontext


@pytest.fixture
def seite(browser: Browser, produkt: Produkt, sitzungen: dict[str, str]) -> Iterator[Seite]:
    """Opens pages of a fresh browser: role (None: guest), width in pixels, colours, with or without JavaScript."""
    offen = []

    def oeffnen(rolle: str | None = None, breite: int = 1280, *, farben: str = "light", js: bool = True) -> Page:
        kontext = _kontext(
            browser,
            produkt,
            sitzungen[rolle] if rolle else None,
            viewport={"width": breite, "height": 900},
            color_scheme=farben,
            java_script_enabled=js,
        )
        offen.append(kontext)
        page = kontext.new_page()
        mithoeren(page, produkt.adresse)
        return page

    yield oeffnen
    for kontext in offen:
        kontext.close()


@pytest.fixture(scope="session")
def arbeitsplatz(
    browser: Browser, produkt: Produkt, sitzungen: dict[str, str]
) -> Iterator[Callable[[str | None], BrowserContext]]:
    """One browser per role for the whole run, with its cache: quick, for tests that only look."""
    offen: dict[str | None, BrowserContext] = {}

    def geben(rolle: str | None) -> BrowserContext:
        if rolle not in offen:
            offen[rolle] = _kontext(browser, produkt, sitzungen[rolle] if rolle else None)
        return offen[rolle]

    yield geben
    for kontext in offen.values():
        kontext.close()
