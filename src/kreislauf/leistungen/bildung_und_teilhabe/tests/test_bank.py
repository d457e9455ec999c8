"""What the bank answers changes payments and ledger exactly once; what does not fit is named and changes nothing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from kreislauf.akten.traeger.services import add_bankverbindung, confirm_bankverbindung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich
from kreislauf.foundation.documents.services import DateiBeschaedigt, ort
from kreislauf.leistungen.bildung_und_teilhabe.tests.bankdateien import camt054, pain002, umsatz
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import entwurf, gesendet
from kreislauf.verfahren.zahlung.models import Bankdatei, Buchung, Rueckmeldung, Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.selectors import anspruchskonto, zurueckgekommene
from kreislauf.verfahren.zahlung.services import laeufe, rueckmeldungen
from kreislauf.verfahren.zahlung.services.anlegen import KontoFehlt, repeat_zahlung
from kreislauf.verfahren.zahlung.services.rueckfluesse import ErstattungUnmoeglich, book_erstattung
from kreislauf.verfahren.zahlung.states import Laufstand, Zahlungsstand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]


@pytest.fixture
def lauf(bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User) -> Zahllauf:
    """At the bank: 872.00 in all, the class trip 350.00 among it."""
    return gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)


@pytest.fixture
def fahrt(lauf: Zahllauf) -> Zahlung:
    return Zahlung.objects.get(leistung="klassenfahrt")


def lies(inhalt: bytes, lauf: Zahllauf, kasse: User, name: str = "antwort.xml") -> list[str]:
    datei = rueckmeldungen.read_bankdatei(inhalt=inhalt, dateiname=name, bereich_id=lauf.bereich_id, actor=kasse, at=AT)
    return [zeile["ergebnis"] for zeile in datei.bericht]


def gezahlt() -> Decimal:
    return sum((z.gezahlt for z in anspruchskonto(date(2026, 8, 1), date(2027, 1, 1))), Decimal(0))


def test_a_debited_run_is_paid_and_a_return_is_taken_off_the_ledger(
    lauf: Zahllauf, fahrt: Zahlung, kasse: User
) -> None:
    assert lies(camt054(umsatz("872.00", lauf=lauf.message_id, tag="2026-11-30")), lauf, kasse) == ["ausgefuehrt"]
    assert gezahlt() == Decimal("872.00")
    zurueck = camt054(umsatz("350.00", kennung=fahrt.end_to_end_id, grund="AC04"), kennung="C2")

    assert lies(zurueck, lauf, kasse) == ["zurueck"]

    assert gezahlt() == Decimal("522.00")
    fahrt.refresh_from_db()
    assert fahrt.state == Zahlungsstand.ZURUECKGEKOMMEN
    assert list(zurueckgekommene(lauf.bereich_id)) == [fahrt]
    assert Rueckmeldung.objects.get(zahlung=fahrt).grund == "AC04 (Konto aufgelöst)"


def test_the_same_file_and_the_same_answer_in_another_file_change_nothing(
    lauf: Zahllauf, fahrt: Zahlung, kasse: User
) -> None:
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=date(2026, 11, 30), actor=kasse, at=AT)
    zurueck = camt054(umsatz("350.00", kennung=fahrt.end_to_end_id, grund="AC04"))
    lies(zurueck, lauf, kasse)
    vorher = (Buchung.objects.count(), Rueckmeldung.objects.count(), gezahlt())

    assert lies(zurueck, lauf, kasse) == ["zurueck"]
    nochmals = camt054(umsatz("350.00", kennung=fahrt.end_to_end_id, grund="AC04"), kennung="ANDERE")
    assert lies(nochmals, lauf, kasse, "andere.xml") == ["bekannt"]

    assert (Buchung.objects.count(), Rueckmeldung.objects.count(), gezahlt()) == vorher
    assert Bankdatei.objects.count() == 2


def test_a_rejected_payment_never_was_paid_and_the_rest_is(lauf: Zahllauf, fahrt: Zahlung, kasse: User) -> None:
    ergebnis = lies(pain002(lauf.message_id, abgelehnt=[(fahrt.end_to_end_id, "AC01"), ("fremd", "AC01")]), lauf, kasse)
    bestaetigt = lies(pain002(lauf.message_id, status="ACSC", kennung="S2"), lauf, kasse)

    assert (ergebnis, bestaetigt) == (["zurueck", "unbekannt"], ["ausgefuehrt"])
    assert gezahlt() == Decimal("522.00")
    assert not Buchung.objects.filter(zahlung=fahrt).exists()


def test_a_run_that_the_bank_refuses_is_open_again(lauf: Zahllauf, kasse: User) -> None:
    assert lies(pain002(lauf.message_id, status="RJCT"), lauf, kasse) == ["abgelehnt"]

    lauf.refresh_from_db()
    assert (lauf.state, lauf.ablehnungsgrund) == (Laufstand.ABGELEHNT, "Bank: RJCT")
    assert set(Zahlung.objects.values_list("state", flat=True)) == {"offen"}


def test_what_does_not_fit_is_named_and_changes_nothing(lauf: Zahllauf, fahrt: Zahlung, kasse: User) -> None:
    inhalt = camt054(
        umsatz("349.99", kennung=fahrt.end_to_end_id, grund="AC04"),
        umsatz("871.00", lauf=lauf.message_id),
        umsatz("12.00", lauf="KLgibtesnicht"),
        umsatz("5.00"),
    )
    datei = rueckmeldungen.read_bankdatei(
        inhalt=inhalt, dateiname="x.xml", bereich_id=lauf.bereich_id, actor=kasse, at=AT
    )

    assert [z["ergebnis"] for z in datei.bericht] == ["abweichend", "abweichend", "unbekannt", "unbekannt"]
    assert datei.offen == 4
    assert "349.99 EUR, gezahlt waren 350.00 EUR" in datei.bericht[0]["text"]
    lauf.refresh_from_db()
    assert (lauf.state, gezahlt()) == (Laufstand.GESENDET, Decimal(0))


def test_rows_to_be_clarified_are_tried_again_and_the_others_left_alone(
    bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    lauf = entwurf(bereich, sachbearbeiterin)
    laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=teamleiterin, at=AT)
    laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    lauf.refresh_from_db()
    fahrt = Zahlung.objects.get(leistung="klassenfahrt")
    inhalt = pain002(lauf.message_id, abgelehnt=[(fahrt.end_to_end_id, "AC01"), ("fremd", "AC01")])
    assert lies(inhalt, lauf, kasse) == ["abweichend", "unbekannt"]
    laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)

    datei = rueckmeldungen.recheck_bankdatei(bankdatei_id=Bankdatei.objects.get().pk, actor=kasse, at=AT)

    assert [z["ergebnis"] for z in datei.bericht] == ["zurueck", "unbekannt"]
    assert datei.offen == 1


def test_only_the_cashiers_office_of_the_area_reads_files(lauf: Zahllauf, teamleiterin: User, kasse: User) -> None:
    with pytest.raises(PermissionDenied):
        lies(pain002(lauf.message_id, status="ACSC"), lauf, teamleiterin)
    with pytest.raises(PermissionDenied):
        rueckmeldungen.read_bankdatei(
            inhalt=pain002(lauf.message_id, status="ACSC"), dateiname="x", bereich_id=make_bereich("Fremd").pk,
            actor=kasse, at=AT,
        )  # fmt: skip


def test_a_refused_account_must_be_replaced_before_it_is_paid_again(
    lauf: Zahllauf, fahrt: Zahlung, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    lies(pain002(lauf.message_id, abgelehnt=[(fahrt.end_to_end_id, "AC04")]), lauf, kasse)
    with pytest.raises(KontoFehlt, match="AC04"):
        repeat_zahlung(zahlung_id=fahrt.pk, actor=sachbearbeiterin, at=AT)
    spaeter = AT + timedelta(days=1)
    konto = add_bankverbindung(
        empfaenger_id=fahrt.empfaenger_id, inhaber="Neu", iban="DE02120300000000202051", beginn=spaeter.date(),
        actor=sachbearbeiterin, at=spaeter,
    )  # fmt: skip
    confirm_bankverbindung(bankverbindung_id=konto.pk, actor=teamleiterin, at=spaeter)

    neue = repeat_zahlung(zahlung_id=fahrt.pk, actor=sachbearbeiterin, at=spaeter)

    assert (neue.betrag, neue.state) == (Decimal("350.00"), Zahlungsstand.OFFEN)
    assert not zurueckgekommene(lauf.bereich_id).exists()


def test_what_comes_back_twice_is_one_task(
    fahrt: Zahlung, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    lauf = fahrt.zahllauf
    assert lauf is not None
    lies(pain002(lauf.message_id, abgelehnt=[(fahrt.end_to_end_id, "MS03")]), lauf, kasse)
    spaeter = AT + timedelta(days=1)
    neue = repeat_zahlung(zahlung_id=fahrt.pk, actor=sachbearbeiterin, at=spaeter)
    zweiter = gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)
    neue.refresh_from_db()
    lies(pain002(zweiter.message_id, abgelehnt=[(neue.end_to_end_id, "MS03")], kennung="S2"), zweiter, kasse, "2.xml")

    assert list(zurueckgekommene(lauf.bereich_id)) == [neue]


def test_a_refund_is_booked_once_per_voucher_and_never_above_what_was_paid(
    lauf: Zahllauf, fahrt: Zahlung, kasse: User
) -> None:
    angaben: dict[str, Any] = {"zahlung_id": fahrt.pk, "gebucht_am": AT.date(), "actor": kasse, "at": AT}
    with pytest.raises(ErstattungUnmoeglich, match="ausgeführt"):
        book_erstattung(betrag=Decimal(50), beleg="E1", **angaben)
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=AT.date(), actor=kasse, at=AT)
    for _ in range(2):
        book_erstattung(betrag=Decimal(50), beleg="E1", **angaben)
    with pytest.raises(ErstattungUnmoeglich, match="E1"):
        book_erstattung(betrag=Decimal(51), beleg="E1", **angaben)
    with pytest.raises(ErstattungUnmoeglich, match="höchstens"):
        book_erstattung(betrag=Decimal("300.01"), beleg="E2", **angaben)

    assert gezahlt() == Decimal("822.00")


def test_what_was_refunded_does_not_come_back_a_second_time_by_the_bank(
    lauf: Zahllauf, fahrt: Zahlung, kasse: User
) -> None:
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=AT.date(), actor=kasse, at=AT)
    book_erstattung(zahlung_id=fahrt.pk, betrag=Decimal(50), gebucht_am=AT.date(), beleg="E1", actor=kasse, at=AT)
    zurueck = camt054(umsatz("350.00", kennung=fahrt.end_to_end_id, grund="AC04"))
    datei = rueckmeldungen.read_bankdatei(
        inhalt=zurueck, dateiname="x.xml", bereich_id=lauf.bereich_id, actor=kasse, at=AT
    )

    assert [z["ergebnis"] for z in datei.bericht] == ["abweichend"]
    assert "schon 50.00 EUR Erstattung gebucht" in datei.bericht[0]["text"]
    with pytest.raises(laeufe.SchonErstattet):
        laeufe.return_zahlungen(
            zahllauf_id=lauf.pk, zahlung_ids=[fahrt.pk], gebucht_am=AT.date(), grund="MS03", actor=kasse, at=AT
        )
    fahrt.refresh_from_db()
    assert (gezahlt(), fahrt.state) == (Decimal("822.00"), Zahlungsstand.AUSGEFUEHRT)


def test_the_file_can_be_had_again_and_a_changed_one_is_refused(lauf: Zahllauf, kasse: User) -> None:
    inhalt = laeufe.download_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    assert inhalt.startswith(b"<?xml")
    pfad = ort(lauf.datei_sha256)
    pfad.write_bytes(inhalt.replace(b"872.00", b"972.00"))

    with pytest.raises(DateiBeschaedigt):
        laeufe.download_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    pfad.write_bytes(inhalt)
