"""Contradictions and omissions in a paper as findings: never silent choices."""

from kreislauf.lesen.befunde.berichte import berichtsbefunde
from kreislauf.lesen.befunde.fortschritt import fortschrittsbefunde
from kreislauf.lesen.befunde.gegensatz import gegensatzbefunde, gegenteile
from kreislauf.lesen.befunde.regeln import REGELN, Regel
from kreislauf.lesen.befunde.termine import terminbefunde
from kreislauf.lesen.befunde.verfahren import verfahrensbefunde
from kreislauf.lesen.befunde.verzug import verzugsbefunde
from kreislauf.lesen.befunde.zahlen import zahlenbefunde
from kreislauf.lesen.lesung import Befund, Lesung

__all__ = ["REGELN", "Regel", "finde_befunde", "gegenteile"]
_ALLE = (
    terminbefunde,
    zahlenbefunde,
    berichtsbefunde,
    verzugsbefunde,
    fortschrittsbefunde,
    gegensatzbefunde,
    verfahrensbefunde,
)


def finde_befunde(lesung: Lesung) -> list[Befund]:
    """All findings on one paper, by line; each kind has a stable code in `art` and stands in `REGELN`."""
    einmal = {(b.art, b.text, tuple(b.zeilen)): b for teil in _ALLE for b in teil(lesung)}
    return sorted(einmal.values(), key=lambda b: (b.zeilen[:1] or [0], b.art))
