"""kill -9 during imports: no half-imported paper, no double, nothing loose (T1 in kind; with a failing control).

A process imports generated papers end to end: upload, the run that reads, accept all, confirm. It is killed

- at random moments, then started again with the same papers: the worker takes the open runs up, the person uploads
  and confirms again;
- just before each of its statements to the database, one after another (`--abstand` takes every n-th only).

After every kill the record is looked at as superuser. The control confirms without the transaction and must leave a
half paper: if it does not, this proof proves nothing.
"""

import argparse
import os
import random
import signal
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from soak._abbruch import Bilanz, Stand, stand_mit, zeige
from soak._pruefung import GLIEDER, eine, maengel, offene
from soak._server import eigener_server

FENSTER = 3  # a random kill falls within the time of so many imports
NEUES_PAPIER = 500_000  # number of the first paper that is imported once, statement by statement
KONTROLLE_SCHRITT = 5  # a control that kills before every fifth statement meets the middle of the act


class Einlesungen(Stand):
    def maengel(self) -> Iterator[str]:
        yield from maengel(self.v, self.dokumente)


@contextmanager
def stand(*, dauerhaft: bool = True) -> Iterator[Stand]:
    with (
        eigener_server("abbruch", dauerhaft=dauerhaft) as (server, umgebung),
        stand_mit(Einlesungen, "soak._import_kind", server, umgebung) as neu,
    ):
        yield neu


def dauer_einer(s: Stand) -> float:
    """Seconds of one import from upload to confirmation: the median of five new papers."""
    zeiten = []
    for nummer in range(5):
        s.beginne("ein", runde=NEUES_PAPIER * 2 + nummer)
        beginn = time.perf_counter()
        status, *_ = s.ende()
        assert status == 0, "eine ungestörte Einlesung muss gelingen"
        zeiten.append(time.perf_counter() - beginn)
    return statistics.median(zeiten)


def zufaellig(s: Stand, anzahl: int, saat: int) -> Bilanz:
    """Kills at moments spread evenly over the time of some imports."""
    zufall, bilanz, laenge = random.Random(saat), Bilanz(), FENSTER * dauer_einer(s)
    for runde in range(anzahl):
        pid = s.beginne("viele", runde=runde)
        time.sleep(zufall.uniform(0, laenge))
        os.kill(pid, signal.SIGKILL)
        s.pruefe(bilanz, f"Runde {runde}")
    return bilanz


def der_reihe_nach(s: Stand, stellen: Sequence[float] | None, abstand: int, *, erneut: bool) -> Bilanz:
    """Kills just before the n-th statement of an import: at these shares of it, or every `abstand`-th.

    With `erneut` the paper is one that the record has already.
    """
    bilanz = Bilanz()
    # the record grows, and with it what a paper is compared with: the smaller of two counts
    anzahl = min(s.bis_zum_ende("ein", runde=NEUES_PAPIER + weiter) for weiter in (0, 12 * NEUES_PAPIER))
    if erneut:
        anzahl = s.bis_zum_ende("ein", runde=NEUES_PAPIER)
    nummern = [max(1, round(anzahl * t)) for t in stellen] if stellen else range(1, anzahl + 1, abstand)
    for nummer in nummern:
        # papers of one remainder have the same number of points, so the same number of statements
        papier = NEUES_PAPIER if erneut else NEUES_PAPIER + nummer * 12
        s.beginne("ein", runde=papier, anweisung=nummer)
        s.pruefe(bilanz, f"Anweisung {nummer} von {anzahl}")
    return bilanz


def kontrolle(s: Stand) -> Bilanz:
    """The same without the transaction of `confirm_einlesung`, until a half paper is there."""
    bilanz = Bilanz()
    anzahl = s.bis_zum_ende("ein", runde=NEUES_PAPIER * 3, transaktion=False)
    for nummer in range(round(anzahl * 0.92), 0, -KONTROLLE_SCHRITT):  # while the last rows are written
        s.beginne("ein", runde=NEUES_PAPIER * 3 + nummer * 12, transaktion=False, anweisung=nummer)
        s.pruefe(bilanz, f"Anweisung {nummer} von {anzahl}")
        if any("halbe Vorlage" in m for m in bilanz.gefunden):
            break
    return bilanz


def schliesse_ab(s: Stand) -> list[str]:
    """Take up everything that is open; what is wrong or still open then."""
    s.bis_zum_ende("aufnehmen")
    return [*maengel(s.v, s.dokumente), *offene(s.v)]


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak import_abbruch")
    leser.add_argument("--anzahl", type=int, default=200, help="Abbrüche in zufälligen Augenblicken")
    leser.add_argument("--abstand", type=int, default=4, help="jede wievielte Anweisung")
    leser.add_argument("--saat", type=int, default=1)
    angaben = leser.parse_args(list(argv))
    with stand() as s:
        gut = [zufaellig(s, angaben.anzahl, angaben.saat)]
        zeige("in zufälligen Augenblicken", gut[-1])
        for erneut in (False, True):
            gut.append(der_reihe_nach(s, None, angaben.abstand, erneut=erneut))
            zeige(f"vor jeder {angaben.abstand}. Anweisung, {'bekannte' if erneut else 'neue'} Vorlage", gut[-1])
        rest = schliesse_ab(s)
        vorlagen, zeilen = eine(s.v, "SELECT count(*) FROM ratsinfo_vorlage"), len(s.v.execute(GLIEDER).fetchall())
        print(f"nach Wiederaufnahme: {vorlagen} Vorlagen, {zeilen} Zeilen im Journal; Mängel: {len(rest)} {rest[:3]}")
    with stand() as s:
        ohne = kontrolle(s)
        zeige("Kontrolle ohne Transaktion", ohne)
    beweist = any("halbe Vorlage" in mangel for mangel in ohne.gefunden)
    return 1 if rest or any(b.gefunden for b in gut) or not beweist else 0
