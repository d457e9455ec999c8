"""Claims for refund: made with the revocation, booked in parts, counted once, never above what is claimed."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import User
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import jahreszahlen
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_aufhebung import (
    EUR,
    SPAETER,
    adresse,
    angehoert,
    bezahlt,
    entscheiden,
)
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid
from kreislauf.verfahren.zahlung.models import Buchung, Forderung
from kreislauf.verfahren.zahlung.services.anlegen import paid_before
from kreislauf.verfahren.zahlung.services.forderungen import ForderungUnmoeglich, book_forderung, claim_erstattungen

__all__ = ["adresse", "bezahlt"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bezahlt")]


@pytest.fixture
def forderung(bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User) -> Forderung:
    """144.00 for two months of lunch."""
    aufhebung = angehoert(bescheid, sachbearbeiterin, nur_deswegen=False, gesamterstattung=EUR("500.00"))
    neu = entscheiden(aufhebung, sachbearbeiterin)
    approve_bescheid(bescheid_id=neu.pk, actor=teamleiterin, at=SPAETER)
    announce_bescheid(bescheid_id=neu.pk, posted_on=SPAETER.date(), actor=sachbearbeiterin, at=SPAETER)
    neu.refresh_from_db()
    assert claim_erstattungen(bescheid=neu, actor=sachbearbeiterin, at=SPAETER) == []  # a repetition changes nothing
    return Forderung.objects.get()


def buchen(forderung: Forderung, kasse: User, betrag: str, beleg: str) -> Forderung:
    tag = forderung.entstanden_am
    at = SPAETER.replace(year=tag.year + 1)
    return book_forderung(
        forderung_id=forderung.pk, betrag=Decimal(betrag), gebucht_am=tag, beleg=beleg, actor=kasse, at=at
    )


def test_a_claim_is_booked_in_parts_each_voucher_once_and_stands_in_the_year(forderung: Forderung, kasse: User) -> None:
    assert (forderung.betrag, forderung.state) == (EUR("144.00"), "offen")
    buchen(forderung, kasse, "100.00", "E-1")
    assert buchen(forderung, kasse, "100.00", "E-1").erstattet == EUR("100.00")
    with pytest.raises(ForderungUnmoeglich, match=r"schon mit 100\.00 EUR"):
        buchen(forderung, kasse, "20.00", "E-1")
    with pytest.raises(ForderungUnmoeglich, match="höchstens dieser Betrag"):
        buchen(forderung, kasse, "44.01", "E-2")
    jahr = jahreszahlen(forderung.entstanden_am.year, forderung.entstanden_am)
    assert (jahr.gefordert, jahr.forderung_erstattet, jahr.forderung_offen) == (EUR(144), EUR(100), EUR(44))

    assert buchen(forderung, kasse, "44.00", "E-2").state == "beglichen"
    assert sum(b.betrag for b in Buchung.objects.filter(art="gezahlt", betrag__lt=0)) == EUR("-144.00")


def test_vouchers_that_end_alike_are_different_vouchers(forderung: Forderung, kasse: User) -> None:
    buchen(forderung, kasse, "50.00", "A-1")

    assert buchen(forderung, kasse, "50.00", "1").erstattet == EUR("100.00")
    assert buchen(forderung, kasse, "20.00", "-1").erstattet == EUR("120.00")


def test_what_was_refunded_is_no_longer_paid_for_whoever_decides_anew(forderung: Forderung, kasse: User) -> None:
    nachfolger = Entscheidungszeile(ersetzt=forderung.zeile)
    vorher = sum(paid_before(nachfolger).values())
    assert vorher >= forderung.betrag

    buchen(forderung, kasse, "100.00", "E-1")

    assert sum(paid_before(nachfolger).values()) == vorher - 100


def test_pages_are_for_those_who_may_and_say_what_is_open(
    forderung: Forderung, kasse: User, teamleiterin: User, client: Client
) -> None:
    seite = reverse("but:forderung", args=[forderung.pk])
    client.force_login(kasse)
    assert "144,00" in client.get(reverse("but:forderungen")).content.decode()
    assert "Geldeingang buchen" in client.get(seite).content.decode()
    assert client.post(seite, {"akt": "erlassen", "grund": "x"}).status_code == 403
    assert client.post(seite, {"akt": "buchen", "betrag": "200"}).status_code == 422
    client.force_login(teamleiterin)
    akte = forderung.zeile.bescheid.fallakte_id
    assert "Erstattungsforderungen" in client.get(reverse("but:akte", args=[akte])).content.decode()
    assert client.get(reverse("but:verfall", args=[forderung.zeile_id])).status_code == 200
    assert client.post(seite, {"akt": "erlassen", "grund": "Bagatelle"}).status_code == 302
    forderung.refresh_from_db()
    assert (forderung.state, forderung.grund) == ("erlassen", "Bagatelle")
