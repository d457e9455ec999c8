"""A price that comes later, the end of a base benefit, what is handed on, the inbox as CSV."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.states import IllegalTransition
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, make_antrag, make_kind, make_leistung
from kreislauf.leistungen.bildung_und_teilhabe.views.postkorb import entschaerft
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import record_eingang, withdraw_antrag
from kreislauf.verfahren.antrag.services.ergaenzen import (
    SchonEntschieden,
    StelleFehlt,
    amend_bedarf,
    forward_eingang,
)
from kreislauf.verfahren.antrag.states import Eingangsstand
from kreislauf.verfahren.bescheid.states import Zeilenart

pytestmark = pytest.mark.django_db


@pytest.fixture
def antrag(sachbearbeiterin: User, bereich: Bereich) -> Antrag:
    """The price of the club is not known."""
    return make_antrag(sachbearbeiterin, bereich, make_kind("Ida", make_leistung("teilhabe")))


def test_missing_price_is_a_gap_for_a_person_and_is_completed(
    antrag: Antrag, sachbearbeiterin: User, client: Client
) -> None:
    client.force_login(sachbearbeiterin)
    seite = reverse("but:antrag", args=[antrag.pk])
    vorher = vorschlaege(bedarfe_von(antrag), HEUTE)[0].vorschlag
    assert vorher.art is Zeilenart.PERSON
    assert "Angabe fehlt: Kosten im Monat." in vorher.luecken
    assert "Der Preis fehlt" in client.get(seite).content.decode()

    client.post(reverse("but:preis", args=[antrag.bedarfe.get().pk]), {"betrag": "8,00"})

    assert vorschlaege(bedarfe_von(antrag), HEUTE)[0].vorschlag.betrag == Decimal("90.00")
    assert "Der Preis fehlt" not in client.get(seite).content.decode()
    withdraw_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    with pytest.raises(SchonEntschieden):
        amend_bedarf(bedarf_id=antrag.bedarfe.get().pk, name="kosten", wert="9.00", actor=sachbearbeiterin, at=AT)


def test_base_benefit_is_ended_on_the_case_page(antrag: Antrag, sachbearbeiterin: User, client: Client) -> None:
    client.force_login(sachbearbeiterin)
    zeitraum = antrag.bedarfe.get().kind.leistungszeitraeume.get()

    client.post(reverse("but:zeitraumende", args=[antrag.pk, zeitraum.pk]), {"ende": "2026-12-31"})

    zeitraum.refresh_from_db()
    assert zeitraum.ende == date(2026, 12, 31)


def test_what_belongs_elsewhere_is_handed_on_once(bereich: Bereich, sachbearbeiterin: User, client: Client) -> None:
    eingang = record_eingang(
        bereich_id=bereich.pk, kanal="email", betreff="Wohngeld", received_at=AT, actor=sachbearbeiterin, at=AT
    )
    client.force_login(sachbearbeiterin)
    seite = reverse("but:eingang", args=[eingang.pk])
    assert seite in client.get(reverse("but:postkorb")).content.decode()
    with pytest.raises(StelleFehlt):
        forward_eingang(eingang_id=eingang.pk, stelle=" ", actor=sachbearbeiterin, at=AT)
    client.post(seite, {"stelle": "Wohngeldstelle der Stadt"})
    eingang.refresh_from_db()

    assert (eingang.state, eingang.weitergeleitet_an) == (Eingangsstand.WEITERGELEITET, "Wohngeldstelle der Stadt")
    assert "weitergeleitet an Wohngeldstelle der Stadt" in client.get(seite).content.decode()
    with pytest.raises(IllegalTransition):
        forward_eingang(eingang_id=eingang.pk, stelle="x", actor=sachbearbeiterin, at=AT)


def test_inbox_as_csv_holds_what_is_filtered_and_no_formula(
    antrag: Antrag, sachbearbeiterin: User, client: Client
) -> None:
    client.force_login(sachbearbeiterin)
    adresse = reverse("but:postkorb_csv")

    assert antrag.fallakte.aktenzeichen in client.get(adresse, {"fach": "neu"}).content.decode()
    assert antrag.fallakte.aktenzeichen not in client.get(adresse, {"fach": "entscheiden"}).content.decode()
    assert entschaerft("=1+1") == "'=1+1"
    assert entschaerft("Ida") == "Ida"
