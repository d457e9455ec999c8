"""Start, run, stop and repeat background runs.

Apps register a function per kind with `@laufart("app.kind")`. It gets a Steuerung and does its work in steps, each in a
transaction of its own (`steuerung.schritt()`), so that a killed worker leaves whole steps only; it must be safe to run
twice, since a run whose worker died is taken up again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.permissions import may_steer_lauf
from kreislauf.foundation.jobs.states import LAUF_TRANSITIONS, Laufstand
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state

AUFGABE = "kreislauf.lauf"  # the queue's name of the one task that does all runs
Laufergebnis = Mapping[str, Any] | None
Laufart = Callable[["Steuerung"], Laufergebnis]
Wege = Callable[["Lauf"], list[tuple[str, str]]]  # what to do next: title and address
_ARTEN: dict[str, Laufart] = {}
_WEGE: dict[str, Wege] = {}


class Abgebrochen(Exception):
    """Raised inside a run when its starter wants it to stop."""


def laufart(name: str, *, wege: Wege | None = None) -> Callable[[Laufart], Laufart]:
    """Register the function that does runs of this kind, and where its page leads when it is done."""

    def eintragen(funktion: Laufart) -> Laufart:
        _ARTEN[name] = funktion
        if wege is not None:
            _WEGE[name] = wege
        return funktion

    return eintragen


def wege_von(lauf: Lauf) -> list[tuple[str, str]]:
    """Where to go from a finished run."""
    return _WEGE[lauf.art](lauf) if lauf.state == Laufstand.FERTIG and lauf.art in _WEGE else []


class Steuerung:
    """What a running function sees of its run."""

    def __init__(self, lauf: Lauf) -> None:
        self.lauf = lauf
        self.angaben: Mapping[str, Any] = lauf.angaben
        self.actor: User = lauf.created_by

    @contextmanager
    def schritt(self) -> Iterator[datetime]:
        """One transaction in the name of the starter; gives the instant to record."""
        at = timezone.now()
        with handeln_als(self.actor, at=at):
            yield at

    def melden(self, schritt: int, schritte: int, meldung: str = "") -> None:
        """Show progress; raises Abgebrochen when the starter wants the run to stop."""
        with handeln_als(self.actor, at=timezone.now()):
            Lauf.objects.filter(pk=self.lauf.pk).update(schritt=schritt, schritte=schritte, meldung=meldung[:500])
            if Lauf.objects.filter(pk=self.lauf.pk, abbrechen=True).exists():
                raise Abgebrochen


@transaction.atomic
def start_lauf(*, art: str, titel: str, angaben: Mapping[str, Any], actor: User, at: datetime) -> Lauf:
    """Put a run into the queue, in the caller's transaction; writes one journal line."""
    assert art in _ARTEN, art
    lauf = Lauf.objects.create(art=art, titel=titel[:300], angaben=dict(angaben), created_by=actor, created_at=at)
    journal.record("lauf.start", lauf, actor=actor, at=at, details={"art": art})
    _einreihen(lauf, actor)
    return lauf


def _einreihen(lauf: Lauf, starter: User) -> None:
    """By name: the task itself stands above the services."""
    app.configure_task(AUFGABE).defer(lauf_id=str(lauf.pk), starter_id=str(starter.pk))


def _umstellen(lauf_id: UUID, actor: User, act: str, **felder: Any) -> Lauf:
    at = timezone.now()
    with handeln_als(actor, at=at):
        lauf = Lauf.objects.select_for_update().select_related("created_by").get(pk=lauf_id)
        lauf.state = next_state(LAUF_TRANSITIONS, act, Laufstand(lauf.state))
        for name, wert in felder.items():
            setattr(lauf, name, wert)
        if not lauf.offen:
            lauf.finished_at = at
        lauf.save()
        journal.record(f"lauf.{act}", lauf, actor=actor, at=at)
    return lauf


def run_lauf(lauf_id: UUID, starter: User) -> None:
    """Do the work of a run; called by the worker. A run that has ended meanwhile is left alone."""
    with handeln_als(starter, at=timezone.now()):
        if not Lauf.objects.filter(pk=lauf_id, state__in=[Laufstand.WARTET, Laufstand.LAEUFT]).exists():
            return
    lauf = _umstellen(lauf_id, starter, "begin")
    try:
        ergebnis = _ARTEN[lauf.art](Steuerung(lauf))
    except Abgebrochen:
        _umstellen(lauf_id, starter, "cancel", meldung="Auf Wunsch abgebrochen; fertige Schritte bleiben.")
    except DomainError as fehler:
        _umstellen(lauf_id, starter, "fail", meldung=str(fehler)[:500])
    except Exception:
        _umstellen(
            lauf_id, starter, "fail", meldung="Ein unerwarteter Fehler ist aufgetreten; die Technik ist informiert."
        )
        raise
    else:
        _umstellen(lauf_id, starter, "finish", ergebnis=dict(ergebnis or {}))


@transaction.atomic
def cancel_lauf(*, lauf_id: UUID, actor: User, at: datetime) -> Lauf:
    """Ask a run to stop; one that still waits stops at once.

    Raises PermissionDenied, or IllegalTransition when it has ended.
    """
    lauf = lock(Lauf, lauf_id)
    require(may_steer_lauf, actor, lauf)
    nachher = next_state(LAUF_TRANSITIONS, "cancel", Laufstand(lauf.state))
    lauf.abbrechen = True
    if lauf.state == Laufstand.WARTET:
        lauf.state, lauf.finished_at = nachher, at
    lauf.save()
    journal.record("lauf.cancel", lauf, actor=actor, at=at)
    return lauf


@transaction.atomic
def retry_lauf(*, lauf_id: UUID, actor: User, at: datetime) -> Lauf:
    """Queue a failed or stopped run again. Raises PermissionDenied or IllegalTransition."""
    lauf = lock(Lauf, lauf_id)
    require(may_steer_lauf, actor, lauf)
    lauf.state = next_state(LAUF_TRANSITIONS, "retry", Laufstand(lauf.state))
    lauf.abbrechen, lauf.finished_at, lauf.meldung = False, None, ""
    lauf.save()
    journal.record("lauf.retry", lauf, actor=actor, at=at)
    _einreihen(lauf, actor)
    return lauf
