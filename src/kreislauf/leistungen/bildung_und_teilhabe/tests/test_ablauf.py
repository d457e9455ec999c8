"""The procedure from paper to remedy, through the services."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.states import IllegalTransition
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide, remedy, verteilt
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    FAHRT,
    HEUTE,
    MITTAG,
    make_antrag,
    make_kind,
    make_leistung,
)
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import NachweiseFehlen, complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis, request_nachweise, waive_nachweis
from kreislauf.verfahren.antrag.states import Antragsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.entscheiden import GrundFehlt, ZeileFehlt
from kreislauf.verfahren.bescheid.services.freigeben import (
    SelbstFreigegeben,
    announce_bescheid,
    approve_bescheid,
    return_bescheid,
    submit_bescheid,
)
from kreislauf.verfahren.bescheid.states import Bescheidart, Bescheidstand, Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.services import file_widerspruch

pytestmark = pytest.mark.django_db
NW = Dienstsitz("NW")


@pytest.fixture
def antrag(sachbearbeiterin: User, bereich: Bereich) -> Antrag:
    """Two children: lunch and club for one, a class trip for the other."""
    return make_antrag(
        sachbearbeiterin,
        bereich,
        make_kind("Ida", make_leistung("mittagsverpflegung", **MITTAG), make_leistung("teilhabe", kosten="8.00")),
        make_kind("Jonte", make_leistung("klassenfahrt", **FAHRT), geburtsdatum=date(2013, 5, 2)),
    )


def vollstaendig(antrag: Antrag, actor: User) -> None:
    examine_antrag(antrag_id=antrag.pk, actor=actor, at=AT)
    for forderung in antrag.forderungen.all():
        receive_nachweis(forderung_id=forderung.pk, beschreibung="liegt vor", eingegangen_am=HEUTE, actor=actor, at=AT)
    complete_antrag(antrag_id=antrag.pk, actor=actor, at=AT)


def wahl_wie_vorschlag(antrag: Antrag) -> dict[object, Wahl]:
    return {
        z.bedarf.pk: Wahl(art=z.vorschlag.art, form=z.form, empfaenger=z.empfaenger, gesehen=z.vorschlag.betrag)
        for z in vorschlaege(bedarfe_von(antrag), HEUTE)
    }


def entschieden(antrag: Antrag, actor: User) -> Bescheid:
    vollstaendig(antrag, actor)
    return decide(antrag_id=antrag.pk, wahl=wahl_wie_vorschlag(antrag), version=None, actor=actor, at=AT)  # type: ignore[arg-type]


def bekanntgegeben(antrag: Antrag, actor: User, zweite: User) -> Bescheid:
    bescheid = entschieden(antrag, actor)
    submit_bescheid(bescheid_id=bescheid.pk, actor=actor, at=AT)
    approve_bescheid(bescheid_id=bescheid.pk, actor=zweite, at=AT)
    return announce_bescheid(bescheid_id=bescheid.pk, posted_on=HEUTE, actor=actor, at=AT)


def test_proposals_come_from_recht_line_by_line(antrag: Antrag) -> None:
    zeilen = {z.bedarf.leistung: z.vorschlag for z in vorschlaege(bedarfe_von(antrag), HEUTE)}

    assert zeilen["teilhabe"].betrag == Decimal("90.00")  # six months of 15.00, although the club costs 8.00
    assert zeilen["mittagsverpflegung"].betrag == Decimal("432.00")  # six months of 18 × 4.00
    assert zeilen["klassenfahrt"].betrag == Decimal("350.00")  # without the pocket money
    assert all(v.art is Zeilenart.BEWILLIGT and v.spur and v.parameterstand for v in zeilen.values())


def test_missing_circle_is_left_to_a_person_never_refused(sachbearbeiterin: User, bereich: Bereich) -> None:
    antrag = make_antrag(
        sachbearbeiterin, bereich, make_kind("Ida", make_leistung("teilhabe", kosten="8.00"), rechtskreis="")
    )

    vorschlag = vorschlaege(bedarfe_von(antrag), HEUTE)[0].vorschlag

    assert vorschlag.art is Zeilenart.PERSON
    assert any("kein Leistungsbezug" in luecke for luecke in vorschlag.luecken)


def test_request_sets_the_period_from_recht_and_the_proof_completes(antrag: Antrag, sachbearbeiterin: User) -> None:
    examine_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    fahrt = antrag.forderungen.get(art="schulbestaetigung")
    aufforderung = request_nachweise(
        antrag_id=antrag.pk, forderung_ids=[fahrt.pk], tage=14, sitz=NW, actor=sachbearbeiterin, at=AT
    )

    assert aufforderung.posted_on is None
    assert aufforderung.frist == date(2026, 12, 14)  # posted on the 24th, fourth day; 12 December is a Saturday
    with pytest.raises(NachweiseFehlen):
        complete_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    receive_nachweis(
        forderung_id=fahrt.pk, beschreibung="Brief der Schule", eingegangen_am=HEUTE, actor=sachbearbeiterin, at=AT
    )
    for rest in antrag.forderungen.exclude(pk=fahrt.pk):
        waive_nachweis(forderung_id=rest.pk, grund="liegt aus dem Vorjahr vor", actor=sachbearbeiterin, at=AT)
    assert complete_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT).state == Antragsstand.VOLLSTAENDIG


def test_departure_needs_a_reason_and_keeps_the_proposal(antrag: Antrag, sachbearbeiterin: User) -> None:
    vollstaendig(antrag, sachbearbeiterin)
    wahl = wahl_wie_vorschlag(antrag)
    teilhabe = antrag.bedarfe.get(leistung="teilhabe").pk
    wahl[teilhabe] = Wahl(art=Zeilenart.ABGELEHNT, form=Leistungsform.DIREKT)
    with pytest.raises(GrundFehlt):
        decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)  # type: ignore[arg-type]
    wahl[teilhabe] = Wahl(art=Zeilenart.ABGELEHNT, form=Leistungsform.DIREKT, grund="Kurs findet nicht statt")

    bescheid = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)  # type: ignore[arg-type]

    zeile = bescheid.zeilen.get(leistung="teilhabe")
    assert bescheid.art == Bescheidart.TEILBEWILLIGUNG
    assert (zeile.art, zeile.betrag) == (Zeilenart.ABGELEHNT, Decimal("0.00"))
    assert (zeile.vorschlag_art, zeile.vorschlag_betrag) == (Zeilenart.BEWILLIGT, Decimal("90.00"))
    assert sum(m.vorschlag_betrag for m in zeile.monate.all()) == Decimal("90.00")


def test_every_line_must_be_decided(antrag: Antrag, sachbearbeiterin: User) -> None:
    vollstaendig(antrag, sachbearbeiterin)
    wahl = wahl_wie_vorschlag(antrag)
    wahl.popitem()

    with pytest.raises(ZeileFehlt):
        decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)  # type: ignore[arg-type]


def test_above_the_limit_a_second_person_approves(antrag: Antrag, sachbearbeiterin: User, teamleiterin: User) -> None:
    bescheid = entschieden(antrag, teamleiterin)
    assert bescheid.zweite_person_noetig  # 872.00 is above 500.00

    with pytest.raises(SelbstFreigegeben):
        approve_bescheid(bescheid_id=bescheid.pk, actor=teamleiterin, at=AT)
    zweite = make_user("teamleitung_but", bescheid.bereich, email="zweite@x.example")
    assert approve_bescheid(bescheid_id=bescheid.pk, actor=zweite, at=AT).state == Bescheidstand.FREIGEGEBEN


def test_returned_decision_is_kept_and_decided_anew(antrag: Antrag, sachbearbeiterin: User, teamleiterin: User) -> None:
    bescheid = entschieden(antrag, sachbearbeiterin)
    submit_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT)
    return_bescheid(bescheid_id=bescheid.pk, grund="Empfänger prüfen", actor=teamleiterin, at=AT)
    antrag.refresh_from_db()

    assert antrag.state == Antragsstand.VOLLSTAENDIG
    neuer = decide(antrag_id=antrag.pk, wahl=wahl_wie_vorschlag(antrag), version=None, actor=sachbearbeiterin, at=AT)  # type: ignore[arg-type]
    assert neuer.pk != bescheid.pk


def test_announcement_computes_bekanntgabe_and_deadline(
    antrag: Antrag, sachbearbeiterin: User, teamleiterin: User
) -> None:
    bescheid = bekanntgegeben(antrag, sachbearbeiterin, teamleiterin)
    antrag.refresh_from_db()

    assert bescheid.bekanntgabe == date(2026, 11, 28)
    assert bescheid.widerspruchsfrist == date(2026, 12, 28)
    assert antrag.state == Antragsstand.BESCHIEDEN
    with pytest.raises(IllegalTransition):
        announce_bescheid(bescheid_id=bescheid.pk, posted_on=HEUTE, actor=sachbearbeiterin, at=AT)


def test_remedy_replaces_the_line_when_it_is_announced(
    antrag: Antrag, sachbearbeiterin: User, teamleiterin: User
) -> None:
    bescheid = bekanntgegeben(antrag, sachbearbeiterin, teamleiterin)
    fahrt = bescheid.zeilen.get(leistung="klassenfahrt")
    spaeter = AT + timedelta(days=10)
    widerspruch = file_widerspruch(
        bescheid_id=bescheid.pk,
        zeile_ids=[fahrt.pk],
        form="schriftlich",
        eingegangen_am=date(2026, 12, 3),
        actor=sachbearbeiterin,
        at=spaeter,
    )
    wahl = {
        fahrt.pk: Wahl(Zeilenart.BEWILLIGT, Leistungsform.DIREKT, Decimal("380.00"), "Eintritt ist kein Taschengeld")
    }
    abhilfe = remedy(widerspruch_id=widerspruch.pk, wahl=wahl, actor=sachbearbeiterin, at=spaeter)

    fahrt.refresh_from_db()
    assert fahrt.unwirksam_ab is None
    submit_bescheid(bescheid_id=abhilfe.pk, actor=sachbearbeiterin, at=spaeter)
    approve_bescheid(bescheid_id=abhilfe.pk, actor=teamleiterin, at=spaeter)
    announce_bescheid(bescheid_id=abhilfe.pk, posted_on=spaeter.date(), actor=sachbearbeiterin, at=spaeter)
    fahrt.refresh_from_db()
    bescheid.refresh_from_db()
    assert fahrt.unwirksam_ab == fahrt.beginn
    assert abhilfe.zeilen.get().betrag == Decimal("380.00")
    assert (abhilfe.art, bescheid.state) == (Bescheidart.AENDERUNG, Bescheidstand.BEKANNTGEGEBEN)


def test_remedy_given_back_leaves_the_objection_open(
    antrag: Antrag, sachbearbeiterin: User, teamleiterin: User
) -> None:
    bescheid = bekanntgegeben(antrag, sachbearbeiterin, teamleiterin)
    fahrt = bescheid.zeilen.get(leistung="klassenfahrt")
    widerspruch = file_widerspruch(
        bescheid_id=bescheid.pk,
        zeile_ids=[fahrt.pk],
        form="schriftlich",
        eingegangen_am=HEUTE,
        actor=sachbearbeiterin,
        at=AT,
    )
    wahl = {fahrt.pk: Wahl(Zeilenart.BEWILLIGT, Leistungsform.DIREKT, Decimal("380.00"), "irrtümlich")}
    abhilfe = remedy(widerspruch_id=widerspruch.pk, wahl=wahl, actor=sachbearbeiterin, at=AT)

    return_bescheid(bescheid_id=abhilfe.pk, grund="Taschengeld bleibt außen vor", actor=sachbearbeiterin, at=AT)

    widerspruch.refresh_from_db()
    bescheid.refresh_from_db()
    assert (widerspruch.state, widerspruch.zeilen.get().ergebnis) == ("erhoben", "offen")
    assert bescheid.state == Bescheidstand.WIDERSPRUCH
    wahl = {fahrt.pk: Wahl(Zeilenart.BEWILLIGT, Leistungsform.DIREKT, Decimal("360.00"), "Eintritt gehört dazu")}
    assert remedy(widerspruch_id=widerspruch.pk, wahl=wahl, actor=sachbearbeiterin, at=AT).pk != abhilfe.pk


def test_verteilt_keeps_the_sum_to_the_cent() -> None:
    monate = {date(2026, m, 1): Decimal("15.00") for m in (8, 9, 10)}

    assert sum(verteilt(Decimal("100.00"), monate).values()) == Decimal("100.00")
    assert sum(verteilt(Decimal("0.01"), dict.fromkeys(monate, Decimal(0))).values()) == Decimal("0.01")
