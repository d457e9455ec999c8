"""kill -9 at random moments of imports: no half-imported paper, no double (with a failing control).

A child process imports papers for ever: upload, read, accept all, confirm. The parent kills it at a random moment,
checks the record as superuser, and starts it anew; the papers are the same, as when a person uploads again. The control
confirms without the transaction and must leave a half paper.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from soak._server import eigener_server

KIND = Path(__file__).with_name("_import_kind.py")
PUNKTE, AUFTRAEGE, BERATUNGEN = 5, 8, 3  # of every generated paper

HALB = f"""
SELECT v.nummer, (SELECT count(*) FROM ratsinfo_beschlusspunkt p WHERE p.vorlage_id = v.id),
       (SELECT count(*) FROM ratsinfo_auftrag a WHERE a.vorlage_id = v.id),
       (SELECT count(*) FROM ratsinfo_beratung b WHERE b.vorlage_id = v.id)
FROM ratsinfo_vorlage v
WHERE (SELECT count(*) FROM ratsinfo_beschlusspunkt p WHERE p.vorlage_id = v.id) <> {PUNKTE}
   OR (SELECT count(*) FROM ratsinfo_auftrag a WHERE a.vorlage_id = v.id) <> {AUFTRAEGE}
   OR (SELECT count(*) FROM ratsinfo_beratung b WHERE b.vorlage_id = v.id) <> {BERATUNGEN}
"""
DOPPELT = "SELECT nummer_norm, count(*) FROM ratsinfo_vorlage GROUP BY 1 HAVING count(*) > 1"
OHNE_VORLAGE = (
    "SELECT id FROM ratsinfo_einlesung "
    "WHERE (state = 'bestaetigt') <> (vorlage_id IS NOT NULL AND confirmed_at IS NOT NULL)"
)
LOSE = "SELECT z.id FROM journal_zeile z LEFT JOIN journal_glied g ON g.zeile_id = z.id WHERE g.nr IS NULL"
LUECKE = "SELECT count(*), coalesce(max(nr), 0) FROM journal_glied"


def maengel(verbindung: psycopg.Connection[Any]) -> list[str]:
    """What is half, doubled or loose in the record."""
    gefunden = []
    for name, sql in (("halb", HALB), ("doppelt", DOPPELT), ("ohne Vorlage", OHNE_VORLAGE), ("lose Zeile", LOSE)):
        gefunden += [f"{name}: {zeile}" for zeile in verbindung.execute(sql).fetchall()]
    anzahl, hoechste = verbindung.execute(LUECKE).fetchone() or (0, 0)
    if anzahl != hoechste:
        gefunden.append(f"Lücke im Journal: {anzahl} Glieder, höchste Nummer {hoechste}")
    return gefunden


def durchlauf(anzahl: int, *, ohne_transaktion: bool, saat: int = 1) -> tuple[int, list[str], int]:
    """Kills done, what was found, papers imported."""
    zufall = random.Random(saat)
    with eigener_server("abbruch") as (server, umgebung):
        gefunden: list[str] = []
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as verbindung:
            subprocess.run([sys.executable, str(KIND), "einrichten"], env=umgebung, check=True)
            for nummer in range(anzahl):
                wie = "ohne" if ohne_transaktion else "mit"
                kind = subprocess.Popen(
                    [sys.executable, str(KIND), wie, str(nummer)], env=umgebung, stdout=subprocess.PIPE, text=True
                )
                assert kind.stdout is not None
                kind.stdout.readline()  # it imports now
                time.sleep(zufall.uniform(0.0, 2.0))
                kind.send_signal(signal.SIGKILL)
                kind.wait()
                _ruhe(verbindung)
                gefunden += maengel(verbindung)
                if ohne_transaktion and gefunden:
                    return nummer + 1, gefunden, 0
            (vorlagen,) = verbindung.execute("SELECT count(*) FROM ratsinfo_vorlage").fetchone() or (0,)
        return anzahl, gefunden, vorlagen


def _ruhe(verbindung: psycopg.Connection[Any]) -> None:
    """Wait until the killed process's connection is gone."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kreislauf_app'"
    while (verbindung.execute(sql).fetchone() or (0,))[0]:
        time.sleep(0.01)


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak import_abbruch")
    leser.add_argument("--anzahl", type=int, default=200)
    anzahl = leser.parse_args(list(argv)).anzahl
    kills, gefunden, vorlagen = durchlauf(anzahl, ohne_transaktion=False)
    print(f"mit Transaktion: {kills} Abbrüche, {vorlagen} Vorlagen im Bestand, {len(gefunden)} Mängel {gefunden[:3]}")
    kontrolle, halbe, _ = durchlauf(max(40, anzahl // 4), ohne_transaktion=True)
    print(f"Kontrolle ohne Transaktion: nach {kontrolle} Abbrüchen {len(halbe)} Mängel {halbe[:2]}")
    return 1 if gefunden or not halbe else 0
