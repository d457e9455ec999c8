"""The public endpoint of a whole county, walked by the strictest reader: every object against the official schemas.

`python -m soak oparl_ganz [--vorlagen 60000]`. The reader follows every list by `next` and holds each object, each
address it names and each count to the specification. The control breaks one answer and must be found.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench._kreis import lade

from soak._server import eigener_server, verbinde_django


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak oparl_ganz")
    leser.add_argument("--vorlagen", type=int, default=60_000)
    vorlagen = leser.parse_args(list(argv)).vorlagen
    with eigener_server("oparl-ganz", dauerhaft=False) as (server, umgebung):
        lade(server.adresse("postgres"), vorlagen=vorlagen, auftraege=vorlagen)
        verbinde_django(umgebung, "kreislauf_app")
        return _gehe(Path(umgebung["KREISLAUF_DATEN"]))


def _gehe(daten: Path) -> int:
    from django.test import Client

    from kreislauf.steuerung.veroeffentlichung.tests.fabrik import BASIS, einschalten, hole
    from kreislauf.steuerung.veroeffentlichung.tests.leser import Fehler, Leser

    einschalten(daten)
    client = Client()
    beginn, rechnen = time.perf_counter(), time.process_time()
    leser = Leser(lambda url: hole(client, url), BASIS)
    listen = leser.alles()
    wand, rechnen = time.perf_counter() - beginn, time.process_time() - rechnen
    arten = Counter(o["type"].rpartition("/")[2] for o in leser.gelesen.values())
    print(
        f"{len(leser.gelesen):,} Objekte gültig, {leser.schritte:,} Abrufe, {wand:.0f} s ({rechnen:.0f} s Rechenzeit)"
    )
    print(", ".join(f"{art} {zahl:,}" for art, zahl in sorted(arten.items())))

    def verdorben(url: str) -> Any:
        antwort = hole(client, url)
        for objekt in antwort.get("data", []) if "/papers" in url else []:
            objekt["date"] = "gestern"
        return antwort

    try:
        Leser(verdorben, BASIS).alles()
    except Fehler as grund:
        print(f"Kontrolle mit verdorbenem Datum: gefunden ({str(grund)[:80]})")
        return int(not listen["paper"])
    print("Kontrolle mit verdorbenem Datum: NICHT gefunden")
    return 1
