"""`kreislauf fitconnect abholen`: fetch what waits at FIT-Connect now."""

import argparse
import os
import sys
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from kreislauf.portal.fitconnect.abholen import OFFEN, fetch_submissions
from kreislauf.portal.fitconnect.einrichtung import EinrichtungFehlt, lies_einrichtung
from kreislauf.portal.fitconnect.leitung import DienstFehler


def main(argv: Sequence[str]) -> int:
    """0 when nothing stayed open; 1 when the set-up, the service or a submission failed."""
    zerleger = argparse.ArgumentParser(
        prog="kreislauf fitconnect",
        description="Anträge, die bei FIT-Connect bereitliegen, in die Eingänge holen. Jeder wird erst gespeichert, "
        "dann bestätigt; was schon da ist, wird noch einmal bestätigt. Der Arbeiter tut dasselbe alle fünf Minuten.",
    )
    zerleger.add_argument("was", choices=["abholen"])
    zerleger.parse_args(argv)
    try:
        ergebnis = fetch_submissions(einrichtung=lies_einrichtung(os.environ, settings.DATEN), at=timezone.now())
    except (EinrichtungFehlt, DienstFehler) as fehler:
        sys.stderr.write(f"{fehler}\n")
        return 1
    print(", ".join(f"{anzahl} {was}" for was, anzahl in ergebnis.items()) + ".")
    return int(bool(ergebnis[OFFEN]))
