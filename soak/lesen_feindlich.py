"""Hostile inputs to the reader of council papers: `python -m soak.lesen_feindlich [--anzahl N] [--minuten M]`.

Random bytes, broken encodings, 50 MB in one line, nested web pages, archive, XML and PDF bombs, runs that make naive
expressions go back and forth, and mutations of sound papers: each must end in time, within memory and without a crash.
All of them go the way a file of a stranger goes: into a closed-off worker that reads one after another and is replaced
after a breach or when it has grown. About one in a hundred of each class has its full weight.
Ends with status 1 and the number of every input that did not; class, number and seed make the same input again.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence

from kreislauf.lesen.eingang import Grenzen, abschirmung
from kreislauf.lesen.eingang.tests.feindlich import KLASSEN
from kreislauf.lesen.eingang.tests.pruefstand import Bilanz, abgeschirmt, pruefe

_STUECK = 210  # inputs between two looks at the clock
_ZEILE = 10 * _STUECK  # inputs between two lines of the running count


def main(argv: Sequence[str] | None = None) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak.lesen_feindlich")
    leser.add_argument("--anzahl", type=int, default=100_000)
    leser.add_argument("--saat", type=int, default=1)
    leser.add_argument("--minuten", type=float, default=None, help="höchstens so lange")
    angaben = leser.parse_args(argv)
    grenzen = Grenzen()
    beginn = time.perf_counter()
    bilanz, lies, fertig = Bilanz(), abgeschirmt(grenzen), 0
    while fertig < angaben.anzahl and (angaben.minuten is None or time.perf_counter() - beginn < 60 * angaben.minuten):
        bis = min(fertig + _STUECK, angaben.anzahl)
        pruefe(lies, range(fertig, bis), saat=angaben.saat, grenzen=grenzen, bilanz=bilanz)
        fertig = bis
        if fertig % _ZEILE and fertig < angaben.anzahl:
            continue
        dauer = time.perf_counter() - beginn
        print(f"{fertig:>7}  {dauer:6.0f} s  {fertig / dauer:5.1f}/s  Verstöße {len(bilanz.verstoesse)}", flush=True)
    abschirmung.beende_arbeiter()  # what a process needed counts when it has ended
    berichte(bilanz, time.perf_counter() - beginn, fertig, grenzen)
    return 1 if bilanz.verstoesse else 0


def berichte(bilanz: Bilanz, dauer: float, anzahl: int, grenzen: Grenzen) -> None:
    print(f"{anzahl} feindliche Eingaben aus {len(KLASSEN)} Klassen in {dauer:.0f} s")
    rate = anzahl / max(_prozessorzeit(), 0.001)
    print(f"{rate:.0f} je Sekunde Prozessorzeit, mit Herstellen der Eingaben und Starten")
    print(f"Grenzen: {grenzen.sekunden:g} s, {grenzen.speicher_mb} MB · höchstens gebraucht: ", end="")
    print(f"{bilanz.sekunden:.1f} s, {bilanz.megabyte:.0f} MB (Prozesse, die danach weiterliefen)\n")
    for name, ausgaenge in sorted(bilanz.je_klasse.items()):
        einzeln = ", ".join(f"{ausgang} {zahl}" for ausgang, zahl in ausgaenge.most_common())
        print(f"{name:<22} längste {bilanz.laengste[name]:5.2f} s   {einzeln}")
    gesamt = ", ".join(f"{ausgang} {zahl}" for ausgang, zahl in bilanz.ausgaenge.most_common())
    print(f"\nAusgänge: {gesamt}\nNachgemessen, weil die Maschine langsam war: {bilanz.nachgemessen}")
    print(f"Verstöße: {len(bilanz.verstoesse)}")
    for verstoss in bilanz.verstoesse[:50]:
        print(f"  {verstoss}")


def _prozessorzeit() -> float:
    """Seconds of processor time of this process and of all workers that have ended."""
    staende = [resource.getrusage(wer) for wer in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(stand.ru_utime + stand.ru_stime for stand in staende)


if __name__ == "__main__":
    sys.exit(main())
