"""T5: two at the same moment, on really committed data; each race has its control without the guard."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from kreislauf.akten.traeger.models import Bankverbindung, Zahlungsempfaenger
from kreislauf.akten.traeger.services import add_bankverbindung, confirm_bankverbindung
from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, make_antrag, make_vorgaben
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services import antraege
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import waive_nachweis
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid

pytestmark = pytest.mark.usefixtures("festgeschrieben")
ZUGLEICH = 4
IBANS = ("DE02120300000000202051", "DE02500105170137075030", "DE02100500000054540402", "DE02300209000106531065")


def _zugleich(taten: list[Callable[[], object]], personen: list[User]) -> list[str]:
    """Names of what came out, each in a thread and a connection of its own, begun when all are ready."""
    start = Barrier(len(taten))

    def laufen(tat: Callable[[], object], person: User) -> str:
        try:
            start.wait(20)
            with handeln_als(person, at=AT):
                tat()
            return "gelungen"
        except (DomainError, IntegrityError) as fehler:
            return type(fehler).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(taten)) as pool:
        return list(pool.map(laufen, taten, personen))


def _entscheidungsreif() -> tuple[Antrag, list[User], dict[UUID, Wahl]]:
    with handeln_als_system():
        bereich = make_bereich("Bildung und Teilhabe")
        make_vorgaben(bereich)
        leute = [make_user("teamleitung_but", bereich, email=f"t{n}@x.example") for n in range(ZUGLEICH)]
        antrag = make_antrag(leute[0], bereich)
        examine_antrag(antrag_id=antrag.pk, actor=leute[0], at=AT)
        for forderung in antrag.forderungen.all():
            waive_nachweis(forderung_id=forderung.pk, grund="liegt vor", actor=leute[0], at=AT)
        antrag = complete_antrag(antrag_id=antrag.pk, actor=leute[0], at=AT)
        zeilen = vorschlaege(bedarfe_von(antrag), HEUTE)
        wahl = {z.bedarf.pk: Wahl(z.vorschlag.art, z.form, empfaenger=z.empfaenger) for z in zeilen}
    return antrag, leute, wahl


def _entscheiden(antrag: Antrag, wahl: dict[UUID, Wahl], person: User, version: int | None) -> Callable[[], object]:
    return lambda: decide(antrag_id=antrag.pk, wahl=wahl, version=version, actor=person, at=AT)


def test_of_deciders_at_the_same_moment_one_wins_and_the_others_are_told() -> None:
    antrag, leute, wahl = _entscheidungsreif()

    ergebnis = _zugleich([_entscheiden(antrag, wahl, p, antrag.version) for p in leute], leute)

    assert sorted(ergebnis) == ["InzwischenGeaendert"] * (ZUGLEICH - 1) + ["gelungen"]
    with handeln_als_system():
        assert Bescheid.objects.count() == 1


def test_a_form_sent_twice_decides_once() -> None:
    antrag, leute, wahl = _entscheidungsreif()

    ergebnis = _zugleich([_entscheiden(antrag, wahl, leute[0], None) for _ in range(ZUGLEICH)], [leute[0]] * ZUGLEICH)

    assert sorted(ergebnis) == ["IllegalTransition"] * (ZUGLEICH - 1) + ["gelungen"]


def test_control_without_the_lock_the_database_still_lets_only_one_draft_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failing control: read without lock, all go on; then the unique draft of the database is what holds."""
    antrag, leute, wahl = _entscheidungsreif()
    monkeypatch.setattr(antraege, "lock", lambda model, pk: model.objects.get(pk=pk))

    ergebnis = _zugleich([_entscheiden(antrag, wahl, p, antrag.version) for p in leute], leute)

    assert "IntegrityError" in ergebnis  # the race is real: without the lock others got as far as writing
    with handeln_als_system():
        assert Bescheid.objects.count() == 1


def test_a_bescheid_is_announced_once() -> None:
    antrag, leute, wahl = _entscheidungsreif()
    with handeln_als_system():
        bescheid = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=leute[0], at=AT)
        approve_bescheid(bescheid_id=bescheid.pk, actor=leute[1], at=AT)

    def senden(person: User) -> Callable[[], object]:
        return lambda: announce_bescheid(bescheid_id=bescheid.pk, posted_on=HEUTE, actor=person, at=AT)

    ergebnis = _zugleich([senden(p) for p in leute], leute)

    assert sorted(ergebnis) == ["IllegalTransition"] * (ZUGLEICH - 1) + ["gelungen"]


def _konten() -> tuple[Zahlungsempfaenger, list[Bankverbindung], list[User]]:
    """Four new accounts of one payee, each entered by somebody, each beginning on another day."""
    with handeln_als_system():
        bereich = make_bereich("Bildung und Teilhabe")
        leute = [make_user("teamleitung_but", bereich, email=f"t{n}@x.example") for n in range(ZUGLEICH)]
        make_vorgaben(bereich)
        antrag = make_antrag(leute[0], bereich)
        empfaenger = antrag.bedarfe.get().empfaenger
        assert empfaenger is not None
        konten = [
            add_bankverbindung(
                empfaenger_id=empfaenger.pk, inhaber="Verein", iban=iban, actor=leute[n - 1], at=AT,
                beginn=date(2026, 1, 1) + timedelta(days=n),
            )
            for n, iban in enumerate(IBANS)
        ]  # fmt: skip
    return empfaenger, konten, leute


def test_accounts_confirmed_at_once_never_hold_at_the_same_time() -> None:
    empfaenger, konten, leute = _konten()
    taten: list[Callable[[], object]] = [
        lambda k=k, p=p: confirm_bankverbindung(bankverbindung_id=k.pk, actor=p, at=AT)  # type: ignore[misc]
        for k, p in zip(konten, leute, strict=True)
    ]

    ergebnis = _zugleich(taten, leute)

    assert set(ergebnis) <= {"gelungen", "BeginnUnmoeglich"}
    with handeln_als_system():
        for tag in (date(2026, 1, 1) + timedelta(days=n) for n in range(10)):
            geltend = empfaenger.bankverbindungen.filter(state="bestaetigt", beginn__lte=tag)
            assert geltend.exclude(ende__lt=tag).count() <= 1


def test_control_the_database_refuses_two_accounts_at_a_time() -> None:
    """Failing control: written past the service, the exclusion constraint is what holds."""
    _, konten, leute = _konten()
    with pytest.raises(IntegrityError), handeln_als_system():
        Bankverbindung.objects.filter(pk__in=[k.pk for k in konten]).update(
            state="bestaetigt", confirmed_by=make_user("planung", email="p@x.example"), confirmed_at=AT
        )
    assert leute
