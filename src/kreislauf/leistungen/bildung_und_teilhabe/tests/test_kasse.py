"""The cashier's office does its steps with its own rights only: it sees payments, but no decision, payee or file."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import KREIS, SPAETER, end_mittagessen
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Buchung, Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.states import Laufstand, Zahlungsstand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]


@pytest.fixture
def freigegeben(bereich: Bereich, sachbearbeiterin: User, teamleiterin: User) -> Zahllauf:
    """Drafted and approved, each with the person's own rights."""
    with handeln_als(sachbearbeiterin, at=AT):
        lauf = laeufe.draft_zahllauf(
            bereich_id=bereich.pk, ausfuehrungstag=SPAETER, auftraggeber=KREIS, actor=sachbearbeiterin, at=AT
        )
    with handeln_als(teamleiterin, at=AT):
        return laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)


def an_die_bank(lauf: Zahllauf, kasse: User) -> bytes:
    with handeln_als(kasse, at=AT):
        datei = laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
        laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    return datei


def test_the_office_brings_a_run_to_the_bank_and_books_it(freigegeben: Zahllauf, kasse: User) -> None:
    erste = an_die_bank(freigegeben, kasse)
    with handeln_als(kasse, at=AT):
        assert not Entscheidungszeile.objects.exists()
        laeufe.confirm_zahllauf(zahllauf_id=freigegeben.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)

    assert erste.count(b"<CdtTrfTxInf>") == freigegeben.anzahl
    assert sum(b.betrag for b in Buchung.objects.filter(art="gezahlt")) == Decimal("872.00")


def test_a_run_the_bank_refuses_gives_every_payment_back(freigegeben: Zahllauf, kasse: User) -> None:
    an_die_bank(freigegeben, kasse)
    with handeln_als(kasse, at=AT):
        laeufe.reject_zahllauf(zahllauf_id=freigegeben.pk, grund="AM05", actor=kasse, at=AT)

    offen = Zahlung.objects.filter(state=Zahlungsstand.OFFEN, zahllauf=None, iban="")
    assert offen.count() == Zahlung.objects.count() == freigegeben.anzahl


def test_what_ended_meanwhile_is_cancelled_when_the_bank_refuses(
    freigegeben: Zahllauf, bescheid: Bescheid, sachbearbeiterin: User, kasse: User
) -> None:
    an_die_bank(freigegeben, kasse)
    with handeln_als(sachbearbeiterin, at=AT):
        end_mittagessen(bescheid, sachbearbeiterin)
    with handeln_als(kasse, at=AT):
        laeufe.reject_zahllauf(zahllauf_id=freigegeben.pk, grund="AM05", actor=kasse, at=AT)

    storniert = Zahlung.objects.filter(state=Zahlungsstand.STORNIERT)
    assert sum(z.betrag for z in storniert) == 2 * Decimal("72.00")
    assert not Zahlung.objects.filter(state=Zahlungsstand.IM_LAUF).exists()


def test_what_ended_after_the_approval_is_not_exported(
    freigegeben: Zahllauf, bescheid: Bescheid, sachbearbeiterin: User, kasse: User
) -> None:
    with handeln_als(sachbearbeiterin, at=AT):
        end_mittagessen(bescheid, sachbearbeiterin)

    with handeln_als(kasse, at=AT), pytest.raises(laeufe.LaufVeraltet):
        laeufe.export_zahllauf(zahllauf_id=freigegeben.pk, actor=kasse, at=AT)
    freigegeben.refresh_from_db()
    assert freigegeben.state == Laufstand.FREIGEGEBEN


def test_returned_money_is_countered(freigegeben: Zahllauf, kasse: User) -> None:
    an_die_bank(freigegeben, kasse)
    fahrt = Zahlung.objects.get(leistung="klassenfahrt")
    with handeln_als(kasse, at=AT):
        laeufe.confirm_zahllauf(zahllauf_id=freigegeben.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)
        zurueck = laeufe.return_zahlungen(
            zahllauf_id=freigegeben.pk,
            zahlung_ids=[fahrt.pk],
            gebucht_am=SPAETER,
            grund="AC04",
            actor=kasse,
            at=AT + timedelta(days=1),
        )

    assert zurueck == Decimal("350.00")
    assert sum(b.betrag for b in Buchung.objects.filter(art="gezahlt")) == Decimal("522.00")


def test_the_office_neither_orders_nor_approves(bereich: Bereich, sachbearbeiterin: User, kasse: User) -> None:
    angaben = {"bereich_id": bereich.pk, "ausfuehrungstag": SPAETER, "auftraggeber": KREIS, "at": AT}
    lauf = laeufe.draft_zahllauf(**angaben, actor=sachbearbeiterin)  # type: ignore[arg-type]

    with handeln_als(kasse, at=AT):
        with pytest.raises(PermissionDenied):
            laeufe.draft_zahllauf(**angaben, actor=kasse)  # type: ignore[arg-type]
        with pytest.raises(PermissionDenied):
            laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
