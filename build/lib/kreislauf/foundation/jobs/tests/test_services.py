"""Runs: in the queue with the act, progress, cancel, retry, safe to run twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.contrib.django.models import ProcrastinateJob

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.jobs import services
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.states import Laufstand
from kreislauf.foundation.states import DomainError, IllegalTransition

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Fachfehler(DomainError):
    """For the test."""


@pytest.fixture(autouse=True)
def arten() -> Iterator[None]:
    @services.laufart("probe.gut", wege=lambda lauf: [("Weiter", "/")])
    def gut(s: services.Steuerung) -> dict[str, int]:
        for nummer in range(3):
            s.melden(nummer, 3, f"Schritt {nummer}")
            with s.schritt():
                pass
        return {"summe": 3}

    @services.laufart("probe.fachfehler")
    def fachfehler(s: services.Steuerung) -> None:
        raise Fachfehler("Die Datei fehlt.")

    @services.laufart("probe.absturz")
    def absturz(s: services.Steuerung) -> None:
        raise ZeroDivisionError

    yield
    for name in ("probe.gut", "probe.fachfehler", "probe.absturz"):
        services._ARTEN.pop(name)


@pytest.fixture
def user() -> User:
    kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
    user = User.objects.create_user("g@x.example", None, nachname="G")
    Zustaendigkeit.objects.create(user=user, rolle="geschaeftsfuehrung", bereich=kreis, beginn=date(2020, 1, 1))
    return user


def start(user: User, art: str = "probe.gut") -> Lauf:
    return services.start_lauf(art=art, titel="Probe", angaben={}, actor=user, at=AT)


def test_start_puts_the_run_into_the_queue_with_the_act(user: User) -> None:
    lauf = start(user)

    assert ProcrastinateJob.objects.filter(args__lauf_id=str(lauf.pk)).count() == 1
    assert lauf.state == Laufstand.WARTET


def test_run_reports_progress_and_result_and_is_safe_to_run_twice(user: User) -> None:
    lauf = start(user)
    services.run_lauf(lauf.pk, user)
    services.run_lauf(lauf.pk, user)

    lauf.refresh_from_db()
    assert (lauf.state, lauf.schritt, lauf.schritte, lauf.ergebnis) == (Laufstand.FERTIG, 2, 3, {"summe": 3})
    assert services.wege_von(lauf) == [("Weiter", "/")]


def test_run_whose_worker_died_is_taken_up_again(user: User) -> None:
    lauf = start(user)
    Lauf.objects.filter(pk=lauf.pk).update(state=Laufstand.LAEUFT)

    services.run_lauf(lauf.pk, user)

    lauf.refresh_from_db()
    assert lauf.state == Laufstand.FERTIG


def test_expected_failure_is_shown_and_can_be_retried(user: User) -> None:
    lauf = start(user, "probe.fachfehler")
    services.run_lauf(lauf.pk, user)
    lauf.refresh_from_db()
    assert (lauf.state, lauf.meldung) == (Laufstand.GESCHEITERT, "Die Datei fehlt.")

    services.retry_lauf(lauf_id=lauf.pk, actor=user, at=AT)

    lauf.refresh_from_db()
    assert lauf.state == Laufstand.WARTET
    assert ProcrastinateJob.objects.count() == 2


def test_unexpected_failure_ends_the_run_and_goes_up(user: User) -> None:
    lauf = start(user, "probe.absturz")

    with pytest.raises(ZeroDivisionError):
        services.run_lauf(lauf.pk, user)

    lauf.refresh_from_db()
    assert lauf.state == Laufstand.GESCHEITERT


def test_cancel_stops_a_waiting_run_at_once_and_a_running_one_at_its_next_step(user: User) -> None:
    wartend, laufend = start(user), start(user)
    services.cancel_lauf(lauf_id=wartend.pk, actor=user, at=AT)
    wartend.refresh_from_db()
    assert wartend.state == Laufstand.ABGEBROCHEN

    Lauf.objects.filter(pk=laufend.pk).update(abbrechen=True)
    services.run_lauf(laufend.pk, user)

    laufend.refresh_from_db()
    assert laufend.state == Laufstand.ABGEBROCHEN
    with pytest.raises(IllegalTransition):
        services.cancel_lauf(lauf_id=laufend.pk, actor=user, at=AT)


def test_only_who_started_a_run_steers_it(user: User) -> None:
    lauf = start(user)

    with pytest.raises(PermissionDenied):
        services.cancel_lauf(lauf_id=lauf.pk, actor=User.objects.create_user("f@x.example", None, nachname="F"), at=AT)
