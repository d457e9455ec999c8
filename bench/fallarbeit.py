"""Inbox, case page, files and search in a county of 12,000 entitled children with three years of history.

`python -m bench fallarbeit [--kinder N --runden N]`: one by one in the process (without network), then 20 requests a
second at the real server; row security and journal on. Target: p95 100 ms, p99 250 ms.
"""

import argparse
from collections.abc import Sequence
from urllib.parse import quote

from soak._server import eigener_server, verbinde_django

from bench._kreis_but import lade
from bench.last import messen, sitzung, unter_last, zeige

WORTE = ("Wiesenkamp", "Birkenhoff", "Sofia", "BuT-2024-000123", "31702//77")


def seiten() -> dict[str, tuple[str, ...]]:
    """Pages with real addresses of this county."""
    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.verfahren.antrag.models import Antrag

    with handeln_als_system():
        offene = list(Antrag.objects.filter(state="vollstaendig").order_by("pk").values_list("pk", flat=True)[:5])
        akten = list(Antrag.objects.filter(pk__in=offene).values_list("fallakte_id", flat=True))
    return {
        "Postkorb": ("/but/",),
        "Postkorb: entscheidungsreif": ("/but/?fach=entscheiden",),
        "Postkorb: Suche": tuple(f"/but/?fach=alle&suche={quote(w)}" for w in WORTE),
        "Fallseite": tuple(f"/but/antraege/{pk}/" for pk in offene),
        "Fallakte": tuple(f"/but/akten/{pk}/" for pk in akten),
        "Fallakten: Suche": tuple(f"/but/akten/?suche={quote(w)}" for w in WORTE),
        "Suche über alles": tuple(f"/suche/?q={quote(w)}" for w in WORTE),
        "Alle Zahlungen": ("/but/zahlungen/alle/", "/but/zahlungen/alle/?sortierung=-betrag"),
        "Anspruchskonto eines Kindes": ("/but/zahlungen/konto/?suche=sofia+wiesenkamp",),
        "Jahreszahlen": ("/but/jahreszahlen/",),
    }


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench fallarbeit")
    leser.add_argument("--kinder", type=int, default=12_000)
    leser.add_argument("--runden", type=int, default=8)
    leser.add_argument("--dauer", type=int, default=20, help="Sekunden mit 20 Anfragen je Sekunde")
    angaben = leser.parse_args(list(argv))
    with eigener_server("fallarbeit", dauerhaft=False) as (server, umgebung):
        dauer = lade(server.adresse("postgres"), kinder=angaben.kinder)
        print(f"{angaben.kinder:,} Kinder mit drei Jahren in {dauer:.0f} s geschrieben", flush=True)
        verbinde_django(umgebung, "kreislauf_app")
        alle = seiten()
        zeige("Sachbearbeitung", messen(alle, angaben.runden, 1))
        belastet = [a for name in ("Postkorb", "Fallseite", "Postkorb: Suche", "Suche über alles") for a in alle[name]]
        unter_last(umgebung, sitzung(1), 20, angaben.dauer, belastet)
    return 0
