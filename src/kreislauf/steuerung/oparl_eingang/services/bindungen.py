"""Whether a paper of a source is one the record holds already: a person decides, and may decide otherwise later."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.oparl_eingang.models import Bindung
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle
from kreislauf.steuerung.oparl_eingang.services.einspeisen import Einspeisung
from kreislauf.steuerung.oparl_eingang.states import BINDUNG_TRANSITIONS, Bindungsstand


class EigeneVorlage(DomainError):
    """The paper was created from the source; there is nothing to part."""


@transaction.atomic
def decide_bindung(*, bindung_id: UUID, act: str, actor: User, at: datetime) -> Bindung:
    """Say that a paper of the source is the paper here (`confirm`), or that it is another (`reject`).

    Confirmed, its deliberations are taken over at once; what people wrote in the head stays. Rejected, it stays in
    the mirror only. Writes one journal line. Raises PermissionDenied, EigeneVorlage or IllegalTransition.
    """
    bindung = lock(Bindung, bindung_id)
    require(may_change_quelle, actor, bindung, tag=at.date())
    if bindung.eigene:
        raise EigeneVorlage("Diese Vorlage ist aus der Quelle entstanden; hier gibt es nichts zu trennen.")
    bindung.state = next_state(BINDUNG_TRANSITIONS, act, Bindungsstand(bindung.state))
    bindung.decided_by, bindung.decided_at = actor, at
    bindung.save(update_fields=["state", "decided_by", "decided_at"])
    if bindung.state == Bindungsstand.GEBUNDEN:
        Einspeisung(bindung.objekt.quelle, [bindung.objekt], at).take_over(bindung.objekt)
    details = {"vorlage": str(bindung.vorlage_id), "objekt": bindung.objekt.kennung}
    journal.record(f"bindung.{act}", bindung, actor=actor, at=at, details=details)
    return bindung
