"""`kreislauf oparl holen`: the open data of another council information system into a mirror file."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kreislauf.steuerung.oparl_eingang.abgleich import apply_abgleich, compare_ertrag, next_seit
from kreislauf.steuerung.oparl_eingang.abruf import collect_quelle
from kreislauf.steuerung.oparl_eingang.leitung import Grenzen, Leitung
from kreislauf.steuerung.oparl_eingang.spiegel import SpiegelUnlesbar, read_spiegel, write_spiegel


def main(argv: Sequence[str]) -> int:
    """Fetch what changed; 0 when everything could be read, 1 when something is missing, 2 for a wrong call."""
    zerleger = argparse.ArgumentParser(prog="kreislauf oparl", description="Offene Ratsdaten (OParl) holen.")
    zerleger.add_argument("was", choices=["holen"])
    zerleger.add_argument("adresse", help="OParl-Adresse des Systems, etwa https://ris.example/oparl/system")
    zerleger.add_argument("datei", type=Path, help="Datei für den Stand; beim zweiten Mal kommt nur Neues dazu")
    zerleger.add_argument("--voll", action="store_true", help="alles neu lesen und verschwundene Objekte entfernen")
    zerleger.add_argument("--intern", action="store_true", help="der Server darf im eigenen (privaten) Netz liegen")
    angaben = zerleger.parse_args(argv)
    try:
        alt = read_spiegel(angaben.datei, angaben.adresse)
    except SpiegelUnlesbar as fehler:
        sys.stderr.write(f"{fehler}\n")
        return 2
    rechner = urlsplit(angaben.adresse).hostname or ""
    grenzen = Grenzen(private_rechner=frozenset({rechner} if angaben.intern else ()))
    beginn = datetime.now(UTC)
    seit = None if angaben.voll else alt.seit
    ertrag = collect_quelle(Leitung(angaben.adresse, grenzen), seit=seit)
    abgleich = compare_ertrag(alt.objekte, ertrag, voll=seit is None)
    neu = replace(alt, objekte=apply_abgleich(alt.objekte, abgleich), seit=next_seit(alt.seit, beginn, ertrag))
    write_spiegel(angaben.datei, neu)
    print(f"neu {len(abgleich.neu)} · geändert {len(abgleich.geaendert)} · entfernt {len(abgleich.geloescht)}")
    for typ, anzahl in sorted(Counter(objekt.typ for objekt in neu.objekte.values()).items()):
        print(f"  {typ}: {anzahl}")
    for text in ertrag.fehler:
        sys.stderr.write(f"Nicht gelesen: {text}\n")
    if ertrag.ohne_kennung:
        sys.stderr.write(f"{ertrag.ohne_kennung} Objekte tragen keine Kennung (id) und wurden nicht übernommen.\n")
    return 0 if ertrag.vollstaendig else 1
