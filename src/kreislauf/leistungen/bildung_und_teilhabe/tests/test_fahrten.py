"""A school enters a trip once, confirms who takes part, and learns nothing about any family."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kreislauf.akten.traeger.models import Bankverbindung
from kreislauf.akten.traeger.services import confirm_bankverbindung
from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.leistungen.bildung_und_teilhabe.forms.papier import KlassenfahrtForm
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Schulzugang, Teilnehmer
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import BereichUnpassend, open_schulzugang, update_fahrt
from kreislauf.leistungen.bildung_und_teilhabe.services.papierantrag import Leistungsangabe
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import (
    Kindzeile,
    ListeUngueltig,
    NichtsBestaetigt,
    accept_bestaetigungen,
    add_teilnehmer,
    confirm_teilnehmer,
    lies_liste,
    remove_teilnehmer,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, make_antrag, make_kind, make_leistung
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import make_fahrt, make_schulzugang
from kreislauf.verfahren.antrag.models import Antrag, Nachweis

pytestmark = pytest.mark.django_db
IDA = Kindzeile("Brömmelkamp", "Ida", date(2017, 1, 15))
ALI = Kindzeile("Unbekannt", "Ali", date(2017, 3, 4))
FORMULAR = {
    "art": "klassenfahrt", "klasse": "4a", "ziel": "Norderney", "beginn": "2027-05-10", "ende": "2027-05-14",
    "kosten": "310,00", "taschengeld": "20,00", "enthalten": "alles", "faellig_am": "2027-01-15",
    "kontoinhaber": "Grundschule am Fluss", "iban": "DE02 1203 0000 0000 2020 51", "ansprechperson": "Frau Kurz",
    "schulrechtlich": "on",
}  # fmt: skip


@pytest.fixture
def zugang(sachbearbeiterin: User, bereich: Bereich) -> Schulzugang:
    return make_schulzugang(sachbearbeiterin, bereich)


@pytest.fixture
def schule(zugang: Schulzugang) -> User:
    return make_user("schule", zugang.schulbereich)


@pytest.fixture
def fahrt(zugang: Schulzugang, schule: User) -> Fahrt:
    return make_fahrt(zugang, schule)


def _klassenfahrt(fahrt: Fahrt) -> Leistungsangabe:
    angaben = {"fahrt": fahrt.code, "kosten": "310.00", "faellig_am": "2027-01-15", "anbieter_neu": ""}
    return make_leistung("klassenfahrt", **angaben)


@pytest.fixture
def antrag(sachbearbeiterin: User, bereich: Bereich, fahrt: Fahrt) -> Antrag:
    leistung = _klassenfahrt(fahrt)
    return make_antrag(sachbearbeiterin, bereich, make_kind("Ida", leistung))


def test_trip_is_entered_once_and_gets_letter_and_picture(client: Client, zugang: Schulzugang, schule: User) -> None:
    client.force_login(schule)
    antwort = client.post(reverse("schule:fahrt_neu"), FORMULAR | {"zugang": str(zugang.pk)})
    fahrt = Fahrt.objects.get()
    assert antwort.status_code == 302
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", fahrt.code)
    assert fahrt.iban == "DE02120300000000202051"

    brief = client.get(reverse("schule:elternbrief", args=[fahrt.pk]), {"sprache": "ar"}).content.decode()
    assert f"{fahrt.code[:4]}-{fahrt.code[4:]}" in brief
    assert 'dir="rtl"' in brief and "رحلة مدرسية" in brief
    bild = client.get(reverse("schule:qr", args=[fahrt.pk]))
    assert bild["Content-Type"] == "image/svg+xml"
    assert b"<path" in bild.content and not re.search(rb"<script|style=|<style|href", bild.content)


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"ende": "2027-05-09"}, "ende"),
        ({"art": "ausflug"}, "ende"),
        ({"ende": "2027-05-10"}, "ende"),
        ({"kosten": "0"}, "kosten"),
        ({"taschengeld": "310"}, "taschengeld"),
        ({"iban": "DE03120300000000202051"}, "iban"),
        ({"schulrechtlich": ""}, "schulrechtlich"),
    ],
)
def test_wrong_details_are_named_and_nothing_is_written(
    client: Client, zugang: Schulzugang, schule: User, anders: dict[str, str], feld: str
) -> None:
    client.force_login(schule)
    antwort = client.post(reverse("schule:fahrt_neu"), FORMULAR | {"zugang": str(zugang.pk)} | anders)

    assert antwort.status_code == 422
    assert list(antwort.context["form"].errors) == [feld]
    assert not Fahrt.objects.exists()


def test_school_sees_its_own_trips_and_no_table_of_the_office(
    client: Client, fahrt: Fahrt, schule: User, sachbearbeiterin: User, antrag: Antrag
) -> None:
    andere = make_schulzugang(sachbearbeiterin, fahrt.bereich, "Andere Schule")
    fremde = make_fahrt(andere, make_user("schule", andere.schulbereich, email="andere@x.example"), ziel="Harz")
    client.force_login(schule)

    liste = client.get(reverse("schule:fahrten")).content.decode()
    assert "Norderney" in liste and "Harz" not in liste
    assert client.get(reverse("schule:fahrt", args=[fremde.pk])).status_code == 404
    assert client.get(reverse("but:antrag", args=[antrag.pk])).status_code == 404
    with handeln_als(schule, at=AT), connection.cursor() as cursor:
        for tabelle in (
            "person_person",
            "antrag_antrag",
            "antrag_antragsbedarf",
            "bescheid_bescheid",
            "antrag_nachweis",
        ):
            cursor.execute(f"SELECT count(*) FROM {tabelle}")
            assert cursor.fetchone() == (0,), tabelle


def _normiert(text: str) -> str:
    """The page without what differs from request to request and from child to child by its own name."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KENNUNG", text)


