"""The portal in a real browser: every language, phone first, without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kreislauf.portal.sprachen import SPRACHEN, html_sprache
from kreislauf.project.eingebettet import clusterordner

from .conftest import Postfach, Produkt
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


def test_mother_goes_on_later_by_the_link_in_her_mail_and_deletes_what_was_kept(
    portal: Oeffnen, postfach: tuple[Postfach, int]
) -> None:
    page = portal()
    page.goto("/ar/antrag/")
    page.fill("[name=vorname]", "Amira")
    page.click("button[formaction$=spaeter\\/]")
    befunde = maengel_ueberall(page, sprache="ar")
    page.fill("[name=email]", "amira@familie.example")
    page.click("button.kern-btn--primary")
    befunde += maengel(page, sprache="ar")

    adresse = re.search(r"http\S+(/ar/weiter/\S+/)", postfach[0].text("amira@familie.example"))
    assert adresse is not None
    geraet = portal()
    geraet.goto(adresse[1])
    befunde += maengel_ueberall(geraet, sprache="ar")
    geraet.click("button[value=weiter]")
    assert geraet.input_value("[name=vorname]") == "Amira"
    geraet.goto(adresse[1])
    geraet.click("button[value=loeschen]")
    befunde += maengel(geraet, sprache="ar")
    geraet.goto(adresse[1])

    assert geraet.locator("button").count() == 0
    assert befunde == []


def _antrag_ausfuellen(page: Page) -> None:
    """A common case: one child, club and school money."""
    page.goto("/ar/antrag/")
    haushalt = {"vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "4.5.1988", "strasse": "Lindenweg 3"}
    for name, wert in {**haushalt, "plz": "12345", "ort": "Auental"}.items():
        page.fill(f"[name={name}]", wert)
    page.check("[name=rolle][value=elternteil]")
    page.check("[name=rechtskreis][value=sgb2]")
    page.click("button.kern-btn--primary")
    page.fill("[name=vorname]", "Sami")
    page.fill("[name=geburtsdatum]", "1.3.2017")
    page.check("[name=einrichtung][value=schule]")
    page.check("[name=bedarfe][value=schulbedarf]")
    page.check("[name=bedarfe][value=teilhabe]")
    page.click("button.kern-btn--primary")
    page.fill("[name=teilhabe-was]", "Schwimmen")
    page.click("button.kern-btn--primary")
    page.fill("[name=iban]", "DE89 3704 0044 0532 0130 00")
    page.click("button.kern-btn--primary")


def test_mother_applies_on_a_phone_in_arabic_without_javascript(
    portal: Oeffnen, produkt: Produkt, tmp_path: Path
) -> None:
    page = portal(js=False)
    _antrag_ausfuellen(page)
    boese = tmp_path / "beleg.jpg"
    boese.write_text("<script>")
    page.set_input_files("[name=nachweise]", boese)
    page.check("[name=wahrheit]")
    page.click("button.kern-btn--primary")
    assert "beleg.jpg" in page.inner_text(".fehlerliste")

    page.screenshot(path=tmp_path / "beleg.png")
    page.set_input_files("[name=nachweise]", tmp_path / "beleg.png")
    page.check("[name=wahrheit]")
    page.click("button.kern-btn--primary")

    assert "Lindenweg 3" in page.inner_text("main")  # her copy
    eingaenge = f"""
import psycopg
with psycopg.connect("host={clusterordner(produkt.daten)} user=postgres dbname=kreislauf") as v:
    print(v.execute("SELECT e.betreff, e.sprache, e.text, count(a.*) FROM antrag_eingang e JOIN portal_anlage a "
                    "ON a.eingang_id = e.id GROUP BY e.id").fetchall())
"""
    (tmp_path / "lesen.py").write_text(eingaenge)
    gefunden = produkt.python(tmp_path / "lesen.py")
    assert "Antrag auf Bildung und Teilhabe für Sami" in gefunden
    assert "'ar'" in gefunden
    assert "Was macht das Kind dort?: Schwimmen" in gefunden
    assert gefunden.strip().endswith(", 1)]")


def test_pages_of_the_application_are_accessible(portal: Oeffnen) -> None:
    page = portal()
    page.goto("/ar/antrag/")
    page.click("button.kern-btn--primary")
    befunde = maengel_ueberall(page, sprache="ar")
    _antrag_ausfuellen(page)
    befunde += maengel_ueberall(page, sprache="ar")

    assert befunde == []
