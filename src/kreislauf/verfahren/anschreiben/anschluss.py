"""What this app does when a Bescheid is given back that waits in a letter run."""

from datetime import datetime
from typing import Any

from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.anschreiben.services.brieflauf import remove_brief
from kreislauf.verfahren.bescheid.events import bescheid_returned
from kreislauf.verfahren.bescheid.models import Bescheid


def anschliessen() -> None:
    bescheid_returned.connect(_entnehmen, dispatch_uid="anschreiben.bescheid_returned")


def _entnehmen(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: Any) -> None:
    """It must not leave the house."""
    remove_brief(art="bescheid", objekt_id=bescheid.pk, grund="Der Bescheid wurde zurückgegeben.", actor=actor, at=at)
