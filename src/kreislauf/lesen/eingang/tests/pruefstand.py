"""Drives a reader with hostile inputs and notes every one that breaks its limits."""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, abschirmung, lies_dokument_abgeschirmt
from kreislauf.lesen.eingang.tests.feindlich import eingabe

# Ending a process and noticing it takes its time on a busy machine.
NACHFRIST = 1.5
_KILOBYTE = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Ausgang:
    """What one input led to; `megabyte` is the highest memory of the process, where it is known per input."""

    name: str
    megabyte: float = 0.0


@dataclass(slots=True)
class Bilanz:
    ausgaenge: Counter[str] = field(default_factory=Counter)
    je_klasse: dict[str, Counter[str]] = field(default_factory=dict)
    laengste: dict[str, float] = field(default_factory=dict)
    verstoesse: list[str] = field(default_factory=list)
    megabyte: float = 0.0
    nachgemessen: int = 0

    @property
    def sekunden(self) -> float:
        return max(self.laengste.values(), default=0.0)


def pruefe(
    leser: Callable[[bytes], Ausgang],
    laeufe: Iterable[int],
    *,
    saat: int,
    grenzen: Grenzen,
    bilanz: Bilanz | None = None,
) -> Bilanz:
    """Every input must end in time, within memory and with an outcome that has a name; anything else is kept.

    With `bilanz` a balance that was begun goes on.
    """
    bilanz = bilanz or Bilanz()
    for lauf in laeufe:
        klasse, inhalt = eingabe(saat, lauf)
        ausgang, dauer = _miss(leser, inhalt)
        if dauer > grenzen.sekunden + NACHFRIST:  # a machine that was busy elsewhere is not slow twice
            bilanz.nachgemessen += 1
            ausgang, dauer = _miss(leser, inhalt)
        wer = f"{klasse} Nr. {lauf} (Saat {saat})"
        if dauer > grenzen.sekunden + NACHFRIST:
            bilanz.verstoesse.append(f"{wer}: {dauer:.1f} Sekunden")
        if ausgang.megabyte > grenzen.speicher_mb:
            bilanz.verstoesse.append(f"{wer}: {ausgang.megabyte:.0f} MB")
        if ausgang.name.startswith("absturz"):
            bilanz.verstoesse.append(f"{wer}: {ausgang.name}")
        bilanz.ausgaenge[ausgang.name] += 1
        bilanz.je_klasse.setdefault(klasse, Counter())[ausgang.name] += 1
        bilanz.laengste[klasse] = max(bilanz.laengste.get(klasse, 0.0), dauer)
        bilanz.megabyte = max(bilanz.megabyte, ausgang.megabyte)
    return bilanz


def _miss(leser: Callable[[bytes], Ausgang], inhalt: bytes) -> tuple[Ausgang, float]:
    beginn = time.perf_counter()
    ausgang = leser(inhalt)
    return ausgang, time.perf_counter() - beginn


def abgeschirmt(grenzen: Grenzen) -> Callable[[bytes], Ausgang]:
    """The reader as it is used: text and reading in a worker."""

    def lies(inhalt: bytes) -> Ausgang:
        name = _ausgang(inhalt, grenzen)
        hoechststand = _hoechststand()
        if name.startswith("absturz"):
            # if the same input ends well with more room, it was the limit that ended the worker, as it should
            if not _ausgang(inhalt, replace(grenzen, speicher_mb=4096)).startswith("absturz"):
                name = "speicher (Arbeiter beendet)"
            abschirmung.beende_arbeiter()
        return Ausgang(name, hoechststand)

    return lies


def _ausgang(inhalt: bytes, grenzen: Grenzen) -> str:
    try:
        lies_dokument_abgeschirmt(inhalt, grenzen=grenzen)
    except NichtLesbar as fehler:
        return f"absturz: {fehler}" if fehler.grund == "absturz" else fehler.grund
    return "gelesen"


def _hoechststand() -> float:
    """Highest memory of the workers that are waiting for the next file, in MB; 0 where the kernel does not tell."""
    staende = [0.0]
    for arbeiter in abschirmung._vorrat._frei:
        datei = Path(f"/proc/{arbeiter._prozess.pid}/status")
        if datei.exists() and (treffer := re.search(r"VmHWM:\s+(\d+)", datei.read_text())):
            staende.append(int(treffer[1]) / 1024)
    return max(staende)


def im_kindprozess(leser: Callable[[bytes], object]) -> Callable[[bytes], Ausgang]:
    """A reader without any shield, in a process of its own so that its memory can be told."""

    def lies(inhalt: bytes) -> Ausgang:
        kind = os.fork()
        if kind == 0:
            try:
                leser(inhalt)
            except Exception:  # noqa: BLE001  any way to fail counts as a crash
                os._exit(1)
            os._exit(0)
        _, status, verbrauch = os.wait4(kind, 0)
        return Ausgang("absturz" if status else "gelesen", verbrauch.ru_maxrss * _KILOBYTE / 1024 / 1024)

    return lies
