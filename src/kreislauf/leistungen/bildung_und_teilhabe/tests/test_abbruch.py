"""A payment run that breaks at any step loses and doubles nothing; without transactions or keys it does."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, transaction

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import KREIS, SPAETER
from kreislauf.verfahren.zahlung.models import Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.selectors import anspruchskonto
from kreislauf.verfahren.zahlung.services import laeufe, mengen
from kreislauf.verfahren.zahlung.states import Laufstand, Zahlungsstand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]
ALLES = Decimal("872.00")
AKTE = {"zahllauf.create", "zahllauf.approve", "zahllauf.export", "zahllauf.send", "zahllauf.confirm", "dokument.store"}
MENGEN = ("collect", "pay")
Dienst = Callable[[Any], Any]


class Abbruch(Exception):
    """The failpoint."""


@pytest.fixture
def beteiligte(bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User) -> tuple[Any, ...]:
    return bereich, sachbearbeiterin, teamleiterin, kasse


@pytest.fixture(params=[True, False], ids=["before", "after"])
def offen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Each failpoint breaks once: journal entries of all steps, and the statements on all payments."""
    offen = AKTE | set(MENGEN)

    def mit_abbruch(name: str, echt: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        ergebnis = None if request.param and name in offen else echt(*args, **kwargs)
        if name in offen:
            offen.discard(name)
            raise Abbruch(name)
        return ergebnis

    record = journal.record
    monkeypatch.setattr(journal, "record", lambda act, *a, **k: mit_abbruch(act, record, act, *a, **k))
    for name in MENGEN:
        echt = getattr(mengen, name)
        monkeypatch.setattr(mengen, name, lambda *a, n=name, e=echt, **k: mit_abbruch(n, e, *a, **k))
    yield offen


def durchlaufen(beteiligte: tuple[Any, ...], dienst: Dienst) -> list[bytes]:
    """Go on after every break as somebody would after a restart; what reached the bank."""
    bank: list[bytes] = []
    for _ in range(len(AKTE) + len(MENGEN) + 6):
        try:
            einen_schritt(beteiligte, bank, dienst)
        except (Abbruch, DomainError):
            continue
    return bank


def gezahlt() -> Decimal:
    return sum((z.gezahlt for z in anspruchskonto(date(2026, 8, 1), date(2027, 1, 1))), Decimal(0))


def test_a_break_before_or_after_any_step_loses_and_doubles_nothing(
    offen: set[str], beteiligte: tuple[Any, ...]
) -> None:
    bank = durchlaufen(beteiligte, lambda dienst: dienst)

    assert not offen
    assert Zahllauf.objects.get().state == Laufstand.BESTAETIGT
    assert len(set(bank)) == 1
    assert bank[0].count(b"<CdtTrfTxInf>") == Zahlung.objects.filter(state=Zahlungsstand.AUSGEFUEHRT).count()
    assert gezahlt() == ALLES


def test_without_transactions_the_same_breaks_lose_money(offen: set[str], beteiligte: tuple[Any, ...]) -> None:
    """The failing control: the same services with their transaction taken off leave payments in a run nobody ends."""
    durchlaufen(beteiligte, lambda dienst: dienst.__wrapped__)

    assert "collect" not in offen
    assert gezahlt() == 0


@pytest.mark.parametrize("offen", [True], indirect=True, ids=["before"])
def test_without_a_transaction_a_confirmed_run_books_nothing(offen: set[str], beteiligte: tuple[Any, ...]) -> None:
    offen.intersection_update({"pay"})
    durchlaufen(beteiligte, lambda dienst: dienst.__wrapped__)

    lauf = Zahllauf.objects.get(state=Laufstand.BESTAETIGT)
    assert lauf.summe == ALLES
    assert gezahlt() == 0


def test_a_second_writer_is_stopped_by_the_key(beteiligte: tuple[Any, ...]) -> None:
    with pytest.raises(IntegrityError, match="zahlung_schluessel_einmal"), transaction.atomic():
        nochmals_schreiben()

    assert naechster_lauf(beteiligte).summe == ALLES


class TestWithoutKey:
    """The failing control: nothing else keeps a second writer, who saw no payment yet, from paying twice."""

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def ohne_schluessel(cls, django_db_setup: None, datenbankserver: Any) -> Iterator[None]:
        """Before the test's transaction begins and after it has ended."""
        with psycopg.connect(datenbankserver.adresse("postgres"), autocommit=True) as verbindung:
            zeile = verbindung.execute("SELECT pg_get_indexdef('zahlung_schluessel_einmal'::regclass)").fetchone()
            assert zeile is not None
            verbindung.execute("DROP INDEX zahlung_schluessel_einmal")
            yield
            verbindung.execute(zeile[0])

    def test_a_second_writer_doubles_the_run(self, beteiligte: tuple[Any, ...]) -> None:
        nochmals_schreiben()

        assert naechster_lauf(beteiligte).summe == 2 * ALLES


def nochmals_schreiben() -> None:
    felder = [f.attname for f in Zahlung._meta.concrete_fields if f.name != "id"]
    Zahlung.objects.bulk_create([Zahlung(**werte) for werte in list(Zahlung.objects.values(*felder))])


def naechster_lauf(beteiligte: tuple[Any, ...]) -> Zahllauf:
    bereich, ordert, *_ = beteiligte
    return laeufe.draft_zahllauf(
        bereich_id=bereich.pk, ausfuehrungstag=SPAETER, auftraggeber=KREIS, actor=ordert, at=AT
    )


def einen_schritt(beteiligte: tuple[Any, ...], bank: list[bytes], dienst: Dienst) -> None:
    """Whatever the newest run needs next, as somebody would after a restart."""
    bereich, ordert, gibt_frei, kasse = beteiligte
    lauf = Zahllauf.objects.first()
    if lauf is None or lauf.state == Laufstand.BESTAETIGT:
        dienst(laeufe.draft_zahllauf)(
            bereich_id=bereich.pk, ausfuehrungstag=SPAETER, auftraggeber=KREIS, actor=ordert, at=AT
        )
    elif lauf.state == Laufstand.ENTWURF:
        dienst(laeufe.approve_zahllauf)(zahllauf_id=lauf.pk, actor=gibt_frei, at=AT)
    elif lauf.state == Laufstand.FREIGEGEBEN:
        bank.append(dienst(laeufe.export_zahllauf)(zahllauf_id=lauf.pk, actor=kasse, at=AT))
    elif lauf.state == Laufstand.AUSGEGEBEN:
        dienst(laeufe.send_zahllauf)(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    else:
        dienst(laeufe.confirm_zahllauf)(zahllauf_id=lauf.pk, ausgefuehrt_am=SPAETER, actor=kasse, at=AT)
