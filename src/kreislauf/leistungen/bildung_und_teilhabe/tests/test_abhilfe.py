"""An objection against a changed decision, whose line asks for nothing by itself, is remedied on its page, too."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import User
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, remedy
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import freigeben
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services import file_widerspruch

pytestmark = pytest.mark.django_db


def widersprechen(zeile: Entscheidungszeile, actor: User) -> Widerspruch:
    at = AT + timedelta(days=9)
    return file_widerspruch(
        bescheid_id=zeile.bescheid_id,
        zeile_ids=[zeile.pk],
        form="schriftlich",
        eingegangen_am=at.date(),
        actor=actor,
        at=at,
    )


def abhelfen(widerspruch: Widerspruch, zeile: Entscheidungszeile, betrag: str, actor: User) -> Bescheid:
    wahl = Wahl(Zeilenart.BEWILLIGT, Leistungsform(zeile.form), Decimal(betrag), "Nachweis", zeile.empfaenger)
    return remedy(widerspruch_id=widerspruch.pk, wahl={zeile.pk: wahl}, actor=actor, at=AT + timedelta(days=9))


def test_a_changed_line_is_remedied_again_on_its_page(
    bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User, client: Client
) -> None:
    zeile = bescheid.zeilen.get(leistung="teilhabe")
    abhilfe = abhelfen(widersprechen(zeile, sachbearbeiterin), zeile, "60.00", sachbearbeiterin)
    freigeben(abhilfe, sachbearbeiterin, teamleiterin, tage=9)
    neue = abhilfe.zeilen.get()
    assert neue.bedarf is None
    zweiter = widersprechen(neue, sachbearbeiterin)
    client.force_login(sachbearbeiterin)

    assert 'name="abhelfen"' in client.get(reverse("but:widerspruch", args=[zweiter.pk])).content.decode()
    letzte = abhelfen(zweiter, neue, "90.00", sachbearbeiterin).zeilen.get()

    assert (letzte.ersetzt, letzte.beginn, letzte.ende) == (neue, zeile.beginn, zeile.ende)
    assert letzte.betrag == Decimal("90.00")
