"""From the announced decision to the money: payments, runs, the bank's file, returns."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from lxml import etree

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.states import IllegalTransition
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, remedy
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import (
    SPAETER,
    end_mittagessen,
    entwurf,
    freigeben,
    gesendet,
)
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.services import file_widerspruch
from kreislauf.verfahren.zahlung.models import Buchung, Zahlung
from kreislauf.verfahren.zahlung.selectors import anspruchskonto, nicht_zahlbare, ueberzahlungen, zurueckgekommene
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.anlegen import NichtZurueckgekommen, book_bescheid, repeat_zahlung
from kreislauf.verfahren.zahlung.states import Zahlungsstand
from kreislauf.verfahren.zahlung.ueberweisung import NS

pytestmark = pytest.mark.django_db


def test_an_announced_decision_gives_one_payment_per_month_and_a_ledger(bescheid: Bescheid) -> None:
    summen = {z.leistung: sum(p.betrag for p in z.zahlungen.all()) for z in bescheid.zeilen.all()}

    assert summen == {
        "mittagsverpflegung": Decimal("432.00"),
        "teilhabe": Decimal("90.00"),
        "klassenfahrt": Decimal("350.00"),
    }
    konto = anspruchskonto(date(2026, 8, 1), date(2027, 1, 1))
    assert sum(z.bewilligt for z in konto) == Decimal("872.00")
    assert sum(z.gezahlt for z in konto) == 0


def test_booking_again_changes_nothing(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    vorher = (Zahlung.objects.count(), Buchung.objects.count())

    book_bescheid(bescheid=bescheid, actor=sachbearbeiterin, at=AT)

    assert (Zahlung.objects.count(), Buchung.objects.count()) == vorher


def test_without_confirmed_account_nothing_is_paid(
    bescheid: Bescheid, bereich: Bereich, sachbearbeiterin: User
) -> None:
    with pytest.raises(laeufe.LaufLeer):
        entwurf(bereich, sachbearbeiterin)
    assert nicht_zahlbare(bereich.pk, SPAETER).count() == Zahlung.objects.count()


@pytest.mark.usefixtures("konten")
def test_three_people_bring_a_run_to_the_bank(
    bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    lauf = entwurf(bereich, teamleiterin_mit_auftrag(bereich))
    with pytest.raises(laeufe.SelbstFreigegeben):
        laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=User.objects.get(pk=lauf.created_by_id), at=AT)
    laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)
    erste = laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    zweite = laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT + timedelta(days=1))
    laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)

    assert erste == zweite
    baum = etree.fromstring(erste)
    betraege = [Decimal(k.text) for k in baum.iter(f"{{{NS}}}InstdAmt")]
    assert sum(betraege) == Decimal("872.00") == Decimal(baum.findtext(f".//{{{NS}}}CtrlSum"))
    assert {k.text for k in baum.iter(f"{{{NS}}}Ustrd")} and "Foerderverein Kueche + Aerger" in erste.decode()
    assert b"PstlAdr" not in erste
    assert sum(z.gezahlt for z in anspruchskonto(date(2026, 8, 1), date(2027, 1, 1))) == Decimal("872.00")
    with pytest.raises(IllegalTransition):
        laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)


def teamleiterin_mit_auftrag(bereich: Bereich) -> User:
    """One person who may order and approve, so that only the second-person rule can stop her."""
    person = make_user("teamleitung_but", bereich, email="beides@x.example")
    Zustaendigkeit.objects.create(user=person, rolle="sachbearbeitung_but", bereich=bereich, beginn=date(2020, 1, 1))
    return person


@pytest.mark.usefixtures("konten")
def test_purpose_names_neither_circle_nor_child(bereich: Bereich, sachbearbeiterin: User) -> None:
    entwurf(bereich, sachbearbeiterin)

    for zweck in Zahlung.objects.values_list("verwendungszweck", flat=True):
        assert re.fullmatch(r"BUT BuT-2026-\d{6} (MV|TH|KF) \d\d/\d{4}", zweck)


@pytest.mark.usefixtures("konten")
def test_a_second_run_finds_nothing_and_the_key_exists_once(bereich: Bereich, sachbearbeiterin: User) -> None:
    entwurf(bereich, sachbearbeiterin)
    zahlung = Zahlung.objects.first()
    assert zahlung is not None

    with pytest.raises(laeufe.LaufLeer):
        entwurf(bereich, sachbearbeiterin)
    zahlung.pk, zahlung.end_to_end_id, zahlung._state.adding = UUID(int=1), "", True
    with pytest.raises(IntegrityError, match="zahlung_schluessel_einmal"), transaction.atomic():
        zahlung.save(force_insert=True)


@pytest.mark.usefixtures("konten")
def test_remedy_pays_only_the_difference_and_stops_the_old_line(
    bescheid: Bescheid, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)
    fahrt = bescheid.zeilen.get(leistung="klassenfahrt")
    widerspruch = file_widerspruch(
        bescheid_id=bescheid.pk,
        zeile_ids=[fahrt.pk],
        form="schriftlich",
        eingegangen_am=HEUTE,
        actor=sachbearbeiterin,
        at=AT,
    )
    wahl = {
        fahrt.pk: Wahl(Zeilenart.BEWILLIGT, Leistungsform.DIREKT, Decimal("380.00"), "Eintritt ist kein Taschengeld")
    }
    abhilfe = remedy(widerspruch_id=widerspruch.pk, wahl=wahl, actor=sachbearbeiterin, at=AT + timedelta(days=10))
    freigeben(abhilfe, sachbearbeiterin, teamleiterin, tage=10)

    assert [z.betrag for z in Zahlung.objects.filter(zeile__bescheid=abhilfe)] == [Decimal("30.00")]
    konto = [z for z in anspruchskonto(date(2026, 8, 1), date(2027, 1, 1)) if z.leistung == "klassenfahrt"]
    assert sum(z.bewilligt for z in konto) == Decimal("380.00")
    assert ueberzahlungen(date(2026, 8, 1), date(2027, 1, 1)) == []


@pytest.mark.usefixtures("konten")
def test_a_line_that_ends_after_the_draft_stops_the_run(
    bescheid: Bescheid, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User
) -> None:
    lauf = entwurf(bereich, sachbearbeiterin)
    end_mittagessen(bescheid, sachbearbeiterin)

    with pytest.raises(laeufe.LaufVeraltet):
        laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)
    laeufe.reject_zahllauf(zahllauf_id=lauf.pk, grund="Mittagessen beendet", actor=teamleiterin, at=AT)

    neu = entwurf(bereich, sachbearbeiterin)
    assert neu.summe == Decimal("872.00") - 2 * Decimal("72.00")  # December and January are not paid
    assert Zahlung.objects.filter(state=Zahlungsstand.STORNIERT).count() == 2


@pytest.mark.usefixtures("konten")
def test_returned_money_is_countered_a_task_and_paid_again_once(
    bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    lauf = gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)
    fahrt = lauf.zahlungen.get(leistung="klassenfahrt")
    for _ in range(2):  # the same answer twice
        laeufe.return_zahlungen(
            zahllauf_id=lauf.pk, zahlung_ids=[fahrt.pk], gebucht_am=SPAETER, grund="AC04", actor=kasse, at=AT
        )

    assert sum(z.gezahlt for z in anspruchskonto(date(2026, 8, 1), date(2027, 1, 1))) == Decimal("522.00")
    assert [z.pk for z in zurueckgekommene(bereich.pk)] == [fahrt.pk]
    neue = repeat_zahlung(zahlung_id=fahrt.pk, actor=sachbearbeiterin, at=AT)
    assert neue.betrag == fahrt.betrag and not zurueckgekommene(bereich.pk).exists()
    with pytest.raises(NichtZurueckgekommen):
        repeat_zahlung(zahlung_id=fahrt.pk, actor=sachbearbeiterin, at=AT)
