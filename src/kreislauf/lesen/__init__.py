"""Council papers (text) → structured record. Pure: no Django, no database, no clock, no network."""

from kreislauf.lesen.lesung import Befund, Lesung

__all__ = ["Befund", "Lesung"]
