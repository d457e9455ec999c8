"""Proofs: ask for them in writing with a period, take them in, do without them (§§ 60–66 SGB I)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.recht.fristen.bekanntgabe import fiktion
from kreislauf.recht.fristen.frist import Frist
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.recht.fristen.rechtsbehelf import Dauer, mitwirkung
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung, Nachweis, Nachweisforderung
from kreislauf.verfahren.antrag.permissions import may_write_antrag
from kreislauf.verfahren.antrag.services.antraege import advance_antrag, lock_antrag
from kreislauf.verfahren.antrag.states import FORDERUNG_TRANSITIONS, Antragsstand, Forderungsstand


class NichtsAngefordert(DomainError):
    """A request names at least one missing proof."""


class FristNichtSpaeter(DomainError):
    """An extension must name a later day."""


class SchonVersandt(DomainError):
    """A letter is posted once."""


class TagUnmoeglich(DomainError):
    """The day of posting cannot be."""


class GrundFehlt(DomainError):
    """An act that must say why."""


@transaction.atomic
def request_nachweise(
    *,
    antrag_id: UUID,
    forderung_ids: Sequence[UUID],
    tage: int,
    sitz: Dienstsitz,
    actor: User,
    at: datetime,
    hinweis: str = "",
    version: int | None = None,
) -> Mitwirkungsaufforderung:
    """Ask in writing for what is missing; the period is that of a letter posted today (the posting day may move it).

    Raises PermissionDenied, IllegalTransition, InzwischenGeaendert or NichtsAngefordert.
    """
    antrag = lock_antrag(antrag_id, version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    forderungen = list(antrag.forderungen.select_for_update().filter(pk__in=forderung_ids))
    if not forderungen:
        raise NichtsAngefordert("Bitte wählen Sie mindestens einen Nachweis, der fehlt.")
    frist = mitwirkung(Dauer(tage=tage), fiktion(localdate(at)), sitz=sitz)
    aufforderung = Mitwirkungsaufforderung.objects.create(
        antrag=antrag,
        frist=frist.fristende,
        urspruengliche_frist=frist.fristende,
        rechenweg=_rechenweg(frist),
        hinweis=hinweis.strip(),
        tage=tage,
        bereich_id=antrag.bereich_id,
        created_by=actor,
        created_at=at,
    )
    for forderung in forderungen:
        _schritt(forderung, "request")
        forderung.aufforderung = aufforderung
        forderung.save(update_fields=["state", "aufforderung"])
    antrag.mitwirkungsfrist = frist.fristende
    advance_antrag(antrag, "request", actor=actor, at=at, details={"frist": frist.fristende.isoformat()})
    return aufforderung


def _rechenweg(frist: Frist) -> list[str]:
    return [f"{s.text} ({s.norm})" for s in frist.rechenweg] + list(frist.offen)


@transaction.atomic
def post_aufforderung(
    *, aufforderung_id: UUID, posted_on: date, sitz: Dienstsitz, actor: User, at: datetime
) -> Mitwirkungsaufforderung:
    """The letter left the house: Bekanntgabe, and the period if it ends later than the day told in the letter.

    Raises PermissionDenied, SchonVersandt or TagUnmoeglich.
    """
    antrag = lock(Antrag, Mitwirkungsaufforderung.objects.values_list("antrag_id", flat=True).get(pk=aufforderung_id))
    aufforderung = lock(Mitwirkungsaufforderung, aufforderung_id)
    require(may_write_antrag, actor, aufforderung.bereich_id, tag=localdate(at))
    if aufforderung.posted_on is not None:
        raise SchonVersandt(f"Der Postausgang ist schon eingetragen: {aufforderung.posted_on:%d.%m.%Y}.")
    if not localdate(aufforderung.created_at) <= posted_on <= localdate(at):
        raise TagUnmoeglich(
            f"Der Tag muss zwischen der Anforderung ({localdate(aufforderung.created_at):%d.%m.%Y}) und heute liegen."
        )
    frist = mitwirkung(Dauer(tage=aufforderung.tage), fiktion(posted_on), sitz=sitz)
    aufforderung.posted_on, aufforderung.bekanntgabe = posted_on, frist.bekanntgabe
    aufforderung.frist = max(aufforderung.frist, frist.fristende)
    aufforderung.rechenweg = _rechenweg(frist)
    aufforderung.save(update_fields=["posted_on", "bekanntgabe", "frist", "rechenweg"])
    antrag.mitwirkungsfrist = max(aufforderung.frist, antrag.mitwirkungsfrist or aufforderung.frist)
    antrag.updated_at = at
    antrag.save(update_fields=["mitwirkungsfrist", "updated_at"])
    details = {"posted_on": posted_on.isoformat(), "frist": aufforderung.frist.isoformat()}
    journal.record("aufforderung.announce", aufforderung, actor=actor, at=at, details=details)
    return aufforderung


def _schritt(forderung: Nachweisforderung, act: str) -> None:
    forderung.state = next_state(FORDERUNG_TRANSITIONS, act, Forderungsstand(forderung.state))


@transaction.atomic
def extend_frist(
    *, aufforderung_id: UUID, frist: date, grund: str, actor: User, at: datetime
) -> Mitwirkungsaufforderung:
    """Extend the period, also after its end (§ 26 Abs. 7 SGB X).

    Raises PermissionDenied, FristNichtSpaeter or GrundFehlt.
    """
    aufforderung = lock(Mitwirkungsaufforderung, aufforderung_id)
    require(may_write_antrag, actor, aufforderung.bereich_id, tag=localdate(at))
    if frist <= aufforderung.frist:
        raise FristNichtSpaeter(f"Die neue Frist muss nach dem {aufforderung.frist:%d.%m.%Y} liegen.")
    if not grund.strip():
        raise GrundFehlt("Bitte geben Sie an, warum die Frist verlängert wird.")
    aufforderung.frist, aufforderung.verlaengerungsgrund = frist, grund.strip()
    aufforderung.save(update_fields=["frist", "verlaengerungsgrund"])
    antrag = lock(Antrag, aufforderung.antrag_id)
    antrag.mitwirkungsfrist = frist
    antrag.updated_at = at
    antrag.save(update_fields=["mitwirkungsfrist", "updated_at"])
    journal.record("antrag.extend", antrag, actor=actor, at=at, details={"frist": frist.isoformat()})
    return aufforderung


@transaction.atomic
def receive_nachweis(
    *,
    forderung_id: UUID,
    beschreibung: str,
    eingegangen_am: date,
    actor: User,
    at: datetime,
    dokument: Dokument | None = None,
) -> Nachweis:
    """Take in a proof. Raises PermissionDenied, IllegalTransition or GrundFehlt."""
    forderung = _sperren(forderung_id)
    require(may_write_antrag, actor, forderung.bereich_id, tag=localdate(at))
    if not beschreibung.strip():
        raise GrundFehlt("Bitte beschreiben Sie kurz, was vorliegt.")
    _schritt(forderung, "receive")
    forderung.save(update_fields=["state"])
    nachweis = Nachweis.objects.create(
        antrag_id=forderung.antrag_id,
        forderung=forderung,
        dokument=dokument,
        beschreibung=beschreibung.strip()[:300],
        eingegangen_am=eingegangen_am,
        bereich_id=forderung.bereich_id,
        created_by=actor,
        created_at=at,
    )
    _vermerken(forderung, "antrag.receive", actor, at)
    return nachweis


@transaction.atomic
def waive_nachweis(*, forderung_id: UUID, grund: str, actor: User, at: datetime) -> Nachweisforderung:
    """Do without a proof, with the reason (§ 65 Abs. 1 SGB I).

    Raises PermissionDenied, IllegalTransition or GrundFehlt.
    """
    forderung = _sperren(forderung_id)
    require(may_write_antrag, actor, forderung.bereich_id, tag=localdate(at))
    if not grund.strip():
        raise GrundFehlt("Bitte geben Sie an, warum der Nachweis entbehrlich ist.")
    _schritt(forderung, "waive")
    forderung.grund = grund.strip()[:300]
    forderung.save(update_fields=["state", "grund"])
    _vermerken(forderung, "antrag.waive", actor, at)
    return forderung


def _sperren(forderung_id: UUID) -> Nachweisforderung:
    """Application first, then the proof: the order in which all services lock."""
    antrag_id = Nachweisforderung.objects.values_list("antrag_id", flat=True).get(pk=forderung_id)
    lock(Antrag, antrag_id)
    return lock(Nachweisforderung, forderung_id)


def _vermerken(forderung: Nachweisforderung, act: str, actor: User, at: datetime) -> None:
    antrag = Antrag.objects.get(pk=forderung.antrag_id)
    if Antragsstand(antrag.state) in {Antragsstand.BESCHIEDEN, Antragsstand.ENTSCHIEDEN}:
        next_state({}, act, Antragsstand(antrag.state))
    antrag.version += 1
    antrag.updated_at = at
    antrag.save(update_fields=["version", "updated_at"])
    journal.record(act, antrag, actor=actor, at=at, details={"art": forderung.art})
