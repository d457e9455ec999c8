"""The background run that fetches a source."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import Steuerung, laufart
from kreislauf.steuerung.oparl_eingang.services import ablauf, dateien
from kreislauf.steuerung.oparl_eingang.services.abrufe import LAUFART


def _wege(lauf: Lauf) -> list[tuple[str, str]]:
    return [("Bericht des Abrufs", reverse("oparl_eingang:abruf", args=[lauf.angaben["abruf"]]))]


@laufart(LAUFART, wege=_wege)
def abrufen(steuerung: Steuerung) -> Mapping[str, Any]:
    """Fetch, store, and tell the record; safe to run twice."""
    return ablauf.run_abruf(steuerung, UUID(steuerung.angaben["abruf"]))


def _wege_datei(lauf: Lauf) -> list[tuple[str, str]]:
    return [("Vorschläge prüfen", reverse("ratsinfo:einlesung", args=[lauf.ergebnis["einlesung"]]))]


@laufart(dateien.LAUFART_DATEI, wege=_wege_datei)
def datei_holen(steuerung: Steuerung) -> Mapping[str, Any]:
    """Fetch one file and give it to the reader."""
    return dateien.run_datei(steuerung, UUID(steuerung.angaben["bindung"]), steuerung.angaben["datei"])
