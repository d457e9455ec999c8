"""R3: one letter run of 1,745 decisions, from the queue to the streams for the printer, in processor time.

`python -m bench brieflauf [--briefe N]`: typesetting, files, database, journal and streams; processor time of this
process and of its PostgreSQL backend. The letters are those of real decisions on two children with four lines.
"""

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

from soak._server import eigener_server, verbinde_django

from kreislauf.project.eingebettet import APP


def _rechenzeit(pid: int) -> float:
    """Processor seconds of another process (Linux)."""
    felder = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(felder[11]) + int(felder[12])) / os.sysconf("SC_CLK_TCK")


def main(argumente: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefe", type=int, default=1745)
    anzahl = parser.parse_args(argumente).briefe
    with eigener_server("brieflauf", dauerhaft=False) as (_, umgebung):
        verbinde_django(umgebung, APP)
        return messen(anzahl)


def messen(anzahl: int) -> int:
    from django.db import connection
    from django.utils import timezone
    from soak._briefe import einrichten

    from kreislauf.foundation.access.context import handeln_als
    from kreislauf.foundation.jobs.services import run_lauf
    from kreislauf.verfahren.anschreiben.models import Brieflauf
    from kreislauf.verfahren.anschreiben.services.brieflauf import start_brieflauf

    kreis = einrichten(anzahl)
    at = timezone.now()
    with handeln_als(kreis.user, at=at):
        brieflauf = start_brieflauf(bereich_id=kreis.bereich.pk, auswahl=None, actor=kreis.user, at=at)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            zeile = cursor.fetchone()
    assert zeile is not None
    assert brieflauf.lauf_id is not None
    rein, datenbank, uhr = time.process_time(), _rechenzeit(zeile[0]), time.monotonic()
    run_lauf(brieflauf.lauf_id, kreis.user)
    rein, datenbank = time.process_time() - rein, _rechenzeit(zeile[0]) - datenbank
    uhr = time.monotonic() - uhr
    with handeln_als(kreis.user, at=timezone.now()):
        fertig = Brieflauf.objects.get(pk=brieflauf.pk)
        gedruckt = fertig.posten.filter(state="gedruckt").count()
        groesse = sum(s.dokument.groesse for s in fertig.stapel.select_related("dokument"))
    print(f"{gedruckt} von {anzahl} Briefen gedruckt, Druckstrom {groesse / 1e6:.1f} MB, Stand: {fertig.state}")
    print(
        f"Rechenzeit {rein:.1f} s + Datenbank {datenbank:.1f} s = {1000 * (rein + datenbank) / anzahl:.1f} ms je Brief"
    )
    print(f"Wanduhr {uhr:.1f} s (R3, Ziel: 1.745 Briefe in weniger als 20 s auf einem Kern)")
    return 0 if gedruckt == anzahl else 1
