"""Contradictions in a paper as findings: never silent choices."""

from kreislauf.lesen.befunde.berichte import berichtsbefunde
from kreislauf.lesen.befunde.termine import terminbefunde
from kreislauf.lesen.befunde.zahlen import zahlenbefunde
from kreislauf.lesen.lesung import Befund, Lesung

__all__ = ["finde_befunde"]


def finde_befunde(lesung: Lesung) -> list[Befund]:
    """All findings on one paper, by line; each kind has a stable code in `art`."""
    alle = [*terminbefunde(lesung), *zahlenbefunde(lesung), *berichtsbefunde(lesung)]
    einmal = {(b.art, b.text, tuple(b.zeilen)): b for b in alle}
    return sorted(einmal.values(), key=lambda b: (b.zeilen[:1] or [0], b.art))
