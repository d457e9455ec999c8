"""`kreislauf oparl naechtlich`: queue the fetches of all sources that are marked for the night."""

import argparse
import sys
from collections.abc import Sequence

from django.utils import timezone

from kreislauf.steuerung.oparl_eingang.services.naechtlich import start_nightly


def main(argv: Sequence[str]) -> int:
    """0 when every marked source was queued, 1 when one could not be; the worker does the fetches."""
    zerleger = argparse.ArgumentParser(
        prog="kreislauf oparl",
        description="Quellen offener Ratsdaten abrufen, die für die Nacht vorgesehen sind. Die Läufe erledigt der "
        "Arbeiter; ihr Ergebnis steht auf der Seite „Quellen“.",
    )
    zerleger.add_argument("was", choices=["naechtlich"])
    zerleger.parse_args(argv)
    eingereiht, fehler = start_nightly(at=timezone.now())
    for name in eingereiht:
        print(f"{name}: eingereiht")
    for name, grund in fehler:
        sys.stderr.write(f"{name}: {grund}\n")
    if not eingereiht and not fehler:
        print("Keine Quelle ist für die Nacht vorgesehen.")
    return int(bool(fehler))
