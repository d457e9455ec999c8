"""T1: kill -9 in payment runs loses nothing, doubles nothing, leaves no half file; equal to the cent.

A process brings runs from the draft over file, sending and the bank's answer to returns and paying again, as three
people do. It is killed at random moments, and just before each of its statements to the database. After every kill the
books are looked at as superuser; the next process goes on where the killed one stopped. The control confirms a run
without the transaction and must leave a run whose payments nobody booked: if it does not, this proves nothing.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
from bench._kreis_but import lade

from soak._abbruch import Bilanz, KindGescheitert, Stand, stand_mit, zeige
from soak._server import eigener_server

KINDER = 25
_E2E = re.compile(rb"<EndToEndId>([^<]+)</EndToEndId>")
_SUMME = re.compile(rb"<CtrlSum>([^<]+)</CtrlSum>")

# Each names rows that must not exist.
ABFRAGEN = {
    "zwei lebende Zahlungen zu einem Schlüssel": """SELECT zeile_id::text FROM zahlung_zahlung
        WHERE state NOT IN ('zurueckgekommen', 'storniert') GROUP BY zeile_id, beginn, rate HAVING count(*) > 1""",
    "Lauf stimmt nicht mit seinen Zahlungen überein": """SELECT l.nummer FROM zahlung_zahllauf l
        JOIN zahlung_zahlung z ON z.zahllauf_id = l.id WHERE l.state <> 'abgelehnt' GROUP BY l.id
        HAVING count(*) <> l.anzahl OR sum(z.betrag) <> l.summe""",
    "Lauf ohne seine Zahlungen": """SELECT nummer FROM zahlung_zahllauf l WHERE state <> 'abgelehnt'
        AND anzahl <> (SELECT count(*) FROM zahlung_zahlung z WHERE z.zahllauf_id = l.id)""",
    "bestätigter Lauf mit ungebuchten Zahlungen": """SELECT l.nummer FROM zahlung_zahllauf l JOIN zahlung_zahlung z
        ON z.zahllauf_id = l.id WHERE l.state = 'bestaetigt' AND z.state = 'im_lauf'""",
    "Buchungen einer Zahlung passen nicht zu ihrem Stand": """SELECT z.id::text FROM zahlung_zahlung z LEFT JOIN
        zahlung_buchung b ON b.zahlung_id = z.id AND b.art = 'gezahlt' GROUP BY z.id
        HAVING coalesce(sum(b.betrag), 0) <> CASE z.state WHEN 'ausgefuehrt' THEN z.betrag ELSE 0 END""",
    "Tat ohne Zeile im Journal": """SELECT nummer FROM zahlung_zahllauf l WHERE dokument_id IS NOT NULL AND 2 <> (SELECT
        count(*) FROM journal_zeile j WHERE j.objekt_id = l.id::text
        AND j.akt IN ('zahllauf.create', 'zahllauf.approve'))
        """,
    "gelesene Rückgabe ohne Wirkung": """SELECT r.kennung FROM zahlung_rueckmeldung r JOIN zahlung_zahlung z
        ON z.id = r.zahlung_id WHERE z.state <> 'zurueckgekommen'""",
}


class Buecher(Stand):
    """The county's books; `schluessel` is how many payments there were to make at the beginning."""

    def __init__(self, v: psycopg.Connection[Any], kind: "subprocess.Popen[str]", dokumente: Path) -> None:
        super().__init__(v, kind, dokumente)
        self.schluessel = self._schluessel()

    def _schluessel(self) -> tuple[int, Decimal]:
        zeile = self.v.execute(
            "SELECT count(*), sum(betrag) FROM (SELECT DISTINCT ON (zeile_id, beginn, rate) betrag FROM zahlung_zahlung"
            " WHERE state <> 'storniert' ORDER BY zeile_id, beginn, rate, created_at DESC) x"
        ).fetchone()
        assert zeile is not None
        return zeile[0], zeile[1]

    def maengel(self) -> Iterator[str]:
        """What is wrong in books and files now."""
        for was, sql in ABFRAGEN.items():
            for (wo,) in self.v.execute(sql).fetchall():
                yield f"{was}: {wo}"
        if self._schluessel() != self.schluessel:
            yield f"verloren oder verdoppelt: {self._schluessel()} statt {self.schluessel}"
        yield from self._dateien()

    def _dateien(self) -> Iterator[str]:
        """Every file is whole and says what the run says; no payment reference leaves the house twice."""
        gesehen: set[bytes] = set()
        laeufe = self.v.execute(
            "SELECT l.id, l.nummer, l.summe, l.datei_sha256 FROM zahlung_zahllauf l WHERE dokument_id IS NOT NULL"
        ).fetchall()
        for pk, nummer, summe, sha in laeufe:
            pfad = self.dokumente / sha[:2] / sha[2:4] / sha
            inhalt = pfad.read_bytes() if pfad.exists() else b""
            kennungen = _E2E.findall(inhalt)
            erwartet = {
                k.encode()
                for (k,) in self.v.execute("SELECT end_to_end_id FROM zahlung_zahlung WHERE zahllauf_id = %s", [pk])
            }
            if set(kennungen) != erwartet or len(kennungen) != len(erwartet):
                yield f"Datei und Lauf {nummer} nennen andere Zahlungen"
            elif Decimal(_SUMME.findall(inhalt)[0].decode()) != summe:
                yield f"Datei zum Lauf {nummer} hat eine andere Summe"
            if gesehen & set(kennungen):
                yield f"Lauf {nummer} zahlt, was ein anderer schon zahlt"
            gesehen |= set(kennungen)


