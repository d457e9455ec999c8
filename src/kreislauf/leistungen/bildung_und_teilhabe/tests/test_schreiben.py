"""The letter of a decided application, through service and page."""

from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from kreislauf.druck.pdfpruefung import maengel
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.journal.models import Zeile
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    FAHRT,
    HEUTE,
    make_antrag,
    make_kind,
    make_leistung,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_ablauf import vollstaendig, wahl_wie_vorschlag
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.briefteile import SchreibenUnmoeglich
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid
from kreislauf.verfahren.bescheid.services.schreiben import print_bescheid
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart

pytestmark = pytest.mark.django_db


@pytest.fixture
def bescheid(sachbearbeiterin: User, bereich: Bereich) -> Bescheid:
    """Below the limit: club refused against the proposal, trip granted; one is 19 and gets no club."""
    antrag = make_antrag(
        sachbearbeiterin,
        bereich,
        make_kind("Ida", make_leistung("teilhabe", kosten="8.00"), make_leistung("klassenfahrt", **FAHRT)),
        make_kind("Jonte", make_leistung("teilhabe", kosten="8.00"), geburtsdatum=date(2007, 5, 2)),
        antragsteller={
            "vorname": "Silke", "nachname": "Brömmelkamp", "strasse": "Am Wehr 2", "plz": "00000", "ort": "Auental"
        },
    )  # fmt: skip
    vollstaendig(antrag, sachbearbeiterin)
    wahl = wahl_wie_vorschlag(antrag)
    ida = antrag.bedarfe.get(leistung="teilhabe", kind__vorname="Ida")
    wahl[ida.pk] = Wahl(Zeilenart.ABGELEHNT, Leistungsform.DIREKT, Decimal(0), "Der Verein besteht nicht mehr.")
    return decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)  # type: ignore[arg-type]


def text_von(bescheid: Bescheid) -> str:
    assert bescheid.dokument is not None
    pdf = read_content(bescheid.dokument)
    assert maengel(pdf) == []
    text = " ".join(s.get_textpage().get_text_range() for s in pypdfium2.PdfDocument(pdf))
    return " ".join(text.replace("\ufffe", "").split())


def test_letter_says_what_was_decided_and_why(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    approve_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    gedruckt = print_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    text = text_von(gedruckt)

    assert "350,00 € Zahlung an den Anbieter an Anbieter Auental" in text
    assert "abzüglich darin enthaltenes Taschengeld 30,00 €" in text
    assert "Davon abweichend entschieden: Der Verein besteht nicht mehr." in text
    assert "nicht erfüllt: Das 18. Lebensjahr" in text
    assert "Das Kind gehört im genannten Zeitraum zum Rechtskreis" in text
    assert "bei Kreis Auental, Am Wehr 1, 00000 Auental einzureichen" in text
    assert "am vierten Tag nach Aufgabe zur Post" in text
    assert gedruckt.vorlagenversion == "bescheid-1/widerspruch-ab-2025-01-01"
    assert bescheid.fallakte.stuecke.get(richtung="aus").dokument == gedruckt.dokument
    assert Zeile.objects.filter(akt="bescheid.print", objekt_id=str(bescheid.pk)).count() == 1


def test_letter_is_made_between_approval_and_posting_only(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    angaben: dict[str, Any] = {"bescheid_id": bescheid.pk, "actor": sachbearbeiterin, "at": AT}
    with pytest.raises(SchreibenUnmoeglich, match="nach der Freigabe"):
        print_bescheid(**angaben)
    approve_bescheid(**angaben)
    with pytest.raises(PermissionDenied):
        print_bescheid(bescheid_id=bescheid.pk, actor=make_user("kasse", bescheid.bereich), at=AT)
    announce_bescheid(posted_on=HEUTE, **angaben)
    with pytest.raises(SchreibenUnmoeglich, match="vor dem Postausgang"):
        print_bescheid(**angaben)


def test_missing_address_is_named_and_nothing_is_written(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    approve_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    bescheid.adressat.strasse = ""
    bescheid.adressat.save()

    with pytest.raises(SchreibenUnmoeglich, match="Silke Brömmelkamp fehlt: Straße"):
        print_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    bescheid.refresh_from_db()
    assert bescheid.dokument is None


def test_page_makes_the_letter_and_links_to_it(bescheid: Bescheid, sachbearbeiterin: User, client: Client) -> None:
    approve_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    client.force_login(sachbearbeiterin)
    seite = reverse("but:bescheid", args=[bescheid.pk])
    assert "Es gibt noch kein Schreiben" in client.get(seite).content.decode()

    client.post(reverse("but:bescheid_handeln", args=[bescheid.pk, "print"]))
    bescheid.refresh_from_db()

    assert reverse("documents:download", args=[bescheid.dokument_id]) in client.get(seite).content.decode()
    antwort = client.get(reverse("documents:download", args=[bescheid.dokument_id]))
    assert antwort.status_code == 200
