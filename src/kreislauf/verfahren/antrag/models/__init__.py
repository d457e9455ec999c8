"""Tables from the arrival to the complete application."""

from kreislauf.verfahren.antrag.models.antrag import Antrag, Antragsbedarf, Eingang
from kreislauf.verfahren.antrag.models.mitwirkung import Mitwirkungsaufforderung, Nachweis, Nachweisforderung
from kreislauf.verfahren.antrag.models.nachsendung import Nachsendung

__all__ = [
    "Antrag",
    "Antragsbedarf",
    "Eingang",
    "Mitwirkungsaufforderung",
    "Nachsendung",
    "Nachweis",
    "Nachweisforderung",
]
