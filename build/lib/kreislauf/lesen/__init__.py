"""Council papers (text) → structured record. Pure: no Django, no database, no clock, no network."""

from collections.abc import Mapping
from typing import Any

from kreislauf.lesen.lesung import Befund, Lesung

__all__ = ["Befund", "Lesung", "lies"]


def lies(text: str, *, datei: str = "", oparl: Mapping[str, Any] | None = None) -> Lesung:
    """Read a paper. `oparl` is its parsed OParl object: head and Beratungsfolge are taken from there where present.

    Line numbers count from 1 over `text.split("\\n")`.
    """
    from kreislauf.lesen.leser import lies_papier  # the parts that only open files need not load the rules

    return lies_papier(text, datei=datei, oparl=oparl or {})
