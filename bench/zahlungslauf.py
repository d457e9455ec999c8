"""R2 and the ledger: a county of 12,000 entitled children with three years of history, row security and journal on.

`python -m bench zahlungslauf [--kinder N]`: a run over all due payments through its services (draft, approval, file
checked against the XSD, sending, booking), each step committed with its journal line; then the ledger of all children
for a year, and the year's figures. Told per second of wall time and of the processor time of this process and its
database connection together: on a machine that others use, wall time says more about them.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from soak._server import eigener_server, verbinde_django

from bench._kreis_but import lade

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ZIEL_ZAHLUNGEN, ZIEL_KONTO = 5_000, 2.0
PEER = 31  # payments a second of openIMIS payroll 1.5.0, measured for the fact base


def _rechenzeit() -> float:
    """Seconds of processor time of this process and of the backend that serves it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class Uhr:
    """Wall and processor time of named steps."""

    def __init__(self) -> None:
        self.schritte: dict[str, tuple[float, float]] = {}

    @contextmanager
    def misst(self, name: str) -> Iterator[None]:
        wand, rechnen = time.perf_counter(), _rechenzeit()
        yield
        self.schritte[name] = (time.perf_counter() - wand, _rechenzeit() - rechnen)

    def zeige(self) -> None:
        for name, (wand, rechnen) in self.schritte.items():
            print(f"  {name:<46} {wand:7.2f} s Wand {rechnen:7.2f} s Rechenzeit")


def _lauf(uhr: Uhr) -> int:
    """One run over everything due; number of payments."""
    from kreislauf.foundation.access.context import handeln_als
    from kreislauf.foundation.accounts.models import User
    from kreislauf.verfahren.zahlung.models import Zahlung
    from kreislauf.verfahren.zahlung.services import laeufe
    from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber

    ordnet, gibt_frei, kasse = (User.objects.get(email=f"person{n}@bench.example") for n in (1, 2, 3))
    konto = Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001")
    with uhr.misst("zusammenstellen"), handeln_als(ordnet, at=AT):
        lauf = laeufe.draft_zahllauf(
            bereich_id=2, ausfuehrungstag=date(2026, 12, 31), auftraggeber=konto, actor=ordnet, at=AT
        )
    schritte: list[tuple[str, User, Callable[..., Any], dict[str, Any]]] = [
        ("freigeben", gibt_frei, laeufe.approve_zahllauf, {}),
        ("Datei (pain.001, gegen das XSD geprüft)", kasse, laeufe.export_zahllauf, {}),
        ("an die Bank gegeben", kasse, laeufe.send_zahllauf, {}),
        ("ausgeführt, gebucht", kasse, laeufe.confirm_zahllauf, {"ausgefuehrt_am": date(2026, 12, 1)}),
    ]
    for name, person, dienst, angaben in schritte:
        with uhr.misst(name), handeln_als(person, at=AT):
            dienst(zahllauf_id=lauf.pk, actor=person, at=AT, **angaben)
    with handeln_als(kasse, at=AT):
        assert Zahlung.objects.filter(zahllauf=lauf, state="ausgefuehrt").count() == lauf.anzahl
    return int(lauf.anzahl)


def _konto() -> bool:
    """The ledger of all children for a year, as one person who may see it; whether the target is met."""
    from django.db import connection

    from kreislauf.foundation.access.context import handeln_als
    from kreislauf.foundation.accounts.models import User
    from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import jahreszahlen
    from kreislauf.verfahren.zahlung.selectors import anspruchskonto_tabelle

    with connection.cursor() as cursor:  # else a part of the work is done by processes that nobody counts
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    leitung, uhr = User.objects.get(email="person2@bench.example"), Uhr()
    zeiten = []
    for nummer in range(3):
        with handeln_als(leitung, at=AT), uhr.misst(f"Anspruchskonto eines Jahres, {nummer + 1}. Mal"):
            zeilen = anspruchskonto_tabelle(date(2026, 1, 1), date(2026, 12, 1))
        zeiten.append(uhr.schritte[f"Anspruchskonto eines Jahres, {nummer + 1}. Mal"][1])
    with handeln_als(leitung, at=AT), uhr.misst("Jahreszahlen eines Jahres"):
        jahreszahlen(2026, AT.date())
    uhr.zeige()
    erreicht = min(zeiten) <= ZIEL_KONTO
    urteil = "erreicht" if erreicht else "VERFEHLT"
    print(f"  {zeilen.height:,} Zeilen; Ziel {ZIEL_KONTO:.0f} s Rechenzeit: {urteil}", flush=True)
    return erreicht


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench zahlungslauf")
    leser.add_argument("--kinder", type=int, default=12_000)
    kinder = leser.parse_args(list(argv)).kinder
    with eigener_server("zahlungslauf", dauerhaft=True) as (server, umgebung):
        dauer = lade(server.adresse("postgres"), kinder=kinder)
        print(f"{kinder:,} Kinder mit drei Jahren in {dauer:.0f} s geschrieben", flush=True)
        verbinde_django(umgebung, "kreislauf_app")
        uhr = Uhr()
        anzahl = _lauf(uhr)
        uhr.zeige()
        wand, rechnen = (sum(w[i] for w in uhr.schritte.values()) for i in (0, 1))
        urteil = "erreicht" if anzahl / rechnen >= ZIEL_ZAHLUNGEN else "VERFEHLT"
        print(
            f"  {anzahl:,} Zahlungen: {anzahl / wand:,.0f} je Sekunde Wandzeit, {anzahl / rechnen:,.0f} je Sekunde "
            f"Rechenzeit ({anzahl / wand / PEER:,.0f}-mal die {PEER} von openIMIS); Ziel {ZIEL_ZAHLUNGEN:,}: {urteil}",
            flush=True,
        )
        return 0 if _konto() and urteil == "erreicht" else 1