def test_page_and_answer_are_the_same_for_a_child_that_is_entitled_and_one_that_is_not(
    client: Client, fahrt: Fahrt, schule: User, sachbearbeiterin: User, bereich: Bereich
) -> None:
    """The same child on the same list, before and after its family applied and the office took its proof."""
    client.force_login(schule)
    adresse, bestaetigung = reverse("schule:fahrt", args=[fahrt.pk]), reverse("schule:bestaetigen", args=[fahrt.pk])
    client.post(reverse("schule:kinder", args=[fahrt.pk]), {"liste": "Brömmelkamp; Ida; 15.1.2017"}, follow=True)
    zeile = Teilnehmer.objects.get()
    angaben = {"dabei": str(zeile.pk), "name": "Frau Kurz", "funktion": "Klassenleitung"}

    def seiten() -> tuple[int, str, str]:
        antwort = client.post(bestaetigung, angaben, follow=True)
        return antwort.status_code, _normiert(_ohne_zeit(antwort)), _normiert(_ohne_zeit(client.get(adresse)))

    ohne = seiten()
    leistung = _klassenfahrt(fahrt)
    antrag = make_antrag(sachbearbeiterin, bereich, make_kind("Ida", leistung))
    accept_bestaetigungen(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    assert seiten() == ohne
    fahrt.teilnehmer.update(nachname="Anders")
    assert seiten() != ohne  # the control: the comparison sees a difference of one word


def _ohne_zeit(antwort: Any) -> str:
    """Without the minute in which somebody confirmed."""
    return re.sub(r"am \d\d\.\d\d\.\d{4}, \d\d:\d\d", "am TAG", antwort.content.decode())


def test_office_sees_of_a_list_only_children_it_knows(
    fahrt: Fahrt, schule: User, sachbearbeiterin: User, antrag: Antrag
) -> None:
    with handeln_als(schule, at=AT):
        add_teilnehmer(fahrt_id=fahrt.pk, kinder=[IDA, ALI], actor=schule, at=AT)
        assert fahrt.teilnehmer.count() == 2  # the control: both are there
    with handeln_als(sachbearbeiterin, at=AT):
        assert [t.vorname for t in fahrt.teilnehmer.all()] == ["Ida"]
        with pytest.raises(PermissionDenied):
            update_fahrt(fahrt_id=fahrt.pk, angaben={"iban": fahrt.iban, "ziel": "x"}, actor=sachbearbeiterin, at=AT)


def test_confirmation_becomes_the_proof_on_the_case_page(
    client: Client, fahrt: Fahrt, schule: User, sachbearbeiterin: User, antrag: Antrag
) -> None:
    client.force_login(sachbearbeiterin)
    seite = reverse("but:antrag", args=[antrag.pk])
    assert "steht nicht auf der Liste" in client.get(seite).content.decode()
    add_teilnehmer(fahrt_id=fahrt.pk, kinder=[IDA, ALI], actor=schule, at=AT)
    assert "noch nicht bestätigt" in client.get(seite).content.decode()
    dabei = [fahrt.teilnehmer.get(vorname="Ida").pk]
    confirm_teilnehmer(fahrt_id=fahrt.pk, dabei=dabei, name="Frau Kurz", funktion="Klasse 4a", actor=schule, at=AT)

    assert "Bestätigung der Schule oder Kita als Nachweis" in client.get(seite).content.decode()
    assert client.post(reverse("but:schulbestaetigung", args=[antrag.pk])).status_code == 302
    assert "Frau Kurz, Klasse 4a" in Nachweis.objects.get().beschreibung
    assert client.post(reverse("but:schulbestaetigung", args=[antrag.pk])).status_code == 409  # nothing new


def test_child_that_does_not_take_part_is_no_proof(
    fahrt: Fahrt, schule: User, sachbearbeiterin: User, antrag: Antrag
) -> None:
    add_teilnehmer(fahrt_id=fahrt.pk, kinder=[IDA], actor=schule, at=AT)
    confirm_teilnehmer(fahrt_id=fahrt.pk, dabei=[], name="Frau Kurz", funktion="Klasse 4a", actor=schule, at=AT)

    with pytest.raises(NichtsBestaetigt):
        accept_bestaetigungen(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)


def test_payee_of_a_trip_is_the_institution_that_entered_it(antrag: Antrag, fahrt: Fahrt) -> None:
    bedarf = antrag.bedarfe.get()

    assert bedarf.einrichtung == fahrt.zugang.einrichtung
    assert bedarf.empfaenger is not None and bedarf.empfaenger.einrichtung == fahrt.zugang.einrichtung


def test_code_on_a_paper_form_fills_in_what_the_school_said(fahrt: Fahrt) -> None:
    code = f"{fahrt.code[:4]}-{fahrt.code[4:].lower()}"
    form = KlassenfahrtForm({"beantragt": "on", "fahrt": code, "kosten": "999"}, bereiche=[fahrt.bereich_id])
    assert form.is_valid(), form.errors
    angabe = form.angabe(HEUTE, None)
    assert (angabe.angaben["kosten"], angabe.angaben["faellig_am"]) == ("310.00", "2027-01-15")
    assert angabe.beschreibung == "Norderney"

    falsch = KlassenfahrtForm({"beantragt": "on", "fahrt": "0000-0000"}, bereiche=[fahrt.bereich_id])
    assert "fahrt" in falsch.errors


def test_list_is_read_as_a_spreadsheet_copies_it_and_every_fault_is_named() -> None:
    text = "\ufeffNachname;Vorname;Geburtsdatum\nBrömmelkamp; Ida; 15.1.2017\n\nUnbekannt\tAli\t2017-03-04\n"
    assert lies_liste(text, heute=HEUTE) == [IDA, ALI]

    with pytest.raises(ListeUngueltig) as fehler:
        lies_liste("Ida\nA;B;31.2.2017\n;B;1.2.2017\nA;B;1.2.2027", heute=HEUTE)
    assert [z[:8] for z in str(fehler.value).splitlines()] == ["Zeile 1:", "Zeile 2:", "Zeile 3:", "Zeile 4:"]
    with pytest.raises(ListeUngueltig):
        lies_liste("\n", heute=HEUTE)


def test_list_grows_without_doubles_and_confirmed_children_stay(fahrt: Fahrt, schule: User) -> None:
    assert add_teilnehmer(fahrt_id=fahrt.pk, kinder=[IDA, IDA], actor=schule, at=AT) == 1
    assert add_teilnehmer(fahrt_id=fahrt.pk, kinder=[IDA, ALI], actor=schule, at=AT) == 1
    ali, ida = fahrt.teilnehmer.get(vorname="Ali"), fahrt.teilnehmer.get(vorname="Ida")
    remove_teilnehmer(fahrt_id=fahrt.pk, teilnehmer_id=ali.pk, actor=schule, at=AT)
    confirm_teilnehmer(fahrt_id=fahrt.pk, dabei=[ida.pk], name="x", funktion="y", actor=schule, at=AT)

    with pytest.raises(NichtsBestaetigt):
        remove_teilnehmer(fahrt_id=fahrt.pk, teilnehmer_id=ida.pk, actor=schule, at=AT)
    assert fahrt.teilnehmer.count() == 1


def test_area_of_the_office_cannot_become_a_schools(
    sachbearbeiterin: User, bereich: Bereich, zugang: Schulzugang
) -> None:
    with handeln_als_system():
        darunter = make_bereich("Team", uebergeordnet=bereich)
    for falsch in (bereich, darunter):
        with pytest.raises(BereichUnpassend):
            open_schulzugang(einrichtung=zugang.einrichtung, schulbereich=falsch, actor=sachbearbeiterin, at=AT)


def test_pages_of_the_office_answer_also_without_data(client: Client, sachbearbeiterin: User) -> None:
    client.force_login(sachbearbeiterin)
    for name in ("fahrten", "schulzugaenge", "fahrten_csv"):
        assert client.get(reverse(f"but:{name}")).status_code == 200
    assert client.get(reverse("schule:fahrten")).status_code == 403


def test_account_named_by_the_school_counts_after_a_second_person(
    client: Client, fahrt: Fahrt, sachbearbeiterin: User, teamleiterin: User
) -> None:
    client.force_login(sachbearbeiterin)
    seite, eintragen = (reverse(f"but:{name}", args=[fahrt.pk]) for name in ("fahrt", "fahrt_konto"))
    assert "noch nicht eingetragen" in client.get(seite).content.decode()
    assert client.post(eintragen).status_code == 302
    assert "zu bestätigen" in client.get(seite).content.decode()
    assert client.post(eintragen).status_code == 409
    konto = Bankverbindung.objects.get()
    confirm_bankverbindung(bankverbindung_id=konto.pk, actor=teamleiterin, at=timezone.now())
    assert "Konto bestätigt" in client.get(seite).content.decode()
    fahrt.iban = "DE89370400440532013000"
    fahrt.save()
    assert "noch nicht eingetragen" in client.get(seite).content.decode()


def test_office_opens_an_access_and_finds_the_trip(
    client: Client, fahrt: Fahrt, sachbearbeiterin: User, bereich: Bereich
) -> None:
    client.force_login(sachbearbeiterin)
    gefunden = client.get(reverse("but:fahrten"), {"suche": f"{fahrt.code[:4]}-{fahrt.code[4:]}"}).content.decode()
    assert "Norderney" in gefunden
    assert "Norderney" in client.get(reverse("but:fahrten_csv")).content.decode()
    assert "Förderverein" not in client.get(reverse("but:fahrt", args=[fahrt.pk])).content.decode()
    antwort = client.post(reverse("but:schulzugaenge"), {"einrichtung": str(fahrt.zugang.einrichtung_id)})
    assert antwort.status_code == 422  # it has one already
