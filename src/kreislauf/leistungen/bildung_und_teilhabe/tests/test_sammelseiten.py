"""Pages of a settlement, for the school and for the office."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.akten.person.services import create_person
from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Sammelabrechnung
from kreislauf.leistungen.bildung_und_teilhabe.selectors.sammeln import vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import IDA, JONTE, einreichen, entscheiden

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("familie")
def test_school_hands_in_on_its_page_and_the_office_decides_on_its_own(
    client: Client, ausflug: Fahrt, sachbearbeiterin: User
) -> None:
    client.force_login(ausflug.created_by)
    seite = reverse("schule:sammeln", args=[ausflug.pk])
    erklaerung = {"name": "Frau Kurz", "funktion": "Lehrerin", "vorgestreckt": "on", "nachweise_gesehen": "on"}
    falsch = client.post(seite, erklaerung | {"liste": "Ida"})
    assert falsch.status_code == 422 and "Zeile 1" in falsch.content.decode()
    assert client.post(seite, {"liste": "Brömmelkamp; Ida; 15.1.2017"}).status_code == 422  # nothing declared
    assert client.post(seite, erklaerung | {"liste": "Brömmelkamp; Ida; 15.1.2017\n"}).status_code == 302
    abrechnung = Sammelabrechnung.objects.get()
    assert client.get(reverse("but:sammelabrechnung", args=[abrechnung.pk])).status_code == 403
    with handeln_als(ausflug.created_by, at=AT), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bildung_und_teilhabe_sammelpruefung")
        assert cursor.fetchone() == (0,)

    client.force_login(sachbearbeiterin)
    assert abrechnung.nummer in client.get(reverse("but:sammelabrechnungen")).content.decode()
    assert abrechnung.nummer in client.get(reverse("but:sammelabrechnungen_csv")).content.decode()
    adresse = reverse("but:sammelabrechnung", args=[abrechnung.pk])
    assert "Brömmelkamp, Ida" in client.get(adresse).content.decode()
    (v,) = vorschlaege(abrechnung)
    angaben = {f"{v.zeile.pk}-entscheidung": "bewilligt", f"{v.zeile.pk}-gesehen": str(v.vorschlag.betrag)}
    assert client.post(adresse, angaben).status_code == 302
    assert "12,00 € bewilligt" in client.get(adresse).content.decode()
    client.force_login(ausflug.created_by)
    assert "12,00 € für 1 Kinder" in client.get(seite).content.decode()


@pytest.mark.usefixtures("familie")
def test_child_that_was_settled_is_not_merged_into_another(ausflug: Fahrt, sachbearbeiterin: User) -> None:
    entscheiden(einreichen(ausflug, IDA), sachbearbeiterin)
    ida = Person.objects.get(vorname="Ida")
    andere = create_person(bereich_id=ida.bereich_id, vorname="Ida", nachname="X", actor=sachbearbeiterin, at=AT)

    with pytest.raises(DomainError, match="schon mit einer Schule abgerechnet"):
        person_merging.send(Person, alt=ida, neu=andere)


@pytest.mark.usefixtures("familie")
def test_lists_of_money_show_a_collective_payment(client: Client, ausflug: Fahrt, sachbearbeiterin: User) -> None:
    abrechnung = entscheiden(einreichen(ausflug, IDA, JONTE), sachbearbeiterin)
    client.force_login(sachbearbeiterin)
    for name in ("zahlungsliste", "konto", "jahreszahlen", "zahlungen", "ruecklaeufer"):
        assert client.get(reverse(f"but:{name}")).status_code == 200, name
    liste = client.get(reverse("but:zahlungsliste")).content.decode()
    assert abrechnung.nummer in liste and "24,00 €" in liste
    assert abrechnung.nummer in client.get(reverse("but:zahlungsliste"), {"form": "csv"}).content.decode()
    konto = client.get(reverse("but:konto"), {"von": "2026-12-01", "bis": "2026-12-31"}).content.decode()
    assert konto.count("12,00") >= 2
