"""Pages answer, also without anything in them, and show expected failures where they belong."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.journal.models import Zeile
from kreislauf.leistungen.bildung_und_teilhabe.forms.fall import Zeilenform
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import make_antrag, make_kind, make_leistung
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.bescheid.selectors import wertgrenze_am

pytestmark = pytest.mark.django_db
SEITEN = ("postkorb", "neu", "akten", "dubletten", "konten", "importe")


@pytest.fixture
def angemeldet(client: Client, sachbearbeiterin: User) -> Client:
    client.force_login(sachbearbeiterin)
    return client


@pytest.mark.parametrize("name", SEITEN)
def test_page_answers_without_data(angemeldet: Client, name: str) -> None:
    assert angemeldet.get(reverse(f"but:{name}")).status_code == 200


@pytest.mark.parametrize("name", SEITEN)
def test_page_is_closed_to_other_roles(client: Client, name: str) -> None:
    client.force_login(make_user("planung"))

    assert client.get(reverse(f"but:{name}")).status_code == 403


def test_empty_form_names_every_fault_and_writes_nothing(angemeldet: Client) -> None:
    antwort = angemeldet.post(reverse("but:neu"), {"kinder": "2"})

    assert antwort.status_code == 422
    assert "Es ist noch nichts gespeichert" in antwort.content.decode()
    assert not Antrag.objects.exists()


def test_reading_a_case_is_journalled(angemeldet: Client, sachbearbeiterin: User, bereich: Bereich) -> None:
    antrag = make_antrag(sachbearbeiterin, bereich)
    assert angemeldet.get(reverse("but:antrag", args=[antrag.pk])).status_code == 200

    assert Zeile.objects.filter(objekt_id=str(antrag.pk), lesend=True, person_id=sachbearbeiterin.pk).exists()


def test_inbox_finds_by_childs_name_and_queue(angemeldet: Client, sachbearbeiterin: User, bereich: Bereich) -> None:
    make_antrag(sachbearbeiterin, bereich, make_kind("Jonte", make_leistung("teilhabe", kosten="8.00")))

    gefunden = angemeldet.get(reverse("but:postkorb"), {"suche": "jonte", "fach": "neu"}).content.decode()
    woanders = angemeldet.get(reverse("but:postkorb"), {"fach": "entscheiden"}).content.decode()
    assert "Brömmelkamp, Silke" in gefunden
    assert "Hier liegt nichts" in woanders


def test_decision_from_an_old_page_is_refused(angemeldet: Client, sachbearbeiterin: User, bereich: Bereich) -> None:
    antrag = make_antrag(sachbearbeiterin, bereich)
    angaben = {"version": str(antrag.version)}
    assert angemeldet.post(reverse("but:antrag_handeln", args=[antrag.pk, "examine"]), angaben).status_code == 302

    antwort = angemeldet.post(reverse("but:antrag_handeln", args=[antrag.pk, "withdraw"]), angaben)
    assert antwort.status_code == 409
    assert "inzwischen von jemand anderem" in antwort.content.decode()


def test_facts_are_completed_on_the_case_page(angemeldet: Client, sachbearbeiterin: User, bereich: Bereich) -> None:
    kind = make_kind("Ida", make_leistung("teilhabe", kosten="8.00"), rechtskreis="")
    antrag = make_antrag(sachbearbeiterin, bereich, kind)
    person = antrag.bedarfe.get().kind
    vorher = angemeldet.get(reverse("but:antrag", args=[antrag.pk])).content.decode()
    assert "kein Leistungsbezug eingetragen" in vorher

    angaben = {"rechtskreis": "sgb2", "beginn": "2026-01-01", "ende": "2027-12-31"}
    angemeldet.post(reverse("but:sachverhalt", args=[antrag.pk, person.pk, "bezug"]), angaben)

    nachher = angemeldet.get(reverse("but:antrag", args=[antrag.pk])).content.decode()
    assert person.leistungszeitraeume.get().beginn == date(2026, 1, 1)
    assert "kein Leistungsbezug eingetragen" not in nachher
    assert "90,00" in nachher


def test_new_limit_ends_the_old_one_and_bad_days_are_told(client: Client, bereich: Bereich) -> None:
    client.force_login(make_user("teamleitung_but", bereich))
    angaben = {"art": "wertgrenze", "wertgrenze-betrag": "250,00", "wertgrenze-beginn": "2026-12-01"}

    assert client.post(reverse("but:vorgaben"), angaben).status_code == 302
    assert wertgrenze_am(bereich.pk, date(2026, 11, 30)) == Decimal("500.00")
    assert wertgrenze_am(bereich.pk, date(2026, 12, 1)) == Decimal("250.00")
    antwort = client.post(reverse("but:vorgaben"), angaben)
    assert antwort.status_code == 422
    assert "eine neue muss danach beginnen" in antwort.content.decode()


def test_settings_are_for_who_approves(angemeldet: Client) -> None:
    assert angemeldet.get(reverse("but:vorgaben")).status_code == 403


def test_the_case_page_offers_no_other_family_as_payee(sachbearbeiterin: User, bereich: Bereich) -> None:
    eltern = {"vorname": "Frauke", "nachname": "Andersfamilie", "ort": "Auental"}
    kind = make_kind("Tjark", make_leistung("teilhabe", kosten="8.00"), nachname="Andersfamilie")
    konto = {"iban": "DE02120300000000202051", "inhaber": "F Andersfamilie"}
    make_antrag(sachbearbeiterin, bereich, kind, antragsteller=eltern, **konto)
    eigen = make_antrag(sachbearbeiterin, bereich, **konto)

    form = Zeilenform(vorschlaege(bedarfe_von(eigen), date(2026, 11, 24))[0], prefix="x")

    angeboten = {str(e) for e in form.fields["empfaenger"].queryset}  # type: ignore[attr-defined]
    assert {str(e) for e in Zahlungsempfaenger.objects.all()} - angeboten == {"Frauke Andersfamilie"}
    assert "Anbieter Auental" in angeboten
