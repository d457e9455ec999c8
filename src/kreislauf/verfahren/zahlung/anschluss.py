"""What payments hear from decisions, in the same transaction."""

from datetime import datetime

from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.bescheid.events import bescheid_announced, zeile_superseded
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import Bescheidart, Zeilenart
from kreislauf.verfahren.zahlung.services.anlegen import book_bescheid, stop_zeile
from kreislauf.verfahren.zahlung.services.forderungen import claim_erstattungen, drop_forderung


def _announced(sender: object, *, bescheid: Bescheid, actor: User, at: datetime, **_: object) -> None:
    book_bescheid(bescheid=bescheid, actor=actor, at=at)
    if bescheid.art == Bescheidart.AUFHEBUNG:
        claim_erstattungen(bescheid=bescheid, actor=actor, at=at)


def _superseded(sender: object, *, zeile: Entscheidungszeile, actor: User, at: datetime, **_: object) -> None:
    stop_zeile(zeile=zeile, actor=actor, at=at)
    if zeile.art == Zeilenart.AUFGEHOBEN:
        drop_forderung(zeile=zeile, actor=actor, at=at)


def anschliessen() -> None:
    bescheid_announced.connect(_announced, dispatch_uid="zahlung.announced")
    zeile_superseded.connect(_superseded, dispatch_uid="zahlung.superseded")
