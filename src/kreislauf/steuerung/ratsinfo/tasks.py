"""Background runs of the council loop."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from kreislauf.foundation.documents.services import DateiBeschaedigt, read_content
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import Steuerung, laufart
from kreislauf.steuerung.ratsinfo.models import Einlesung
from kreislauf.steuerung.ratsinfo.services import einlesen
from kreislauf.steuerung.ratsinfo.services.mitteilungen import distribute_mitteilungen
from kreislauf.steuerung.ratsinfo.states import Einlesestand


def _wege(lauf: Lauf) -> list[tuple[str, str]]:
    kennungen = lauf.angaben["einlesungen"]
    if len(kennungen) == 1:
        return [("Vorschläge prüfen", reverse("ratsinfo:einlesung", args=kennungen))]
    return [("Zu den Einlesungen", reverse("ratsinfo:einlesungen"))]


@laufart(einlesen.LAUFART, wege=_wege)
def einlesen_lauf(steuerung: Steuerung) -> Mapping[str, Any]:
    """Read the uploaded papers one by one; each is kept whole or not at all."""
    kennungen = [UUID(k) for k in steuerung.angaben["einlesungen"]]
    gelesen = fehler = 0
    for nummer, kennung in enumerate(kennungen):
        steuerung.melden(nummer, len(kennungen), f"Datei {nummer + 1} von {len(kennungen)} wird gelesen")
        if _eine(steuerung, kennung):
            gelesen += 1
        else:
            fehler += 1
    steuerung.melden(len(kennungen), len(kennungen), f"{gelesen} gelesen, {fehler} nicht lesbar")
    return {"gelesen": gelesen, "fehler": fehler}


def _eine(steuerung: Steuerung, kennung: UUID) -> bool:
    from kreislauf.lesen import lies  # only the worker needs the reader
    from kreislauf.lesen.eingang import Grenzen, NichtLesbar, lies_abgeschirmt

    with steuerung.schritt():
        einlesung = Einlesung.objects.select_related("dokument").get(pk=kennung)
        if einlesung.state != Einlesestand.WARTET:
            return einlesung.state != Einlesestand.FEHLER
    try:
        quelle = lies_abgeschirmt(read_content(einlesung.dokument), grenzen=Grenzen())
        lesung = lies(quelle.text, datei=einlesung.dateiname, oparl=quelle.oparl).als_json()
    except (NichtLesbar, DateiBeschaedigt) as grund:
        with steuerung.schritt() as at:
            einlesen.fail_einlesung(einlesung_id=kennung, grund=str(grund), actor=steuerung.actor, at=at)
        return False
    with steuerung.schritt() as at:
        einlesen.record_lesung(einlesung_id=kennung, text=quelle.text, lesung=lesung, actor=steuerung.actor, at=at)
    return True


@app.periodic(cron="*/10 * * * *")
@app.task(name="kreislauf.mitteilungen", queueing_lock="mitteilungen")
def mitteilen(timestamp: int) -> None:
    """Make everybody's notices."""
    distribute_mitteilungen(at=timezone.now())
