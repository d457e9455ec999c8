"""Lines of the journal verified and written per second (T15: at least 200,000 verified per second).

`python -m bench journal [--zeilen N]`; one process unless said, median of five runs. What one process does is told per
second of its own processor time, too: on a machine that others use, wall time says more about them.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from soak._server import eigener_server, schreibe_journal, verbinde_django

LAEUFE = 5
ZIEL = 200_000
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCHREIBER, JE_SCHREIBER = 8, 250


def raten(anzahl: int, was: Callable[[], object], uhr: Callable[[], float] = time.perf_counter) -> list[float]:
    """Lines per second of each run."""
    ergebnis = []
    for _ in range(LAEUFE):
        beginn = uhr()
        was()
        ergebnis.append(anzahl / (uhr() - beginn))
    return ergebnis


def zeile(name: str, werte: Sequence[float], ziel: float | None = None) -> None:
    urteil = "" if ziel is None else f"   Ziel {ziel:,.0f}: {'erreicht' if median(werte) >= ziel else 'VERFEHLT'}"
    print(f"{name:<58} {median(werte):10,.0f} /s   ({min(werte):,.0f} bis {max(werte):,.0f}){urteil}")


def pruefen(anzahl: int) -> None:
    """Out of the database, its parts, and beside an export."""
    from kreislauf.foundation.journal import befehl, pruefer

    def aus_der_datenbank() -> None:
        ergebnis = pruefer.pruefe(befehl.glieder(), {})
        assert (ergebnis.geprueft, ergebnis.maengel) == (anzahl, [])

    def ganzer_befehl() -> None:
        ergebnis, weitere = befehl.pruefen(None)
        assert (ergebnis.geprueft, ergebnis.maengel, weitere) == (anzahl, [], [])

    zeile("Kette prüfen, gelesen aus der Datenbank", raten(anzahl, aus_der_datenbank), ZIEL)
    zeile("– je Sekunde Rechenzeit von Kreislauf", raten(anzahl, aus_der_datenbank, time.process_time))
    zeile("ganzer Befehl: Kette, lose Zeilen, Spalten", raten(anzahl, ganzer_befehl), ZIEL)
    im_speicher = list(befehl.glieder())
    aus_dem_speicher = partial(pruefer.pruefe, im_speicher, {})
    zeile("Kette prüfen, aus dem Speicher", raten(anzahl, aus_dem_speicher), ZIEL)
    zeile("– je Sekunde Rechenzeit", raten(anzahl, aus_dem_speicher, time.process_time))
    with tempfile.TemporaryDirectory() as ordner:
        export = Path(ordner) / "export.jsonl"
        with export.open("w", encoding="utf-8") as ausgabe:
            ausgabe.writelines(befehl.als_export(g) + "\n" for g in im_speicher)
        del im_speicher

        def aus_export() -> None:
            with export.open(encoding="utf-8") as datei:
                assert pruefer.pruefe(pruefer.aus_export(datei), {}).unversehrt

        zeile("Kette prüfen, aus einer Exportdatei", raten(anzahl, aus_export))


def _schreiben(anzahl: int, je_transaktion: int) -> None:
    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.foundation.journal.services import record

    for _ in range(anzahl // je_transaktion):
        with handeln_als_system():
            for nummer in range(je_transaktion):
                record("probe.act", None, actor=None, at=AT, details={"nummer": nummer}, bereich_id=7)


def schreiben() -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["USER"] = "kreislauf_app"
    zeile("record(), 1.000 in einer Transaktion", raten(1_000, lambda: _schreiben(1_000, 1_000)))
    zeile("record(), eine je Transaktion", raten(JE_SCHREIBER, lambda: _schreiben(JE_SCHREIBER, 1)))
    connection.close()  # every process opens its own

    def zugleich() -> None:
        alle = [
            multiprocessing.get_context("fork").Process(target=_schreiben, args=(JE_SCHREIBER, 1))
            for _ in range(SCHREIBER)
        ]
        for prozess in alle:
            prozess.start()
        for prozess in alle:
            prozess.join()
            assert prozess.exitcode == 0

    zeile(f"record(), eine je Transaktion, {SCHREIBER} Prozesse zugleich", raten(SCHREIBER * JE_SCHREIBER, zugleich))


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench journal")
    leser.add_argument("--zeilen", type=int, default=300_000)
    anzahl = leser.parse_args(list(argv)).zeilen
    with eigener_server("bench") as (_, umgebung):
        verbinde_django(umgebung, "postgres")
        schreiben_beginn = time.perf_counter()
        schreibe_journal(anzahl)
        print(f"{anzahl:,} Zeilen in {time.perf_counter() - schreiben_beginn:.0f} s geschrieben (eine Anweisung)")
        pruefen(anzahl)
        schreiben()
        from kreislauf.foundation.journal import befehl, pruefer

        verbinde_mit_leserechten()
        ergebnis = pruefer.pruefe(befehl.glieder(), {})
        print(f"danach unversehrt: {ergebnis.unversehrt}, {ergebnis.geprueft:,} Zeilen")
    return 0 if ergebnis.unversehrt else 1


def verbinde_mit_leserechten() -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["USER"] = "postgres"
