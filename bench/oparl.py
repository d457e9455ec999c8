"""R6: OParl objects stored a second, from the bytes of the server's pages to rows below row-level security.

`python -m bench oparl [--vorlagen 4000]`: papers with consultations and files as real ones have, 100 on a page. First
everything new, then the same again (nothing changes), then every tenth changed, then the papers into the record.
Rates are objects per second of processor time: of this process, and of it together with its database process.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from soak._server import eigener_server, verbinde_django

SEITE = 100
STAPEL = 1_000
ZIEL = 5_000
BASIS = "https://rat.bench.example/oparl"


def papier(n: int, fassung: int) -> dict[str, Any]:
    kopf = {"created": "2026-01-01T08:00:00+01:00", "modified": f"2026-02-{1 + fassung:02d}T08:00:00+01:00"}

    def teil(art: str, k: int, **felder: Any) -> dict[str, Any]:
        adresse = f"{BASIS}/{art.lower()}/{n * 10 + k}"
        return {"id": adresse, "type": f"https://schema.oparl.org/1.1/{art}", **kopf, **felder}

    dateien = [
        teil("File", k, name=f"Anlage {k}", fileName=f"{n}_{k}.pdf", mimeType="application/pdf", date="2026-01-05",
             accessUrl=f"{BASIS}/a/{n}_{k}.pdf", downloadUrl=f"{BASIS}/d/{n}_{k}.pdf", size=120_000 + k)
        for k in range(3)
    ]  # fmt: skip
    beratungen = [
        teil("Consultation", k, meeting=f"{BASIS}/meeting/{(n + k) % 500}", role="Vorberatung",
             organization=[f"{BASIS}/organization/{k}"], agendaItem=f"{BASIS}/agendaitem/{n * 10 + k}")
        for k in range(3)
    ]  # fmt: skip
    return {
        "id": f"{BASIS}/paper/{n}", "type": "https://schema.oparl.org/1.1/Paper", **kopf,
        "name": f"Fortschreibung der Jugendhilfeplanung im Planungsraum {n}, Fassung {fassung}",
        "reference": f"V/{n:05d}/2026", "date": "2026-01-05", "paperType": "Beschlussvorlage",
        "mainFile": dateien[0], "auxiliaryFile": dateien[1:], "consultation": beratungen,
    }  # fmt: skip


def seiten(anzahl: int, fassung: Callable[[int], int]) -> list[bytes]:
    alle = [papier(n, fassung(n)) for n in range(anzahl)]
    return [
        json.dumps({"data": alle[i : i + SEITE], "links": {}}, ensure_ascii=False).encode()
        for i in range(0, anzahl, SEITE)
    ]


def stapel(rumpfe: Sequence[bytes]) -> Iterator[list[Any]]:
    from kreislauf.steuerung.oparl_eingang.leitung import Antwort
    from kreislauf.steuerung.oparl_eingang.lesart import read_objekte
    from kreislauf.steuerung.oparl_eingang.seite import read_seite

    puffer: list[Any] = []
    for rumpf in rumpfe:
        for roh in read_seite(Antwort(BASIS, 200, "application/json", rumpf)).objekte:
            puffer += read_objekte(roh, "Paper")
        if len(puffer) >= STAPEL:
            yield puffer
            puffer = []
    if puffer:
        yield puffer


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench oparl")
    leser.add_argument("--vorlagen", type=int, default=4_000)
    anzahl = leser.parse_args(list(argv)).vorlagen
    with eigener_server("bench-oparl") as (_, umgebung):
        verbinde_django(umgebung, "kreislauf_app")
        return _messen(anzahl)


def _messen(anzahl: int) -> int:
    import psutil
    from django.db import connection
    from django.utils import timezone

    from kreislauf.foundation.access.context import handeln_als, handeln_als_system
    from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle
    from kreislauf.steuerung.oparl_eingang.services.einspeisen import feed_batch
    from kreislauf.steuerung.oparl_eingang.services.spiegel import store_objekte
    from kreislauf.steuerung.ratsinfo.tests.fabrik import make_bereich, make_user

    at = timezone.now()
    with handeln_als_system():
        bereich = make_bereich("Kreis Auental")
        user = make_user("geschaeftsfuehrung", bereich)
        von = {"bereich": bereich, "schutzstufe": 1, "created_by": user}
        quelle = Quelle.objects.create(name="Rat", adresse=BASIS, created_at=at, updated_at=at, **von)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        datenbank = psutil.Process(cursor.fetchone()[0])

    def gemessen(titel: str, menge: int, arbeit: Callable[[], None]) -> float:
        wand, hier, dort = time.perf_counter(), time.process_time(), sum(datenbank.cpu_times()[:2])
        arbeit()
        wand, hier = time.perf_counter() - wand, time.process_time() - hier
        dort = sum(datenbank.cpu_times()[:2]) - dort
        beide = menge / (hier + dort)
        print(f"{titel:<44} {menge / hier:9,.0f} {beide:12,.0f} {menge / wand:9,.0f}", flush=True)
        return beide

    def speichern(rumpfe: Sequence[bytes]) -> Callable[[], None]:
        def arbeit() -> None:
            with handeln_als(user, at=at):
                abruf = Abruf.objects.create(quelle=quelle, voll=True, state="vollstaendig", started_at=at, **von)
            for objekte in stapel(rumpfe):
                with handeln_als(user, at=at):
                    store_objekte(abruf, objekte, at=at)

        return arbeit

    def einspeisen() -> None:
        while True:
            with handeln_als(user, at=at):
                if not feed_batch(quelle, at=at):
                    return

    print(f"{'je Sekunde':<44} {'Rechenzeit':>9} {'mit Datenbank':>12} {'Wanduhr':>9}")
    erste, zweite = seiten(anzahl, lambda n: 0), seiten(anzahl, lambda n: int(n % 10 == 0))
    rate = gemessen(f"{anzahl * 7:,} Objekte, alle neu", anzahl * 7, speichern(erste))
    gemessen("dieselben noch einmal", anzahl * 7, speichern(erste))
    gemessen("jede zehnte Vorlage geändert", anzahl * 7, speichern(zweite))
    gemessen("Vorlagen in den Bestand (je Vorlage)", anzahl, einspeisen)
    print(f"Ziel {ZIEL:,} je Sekunde und Kern: {'erreicht' if rate >= ZIEL else 'VERFEHLT'}")
    return 0
