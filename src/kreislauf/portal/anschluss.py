"""What the portal left beside an Eingang goes into the file when the inside makes an application of it."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Aktenstueck, Fallakte
from kreislauf.akten.fallakte.services import add_aktenstueck
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal.events import act_recorded
from kreislauf.portal.models import Anlage
from kreislauf.portal.veroeffentlichung import antraege_zu, publish_auskunft
from kreislauf.verfahren.antrag.events import antrag_registered, eingang_assigned, eingang_files
from kreislauf.verfahren.antrag.models import Antrag, Eingang


@receiver(antrag_registered)
def take_over_anlagen(
    sender: object, antrag: Antrag, eingang: Eingang | None, actor: User, at: datetime, **weiteres: Any
) -> None:
    """Each file becomes a document of the household's file, in the transaction that registers the application."""
    if eingang is not None:
        _anlagen_zur_akte(eingang, antrag.fallakte, actor, at)


@receiver(eingang_assigned)
def take_over_later_anlagen(
    sender: object, eingang: Eingang, fallakte: Fallakte, actor: User, at: datetime, **weiteres: Any
) -> list[Dokument]:
    """The same for what came later; the documents, so that they can be tied to what was asked for."""
    return _anlagen_zur_akte(eingang, fallakte, actor, at)


@receiver(eingang_files)
def list_anlagen(sender: object, eingang: Eingang, **weiteres: Any) -> list[tuple[str, str, bool]]:
    """What came with it, to be looked at before it is taken over."""
    anlagen = Anlage.objects.filter(eingang_id=eingang.pk).order_by("created_at", "dateiname").defer("inhalt")
    return [(a.dateiname, reverse("eingang:anlage", args=[a.pk]), a.medientyp == "image/jpeg") for a in anlagen]


def _anlagen_zur_akte(eingang: Eingang, fallakte: Fallakte, actor: User, at: datetime) -> list[Dokument]:
    dokumente = []
    for anlage in Anlage.objects.filter(eingang_id=eingang.pk).order_by("created_at", "dateiname"):
        dokument = store_dokument(
            inhalt=bytes(anlage.inhalt), dateiname=anlage.dateiname, bereich_id=fallakte.bereich_id, actor=actor, at=at
        )
        add_aktenstueck(
            fallakte=fallakte,
            dokument=dokument,
            titel=anlage.dateiname[:200],
            richtung=Aktenstueck.Richtung.EIN,
            datum=localdate(eingang.received_at),
            actor=actor,
            at=at,
        )
        dokumente.append(dokument)
    return dokumente


@receiver(act_recorded)
def publish_to_family(sender: object, obj: object, at: datetime, **weiteres: Any) -> None:
    """Whatever is done with a case from the portal, its family sees the new state from the same transaction on."""
    for antrag in antraege_zu(obj):
        publish_auskunft(antrag, at)
