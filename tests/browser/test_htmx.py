"""htmx under the strict policy: fragments replace parts of the page, failures show their text, nothing is evaluated."""

from playwright.sync_api import Route, expect

from .conftest import Seite
from .pruefung import gehoert

TEIL = """
<div id="probe">
  <button hx-get="/probe/gut" hx-target="#ziel">gut</button>
  <button hx-post="/probe/konflikt" hx-target="#ziel">Konflikt</button>
  <button hx-get="/probe/gut" hx-target="#ziel" hx-on:click="document.title = 'ausgeführt'">böse</button>
  <div id="ziel"></div>
</div>
"""


def test_htmx_swaps_fragments_and_conflicts_and_evaluates_nothing(seite: Seite) -> None:
    page = seite("leitung")

    def antworten(route: Route) -> None:
        konflikt = route.request.url.endswith("konflikt")
        assert route.request.headers["hx-request"] == "true"
        text = "<p>Schon erledigt.</p>" if konflikt else "<p>Neuer Stand.</p>"
        route.fulfill(status=409 if konflikt else 200, body=text, content_type="text/html")

    page.route("**/probe/**", antworten)
    page.goto("/")
    page.evaluate("html => { document.querySelector('main').innerHTML = html; htmx.process(document.body); }", TEIL)

    page.get_by_role("button", name="gut", exact=True).click()
    expect(page.locator("#ziel")).to_have_text("Neuer Stand.")
    assert gehoert(page) == []

    page.get_by_role("button", name="Konflikt").click()
    expect(page.locator("#ziel")).to_have_text("Schon erledigt.")

    page.get_by_role("button", name="böse").click()
    page.wait_for_timeout(200)
    assert page.title() != "ausgeführt"
