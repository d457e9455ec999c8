"""What another system delivers: kept once, however often it is delivered."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.antrag.models import Eingang
from kreislauf.verfahren.antrag.states import Kanal


class SchonEingegangen(Exception):
    """The same delivery was kept before."""


def receive_eingang(
    *, bereich_id: int, kanal: Kanal, kennung: str, betreff: str, text: str, inhalt: dict[str, Any], at: datetime
) -> Eingang:
    """Keep one delivery of a machine; writes one journal line. Raises SchonEingegangen.

    That it is kept once is the database's word (`eingang_einmal`), so two fetches at the same time cannot both win.
    """
    try:
        with transaction.atomic():
            eingang = Eingang.objects.create(
                bereich_id=bereich_id,
                kanal=kanal,
                externe_kennung=kennung,
                betreff=betreff[:300],
                text=text,
                inhalt=inhalt,
                received_at=at,
                created_at=at,
            )
    except IntegrityError as fehler:
        if "eingang_einmal" not in str(fehler):
            raise
        raise SchonEingegangen(kennung) from fehler
    details = {"kanal": kanal.value, "kennung": kennung}
    journal.record("eingang.receive", eingang, actor=None, at=at, details=details)
    return eingang
