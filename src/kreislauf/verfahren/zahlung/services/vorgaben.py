"""The county's limit for small numbers."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.bescheid.permissions import may_write_vorgaben
from kreislauf.verfahren.bescheid.services.vorgaben import supersede_vorgabe
from kreislauf.verfahren.zahlung.models import Kleinzahlgrenze


@transaction.atomic
def set_kleinzahlgrenze(
    *, bereich_id: int, beginn: date, grenze: int, begruendung: str, actor: User, at: datetime
) -> Kleinzahlgrenze:
    """The smallest number of people a published figure may be about, from a day on; at least three.

    Raises PermissionDenied or BeginnUnmoeglich.
    """
    require(may_write_vorgaben, actor, bereich_id, tag=localdate(at))
    supersede_vorgabe(Kleinzahlgrenze, beginn, bereich_id)
    vorgabe = Kleinzahlgrenze.objects.create(
        bereich_id=bereich_id, beginn=beginn, grenze=grenze, begruendung=begruendung
    )
    journal.record("kleinzahlgrenze.create", vorgabe, actor=actor, at=at, details={"grenze": grenze})
    return vorgabe
