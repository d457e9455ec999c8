"""Track duties: start, complete with evidence, postpone with a reason, drop, take up again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.ratsinfo.models import Auftrag, Fristverschiebung, Nachweis
from kreislauf.steuerung.ratsinfo.permissions import may_change_auftrag, may_drop_auftrag, may_postpone_auftrag
from kreislauf.steuerung.ratsinfo.services.mitteilungen import record_ereignis
from kreislauf.steuerung.ratsinfo.states import AUFTRAG_TRANSITIONS, Auftragsstand


class NachweisFehlt(DomainError):
    """A duty is done only with evidence."""


class FristNichtSpaeter(DomainError):
    """A postponement must name a later day."""


class BegruendungFehlt(DomainError):
    """An act that must say why."""


def _sperren(auftrag_id: UUID) -> Auftrag:
    return lock(Auftrag, auftrag_id)


def _stellen(auftrag: Auftrag, act: str, at: datetime) -> None:
    auftrag.state = next_state(AUFTRAG_TRANSITIONS, act, Auftragsstand(auftrag.state))
    auftrag.updated_at = at


@transaction.atomic
def start_auftrag(*, auftrag_id: UUID, prognose: date | None = None, actor: User, at: datetime) -> Auftrag:
    """Begin work on a duty. Raises PermissionDenied or IllegalTransition."""
    auftrag = _sperren(auftrag_id)
    require(may_change_auftrag, actor, auftrag, tag=at.date())
    _stellen(auftrag, "start", at)
    auftrag.prognose = prognose or auftrag.prognose
    auftrag.save()
    journal.record("auftrag.start", auftrag, actor=actor, at=at)
    record_ereignis("auftrag.start", auftrag=auftrag, actor=actor, at=at)
    return auftrag


@transaction.atomic
def add_nachweis(
    *, auftrag_id: UUID, beschreibung: str, datum: date, dokument: Dokument | None = None, actor: User, at: datetime
) -> Nachweis:
    """Keep evidence for a duty. Raises PermissionDenied or BegruendungFehlt."""
    auftrag = _sperren(auftrag_id)
    require(may_change_auftrag, actor, auftrag, tag=at.date())
    if not beschreibung.strip():
        raise BegruendungFehlt("Bitte beschreiben Sie, was der Nachweis zeigt.")
    nachweis = Nachweis.objects.create(
        auftrag=auftrag,
        beschreibung=beschreibung.strip(),
        datum=datum,
        dokument=dokument,
        bereich_id=auftrag.bereich_id,
        schutzstufe=auftrag.schutzstufe,
        sichtbar_fuer=auftrag.sichtbar_fuer,
        created_by=actor,
        created_at=at,
    )
    journal.record("auftrag.evidence", auftrag, actor=actor, at=at, details={"nachweis": str(nachweis.pk)})
    return nachweis


@transaction.atomic
def complete_auftrag(*, auftrag_id: UUID, erledigt_am: date, actor: User, at: datetime) -> Auftrag:
    """Report a duty as done. A recurring one is renewed by its next date instead.

    Raises PermissionDenied, IllegalTransition or NachweisFehlt.
    """
    auftrag = _sperren(auftrag_id)
    require(may_change_auftrag, actor, auftrag, tag=at.date())
    _stellen(auftrag, "complete", at)
    if not auftrag.nachweise.exists():
        raise NachweisFehlt("Ein Auftrag ist erst mit Nachweis erledigt. Bitte zuerst einen Nachweis eintragen.")
    auftrag.erledigt_am = erledigt_am
    auftrag.save()
    journal.record("auftrag.complete", auftrag, actor=actor, at=at, details={"erledigt_am": erledigt_am.isoformat()})
    record_ereignis("auftrag.complete", auftrag=auftrag, actor=actor, at=at)
    return auftrag


@transaction.atomic
def postpone_auftrag(
    *, auftrag_id: UUID, auf: date, grund: str, erlaeuterung: str, actor: User, at: datetime
) -> Fristverschiebung:
    """Move the date of a duty; the old one is kept with the coded reason (C4).

    Raises PermissionDenied, IllegalTransition, FristNichtSpaeter or BegruendungFehlt.
    """
    auftrag = _sperren(auftrag_id)
    require(may_postpone_auftrag, actor, auftrag, tag=at.date())
    _stellen(auftrag, "postpone", at)
    bisher = auftrag.frist or auftrag.wiedervorlage
    if bisher is not None and auf <= bisher:
        raise FristNichtSpaeter(f"Die neue Frist muss nach dem {bisher:%d.%m.%Y} liegen.")
    if not erlaeuterung.strip():
        raise BegruendungFehlt("Bitte erläutern Sie, warum die Frist verschoben wird.")
    verschiebung = Fristverschiebung.objects.create(
        auftrag=auftrag,
        von=auftrag.frist,
        auf=auf,
        grund=Fristverschiebung.Grund(grund),
        erlaeuterung=erlaeuterung.strip(),
        bereich_id=auftrag.bereich_id,
        schutzstufe=auftrag.schutzstufe,
        sichtbar_fuer=auftrag.sichtbar_fuer,
        created_by=actor,
        created_at=at,
    )
    auftrag.urspruengliche_frist = auftrag.urspruengliche_frist or auftrag.frist or auf
    auftrag.frist = auf
    auftrag.save()
    journal.record(
        "auftrag.postpone", auftrag, actor=actor, at=at, details={"auf": auf.isoformat(), "grund": verschiebung.grund}
    )
    record_ereignis("auftrag.postpone", auftrag=auftrag, actor=actor, at=at)
    return verschiebung


@transaction.atomic
def drop_auftrag(*, auftrag_id: UUID, grund: str, entschieden_von: str, actor: User, at: datetime) -> Auftrag:
    """Release from a duty: only the body's office, with reason and who decided (K2).

    Raises PermissionDenied, IllegalTransition or BegruendungFehlt.
    """
    auftrag = _sperren(auftrag_id)
    require(may_drop_auftrag, actor, auftrag, tag=at.date())
    _stellen(auftrag, "drop", at)
    if not grund.strip() or not entschieden_von.strip():
        raise BegruendungFehlt("Bitte geben Sie an, warum der Auftrag entfällt und wer das entschieden hat.")
    auftrag.entfallen_grund, auftrag.entfallen_wer = grund.strip(), entschieden_von.strip()
    auftrag.save()
    journal.record("auftrag.drop", auftrag, actor=actor, at=at, details={"grund": grund.strip()})
    record_ereignis("auftrag.drop", auftrag=auftrag, actor=actor, at=at)
    return auftrag


@transaction.atomic
def reopen_auftrag(*, auftrag_id: UUID, actor: User, at: datetime) -> Auftrag:
    """Take up a duty again that was reported done or dropped. Raises PermissionDenied or IllegalTransition."""
    auftrag = _sperren(auftrag_id)
    require(may_change_auftrag, actor, auftrag, tag=at.date())
    _stellen(auftrag, "reopen", at)
    auftrag.erledigt_am, auftrag.entfallen_grund, auftrag.entfallen_wer = None, "", ""
    auftrag.save()
    journal.record("auftrag.reopen", auftrag, actor=actor, at=at)
    record_ereignis("auftrag.reopen", auftrag=auftrag, actor=actor, at=at)
    return auftrag
