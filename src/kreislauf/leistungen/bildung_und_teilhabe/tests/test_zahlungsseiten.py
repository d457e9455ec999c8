"""A run from its draft to the booked payments, only through the pages, by three people."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import SPAETER
from kreislauf.verfahren.zahlung.models import Buchung, Zahllauf
from kreislauf.verfahren.zahlung.states import Laufstand

pytestmark = pytest.mark.django_db
NEU = {
    "ausfuehrungstag": SPAETER.isoformat(),
    "name": "Kreis Auental",
    "iban": "DE02 1203 0000 0000 2020 51",
    "bic": "BYLADEM1001",
}


def als(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def adresse(akt: str = "") -> str:
    lauf = Zahllauf.objects.get()
    return reverse("but:zahllauf_handeln", args=[lauf.pk, akt]) if akt else reverse("but:zahllauf", args=[lauf.pk])


@pytest.mark.usefixtures("konten")
def test_three_people_bring_a_run_to_the_bank(sachbearbeiterin: User, teamleiterin: User, kasse: User) -> None:
    ordert, gibt_frei, gibt_aus = als(sachbearbeiterin), als(teamleiterin), als(kasse)
    assert ordert.post(reverse("but:zahllauf_neu"), NEU).status_code == 302
    assert adresse("approve") not in ordert.get(adresse()).content.decode()
    assert ordert.post(adresse("approve")).status_code == 403
    assert adresse() in gibt_frei.get("/").content.decode()
    assert gibt_frei.get(adresse("approve")).status_code == 200
    gibt_frei.post(adresse("approve"))
    assert adresse() in gibt_aus.get("/").content.decode()
    assert adresse("export") in gibt_aus.get(adresse()).content.decode()
    datei = gibt_aus.post(adresse("export"))
    assert "872,00" in gibt_aus.get(reverse("but:zahlungen")).content.decode()
    gibt_aus.post(adresse("send"))
    assert gibt_aus.post(adresse("confirm")).status_code == 422
    gibt_aus.post(adresse("confirm"), {"ausgefuehrt_am": SPAETER.isoformat()})

    assert datei["Content-Type"] == "application/xml"
    assert datei.content.count(b"<CdtTrfTxInf>") == Zahllauf.objects.get().anzahl
    assert sum(b.betrag for b in Buchung.objects.filter(art="gezahlt")) == Decimal("872.00")
    assert gibt_aus.post(adresse("confirm"), {"ausgefuehrt_am": SPAETER.isoformat()}).status_code == 409


@pytest.mark.usefixtures("konten")
def test_a_rejection_needs_a_reason(sachbearbeiterin: User, teamleiterin: User) -> None:
    als(sachbearbeiterin).post(reverse("but:zahllauf_neu"), NEU)
    gibt_frei = als(teamleiterin)

    assert gibt_frei.post(adresse("reject")).status_code == 422
    gibt_frei.post(adresse("reject"), {"grund": "falscher Tag"})
    assert Zahllauf.objects.get().state == Laufstand.ABGELEHNT
    assert "falscher Tag" in gibt_frei.get(adresse()).content.decode()


def test_without_runs_the_list_says_what_to_do(kasse: User) -> None:
    assert "Kein Zahllauf" in als(kasse).get(reverse("but:zahlungen")).content.decode()


def test_a_wrong_account_is_named_and_nothing_is_drafted(sachbearbeiterin: User) -> None:
    antwort = als(sachbearbeiterin).post(reverse("but:zahllauf_neu"), NEU | {"iban": "DE00123"})

    assert antwort.status_code == 422
    assert not Zahllauf.objects.exists()


def test_other_roles_see_no_runs() -> None:
    assert als(make_user("planung")).get(reverse("but:zahlungen")).status_code == 403
