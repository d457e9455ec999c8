"""Background runs of letters: print, and write down the posting."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from kreislauf.foundation.jobs.services import Steuerung, laufart
from kreislauf.verfahren.anschreiben.models import Brieflauf
from kreislauf.verfahren.anschreiben.services.brieflauf import DRUCKEN, VERSENDEN, finish_brieflauf
from kreislauf.verfahren.anschreiben.services.drucken import print_stapel
from kreislauf.verfahren.anschreiben.services.versenden import announce_posten
from kreislauf.verfahren.anschreiben.states import Briefstand

STAPEL = 100  # letters of one transaction and one stream
SCHRITT = 25  # postings of one transaction


def _schritte(steuerung: Steuerung, schritt: Callable[..., int], anzahl: int, wort: str) -> tuple[UUID, int]:
    """Stack by stack until nothing is left; progress after each, and a stop when it is wanted."""
    kennung = UUID(steuerung.angaben["brieflauf"])
    with steuerung.schritt():
        gesamt = Brieflauf.objects.get(pk=kennung).posten.count()
        offen = Briefstand.OFFEN if wort == "gedruckt" else Briefstand.GEDRUCKT
        fertig = gesamt - Brieflauf.objects.get(pk=kennung).posten.filter(state=offen).count()
    while True:
        steuerung.melden(fertig, gesamt, f"{fertig} von {gesamt} Briefen {wort}")
        with steuerung.schritt() as at:
            neu = schritt(brieflauf_id=kennung, anzahl=anzahl, actor=steuerung.actor, at=at)
        if not neu:
            return kennung, gesamt
        fertig += neu


@laufart(DRUCKEN)
def drucken(steuerung: Steuerung) -> Mapping[str, Any]:
    kennung, gesamt = _schritte(steuerung, print_stapel, STAPEL, "gedruckt")
    with steuerung.schritt() as at:
        finish_brieflauf(brieflauf_id=kennung, actor=steuerung.actor, at=at)
    return {"briefe": gesamt}


@laufart(VERSENDEN)
def versenden(steuerung: Steuerung) -> Mapping[str, Any]:
    _, gesamt = _schritte(steuerung, announce_posten, SCHRITT, "eingetragen")
    return {"briefe": gesamt}
