"""What this app does when a Bescheid is given back before it left the house."""

from datetime import datetime
from typing import Any

from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.bescheid.events import bescheid_returned
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services import reopen_widerspruch


def anschliessen() -> None:
    bescheid_returned.connect(_wieder_oeffnen, dispatch_uid="widerspruch.bescheid_returned")


def _wieder_oeffnen(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: Any) -> None:
    """An objection is not remedied by a decision that never takes effect."""
    widerspruch = Widerspruch.objects.filter(abhilfebescheid=bescheid).first()
    if widerspruch is not None:
        reopen_widerspruch(widerspruch_id=widerspruch.pk, actor=actor, at=at)
