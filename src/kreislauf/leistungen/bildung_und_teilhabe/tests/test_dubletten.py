"""A suspected duplicate blocks the next step until somebody has decided."""

from datetime import date

import pytest

from kreislauf.akten.person.models import Dublettenverdacht, Person
from kreislauf.akten.person.services import DubletteOffen, GrundFehlt, merge_dublette, separate_dublette
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    make_antrag,
    make_kind,
    make_leistung,
)
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import examine_antrag

pytestmark = pytest.mark.django_db


@pytest.fixture
def zweiter(sachbearbeiterin: User, bereich: Bereich) -> Antrag:
    """The same family once more, the mother written otherwise."""
    ida = make_kind("Ida", make_leistung("teilhabe", kosten="8.00"))
    make_antrag(sachbearbeiterin, bereich, ida, antragsteller={"vorname": "Silke", "nachname": "Meyer"})
    noch_einmal = make_kind("Ida", make_leistung("ausflug", kosten="12.00", faellig_am="2026-10-01"))
    return make_antrag(sachbearbeiterin, bereich, noch_einmal, antragsteller={"vorname": "Silke", "nachname": "Maier"})


def test_suspicion_blocks_until_decided(zweiter: Antrag, sachbearbeiterin: User) -> None:
    with pytest.raises(DubletteOffen):
        examine_antrag(antrag_id=zweiter.pk, actor=sachbearbeiterin, at=AT)

    for verdacht in Dublettenverdacht.objects.filter(state="offen"):
        separate_dublette(verdacht_id=verdacht.pk, grund="andere Familie", actor=sachbearbeiterin, at=AT)
    assert examine_antrag(antrag_id=zweiter.pk, actor=sachbearbeiterin, at=AT).state == "in_pruefung"


def test_decision_needs_a_reason(zweiter: Antrag, sachbearbeiterin: User) -> None:
    verdacht = Dublettenverdacht.objects.filter(state="offen").first()
    assert verdacht is not None
    with pytest.raises(GrundFehlt):
        merge_dublette(verdacht_id=verdacht.pk, grund=" ", actor=sachbearbeiterin, at=AT)


def test_merging_moves_application_and_needs_to_the_known_person(zweiter: Antrag, sachbearbeiterin: User) -> None:
    erste = Antrag.objects.exclude(pk=zweiter.pk).get()
    for verdacht in Dublettenverdacht.objects.filter(state="offen"):
        merge_dublette(verdacht_id=verdacht.pk, grund="dieselbe Familie", actor=sachbearbeiterin, at=AT)
    zweiter.refresh_from_db()

    assert zweiter.antragsteller == erste.antragsteller
    assert zweiter.fallakte == erste.fallakte
    assert zweiter.bedarfe.get().kind == erste.bedarfe.get().kind
    assert Person.objects.filter(zusammengefuehrt_in__isnull=False).count() == 2
    assert examine_antrag(antrag_id=zweiter.pk, actor=sachbearbeiterin, at=AT).state == "in_pruefung"


def test_brother_and_sister_are_not_suspected(sachbearbeiterin: User, bereich: Bereich) -> None:
    leistung = make_leistung("teilhabe", kosten="8.00")
    make_antrag(
        sachbearbeiterin,
        bereich,
        make_kind("Ida", leistung),
        make_kind("Jonte", leistung, geburtsdatum=date(2013, 5, 2)),
    )

    assert not Dublettenverdacht.objects.exists()
