"""What this app does when a Bescheid is given back or leaves the house, and the letter of its kind of decision."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.bescheid.events import bescheid_announced, bescheid_returned
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.druckarten import register
from kreislauf.verfahren.bescheid.states import Bescheidart
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services.annehmen import reopen_widerspruch
from kreislauf.verfahren.widerspruch.services.entscheiden import conclude_widerspruch
from kreislauf.verfahren.widerspruch.services.schreiben import write_widerspruchsbescheid


def anschliessen() -> None:
    bescheid_returned.connect(_wieder_oeffnen, dispatch_uid="widerspruch.bescheid_returned")
    bescheid_announced.connect(_abschliessen, dispatch_uid="widerspruch.bescheid_announced")
    register([Bescheidart.WIDERSPRUCHSBESCHEID], write_widerspruchsbescheid)


def _abschliessen(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: Any) -> None:
    if bescheid.art == Bescheidart.WIDERSPRUCHSBESCHEID:
        conclude_widerspruch(bescheid=bescheid, actor=actor, at=at)


def _wieder_oeffnen(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: Any) -> None:
    """An objection is not remedied by a decision that never takes effect."""
    widerspruch = Widerspruch.objects.filter(Q(abhilfebescheid=bescheid) | Q(widerspruchsbescheid=bescheid)).first()
    if widerspruch is not None:
        reopen_widerspruch(widerspruch_id=widerspruch.pk, actor=actor, at=at)
