"""The Widerspruchsbescheid: another person, every open line, costs, the way to court."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kreislauf.akten.person.models import Person
from kreislauf.foundation.accounts.models import User
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, rule_on_widerspruch
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, SILKE
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_mitwirkung import text_von
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid
from kreislauf.verfahren.bescheid.services.briefteile import SchreibenUnmoeglich
from kreislauf.verfahren.bescheid.services.freigeben import (
    SelbstFreigegeben,
    announce_bescheid,
    approve_bescheid,
    return_bescheid,
)
from kreislauf.verfahren.bescheid.services.schreiben import print_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart, Bescheidstand, Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services import file_widerspruch
from kreislauf.verfahren.widerspruch.services.annehmen import ZeileFehlt
from kreislauf.verfahren.widerspruch.services.entscheiden import BegruendungFehlt, Kostenspruch, SelbstEntschieden
from kreislauf.verfahren.widerspruch.states import Kosten, Widerspruchsstand, Zeilenergebnis

pytestmark = pytest.mark.django_db
AB = Zeilenergebnis.ZURUECKGEWIESEN
SPAETER = AT + timedelta(days=7)


@pytest.fixture
def widerspruch(bescheid: Bescheid, sachbearbeiterin: User) -> Widerspruch:
    """Against lunch and club."""
    Person.objects.filter(pk=bescheid.adressat_id).update(**SILKE)
    zeilen = bescheid.zeilen.filter(leistung__in=["mittagsverpflegung", "teilhabe"])
    return file_widerspruch(
        bescheid_id=bescheid.pk,
        zeile_ids=[z.pk for z in zeilen],
        form="schriftlich",
        eingegangen_am=HEUTE,
        begruendung="Der Kurs kostet mehr.",
        actor=sachbearbeiterin,
        at=AT,
    )


def sprechen(widerspruch: Widerspruch, actor: User, **anders: Any) -> Bescheid:
    """Reject all, except what `anders` says by benefit."""
    vorgabe = (AB, "Der Pauschbetrag gilt für alle.", None)
    sprueche = {z.zeile_id: anders.get(z.zeile.leistung, vorgabe) for z in widerspruch.zeilen.all()}
    kosten = Kostenspruch(Kosten.TEILWEISE, "Zum Teil erfolgreich.", True)
    return rule_on_widerspruch(widerspruch_id=widerspruch.pk, sprueche=sprueche, kosten=kosten, actor=actor, at=SPAETER)


def test_who_decided_first_neither_decides_nor_approves(
    widerspruch: Widerspruch, sachbearbeiterin: User, teamleiterin: User
) -> None:
    with pytest.raises(SelbstEntschieden):
        sprechen(widerspruch, sachbearbeiterin)
    with pytest.raises(IntegrityError, match="widerspruch_andere_person"), transaction.atomic():
        Widerspruch.objects.update(decided_by=sachbearbeiterin)

    neu = sprechen(widerspruch, teamleiterin)
    with pytest.raises(SelbstFreigegeben):
        approve_bescheid(bescheid_id=neu.pk, actor=sachbearbeiterin, at=SPAETER)


@pytest.mark.parametrize(
    ("anders", "fehler"),
    [
        ({"teilhabe": (AB, " ", None)}, BegruendungFehlt),
        ({"teilhabe": (Zeilenergebnis.OFFEN, "x", None)}, BegruendungFehlt),
        ({"teilhabe": (Zeilenergebnis.STATTGEGEBEN, "x", None)}, ZeileFehlt),
    ],
)
def test_every_line_has_a_result_with_its_reason(
    widerspruch: Widerspruch, teamleiterin: User, anders: dict[str, Any], fehler: type[Exception]
) -> None:
    with pytest.raises(fehler):
        sprechen(widerspruch, teamleiterin, **anders)


def test_partly_successful_letter_names_court_costs_and_new_amount(
    widerspruch: Widerspruch, bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User
) -> None:
    empfaenger = bescheid.zeilen.get(leistung="teilhabe").empfaenger
    mehr = Wahl(Zeilenart.BEWILLIGT, Leistungsform.DIREKT, Decimal("120.00"), "höhere Kosten", empfaenger)
    neu = sprechen(widerspruch, teamleiterin, teilhabe=(Zeilenergebnis.STATTGEGEBEN, "Der Kurs ist teurer.", mehr))
    wer: dict[str, Any] = {"bescheid_id": neu.pk, "actor": teamleiterin, "at": SPAETER}
    assert neu.art == Bescheidart.WIDERSPRUCHSBESCHEID
    assert neu.zeilen.get().betrag == Decimal("120.00")
    approve_bescheid(**wer)
    with pytest.raises(SchreibenUnmoeglich, match="Sozialgericht"):
        print_bescheid(**wer)
    Behoerde.objects.update(sozialgericht="Sozialgericht Auental, Am Markt 3, 00000 Auental")
    text = text_von(print_bescheid(**wer).dokument)
    announce_bescheid(posted_on=SPAETER.date(), **wer)
    neu.refresh_from_db()
    bescheid.refresh_from_db()

    for satz in (
        "Klage beim Sozialgericht Auental, Am Markt 3, 00000 Auental",
        "Der Kurs kostet mehr.",
        "als unbegründet zurückgewiesen",
        "120,00 €",
        "notwendige Kosten werden zum Teil erstattet (§ 63 SGB X)",
        "hinzuzuziehen war notwendig",
    ):
        assert satz in text
    assert neu.widerspruchsfrist == date(2027, 1, 5)  # posted 1 December, served on the 5th, one month
    assert bescheid.state == Bescheidstand.BEKANNTGEGEBEN
    assert bescheid.zeilen.get(leistung="teilhabe").unwirksam_ab is not None
    assert bescheid.zeilen.get(leistung="mittagsverpflegung").unwirksam_ab is None


def test_given_back_the_lines_are_open_again(
    widerspruch: Widerspruch, bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User
) -> None:
    neu = sprechen(widerspruch, teamleiterin)
    return_bescheid(bescheid_id=neu.pk, grund="Kosten prüfen", actor=teamleiterin, at=SPAETER)
    widerspruch.refresh_from_db()

    assert widerspruch.state == Widerspruchsstand.ERHOBEN
    assert {z.ergebnis for z in widerspruch.zeilen.all()} == {Zeilenergebnis.OFFEN}
    assert sprechen(widerspruch, teamleiterin).pk != neu.pk


def test_page_tells_who_may_not_and_lets_the_other_decide(
    widerspruch: Widerspruch, sachbearbeiterin: User, teamleiterin: User, client: Client
) -> None:
    seite = reverse("but:widerspruch_entscheiden", args=[widerspruch.pk])
    client.force_login(sachbearbeiterin)
    assert "Hier entscheidet eine andere Person" in client.get(seite).content.decode()
    client.force_login(teamleiterin)
    assert seite in client.get(reverse("but:widerspruch", args=[widerspruch.pk])).content.decode()
    assert client.post(seite, {}).status_code == 422
    daten = {"kosten": "keine"}
    for z in widerspruch.zeilen.all():
        daten |= {f"w-{z.zeile_id}-ergebnis": AB.value, f"w-{z.zeile_id}-grund": "Der Pauschbetrag gilt."}
    antwort = client.post(seite, daten, follow=True).content.decode()
    assert "Dieser Bescheid ändert keinen Betrag" in antwort
