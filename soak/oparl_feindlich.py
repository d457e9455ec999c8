"""T8: hostile requests to all that is public; no server error, nothing that is not öffentlich, quick answers.

`python -m soak oparl_feindlich [--anzahl 100000]`. Requests are drawn from the endpoint's own description
(schemathesis) and crossed with hostile pieces (`tests/feindlich.py`). The control hits an endpoint that stumbles.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from soak._server import eigener_server, verbinde_django


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak oparl_feindlich")
    leser.add_argument("--anzahl", type=int, default=100_000)
    leser.add_argument("--saat", type=int, default=20_261_125)
    angaben = leser.parse_args(list(argv))
    with eigener_server("oparl-feindlich", dauerhaft=False) as (_, umgebung):
        verbinde_django(umgebung, "kreislauf_app")
        return _beschiesse(Path(umgebung["KREISLAUF_DATEN"]), angaben.anzahl, angaben.saat)


def _beschiesse(daten: Path, anzahl: int, saat: int) -> int:
    from django.test import Client

    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.steuerung.veroeffentlichung.tests.fabrik import GEHEIM, einschalten
    from kreislauf.steuerung.veroeffentlichung.tests.feindlich import beschiesse, pruefe_antwort
    from kreislauf.steuerung.veroeffentlichung.tests.test_feindlich import adressen

    einschalten(daten)
    with handeln_als_system():
        ziele = adressen()
    dauern: list[float] = []
    zuletzt = time.perf_counter()

    def pruefe(adresse: str, antwort: Any) -> None:
        nonlocal zuletzt
        pruefe_antwort(adresse, antwort)
        assert GEHEIM.encode() not in antwort.content, adresse
        jetzt = time.perf_counter()
        dauern.append(jetzt - zuletzt)
        zuletzt = jetzt

    beginn, rechenzeit = time.perf_counter(), time.process_time()
    client = Client(raise_request_exception=False)
    zahl = beschiesse(client, ziele, anzahl, saat=saat, pruefe=pruefe, gezogen=min(2_000, anzahl))
    dauern.sort()
    wand, rechnen = time.perf_counter() - beginn, time.process_time() - rechenzeit
    median, p99 = (dauern[int(len(dauern) * anteil)] * 1000 for anteil in (0.5, 0.99))
    print(f"{anzahl:,} Anfragen in {wand:.0f} s ({rechnen:.0f} s Rechenzeit)")
    print("Antworten: " + ", ".join(f"{status}: {n:,}" for status, n in sorted(zahl.items())))
    print(f"je Anfrage Median {median:.1f} ms, p99 {p99:.1f} ms")
    fehler = sum(n for status, n in zahl.items() if status >= 500)
    print(f"Serverfehler: {fehler}")
    return int(bool(fehler) or zahl[200] < anzahl // 100)
