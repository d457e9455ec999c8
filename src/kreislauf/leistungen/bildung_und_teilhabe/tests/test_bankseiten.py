"""What the bank answers, only through the pages: read, seen, paid again; and the lists of payments and ledger."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.bankdateien import camt054, pain002, umsatz
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import gesendet
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Bankdatei, Buchung, Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.services import laeufe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]


@pytest.fixture
def lauf(bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User) -> Zahllauf:
    return gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)


def als(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_return_is_read_shown_and_paid_again(lauf: Zahllauf, sachbearbeiterin: User, kasse: User) -> None:
    fahrt = Zahlung.objects.get(leistung="klassenfahrt")
    inhalt = camt054(umsatz("350.00", kennung=fahrt.end_to_end_id, grund="MS03"), umsatz("1.00", kennung="fremd"))
    ordert, gibt_aus = als(sachbearbeiterin), als(kasse)
    assert ordert.post(reverse("but:bankdateien"), {}).status_code == 403

    antwort = gibt_aus.post(reverse("but:bankdateien"), {"datei": SimpleUploadedFile("c.xml", inhalt)}, follow=True)

    seite = antwort.content.decode()
    assert "zurückgekommen" in seite
    assert "gehört zu keiner Zahlung" in seite
    assert "MS03" in gibt_aus.get(reverse("but:ruecklaeufer")).content.decode()
    assert fahrt.zeile is not None
    akte = ordert.get(reverse("but:akte", args=[fahrt.zeile.bescheid.fallakte_id])).content.decode()
    assert "zurückgekommen (MS03" in akte
    assert "Neu zahlen" not in gibt_aus.get(reverse("but:ruecklaeufer")).content.decode()
    assert reverse("but:neu_zahlen", args=[fahrt.pk]) in ordert.get(reverse("but:ruecklaeufer")).content.decode()
    ordert.post(reverse("but:neu_zahlen", args=[fahrt.pk]))
    assert "Kein Rückläufer offen" in ordert.get(reverse("but:ruecklaeufer")).content.decode()
    erneut = gibt_aus.post(reverse("but:bankdateien"), {"datei": SimpleUploadedFile("d.xml", inhalt)}, follow=True)
    assert "schon eingelesen" in erneut.content.decode()
    assert gibt_aus.post(reverse("but:bankdatei_erneut", args=[Bankdatei.objects.get().pk])).status_code == 302


def test_a_wrong_file_is_refused_beside_the_field(lauf: Zahllauf, kasse: User) -> None:
    antwort = als(kasse).post(reverse("but:bankdateien"), {"datei": SimpleUploadedFile("x.xml", b"<html/>")})

    assert antwort.status_code == 422
    assert "weder pain.002 noch camt.054" in antwort.content.decode()


def test_lists_are_narrowed_sorted_and_exported(lauf: Zahllauf, teamleiterin: User, kasse: User) -> None:
    als(kasse).post(
        reverse("but:bankdateien"), {"datei": SimpleUploadedFile("p.xml", pain002(lauf.message_id, status="ACSC"))}
    )
    liste, konto = reverse("but:zahlungsliste"), reverse("but:konto")
    sieht, gibt_aus = als(teamleiterin), als(kasse)

    fahrt = sieht.get(liste, {"leistung": "klassenfahrt", "sortierung": "-betrag"}).content.decode()
    assert "350,00" in fahrt
    assert "1 Treffer" in fahrt
    assert sieht.get(liste, {"von": "2026-12-01", "bis": "2026-11-01"}).status_code == 200
    zeilen = sieht.get(liste, {"form": "csv"}).content.decode().splitlines()
    assert len(zeilen) == 1 + lauf.anzahl
    assert "Erstattung buchen" in gibt_aus.get(liste).content.decode()
    assert gibt_aus.get(konto).status_code == 403
    assert "Differenz" in sieht.get(konto, {"von": "2026-08-01", "bis": "2027-01-31"}).content.decode()
    assert "In diesen Monaten ist nichts gebucht" in sieht.get(konto, {"suche": "Niemand"}).content.decode()
    csv = sieht.get(konto, {"form": "csv", "von": "2026-10-01", "bis": "2026-10-31"}).content.decode()
    assert ";350,00;" in csv


def test_grants_without_a_payee_are_listed_with_what_to_do(konten: None, teamleiterin: User) -> None:
    adresse = reverse("but:zahlungsliste")
    sieht = als(teamleiterin)
    assert (
        "Alle Bewilligungen haben einen Empfänger" in sieht.get(adresse, {"hindernis": "empfaenger"}).content.decode()
    )
    zeile = Entscheidungszeile.objects.get(leistung="klassenfahrt")
    zeile.zahlungen.update(state="storniert")
    Entscheidungszeile.objects.filter(pk=zeile.pk).update(empfaenger=None)

    seite = sieht.get(adresse, {"hindernis": "empfaenger"}).content.decode()

    assert "Klären Sie mit der Familie" in seite
    assert reverse("but:bescheid", args=[zeile.bescheid_id]) in seite
    assert "350,00" not in sieht.get(adresse, {"hindernis": "empfaenger", "leistung": "teilhabe"}).content.decode()


def test_the_cashiers_office_books_a_refund_and_no_one_else(lauf: Zahllauf, teamleiterin: User, kasse: User) -> None:
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=AT.date(), actor=kasse, at=AT)
    zahlung = Zahlung.objects.get(leistung="klassenfahrt")
    adresse = reverse("but:erstattung", args=[zahlung.pk])
    angaben = {"betrag": "20,50", "gebucht_am": zahlung.ausgefuehrt_am, "beleg": "E-7"}

    assert als(teamleiterin).post(adresse, angaben).status_code == 403
    assert als(kasse).post(adresse, angaben | {"betrag": "400"}).status_code == 422
    assert als(kasse).get(adresse).status_code == 200
    antwort = als(kasse).post(adresse, angaben)

    assert antwort.status_code == 302, antwort.content.decode()
    assert f"{Buchung.objects.get(betrag__lt=0).betrag}" == "-20.50"


def test_the_file_is_had_again_after_sending(lauf: Zahllauf, kasse: User, teamleiterin: User) -> None:
    adresse = reverse("but:zahllauf_handeln", args=[lauf.pk, "datei"])

    assert als(kasse).post(adresse).content.startswith(b"<?xml")
    assert als(teamleiterin).post(adresse).status_code == 403
