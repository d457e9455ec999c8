"""Reading files of strangers in child processes that can do nothing else and are ended when they take too long.

A worker costs about a third of a second to start, so it is kept and serves one file after another; after a crash or
a time-out the next one takes its place. Answers come back as JSON: nothing that a worker sends is ever executed.
"""

import atexit
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, cast

from kreislauf.lesen.eingang.inhalt import pruefe_groesse
from kreislauf.lesen.eingang.quelltext import Art, Grenzen, NichtLesbar, Quelltext, ziffern

ARTEN: frozenset[str] = frozenset({"text", "html", "pdf", "docx", "oparl"})
KOPF = struct.Struct(">II")  # lengths of the job's JSON and of the file; answers: length of the JSON and 0
BEREIT = b"B"
_STARTFRIST = 60.0
_AUFTRAEGE = 5_000
_MAX_ANTWORT = 512 * 1024 * 1024
_TEIL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Dokument:
    """A file's text and what the reader found in it (`Lesung.als_json()`)."""

    quelle: Quelltext
    lesung: dict[str, Any]


def lies_abgeschirmt(inhalt: bytes, *, grenzen: Grenzen) -> Quelltext:
    """Text of a file of unknown origin, within `grenzen`. Raises NichtLesbar."""
    return _quelltext(_erledige("text", inhalt, "", grenzen))


def lies_dokument_abgeschirmt(inhalt: bytes, *, datei: str = "", grenzen: Grenzen) -> Dokument:
    """Text and reading of a file of unknown origin; both together stay within `grenzen`. Raises NichtLesbar."""
    antwort = _erledige("dokument", inhalt, datei, grenzen)
    return Dokument(_quelltext(antwort), antwort["lesung"])


def _quelltext(antwort: dict[str, Any]) -> Quelltext:
    if antwort["art"] not in ARTEN:
        raise NichtLesbar("absturz", "Der Leseprozess hat nicht verständlich geantwortet.")
    return Quelltext(antwort["text"], cast(Art, antwort["art"]), tuple(antwort["warnungen"]), antwort["oparl"])


def _erledige(aufgabe: str, inhalt: bytes, datei: str, grenzen: Grenzen) -> dict[str, Any]:
    pruefe_groesse(len(inhalt), grenzen)
    auftrag = json.dumps({"aufgabe": aufgabe, "datei": datei, "grenzen": asdict(grenzen)}).encode()
    arbeiter = _vorrat.nimm()
    roh = arbeiter.erledige(auftrag, inhalt, grenzen.sekunden)
    if roh is None:
        arbeiter.beende()
        if arbeiter.abgelaufen:
            raise NichtLesbar(
                "zeit",
                f"Das Lesen wurde nach {grenzen.sekunden:g} Sekunden abgebrochen. "
                "Die Datei ist ungewöhnlich aufgebaut; bitte speichern Sie sie neu oder teilen Sie sie auf.",
            )
        raise NichtLesbar(
            "absturz",
            "Die Datei hat den Leseprozess zum Absturz gebracht, oder er brauchte mehr als "
            f"{ziffern(grenzen.speicher_mb)} MB Speicher. Bitte speichern Sie sie neu, zum Beispiel als PDF.",
        )
    antwort: dict[str, Any] = json.loads(roh)
    _vorrat.nimm_zurueck(arbeiter, brauchbar=not antwort.pop("letzte", False))
    if "grund" in antwort:
        raise NichtLesbar(antwort["grund"], antwort["meldung"])
    return antwort


class _Arbeiter:
    """One child process; `abgelaufen` tells that it was ended because its time was up."""

    def __init__(self) -> None:
        # no configuration and no secret of this process goes along
        umgebung = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1", "PATH": os.defpath}
        self._leitung, drueben = socket.socketpair()
        with drueben:
            self._prozess = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "kreislauf.lesen.eingang.arbeiter"],
                stdin=drueben.fileno(),
                stdout=drueben.fileno(),
                stderr=subprocess.DEVNULL,
                env=umgebung,
                cwd="/",
                start_new_session=True,
            )
        self.abgelaufen = False
        self.auftraege = 0
        if self._mit_frist(_STARTFRIST, lambda frist: self._empfange(len(BEREIT), frist)) != BEREIT:
            self.beende()
            raise NichtLesbar("kein_arbeiter", "Der Leseprozess lässt sich auf diesem Rechner nicht starten.")

    def erledige(self, auftrag: bytes, inhalt: bytes, sekunden: float) -> bytes | None:
        """The answer, or None if the process ended before it gave one."""
        self.auftraege += 1

        def hin_und_her(frist: float) -> bytes:
            for teil in (KOPF.pack(len(auftrag), len(inhalt)) + auftrag, inhalt):
                self._leitung.settimeout(_rest(frist))
                self._leitung.sendall(teil)
            laenge, _ = KOPF.unpack(self._empfange(KOPF.size, frist))
            return self._empfange(min(laenge, _MAX_ANTWORT), frist)

        return self._mit_frist(sekunden, hin_und_her)

    def _mit_frist(self, sekunden: float, tun: Callable[[float], bytes]) -> bytes | None:
        try:
            return tun(time.monotonic() + sekunden)
        except TimeoutError:
            self.abgelaufen = True
            return None
        except OSError:
            return None

    def _empfange(self, anzahl: int, frist: float) -> bytes:
        teile: list[bytes] = []
        while anzahl:
            self._leitung.settimeout(_rest(frist))
            teil = self._leitung.recv(min(anzahl, _TEIL))
            if not teil:
                raise ConnectionError
            teile.append(teil)
            anzahl -= len(teil)
        return b"".join(teile)

    def beende(self) -> None:
        self._prozess.kill()
        self._leitung.close()
        self._prozess.wait()


def _rest(frist: float) -> float:
    """Time left; a limit that has passed ends the next wait at once."""
    return max(0.000_001, frist - time.monotonic())


class _Vorrat:
    """Idle workers of this process."""

    def __init__(self) -> None:
        self.vergiss()

    def vergiss(self) -> None:
        """After a fork the workers belong to the parent."""
        self._sperre = threading.Lock()
        self._frei: list[_Arbeiter] = []

    def nimm(self) -> _Arbeiter:
        with self._sperre:
            if self._frei:
                return self._frei.pop()
        return _Arbeiter()

    def nimm_zurueck(self, arbeiter: _Arbeiter, *, brauchbar: bool) -> None:
        if brauchbar and arbeiter.auftraege < _AUFTRAEGE:
            with self._sperre:
                if len(self._frei) < (os.cpu_count() or 1):
                    self._frei.append(arbeiter)
                    return
        arbeiter.beende()

    def schliesse(self) -> None:
        with self._sperre:
            frei, self._frei = self._frei, []
        for arbeiter in frei:
            arbeiter.beende()


_vorrat = _Vorrat()
atexit.register(_vorrat.schliesse)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_vorrat.vergiss)


def beende_arbeiter() -> None:
    """End all idle workers now instead of at the end of the program."""
    _vorrat.schliesse()
