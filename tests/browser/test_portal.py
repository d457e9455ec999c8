"""The portal in a real browser: every language, phone first, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from kreislauf.portal.sprachen import SPRACHEN, html_sprache

from .pruefung import maengel, maengel_ueberall

Oeffnen = Callable[..., Page]


def _ausfuellen(page: Page, geboren: str) -> None:
    page.check("[name=rechtskreis][value=bkgg_wohngeld]")
    page.fill("[name=geburtsdatum]", geboren)
    page.check("[name=einrichtung][value=schule]")
    page.check("[name=ausbildungsverguetung][value=nein]")
    page.check("[name=bedarfe][value=teilhabe]")
    page.check("[name=bedarfe][value=klassenfahrt]")
    page.click("button[type=submit]")


@pytest.mark.parametrize("sprache", SPRACHEN)
def test_check_is_accessible_in_each_language_from_start_to_result(portal: Oeffnen, sprache: str) -> None:
    page = portal()
    html = html_sprache(sprache)
    pruefung = maengel_ueberall if sprache in {"de", "ar"} else maengel  # the others share these pages' form
    page.goto(f"/{sprache}/anspruch/")
    page.click("button[type=submit]")
    befunde = pruefung(page, sprache=html)
    _ausfuellen(page, "1.3.2017")
    befunde += pruefung(page, sprache=html)
    page.goto(f"/{sprache}/")
    befunde += maengel(page, sprache=html)

    assert befunde == []


def test_check_works_without_javascript_and_answers_can_be_changed(portal: Oeffnen) -> None:
    page = portal(js=False)
    page.goto("/de/anspruch/")
    _ausfuellen(page, "31.02.2017")
    assert "Geburt" in page.inner_text(".fehlerliste")
    _ausfuellen(page, "1.3.2017")
    assert page.locator(".ergebnisliste li").count() == 3
    assert "15 €" in page.inner_text("main")
    page.click("button[name=aendern]")

    _ausfuellen(page, "1.3.2006")  # grown up, still at school
    assert "Dafür ist Ihr Kind zu alt" in page.inner_text("main")

    page.click("button[name=aendern]")
    assert page.input_value("[name=geburtsdatum]") != ""
    assert page.is_checked("[name=bedarfe][value=klassenfahrt]")


def test_nothing_of_the_answers_is_kept_in_the_browser(portal: Oeffnen) -> None:
    page = portal()
    page.goto("/de/anspruch/")
    _ausfuellen(page, "1.3.2017")

    assert {c["name"] for c in page.context.cookies()} <= {"portal_csrf"}
    assert "2017" not in page.url
