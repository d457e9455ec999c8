"""`kreislauf suche neu`: write the index of the search anew."""

import argparse
from collections.abc import Sequence

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.search.services import rebuild


def main(argv: Sequence[str]) -> int:
    """The old index answers until the new one is whole; what is saved meanwhile waits and is not lost."""
    zerleger = argparse.ArgumentParser(prog="kreislauf suche", description="Die Suche pflegen.")
    befehle = zerleger.add_subparsers(dest="befehl", required=True, metavar="BEFEHL")
    befehle.add_parser(
        "neu",
        help="den Suchindex neu schreiben",
        description="Den Suchindex aus allen Vorgängen neu schreiben; nötig nach einer Fassung, die anderes findet.",
    )
    zerleger.parse_args(argv)
    with handeln_als_system():
        anzahl = rebuild()
    print("Ein Eintrag geschrieben." if anzahl == 1 else f"{anzahl} Einträge geschrieben.")
    return 0
