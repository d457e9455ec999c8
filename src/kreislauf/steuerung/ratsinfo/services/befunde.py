"""Put a finding aside with a reason, and take that back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.models import Befundentscheidung, Vorlage
from kreislauf.steuerung.ratsinfo.permissions import may_dismiss_befund
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import finde


class BefundWeg(DomainError):
    """The finding is no longer there, or somebody has put it aside already."""


class GrundFehlt(DomainError):
    """Putting a finding aside needs a reason."""


@transaction.atomic
def dismiss_befund(*, vorlage_id: UUID, schluessel: str, grund: str, actor: User, at: datetime) -> Befundentscheidung:
    """Put a finding aside; it stays listed with who said why. Raises PermissionDenied, GrundFehlt or BefundWeg."""
    vorlage = lock(Vorlage, vorlage_id)
    require(may_dismiss_befund, actor, vorlage, tag=at.date())
    if not grund.strip():
        raise GrundFehlt("Bitte schreiben Sie, warum die Auffälligkeit keine ist.")
    befund = finde(vorlage, schluessel, at.date())
    if befund is None:
        raise BefundWeg("Diese Auffälligkeit gibt es nicht mehr, oder sie ist schon abgewiesen.")
    entscheidung = Befundentscheidung.objects.create(
        vorlage=vorlage,
        schluessel=schluessel,
        art=befund.art,
        text=befund.text,
        grund=grund.strip(),
        bereich_id=vorlage.bereich_id,
        schutzstufe=vorlage.schutzstufe,
        sichtbar_fuer=vorlage.sichtbar_fuer,
        created_by=actor,
        created_at=at,
    )
    journal.record(
        "befund.dismiss", entscheidung, actor=actor, at=at, details={"art": befund.art, "grund": grund.strip()}
    )
    return entscheidung


@transaction.atomic
def restore_befund(*, entscheidung_id: UUID, actor: User, at: datetime) -> Befundentscheidung:
    """Take the dismissal back; it stays as history. Raises PermissionDenied or BefundWeg."""
    entscheidung = lock(Befundentscheidung, entscheidung_id)
    require(may_dismiss_befund, actor, entscheidung, tag=at.date())
    if entscheidung.aufgehoben_at is not None:
        raise BefundWeg("Die Abweisung ist schon zurückgenommen.")
    entscheidung.aufgehoben_by, entscheidung.aufgehoben_at = actor, at
    entscheidung.save(update_fields=["aufgehoben_by", "aufgehoben_at"])
    journal.record("befund.restore", entscheidung, actor=actor, at=at)
    return entscheidung
