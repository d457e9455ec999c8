"""Decide on what the reader proposes: accept, correct, reject, add."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.models import Einlesung, Vorschlag
from kreislauf.steuerung.ratsinfo.permissions import may_confirm_einlesung
from kreislauf.steuerung.ratsinfo.states import Einlesestand, Entscheidung


class SchonEntschieden(DomainError):
    """The import is confirmed or put aside; its proposals stand."""


class AuftragUnvollstaendig(DomainError):
    """A duty without a responsible unit or without any date."""


def _offene_einlesung(einlesung_id: UUID, actor: User, at: datetime) -> Einlesung:
    einlesung = lock(Einlesung, einlesung_id)
    require(may_confirm_einlesung, actor, einlesung, tag=at.date())
    if einlesung.state != Einlesestand.GELESEN:
        raise SchonEntschieden(
            f"„{einlesung.dateiname}“ ist {einlesung.get_state_display()}; Vorschläge lassen sich nicht mehr ändern."
        )
    return einlesung


def check_auftrag(daten: Mapping[str, Any]) -> None:
    """K2: a duty has a text, one responsible unit and a date. Raises AuftragUnvollstaendig naming what is missing."""
    fehlt = [
        name for name, feld in (("Text", "text"), ("verantwortliche Stelle", "verantwortlich")) if not daten.get(feld)
    ]
    if not daten.get("frist") and not daten.get("wiedervorlage"):
        fehlt.append("Frist oder Wiedervorlage")
    if fehlt:
        raise AuftragUnvollstaendig(f"Dem Auftrag fehlt: {', '.join(fehlt)}. Bitte über „Berichtigen“ ergänzen.")


@transaction.atomic
def decide_vorschlag(
    *,
    vorschlag_id: UUID,
    entscheidung: Entscheidung,
    daten: Mapping[str, Any] | None = None,
    actor: User,
    at: datetime,
) -> Vorschlag:
    """Accept, correct (with `daten`), reject or reopen one proposal; may be changed until the import is confirmed.

    Raises PermissionDenied, SchonEntschieden or AuftragUnvollstaendig; then nothing is written.
    """
    vorschlag = Vorschlag.objects.get(pk=vorschlag_id)
    _offene_einlesung(vorschlag.einlesung_id, actor, at)
    if daten is not None:
        vorschlag.daten = {**vorschlag.daten, **daten}
    if entscheidung in {Entscheidung.ANGENOMMEN, Entscheidung.BERICHTIGT} and vorschlag.art == Vorschlag.Art.AUFTRAG:
        check_auftrag(vorschlag.daten)
    if vorschlag.entscheidung == Entscheidung.ERGAENZT and entscheidung != Entscheidung.ABGELEHNT:
        entscheidung = Entscheidung.ERGAENZT
    vorschlag.entscheidung = entscheidung
    vorschlag.decided_by, vorschlag.decided_at = actor, at
    vorschlag.save()
    journal.record(
        "vorschlag.decide", vorschlag, actor=actor, at=at, details={"art": vorschlag.art, "entscheidung": entscheidung}
    )
    return vorschlag


@transaction.atomic
def add_vorschlag(
    *, einlesung_id: UUID, art: str, daten: Mapping[str, Any], zeile: int | None, zitat: str, actor: User, at: datetime
) -> Vorschlag:
    """Add an item that the reader did not find.

    Raises PermissionDenied, SchonEntschieden or AuftragUnvollstaendig.
    """
    einlesung = _offene_einlesung(einlesung_id, actor, at)
    if art == Vorschlag.Art.AUFTRAG:
        check_auftrag(daten)
    vorschlag = Vorschlag.objects.create(
        einlesung=einlesung,
        bereich_id=einlesung.bereich_id,
        schutzstufe=einlesung.schutzstufe,
        art=art,
        position=einlesung.vorschlaege.filter(art=art).count(),
        daten=dict(daten),
        zeile=zeile,
        zitat=zitat,
        entscheidung=Entscheidung.ERGAENZT,
        decided_by=actor,
        decided_at=at,
    )
    journal.record("vorschlag.add", vorschlag, actor=actor, at=at, details={"art": art})
    return vorschlag


@transaction.atomic
def decide_open(
    *, einlesung_id: UUID, entscheidung: Entscheidung, arten: list[str] | None = None, actor: User, at: datetime
) -> tuple[int, list[Vorschlag]]:
    """Decide all open proposals (of some kinds) alike; returns how many, and those duties that stay open because they
    are incomplete.

    Raises PermissionDenied or SchonEntschieden.
    """
    einlesung = _offene_einlesung(einlesung_id, actor, at)
    offen = einlesung.vorschlaege.filter(entscheidung=Entscheidung.OFFEN)
    if arten:
        offen = offen.filter(art__in=arten)
    entschieden, unvollstaendig = 0, []
    for vorschlag in offen:
        try:
            decide_vorschlag(vorschlag_id=vorschlag.pk, entscheidung=entscheidung, actor=actor, at=at)
        except AuftragUnvollstaendig:
            unvollstaendig.append(vorschlag)
        else:
            entschieden += 1
    return entschieden, unvollstaendig
