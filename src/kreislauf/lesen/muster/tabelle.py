"""What each expression needs, worked out beforehand: reading it takes a hundredth of the time of deriving it.

`python -m kreislauf.lesen.muster` writes the table anew; an expression that is not in it is derived at start.
"""

import json
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from kreislauf.lesen.muster.bedarf import finde_bedarf

DATEI = Path(__file__).with_name("bedarf.json")
_gefragt: dict[str, tuple[str, int]] = {}


@cache
def _tabelle() -> dict[str, list[list[str]]]:
    if not DATEI.exists():
        return {}
    tabelle: dict[str, list[list[str]]] = json.loads(DATEI.read_text(encoding="utf-8"))
    return tabelle


def schluessel(pattern: str, flags: int) -> str:
    return blake2b(f"{flags} {pattern}".encode(), digest_size=8).hexdigest()


def bedarf_von(pattern: str, flags: int) -> list[frozenset[str]]:
    name = schluessel(pattern, flags)
    _gefragt[name] = (pattern, flags)
    bekannt = _tabelle().get(name)
    return finde_bedarf(pattern, flags) if bekannt is None else [frozenset(menge) for menge in bekannt]


def rechne_neu() -> dict[str, list[list[str]]]:
    """The table of all expressions of the package."""
    paket = import_module("kreislauf.lesen")
    for modul in walk_packages(paket.__path__, "kreislauf.lesen."):
        if ".tests" not in modul.name and not modul.name.endswith(("arbeiter", "__main__")):
            import_module(modul.name)
    return {
        name: [sorted(menge) for menge in finde_bedarf(pattern, flags)]
        for name, (pattern, flags) in sorted(_gefragt.items())
    }
