"""Fetch what waits at FIT-Connect into the Eingang: first kept for good, then acknowledged.

Whatever ends the program in between, the next fetch finds the submission again, the database says that it is kept
already (`eingang_einmal`), and it is acknowledged again.
"""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.journal import services as journal
from kreislauf.portal.anlagen import Datei, DateiAbgelehnt, nimm_an
from kreislauf.portal.fitconnect.einrichtung import Einrichtung
from kreislauf.portal.fitconnect.leitung import DienstFehler, Einreichung, Hinweis, Leitung
from kreislauf.portal.fitconnect.pruefung import Geoeffnet, Zurueckgewiesen, oeffnen
from kreislauf.portal.fitconnect.quittung import angenommen, zurueckgewiesen
from kreislauf.portal.models import Anlage
from kreislauf.verfahren.antrag.services.eingaenge import SchonEingegangen, receive_eingang
from kreislauf.verfahren.antrag.states import Kanal

log = logging.getLogger(__name__)
UEBERNOMMEN, ERNEUT, ABGELEHNT, OFFEN = "übernommen", "erneut bestätigt", "zurückgewiesen", "offen geblieben"


def fetch_submissions(*, einrichtung: Einrichtung, at: datetime) -> dict[str, int]:
    """Fetch all that waits; number of submissions per outcome. One that fails does not hold up the others.

    Opens transactions of its own. Raises DienstFehler when the list cannot be read.
    """
    leitung = Leitung(einrichtung)
    ergebnis = dict.fromkeys((UEBERNOMMEN, ERNEUT, ABGELEHNT, OFFEN), 0)
    for hinweis in leitung.liste():
        try:
            ergebnis[_eine(leitung, einrichtung, hinweis, at)] += 1
        except DienstFehler as fehler:
            log.warning("Einreichung %s bleibt offen: %s", hinweis.submission, fehler)
            ergebnis[OFFEN] += 1
        except Exception:  # a fault of ours, met by this one: it stays at the service, the others go on
            log.exception("Einreichung %s bleibt offen.", hinweis.submission)
            ergebnis[OFFEN] += 1
    return ergebnis


def _eine(leitung: Leitung, einrichtung: Einrichtung, hinweis: Hinweis, at: datetime) -> str:
    einreichung = leitung.einreichung(hinweis)
    try:
        offen = oeffnen(einreichung, lambda kennung: leitung.anlage(hinweis.submission, kennung), einrichtung)
    except Zurueckgewiesen as fehler:
        log.warning("Einreichung %s zurückgewiesen: %s", hinweis.submission, fehler)
        leitung.ereignis(hinweis.fall, zurueckgewiesen(einrichtung, hinweis, fehler.problem, at))
        _vermerken(einrichtung, hinweis, fehler, at)
        return ABGELEHNT
    try:
        _behalten(einrichtung, einreichung, offen, at)
        stand = UEBERNOMMEN
    except SchonEingegangen:
        stand = ERNEUT
    leitung.ereignis(hinweis.fall, angenommen(einrichtung, hinweis, offen.marken, at))
    return stand


@transaction.atomic
def _behalten(einrichtung: Einrichtung, einreichung: Einreichung, offen: Geoeffnet, at: datetime) -> None:
    """The submission and its files, all or nothing. Raises SchonEingegangen."""
    dateien, ungeeignet = _dateien(offen)
    with handeln_als_system():
        eingang = receive_eingang(
            bereich_id=einrichtung.bereich_id,
            kanal=Kanal.FITCONNECT,
            kennung=f"{einrichtung.ziel}:{einreichung.submission}",
            betreff=einreichung.bezeichnung or "Antrag über FIT-Connect",
            text=_text(einreichung, offen.daten, ungeeignet),
            inhalt={"metadaten": offen.metadaten, "daten": offen.daten, "leistung": einreichung.leistung},
            at=at,
        )
        for datei in dateien:
            Anlage.objects.create(
                eingang_id=eingang.pk,
                dateiname=datei.name[:255],
                medientyp=datei.medientyp,
                inhalt=datei.inhalt,
                created_at=at,
            )


def _vermerken(einrichtung: Einrichtung, hinweis: Hinweis, fehler: Zurueckgewiesen, at: datetime) -> None:
    with handeln_als_system():
        details = {"kanal": Kanal.FITCONNECT.value, "kennung": str(hinweis.submission), "grund": fehler.problem.art}
        journal.record("eingang.refuse", None, actor=None, at=at, details=details, bereich_id=einrichtung.bereich_id)


def _dateien(offen: Geoeffnet) -> tuple[list[Datei], list[str]]:
    """Files as the portal takes them; names of those it does not take, which the office asks for in another way."""
    dateien, ungeeignet = [], []
    for anhang in offen.anhaenge:
        try:
            dateien += nimm_an([ContentFile(anhang.inhalt, name=anhang.name.replace("/", "_"))])
        except DateiAbgelehnt as fehler:
            ungeeignet.append(str(fehler))
    return dateien, ungeeignet


def _text(einreichung: Einreichung, daten: Any, ungeeignet: list[str]) -> str:
    """What was sent, line by line, for the person who registers it."""
    zeilen = [f"Leistung: {einreichung.bezeichnung} {einreichung.leistung}".rstrip(), "", *_zeilen(daten)]
    if ungeeignet:
        namen = ", ".join(ungeeignet)
        zeilen += ["", f"Nicht übernommen (weder Bild noch unbedenkliches PDF), bitte nachfordern: {namen}"]
    return "\n".join(zeilen)


def _zeilen(wert: Any, name: str = "") -> Iterator[str]:
    if isinstance(wert, dict):
        for teil, inhalt in wert.items():
            yield from _zeilen(inhalt, f"{name} › {teil}" if name else str(teil))
    elif isinstance(wert, list):
        for nummer, inhalt in enumerate(wert, 1):
            yield from _zeilen(inhalt, f"{name} {nummer}".strip())
    elif wert not in (None, ""):
        wort = {True: "Ja", False: "Nein"}.get(wert, wert) if isinstance(wert, bool) else wert
        yield f"{name}: {wort if isinstance(wort, str) else json.dumps(wort)}"
