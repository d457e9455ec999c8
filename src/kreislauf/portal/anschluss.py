"""What the portal left beside an Eingang goes into the file when the inside makes an application of it."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Aktenstueck
from kreislauf.akten.fallakte.services import add_aktenstueck
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal.events import act_recorded
from kreislauf.portal.models import Anlage
from kreislauf.portal.veroeffentlichung import antraege_zu, publish_auskunft
from kreislauf.verfahren.antrag.events import antrag_registered
from kreislauf.verfahren.antrag.models import Antrag, Eingang


@receiver(antrag_registered)
def take_over_anlagen(
    sender: object, antrag: Antrag, eingang: Eingang | None, actor: User, at: datetime, **weiteres: Any
) -> None:
    """Each file becomes a document of the household's file, in the transaction that registers the application."""
    if eingang is None:
        return
    for anlage in Anlage.objects.filter(eingang_id=eingang.pk).order_by("created_at", "dateiname"):
        dokument = store_dokument(
            inhalt=bytes(anlage.inhalt), dateiname=anlage.dateiname, bereich_id=antrag.bereich_id, actor=actor, at=at
        )
        add_aktenstueck(
            fallakte=antrag.fallakte,
            dokument=dokument,
            titel=anlage.dateiname[:200],
            richtung=Aktenstueck.Richtung.EIN,
            datum=localdate(eingang.received_at),
            actor=actor,
            at=at,
        )


@receiver(act_recorded)
def publish_to_family(sender: object, obj: object, at: datetime, **weiteres: Any) -> None:
    """Whatever is done with a case from the portal, its family sees the new state from the same transaction on."""
    for antrag in antraege_zu(obj):
        publish_auskunft(antrag, at)
