"""Signed tables: what a test found is compared with the file that people reviewed.

`KREISLAUF_MATRIX_SCHREIBEN=1 pytest tests/zugriff` writes them anew; the difference is then reviewed like code.
"""

import csv
import os
from collections.abc import Iterable
from pathlib import Path

Zeile = tuple[str, ...]


def vergleiche(datei: Path, kopf: Zeile, gefunden: Iterable[Zeile]) -> list[str]:
    """Differences between what was found and the signed table, as readable lines; empty where they agree."""
    zeilen = sorted(set(gefunden))
    if os.environ.get("KREISLAUF_MATRIX_SCHREIBEN"):
        with datei.open("w", newline="") as ausgabe:
            csv.writer(ausgabe, delimiter=";", lineterminator="\n").writerows([kopf, *zeilen])
        return []
    with datei.open(newline="") as eingabe:
        unterschrieben = {tuple(z) for z in list(csv.reader(eingabe, delimiter=";"))[1:]}
    neu = [f"nicht unterschrieben: {';'.join(z)}" for z in zeilen if z not in unterschrieben]
    return neu + [f"unterschrieben, aber anders: {';'.join(z)}" for z in sorted(unterschrieben - set(zeilen))]
