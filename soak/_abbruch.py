"""What the proofs by kill -9 share: a process that forks the ones to be killed, and a look at all after each kill."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from kreislauf.project.eingebettet import EingebetteterServer
from soak._pruefung import eine

WURZEL = Path(__file__).resolve().parent.parent
S = TypeVar("S", bound="Stand")


class KindGescheitert(Exception):
    """The process that should be killed ended by itself with an error."""


@dataclass
class Bilanz:
    """Kills by the step they fell into, and what was found after them."""

    schritte: Counter[str] = field(default_factory=Counter)
    gefunden: list[str] = field(default_factory=list)

    @property
    def abbrueche(self) -> int:
        return self.schritte.total()


class Stand:
    """The server, the process that forks the ones to be killed, and a superuser's connection."""

    def __init__(self, v: psycopg.Connection[Any], kind: "subprocess.Popen[str]", dokumente: Path) -> None:
        self.v, self.kind, self.dokumente = v, kind, dokumente

    def _zeile(self) -> list[str]:
        assert self.kind.stdout is not None
        zeile = self.kind.stdout.readline().split()
        if not zeile:
            raise KindGescheitert("Der Prozess, der die anderen startet, ist zu Ende.")
        return zeile

    def beginne(self, was: str, *, runde: int = 0, transaktion: bool = True, anweisung: int | None = None) -> int:
        """Let a new process start; its number."""
        assert self.kind.stdin is not None
        auftrag = {"was": was, "runde": runde, "transaktion": transaktion, "anweisung": anweisung}
        self.kind.stdin.write(json.dumps(auftrag) + "\n")
        self.kind.stdin.flush()
        art, pid = self._zeile()
        assert art == "kind", art
        while self._zeile() != ["los"]:
            pass
        return int(pid)

    def ende(self) -> tuple[int, str, int]:
        """Wait for its end: status, the step it was in, and how many statements it had made if it counted them."""
        schritt, anweisungen = "", 0
        while True:
            art, *wert = self._zeile()
            if art == "ende":
                self._ruhe()
                return int(wert[0]), schritt, anweisungen
            if art == "schritt":
                schritt = wert[0]
            if art == "anweisungen":
                anweisungen = int(wert[0])

    def _ruhe(self) -> None:
        """Wait until the server has noticed the death."""
        while eine(self.v, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kreislauf_app'"):
            time.sleep(0.005)

    def bis_zum_ende(self, was: str, **angaben: Any) -> int:
        """A process that nobody kills; the number of its statements. Raises KindGescheitert."""
        self.beginne(was, **angaben)
        status, schritt, anweisungen = self.ende()
        if status:
            raise KindGescheitert(f"{was}: Status {status} beim Schritt {schritt}")
        return anweisungen

    def pruefe(self, bilanz: Bilanz, was: str) -> None:
        status, schritt, _ = self.ende()
        if status != -signal.SIGKILL:
            raise KindGescheitert(f"{was}: nicht getötet, sondern mit Status {status} zu Ende (Schritt {schritt})")
        bilanz.schritte[schritt or "davor"] += 1
        bilanz.gefunden += [f"{was}, {schritt}: {m}" for m in self.maengel()]

    def maengel(self) -> Iterator[str]:
        """What is half, doubled or lost now: each proof says what that means for it."""
        raise NotImplementedError


@contextmanager
def stand_mit(
    bauen: Callable[[psycopg.Connection[Any], "subprocess.Popen[str]", Path], S],
    modul: str,
    server: EingebetteterServer,
    umgebung: dict[str, str],
) -> Iterator[S]:
    """The record on this server, and the process `modul` that works on it."""
    kind = subprocess.Popen(
        [sys.executable, "-m", modul],
        env=umgebung | {"PYTHONPATH": str(WURZEL)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as v:
            neu = bauen(v, kind, Path(umgebung["KREISLAUF_DATEN"]) / "dokumente")
            assert neu._zeile() == ["bereit"]
            yield neu
    finally:
        kind.kill()
        kind.wait()


def zeige(name: str, bilanz: Bilanz) -> None:
    schritte = ", ".join(f"{schritt} {zahl}" for schritt, zahl in bilanz.schritte.most_common())
    print(f"{name}: {bilanz.abbrueche} Abbrüche ({schritte}); Mängel: {len(bilanz.gefunden)}", flush=True)
    for mangel in bilanz.gefunden[:5]:
        print(f"   {mangel}")
