"""A school's settlement of a day trip: checked per child, decided once, paid in one sum, booked once per child."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.akten.traeger.services import add_bankverbindung, confirm_bankverbindung
from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.ui.aufgaben import aufgaben_fuer
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Sammelabrechnung, Sammelpruefung
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import vorschlaege as lage_vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.selectors.sammeln import vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import SchonGesammelt, Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.services.sammeln import (
    EntscheidungUnmoeglich,
    NichtSammelbar,
    Sammelwahl,
    SelbstFreigegeben,
    approve_sammelabrechnung,
    decide_sammelabrechnung,
    return_sammelabrechnung,
    submit_sammelabrechnung,
)
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import ListeUngueltig, lies_betraege
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, make_antrag, make_kind, make_leistung
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import IBAN
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import (
    IDA,
    JONTE,
    OHNE,
    einreichen,
    entscheiden,
    make_fahrt,
    make_schulzugang,
)
from kreislauf.project.vorfuehrung_but import KONTO
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis
from kreislauf.verfahren.bescheid.models import Bescheid, Wertgrenze
from kreislauf.verfahren.zahlung.models import Buchung, Zahlung
from kreislauf.verfahren.zahlung.selectors import ruecklaeufer
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.anlegen import repeat_zahlung
from kreislauf.verfahren.zahlung.services.rueckfluesse import ErstattungUnmoeglich, book_erstattung

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("familie")
def test_entitled_children_are_granted_and_paid_in_one_sum(ausflug: Fahrt, sachbearbeiterin: User) -> None:
    abrechnung = entscheiden(einreichen(ausflug, IDA, JONTE, OHNE), sachbearbeiterin)

    assert (abrechnung.state, abrechnung.anzahl_bewilligt) == ("bewilligt", 2)
    assert abrechnung.summe_bewilligt == Decimal("24.00")
    zahlung = Zahlung.objects.get()
    assert (zahlung.betrag, zahlung.zeile, zahlung.kind) == (Decimal("24.00"), None, None)
    assert zahlung.empfaenger.einrichtung == ausflug.zugang.einrichtung
    gebucht = Buchung.objects.filter(leistung="ausflug").values_list("kind__vorname", "art", "monat", "betrag")
    assert set(gebucht) == {
        (kind, art, date(2026, 12, 1), Decimal("12.00"))
        for kind in ("Ida", "Jonte")
        for art in ("anspruch", "beantragt", "bewilligt")
    }
    abgelehnt = Sammelpruefung.objects.get(art="abgelehnt")
    assert (abgelehnt.kind, abgelehnt.grund) == (None, "Zu Namen und Geburtsdatum gibt es hier kein Kind.")
    assert [bool(p.spur) for p in Sammelpruefung.objects.filter(art="bewilligt")] == [True, True]


@pytest.mark.usefixtures("familie")
def test_child_is_settled_once_per_trip_also_when_the_list_comes_twice(ausflug: Fahrt, sachbearbeiterin: User) -> None:
    entscheiden(einreichen(ausflug, IDA), sachbearbeiterin)
    zweite = einreichen(ausflug, IDA, JONTE)
    (ida, _) = vorschlaege(zweite)
    assert "schon gesammelt abgerechnet" in ida.sperre
    with pytest.raises(EntscheidungUnmoeglich):
        decide_sammelabrechnung(
            abrechnung_id=zweite.pk,
            wahl={v.zeile.pk: Sammelwahl(True) for v in vorschlaege(zweite)},
            actor=sachbearbeiterin,
            at=AT,
        )
    assert entscheiden(zweite, sachbearbeiterin).summe_bewilligt == Decimal("12.00")
    alt = Sammelpruefung.objects.filter(art="bewilligt").first()
    assert alt is not None
    with pytest.raises(IntegrityError), transaction.atomic():  # the database itself
        alt.pk, alt.zeile = None, zweite.zeilen.get(vorname="Ida")
        Sammelpruefung.objects.filter(zeile=alt.zeile).update(gilt=False)
        alt._state.adding = True
        Sammelpruefung.objects.create(
            **{f.attname: getattr(alt, f.attname) for f in alt._meta.concrete_fields if f.name != "id"}
        )
    assert Zahlung.objects.count() == 2


@pytest.mark.usefixtures("familie")
def test_from_the_limit_on_another_person_approves(ausflug: Fahrt, sachbearbeiterin: User, teamleiterin: User) -> None:
    Wertgrenze.objects.update(betrag=Decimal("24.00"))
    abrechnung = entscheiden(einreichen(ausflug, IDA, JONTE), teamleiterin)
    assert abrechnung.state == "zur_freigabe"
    meine = {a.art for a in aufgaben_fuer(teamleiterin, rechte_von(teamleiterin, HEUTE), AT)}
    andere = make_user("teamleitung_but", ausflug.bereich, email="andere@x.example")
    assert "Sammelabrechnung freigeben" not in meine
    assert "Sammelabrechnung freigeben" in {a.art for a in aufgaben_fuer(andere, rechte_von(andere, HEUTE), AT)}
    assert not Zahlung.objects.exists()
    with pytest.raises(SelbstFreigegeben):
        approve_sammelabrechnung(abrechnung_id=abrechnung.pk, actor=teamleiterin, at=AT)
    with pytest.raises(PermissionDenied):
        approve_sammelabrechnung(abrechnung_id=abrechnung.pk, actor=sachbearbeiterin, at=AT)
    return_sammelabrechnung(abrechnung_id=abrechnung.pk, grund="Betrag prüfen", actor=teamleiterin, at=AT)
    abrechnung.refresh_from_db()
    entscheiden(abrechnung, sachbearbeiterin)
    approve_sammelabrechnung(abrechnung_id=abrechnung.pk, actor=teamleiterin, at=AT)

    assert Zahlung.objects.get().betrag == Decimal("24.00")
    assert Sammelpruefung.objects.filter(gilt=False).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Sammelabrechnung.objects.update(decided_by=teamleiterin)


@pytest.mark.usefixtures("familie")
def test_departing_from_the_proposal_needs_a_reason_and_a_known_child(ausflug: Fahrt, sachbearbeiterin: User) -> None:
    abrechnung = einreichen(ausflug, IDA, OHNE)
    ida, niemand = (v.zeile.pk for v in vorschlaege(abrechnung))
    faelle = [
        {ida: Sammelwahl(False), niemand: Sammelwahl(False)},
        {ida: Sammelwahl(True, betrag=Decimal("13.00"), grund="x"), niemand: Sammelwahl(False)},
        {ida: Sammelwahl(True, gesehen=Decimal("1.00")), niemand: Sammelwahl(False)},
        {ida: Sammelwahl(True), niemand: Sammelwahl(True, grund="x")},
        {ida: Sammelwahl(True)},
    ]
    for wahl in faelle:
        with pytest.raises(EntscheidungUnmoeglich):
            decide_sammelabrechnung(abrechnung_id=abrechnung.pk, wahl=wahl, actor=sachbearbeiterin, at=AT)
    assert not Sammelpruefung.objects.exists()
    gut = {ida: Sammelwahl(False, grund="war krank"), niemand: Sammelwahl(False)}
    assert (
        decide_sammelabrechnung(abrechnung_id=abrechnung.pk, wahl=gut, actor=sachbearbeiterin, at=AT).state
        == "abgelehnt"
    )


def test_only_schools_only_day_trips_only_what_is_declared(ausflug: Fahrt, sachbearbeiterin: User) -> None:
    kita = make_schulzugang(sachbearbeiterin, ausflug.bereich, "Kita", art="kita")
    erzieherin = make_user("schule", kita.schulbereich, email="kita@x.example")
    for falsch in (make_fahrt(ausflug.zugang, ausflug.created_by), make_fahrt(kita, erzieherin, art="ausflug")):
        with pytest.raises(NichtSammelbar):
            einreichen(falsch, IDA)
    for kinder in ((), (IDA, IDA)):
        with pytest.raises(NichtSammelbar):
            einreichen(ausflug, *kinder)
    with pytest.raises(NichtSammelbar):
        submit_sammelabrechnung(
            fahrt_id=ausflug.pk, kinder=[(IDA, Decimal("12.01"))], von="x", vorgestreckt=True, nachweise_gesehen=True,
            actor=ausflug.created_by, at=AT,
        )  # fmt: skip
    with pytest.raises(NichtSammelbar, match="oder nichts: Brömmelkamp"):  # nothing is nothing, not the whole cost
        submit_sammelabrechnung(
            fahrt_id=ausflug.pk, kinder=[(IDA, Decimal("0.00"))], von="x", vorgestreckt=True, nachweise_gesehen=True,
            actor=ausflug.created_by, at=AT,
        )  # fmt: skip


@pytest.mark.usefixtures("familie")
def test_money_goes_through_a_run_and_is_booked_per_child_also_when_it_comes_back(
    ausflug: Fahrt, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    entscheiden(einreichen(ausflug, IDA, JONTE), sachbearbeiterin)
    konto = add_bankverbindung(
        empfaenger_id=Zahlungsempfaenger.objects.get(einrichtung=ausflug.zugang.einrichtung).pk,
        inhaber="Schule",
        iban=IBAN,
        beginn=date(2020, 1, 1),
        actor=sachbearbeiterin,
        at=AT,
    )
    confirm_bankverbindung(bankverbindung_id=konto.pk, actor=teamleiterin, at=AT)
    lauf = laeufe.draft_zahllauf(
        bereich_id=ausflug.bereich_id, ausfuehrungstag=HEUTE, auftraggeber=KONTO, actor=sachbearbeiterin, at=AT
    )
    assert (lauf.anzahl, lauf.summe) == (1, Decimal("24.00"))
    laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)
    with handeln_als(kasse, at=AT):
        assert laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT).count(b"<CdtTrfTxInf>") == 1
        laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
        laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=HEUTE, actor=kasse, at=AT)
    gezahlt = Buchung.objects.filter(art="gezahlt", leistung="ausflug")
    assert sorted(gezahlt.values_list("kind__vorname", "betrag")) == [
        ("Ida", Decimal("12.00")), ("Jonte", Decimal("12.00")),
    ]  # fmt: skip

    zahlung = Zahlung.objects.get()
    with pytest.raises(ErstattungUnmoeglich):
        book_erstattung(zahlung_id=zahlung.pk, betrag=Decimal(1), gebucht_am=HEUTE, beleg="1", actor=kasse, at=AT)
    laeufe.return_zahlungen(
        zahllauf_id=lauf.pk, zahlung_ids=[zahlung.pk], gebucht_am=HEUTE, grund="MS03", actor=kasse, at=AT
    )
    assert sum(b.betrag for b in gezahlt.all()) == 0
    assert [z.pk for z in ruecklaeufer()] == [zahlung.pk]
    repeat_zahlung(zahlung_id=zahlung.pk, actor=sachbearbeiterin, at=AT + timedelta(days=1))
    assert not ruecklaeufer().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        neu = Zahlung.objects.get(state="offen")
        neu.pk, neu._state.adding = None, True
        Zahlung.objects.create(
            **{f.attname: getattr(neu, f.attname) for f in neu._meta.concrete_fields if f.name != "id"}
        )


def _auf_antrag(ausflug: Fahrt, actor: User, bereich: Bereich) -> Bescheid:
    angaben = {"fahrt": ausflug.code, "kosten": "12.00", "faellig_am": "2026-12-01", "anbieter_neu": ""}
    kind = make_kind("Ida", make_leistung("ausflug", **angaben), person=Person.objects.get(vorname="Ida"))
    antrag = make_antrag(actor, bereich, kind, fallakte=Fallakte.objects.get())
    examine_antrag(antrag_id=antrag.pk, actor=actor, at=AT)
    for forderung in antrag.forderungen.all():
        receive_nachweis(forderung_id=forderung.pk, beschreibung="x", eingegangen_am=HEUTE, actor=actor, at=AT)
    complete_antrag(antrag_id=antrag.pk, actor=actor, at=AT)
    (z,) = lage_vorschlaege(bedarfe_von(antrag), HEUTE)
    wahl = {z.bedarf.pk: Wahl(art=z.vorschlag.art, form=z.form, empfaenger=z.empfaenger)}
    return decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=actor, at=AT)


@pytest.mark.usefixtures("familie")
def test_trip_is_not_granted_on_application_and_settled_with_the_school(
    client: Client, ausflug: Fahrt, sachbearbeiterin: User, bereich: Bereich
) -> None:
    with transaction.atomic():
        _auf_antrag(ausflug, sachbearbeiterin, bereich)
        (v,) = vorschlaege(einreichen(ausflug, IDA))
        assert "schon auf eigenen Antrag bewilligt" in v.sperre
        transaction.set_rollback(True)
    entscheiden(einreichen(ausflug, IDA), sachbearbeiterin)
    with pytest.raises(SchonGesammelt):
        _auf_antrag(ausflug, sachbearbeiterin, bereich)
    client.force_login(sachbearbeiterin)
    antrag = Antrag.objects.filter(bedarfe__leistung="ausflug").get()
    assert "schon gesammelt abgerechnet" in client.get(reverse("but:antrag", args=[antrag.pk])).content.decode()


def test_amounts_are_read_from_a_fourth_column() -> None:
    assert lies_betraege("Brömmelkamp;Ida;15.1.2017;9,50\nNiemand;Nele;3.2.2016", heute=HEUTE) == [
        (IDA, Decimal("9.50")), (OHNE, None),
    ]  # fmt: skip
    with pytest.raises(ListeUngueltig, match="kein Betrag"):
        lies_betraege("Brömmelkamp;Ida;15.1.2017;viel", heute=HEUTE)
