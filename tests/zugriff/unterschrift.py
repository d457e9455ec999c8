"""Signed tables: what a test found is compared with the file that people reviewed.

`make test` probes every tenth cell, always the same ones, and each without a signature; `python -m soak zugriff`
probes all. `KREISLAUF_MATRIX_SCHREIBEN=1 pytest tests/zugriff` probes and writes what has no signature and drops what
is gone, `KREISLAUF_MATRIX_SCHREIBEN=alles` writes all anew; the difference is then reviewed like code.
"""

import csv
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from zlib import crc32

Schluessel = tuple[str, ...]
Zelle = tuple[Schluessel, Callable[[], str]]
ANTEIL = 10


def _gehoert_zum_anteil(schluessel: Schluessel) -> bool:
    anteil = int(os.environ.get("KREISLAUF_MATRIX_ANTEIL", ANTEIL))
    return crc32(";".join(schluessel).encode()) % anteil == 0


def _lies(datei: Path) -> dict[Schluessel, str]:
    with datei.open(newline="") as eingabe:
        return {tuple(z[:-1]): z[-1] for z in list(csv.reader(eingabe, delimiter=";"))[1:]}


def vergleiche(datei: Path, kopf: Schluessel, zellen: Iterable[Zelle]) -> list[str]:
    """Differences between what was found and the signed table, as readable lines; empty where they agree.

    Each cell is probed before the next one is asked for.
    """
    schreiben = os.environ.get("KREISLAUF_MATRIX_SCHREIBEN")
    signiert = {} if schreiben == "alles" else _lies(datei)
    alle: dict[Schluessel, str] = {}
    maengel: list[str] = []
    for schluessel, probe in zellen:
        signatur = signiert.get(schluessel)
        if signatur is not None and (schreiben or not _gehoert_zum_anteil(schluessel)):
            alle[schluessel] = signatur
            continue
        alle[schluessel] = gefunden = probe()
        if signatur is None:
            maengel.append(f"nicht unterschrieben: {';'.join(schluessel)};{gefunden}")
        elif gefunden != signatur:
            maengel.append(f"unterschrieben als {signatur}: {';'.join(schluessel)};{gefunden}")
    if schreiben:
        with datei.open("w", newline="") as ausgabe:
            zeilen = sorted((*schluessel, wert) for schluessel, wert in alle.items())
            csv.writer(ausgabe, delimiter=";", lineterminator="\n").writerows([kopf, *zeilen])
        return []
    return maengel + [
        f"unterschrieben, aber nicht mehr da: {';'.join(z)}" for z in sorted(signiert.keys() - alle.keys())
    ]
