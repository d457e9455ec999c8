"""The ledger's columns, and what stops by itself: payments after the end of the base benefit, lapsed months."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from kreislauf.akten.haushalt.models import Leistungszeitraum
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import SPAETER, entwurf
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Zahlung
from kreislauf.verfahren.zahlung.selectors import (
    als_kontozeilen,
    anspruchskonto,
    anspruchskonto_tabelle,
    ruhende,
    ungueltige_zahlungen,
)
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.laeufe import LaufVeraltet
from kreislauf.verfahren.zahlung.services.verfall import VerfallUnmoeglich, lapse_zeile, verjaehrt_ab
from kreislauf.verfahren.zahlung.states import Verfallsgrund, Zahlungsstand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]


@pytest.fixture
def mittag(bescheid: Bescheid) -> Entscheidungszeile:
    return bescheid.zeilen.get(leistung="mittagsverpflegung")


def beende(zeile: Entscheidungszeile, tag: date) -> None:
    Leistungszeitraum.objects.filter(person=zeile.kind_id).update(ende=tag)


def test_running_lunch_payments_stop_when_the_base_benefit_ends(
    mittag: Entscheidungszeile, bereich: Bereich, sachbearbeiterin: User
) -> None:
    """Six months of lunch at 72.00; the base benefit ends with October, so November to January rest."""
    beende(mittag, date(2026, 10, 31))

    lauf = entwurf(bereich, sachbearbeiterin)

    gezahlt = set(lauf.zahlungen.filter(zeile=mittag).values_list("beginn", flat=True))
    assert gezahlt == {date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)}
    ruht = ruhende(SPAETER).filter(zeile=mittag)
    assert set(ruht.values_list("beginn", "state")) == {(date(2026, m, 1), "offen") for m in (11, 12)} | {
        (date(2027, 1, 1), "offen")
    }


def test_payments_go_on_when_the_base_benefit_does(
    mittag: Entscheidungszeile, bereich: Bereich, sachbearbeiterin: User
) -> None:
    beende(mittag, date(2026, 10, 31))
    entwurf(bereich, sachbearbeiterin)
    alt = Leistungszeitraum.objects.get(person=mittag.kind_id)
    Leistungszeitraum.objects.create(
        person_id=mittag.kind_id, haushalt=alt.haushalt, rechtskreis=alt.rechtskreis, beginn=date(2026, 12, 1),
        quelle="import", created_at=AT, bereich=bereich,
    )  # fmt: skip

    lauf = entwurf(bereich, sachbearbeiterin)

    assert set(lauf.zahlungen.filter(zeile=mittag).values_list("beginn", flat=True)) == {
        date(2026, 12, 1),
        date(2027, 1, 1),
    }


def test_without_any_known_period_nothing_rests(
    mittag: Entscheidungszeile, bereich: Bereich, sachbearbeiterin: User
) -> None:
    Leistungszeitraum.objects.filter(person=mittag.kind_id).update(rechtskreis="asylblg_3", ende=date(2026, 8, 31))

    assert entwurf(bereich, sachbearbeiterin).zahlungen.filter(zeile=mittag).count() == 6


def test_a_period_that_ends_after_the_draft_stops_the_approval(
    mittag: Entscheidungszeile, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User
) -> None:
    lauf = entwurf(bereich, sachbearbeiterin)
    assert ungueltige_zahlungen(lauf) == []
    beende(mittag, date(2026, 12, 31))

    assert len(ungueltige_zahlungen(lauf)) == 2  # January of lunch and of the club: one child
    with pytest.raises(LaufVeraltet):
        laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)


def test_the_ledger_shows_what_was_applied_for_beside_what_is_due(bescheid: Bescheid) -> None:
    """Club at 8.00 a month: the flat 15.00 are due; class trip 380.00 with 30.00 of pocket money."""
    spalten: dict[str, tuple[Decimal | int, ...]] = {
        z.leistung: (z.anspruch, z.beantragt, z.bewilligt, z.differenz)
        for z in anspruchskonto(date(2026, 10, 1), date(2026, 10, 1))
    }

    assert spalten["teilhabe"] == (15, 8, 15, 15)
    assert spalten["klassenfahrt"] == (350, 380, 350, 350)
    assert spalten["mittagsverpflegung"] == (72, 72, 72, 72)


def test_what_lapses_is_booked_and_not_paid_any_more(
    mittag: Entscheidungszeile, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User
) -> None:
    bis = date(2026, 9, 1)
    with pytest.raises(VerfallUnmoeglich, match="nichts offen"):
        lapse_zeile(
            zeile_id=mittag.pk, bis=bis, grund=Verfallsgrund.VERJAEHRT, erlaeuterung="x", actor=teamleiterin, at=AT
        )
    with pytest.raises(PermissionDenied):
        lapse_zeile(
            zeile_id=mittag.pk, bis=bis, grund=Verfallsgrund.VERZICHT, erlaeuterung="x", actor=sachbearbeiterin, at=AT
        )

    for spaeter in (AT, datetime(2031, 1, 2, tzinfo=UTC)):
        grund = Verfallsgrund.VERZICHT if spaeter is AT else Verfallsgrund.VERJAEHRT
        bis = date(2026, 9, 1) if spaeter is AT else date(2027, 1, 1)
        lapse_zeile(zeile_id=mittag.pk, bis=bis, grund=grund, erlaeuterung="x", actor=teamleiterin, at=spaeter)

    konto = anspruchskonto(date(2026, 8, 1), date(2027, 1, 1), kind_id=mittag.kind_id)
    verfallen = {z.monat.month: z.verfallen for z in konto if z.leistung == "mittagsverpflegung"}
    assert verfallen == {8: 72, 9: 72, 10: 72, 11: 72, 12: 72, 1: 0}  # January 2027 runs until the end of 2031
    assert set(Zahlung.objects.filter(zeile=mittag, state=Zahlungsstand.OFFEN).values_list("beginn", flat=True)) == {
        date(2027, 1, 1)
    }
    assert entwurf(bereich, sachbearbeiterin).zahlungen.filter(zeile=mittag).count() == 1


@pytest.mark.parametrize(
    ("kreis", "monat", "ab"),
    [
        ("sgb2", date(2026, 8, 1), date(2031, 1, 1)),
        ("bkgg_wohngeld", date(2025, 8, 1), date(2026, 9, 1)),  # D21: time-barred after 31 August 2026
    ],
)
def test_verjaehrt_ab_follows_the_legal_circle(kreis: str, monat: date, ab: date) -> None:
    assert verjaehrt_ab(kreis, monat) == ab


def test_every_month_of_the_ledger_adds_up(bescheid: Bescheid) -> None:
    konto = anspruchskonto(date(2026, 1, 1), date(2027, 12, 1))

    assert sum((z.bewilligt for z in konto), Decimal(0)) == Decimal("872.00")
    assert all(z.differenz == z.bewilligt - z.gezahlt - z.verfallen for z in konto)


def test_the_table_of_the_ledger_says_the_same_as_its_rows(bescheid: Bescheid) -> None:
    zeitraum = (date(2026, 1, 1), date(2027, 12, 1))

    tabelle = als_kontozeilen(anspruchskonto_tabelle(*zeitraum))

    assert len(tabelle) == 13
    assert sorted(tabelle) == sorted(anspruchskonto(*zeitraum))
    assert als_kontozeilen(anspruchskonto_tabelle(date(2020, 1, 1), date(2020, 2, 1))) == []