@contextmanager
def buecher() -> Iterator[Buecher]:
    """A small county with open payments, and the process that works on it."""
    with eigener_server("zahllauf") as (server, umgebung):
        lade(server.adresse("postgres"), kinder=KINDER)
        with stand_mit(Buecher, "soak._zahllauf_kind", server, umgebung) as neu:
            yield neu


def dauer_eines(b: Buecher) -> float:
    """Seconds of one undisturbed cycle: the shortest of three."""
    zeiten = []
    for _ in range(3):
        beginn = time.perf_counter()
        b.bis_zum_ende("ein")
        zeiten.append(time.perf_counter() - beginn)
    return min(zeiten)


def zufaellig(b: Buecher, anzahl: int, saat: int, frist: float) -> Bilanz:
    """Kills at moments spread evenly over two cycles; stops at the time limit, and says how many it made."""
    zufall, bilanz, laenge, beginn = random.Random(saat), Bilanz(), 2 * dauer_eines(b), time.monotonic()
    for runde in range(anzahl):
        if time.monotonic() - beginn > frist:
            break
        pid = b.beginne("viele")
        time.sleep(zufall.uniform(0, laenge))
        os.kill(pid, signal.SIGKILL)
        b.pruefe(bilanz, f"Runde {runde}")
    dauer = time.monotonic() - beginn
    print(f"{bilanz.abbrueche} von {anzahl} in {dauer:.0f} s, {dauer / max(bilanz.abbrueche, 1):.2f} s je Abbruch")
    return bilanz


def der_reihe_nach(b: Buecher, abstand: int) -> Bilanz:
    """Kills just before every `abstand`-th statement of a cycle; each continues what the last one left."""
    b.bis_zum_ende("ein")  # ends what the last kill left, so that the next one is a whole cycle
    bilanz, anzahl = Bilanz(), b.bis_zum_ende("ein")
    for nummer in range(1, anzahl, abstand):
        b.bis_zum_ende("ein")  # every cycle begins alike: a confirmed run whose payments come back in part
        b.beginne("ein", anweisung=nummer)
        try:
            b.pruefe(bilanz, f"Anweisung {nummer} von {anzahl}")
        except KindGescheitert:
            break  # this cycle had fewer statements
    return bilanz


def kontrolle(b: Buecher) -> Bilanz:
    """The same without transactions, killed statement by statement, until the books are wrong."""
    bilanz = Bilanz()
    for nummer in range(2, 400, 3):
        b.beginne("ein", anweisung=nummer, transaktion=False)
        b.pruefe(bilanz, f"Anweisung {nummer}")
        if bilanz.gefunden:
            break
    return bilanz


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak zahllauf_abbruch")
    leser.add_argument("--anzahl", type=int, default=1000, help="Abbrüche in zufälligen Augenblicken")
    leser.add_argument("--abstand", type=int, default=1, help="jede wievielte Anweisung")
    leser.add_argument("--frist", type=float, default=7200, help="Sekunden für die zufälligen Abbrüche")
    leser.add_argument("--saat", type=int, default=1)
    angaben = leser.parse_args(list(argv))
    with buecher() as b:
        gut = [zufaellig(b, angaben.anzahl, angaben.saat, angaben.frist)]
        zeige("in zufälligen Augenblicken", gut[-1])
        gut.append(der_reihe_nach(b, angaben.abstand))
        zeige(f"vor jeder {angaben.abstand}. Anweisung", gut[-1])
        laeufe = b.v.execute("SELECT count(*) FROM zahlung_zahllauf WHERE state = 'bestaetigt'").fetchone()
        print(f"bestätigte Läufe {laeufe}; Zahlungen und Summe vorher wie nachher: {b.schluessel}", flush=True)
    with buecher() as b:
        ohne = kontrolle(b)
        zeige("Kontrolle ohne Transaktion", ohne)
    return 1 if any(x.gefunden for x in gut) or not ohne.gefunden else 0
