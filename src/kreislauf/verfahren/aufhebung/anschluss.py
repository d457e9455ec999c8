"""What this app does when its Bescheid is given back, and the letter of its kind of decision."""

from datetime import datetime
from typing import Any

from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.services.entscheiden import reopen_aufhebung
from kreislauf.verfahren.aufhebung.services.schreiben import write_aufhebung
from kreislauf.verfahren.bescheid.events import bescheid_returned
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.druckarten import register
from kreislauf.verfahren.bescheid.states import Bescheidart


def anschliessen() -> None:
    bescheid_returned.connect(_wieder_oeffnen, dispatch_uid="aufhebung.bescheid_returned")
    register([Bescheidart.AUFHEBUNG], write_aufhebung)


def _wieder_oeffnen(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: Any) -> None:
    aufhebung = Aufhebung.objects.filter(aufhebungsbescheid=bescheid).first()
    if aufhebung is not None:
        reopen_aufhebung(aufhebung_id=aufhebung.pk, actor=actor, at=at)
