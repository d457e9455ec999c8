"""Every page that can be reached without arguments, narrow and wide, light and dark."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from .adressen import KEINE_SEITEN, ROLLEN_DER_REIHE_NACH, alle_adressen
from .conftest import Produkt, Seite
from .pruefung import maengel, maengel_ueberall, mithoeren, pruefe

Arbeitsplatz = Callable[[str | None], BrowserContext]


def _rolle_fuer(arbeitsplatz: Arbeitsplatz, pfad: str) -> tuple[str | None, bool]:
    """The first role that gets the page itself, no redirect and no error; and whether it is HTML. Guests come last.

    401 counts as a page only where nobody gets 200: the page that says that signing in failed.
    """
    gesehen = {}
    for rolle in ROLLEN_DER_REIHE_NACH:
        gesehen[rolle] = arbeitsplatz(rolle).request.get(pfad, max_redirects=0)
        if gesehen[rolle].status == 200:
            break
    for erwartet in (200, 401):
        for rolle, antwort in gesehen.items():
            if antwort.status == erwartet:
                return rolle, antwort.headers["content-type"].startswith("text/html")
    liste = ", ".join(f"{rolle or 'Gast'} {antwort.status}" for rolle, antwort in gesehen.items())
    pytest.fail(f"Keine Rolle kann {pfad} öffnen ({liste}). Ist es keine Seite, gehört es in adressen.KEINE_SEITEN.")


@pytest.mark.parametrize(("name", "pfad"), alle_adressen(), ids=[name for name, _ in alle_adressen()])
def test_page_is_accessible_at_each_width_and_in_both_colours(
    arbeitsplatz: Arbeitsplatz, produkt: Produkt, name: str, pfad: str
) -> None:
    rolle, html = _rolle_fuer(arbeitsplatz, pfad)
    if not html:
        return
    page = arbeitsplatz(rolle).new_page()
    mithoeren(page, produkt.adresse)
    page.goto(pfad)

    befunde = maengel_ueberall(page)
    page.close()

    assert not befunde, f"{name} {pfad} als {rolle or 'Gast'}:\n" + "\n".join(befunde)


def test_exceptions_name_existing_addresses() -> None:
    assert [name for name in KEINE_SEITEN if not reverse(name)] == []


@pytest.mark.parametrize(
    "pfad", ["/gibt-es-nicht/", "/suche/?q=nichtszufinden", "/suche/?von=2026-02-01&bis=2026-01-01&q=x"]
)
@pytest.mark.parametrize("breite", [360, 1280])
def test_error_and_empty_pages_are_accessible(seite: Seite, pfad: str, breite: int) -> None:
    page = seite("leitung", breite)
    page.goto(pfad)

    assert maengel(page) == []


def test_menu_of_a_phone_opens_and_closes_by_keyboard(seite: Seite) -> None:
    page = seite("geschaeftsfuehrung", 360)
    page.goto("/suche/")
    menue = page.locator(".hauptmenue--schmal summary")
    if not menue.count():
        pytest.skip("Noch keine App hat einen Eintrag in der Navigation.")
    liste = page.locator(".hauptmenue--schmal ul")

    menue.focus()
    page.keyboard.press("Enter")
    expect(liste).to_be_visible()
    pruefe(page)
    page.keyboard.press("Escape")

    expect(liste).to_be_hidden()
    expect(menue).to_be_focused()


def test_first_tab_stop_jumps_to_the_content(seite: Seite) -> None:
    page = seite("leitung")
    page.goto("/")

    page.keyboard.press("Tab")
    expect(page.locator(".sprung")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("js", [True, False])
def test_colours_can_be_chosen_and_stay(seite: Seite, js: bool) -> None:
    page = seite("leitung", js=js)
    page.goto("/suche/?q=abc")
    page.locator(".personenmenue summary").click()
    page.get_by_role("button", name="Dunkel").click()

    assert page.url.endswith("/suche/?q=abc")
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"
    page.goto("/")
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"


@pytest.mark.parametrize("breite", [360, 1280])
def test_open_menu_of_the_person_is_accessible(seite: Seite, breite: int) -> None:
    page = seite("leitung", breite, farben="dark")
    page.goto("/")
    page.locator(".personenmenue summary").click()

    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    pruefe(page)


def test_print_shows_the_content_and_no_navigation(seite: Seite) -> None:
    page = seite("leitung")
    page.goto("/suche/?q=abc")
    page.emulate_media(media="print")

    expect(page.locator(".kopfleiste")).to_be_hidden()
    expect(page.locator(".seitenfuss")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_check_finds_what_is_wrong(seite: Seite) -> None:
    """The control: a page with faults must not pass."""
    page = seite("leitung")
    page.goto("/")
    page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", "<img src='/fehlt.png'><div id='breit'>x</div>");
        document.getElementById("breit").style.width = "3000px";
        document.body.insertAdjacentHTML("beforeend", "<p style='color:red'>x</p><h1>zweite</h1>");
        const skript = document.createElement("script");
        skript.textContent = "1";
        document.head.append(skript);
        fetch("http://127.0.0.2:9/").catch(() => 0);
    }""")
    page.wait_for_timeout(300)

    befunde = "\n".join(maengel(page))

    for zeichen in ("axe image-alt", "Pixel breit", "Content Security Policy", "2 Überschriften"):
        assert zeichen in befunde
