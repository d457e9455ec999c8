"""Releasing a paper for citizens, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.models import Vorlage
from kreislauf.steuerung.veroeffentlichung.models import Buergerseite
from kreislauf.steuerung.veroeffentlichung.permissions import may_publish_vorlage


class NichtOeffentlich(DomainError):
    """The paper is not öffentlich and cannot be released."""


@transaction.atomic
def publish_vorlage(*, vorlage_id: UUID, actor: User, at: datetime) -> None:
    """Put a paper on the public page; writes one journal line, nothing if it is there already.

    Raises PermissionDenied or NichtOeffentlich.
    """
    vorlage = Vorlage.objects.select_for_update().get(pk=vorlage_id)
    require(may_publish_vorlage, actor, vorlage, tag=timezone.localdate(at))
    if vorlage.schutzstufe != Schutzstufe.OEFFENTLICH:
        raise NichtOeffentlich(
            "Diese Vorlage ist nicht öffentlich. Auf der Bürgerseite stehen nur öffentliche Vorlagen."
        )
    if Buergerseite.objects.filter(vorlage=vorlage, schutzstufe=Schutzstufe.OEFFENTLICH).exists():
        return
    Buergerseite.objects.update_or_create(
        vorlage=vorlage,
        defaults={
            "bereich_id": vorlage.bereich_id,
            "schutzstufe": Schutzstufe.OEFFENTLICH,
            "created_by": actor,
            "created_at": at,
        },
    )
    journal.record("vorlage.publish", vorlage, actor=actor, at=at)


@transaction.atomic
def withdraw_vorlage(*, vorlage_id: UUID, actor: User, at: datetime) -> None:
    """Take a paper off the public page; takes effect at once, writes one journal line. Raises PermissionDenied."""
    vorlage = Vorlage.objects.select_for_update().get(pk=vorlage_id)
    require(may_publish_vorlage, actor, vorlage, tag=timezone.localdate(at))
    offene = Buergerseite.objects.filter(vorlage=vorlage, schutzstufe=Schutzstufe.OEFFENTLICH)
    if offene.update(schutzstufe=Schutzstufe.NICHTOEFFENTLICH):
        journal.record("vorlage.withdraw", vorlage, actor=actor, at=at)
