"""An area with the people of a payment run, and an announced decision with confirmed accounts."""

from datetime import date

import pytest

from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.akten.traeger.services import add_bankverbindung, confirm_bankverbindung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    FAHRT,
    HEUTE,
    MITTAG,
    make_antrag,
    make_kind,
    make_leistung,
    make_vorgaben,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import IBAN, freigeben
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import JONTE, make_fahrt, make_schulzugang
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis
from kreislauf.verfahren.bescheid.models import Bescheid


@pytest.fixture
def bereich() -> Bereich:
    bereich = make_bereich("Bildung und Teilhabe")
    make_vorgaben(bereich)
    return bereich


@pytest.fixture
def sachbearbeiterin(bereich: Bereich) -> User:
    return make_user("sachbearbeitung_but", bereich)


@pytest.fixture
def teamleiterin(bereich: Bereich) -> User:
    return make_user("teamleitung_but", bereich)


@pytest.fixture
def kasse(bereich: Bereich) -> User:
    return make_user("kasse", bereich)


@pytest.fixture
def bescheid(sachbearbeiterin: User, teamleiterin: User, bereich: Bereich) -> Bescheid:
    """Announced: lunch 432.00, club 90.00, class trip 350.00."""
    antrag = make_antrag(
        sachbearbeiterin,
        bereich,
        make_kind("Ida", make_leistung("mittagsverpflegung", **MITTAG), make_leistung("teilhabe", kosten="8.00")),
        make_kind("Jonte", make_leistung("klassenfahrt", **FAHRT), geburtsdatum=date(2013, 5, 2)),
    )
    examine_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    for forderung in antrag.forderungen.all():
        receive_nachweis(
            forderung_id=forderung.pk, beschreibung="liegt vor", eingegangen_am=HEUTE, actor=sachbearbeiterin, at=AT
        )
    complete_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    wahl = {
        z.bedarf.pk: Wahl(art=z.vorschlag.art, form=z.form, empfaenger=z.empfaenger, gesehen=z.vorschlag.betrag)
        for z in vorschlaege(bedarfe_von(antrag), HEUTE)
    }
    entwurf = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)
    return freigeben(entwurf, sachbearbeiterin, teamleiterin)


@pytest.fixture
def konten(bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User) -> None:
    for empfaenger in Zahlungsempfaenger.objects.all():
        konto = add_bankverbindung(
            empfaenger_id=empfaenger.pk,
            inhaber="Förderverein Küche & Ärger",
            iban=IBAN,
            beginn=date(2020, 1, 1),
            actor=sachbearbeiterin,
            at=AT,
        )
        confirm_bankverbindung(bankverbindung_id=konto.pk, actor=teamleiterin, at=AT)


@pytest.fixture
def familie(sachbearbeiterin: User, bereich: Bereich) -> None:
    """Two children with a base benefit."""
    make_antrag(
        sachbearbeiterin,
        bereich,
        make_kind("Ida", make_leistung("teilhabe", kosten="8.00")),
        make_kind("Jonte", make_leistung("teilhabe", kosten="8.00"), geburtsdatum=JONTE.geburtsdatum),
    )


@pytest.fixture
def ausflug(sachbearbeiterin: User, bereich: Bereich) -> Fahrt:
    zugang = make_schulzugang(sachbearbeiterin, bereich)
    return make_fahrt(zugang, make_user("schule", zugang.schulbereich), art="ausflug")
