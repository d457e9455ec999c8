"""The nightly fetches, each in the name of the person who switched it on."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.oparl_eingang.models import Quelle
from kreislauf.steuerung.oparl_eingang.services.abrufe import start_abruf


def start_nightly(*, at: datetime) -> tuple[list[str], list[tuple[str, str]]]:
    """Queue every source that is on and marked; names of the queued, and name and reason of those that could not be."""
    with handeln_als_system():
        quellen = list(Quelle.objects.filter(eingeschaltet=True, naechtlich=True).select_related("naechtlich_als"))
    eingereiht: list[str] = []
    fehler: list[tuple[str, str]] = []
    for quelle in quellen:
        wer = quelle.naechtlich_als
        if wer is None:
            fehler.append((quelle.name, "es ist niemand eingetragen, in dessen Namen abgerufen wird"))
            continue
        try:
            with handeln_als(wer, at=at):
                start_abruf(quelle_id=quelle.pk, voll=False, actor=wer, at=at)
            eingereiht.append(quelle.name)
        except DomainError as grund:
            fehler.append((quelle.name, str(grund)))
        except (PermissionDenied, Quelle.DoesNotExist):
            fehler.append((quelle.name, f"{wer} darf diese Quelle nicht mehr abrufen. Bitte neu einschalten."))
    return eingereiht, fehler
