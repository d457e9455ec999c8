"""`kreislauf start`: database, schema, server and worker under one roof; Ctrl-C stops all of them in order."""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psutil

_ENDE_SEKUNDEN = 10
_NUR_INNEN = ("KREISLAUF_DATABASE_OWNER_URL", "KREISLAUF_SECRET_KEY", "KREISLAUF_OIDC_", "KREISLAUF_FITCONNECT_")


class SchonGestartet(Exception):
    """Another process has this data folder open."""


@contextlib.contextmanager
def nur_einmal(daten: Path) -> Iterator[None]:
    """Hold the data folder; the lock ends with the process, also with kill -9. Raises SchonGestartet."""
    daten.mkdir(parents=True, exist_ok=True)
    with (daten / "start.sperre").open("a") as datei:
        try:
            fcntl.flock(datei, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SchonGestartet from None
        yield


def freier_port(wunsch: int) -> int:
    """The wished port, or the next free one."""
    for port in range(wunsch, wunsch + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"Zwischen {wunsch} und {wunsch + 49} ist kein Port frei.")


def reste_beenden(daten: Path) -> None:
    """End server and worker of a start that was killed; told by number and birth of the process, never by name."""
    datei = daten / "kinder.json"
    if not datei.exists():
        return
    for pid, geboren in json.loads(datei.read_text()):
        with contextlib.suppress(psutil.Error):
            prozess = psutil.Process(pid)
            if abs(prozess.create_time() - geboren) < 1:
                alle = [prozess, *prozess.children(recursive=True)]
                for teil in alle:
                    teil.terminate()
                for teil in psutil.wait_procs(alle, _ENDE_SEKUNDEN)[1]:
                    teil.kill()
    datei.unlink()


def kinder_merken(daten: Path, kinder: list["subprocess.Popen[bytes]"]) -> None:
    """Note the children for the case that this process is killed."""
    (daten / "kinder.json").write_text(json.dumps([(k.pid, psutil.Process(k.pid).create_time()) for k in kinder]))


def _server(adresse: str, ziel: str, arbeiter: int) -> list[str]:
    teile = urlsplit(adresse)
    befehl = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(arbeiter)]
    befehl += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    return [*befehl, "--host", teile.hostname or "127.0.0.1", "--port", str(teile.port or 8000), ziel]


def kinder_starten(adresse: str, portal: str | None, protokoll: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    """Web server, worker and the portal as children in sessions of their own: Ctrl-C reaches only this process."""
    befehle = [
        (_server(adresse, "kreislauf.project.wsgi:application", 2), dict(os.environ)),
        ([sys.executable, "-m", "kreislauf", "arbeiter"], dict(os.environ)),
    ]
    if portal is not None:
        befehl = _server(portal, "kreislauf.project.wsgi_portal:application", 1)
        befehle.append((befehl, umgebung_des_portals(os.environ)))
    return [
        subprocess.Popen(befehl, start_new_session=True, stdout=protokoll, stderr=protokoll, env=umgebung)
        for befehl, umgebung in befehle
    ]


def umgebung_des_portals(umgebung: Mapping[str, str]) -> dict[str, str]:
    """What the portal's process may know: of the log-ins to the database only its own, no secret of the inside."""
    seine = {k: v for k, v in umgebung.items() if not k.startswith(_NUR_INNEN)}
    if "KREISLAUF_DATABASE_URL" in seine and "KREISLAUF_PORTAL_DATABASE_URL" in seine:
        seine["KREISLAUF_DATABASE_URL"] = seine["KREISLAUF_PORTAL_DATABASE_URL"]
    return seine


def beenden(kinder: list[subprocess.Popen[bytes]]) -> None:
    """Ask the children to stop, then make them."""
    for kind in kinder:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(kind.pid, signal.SIGTERM)
    for kind in kinder:
        try:
            kind.wait(_ENDE_SEKUNDEN)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(kind.pid, signal.SIGKILL)
            kind.wait()


def auf_antwort_warten(adresse: str, kinder: list[subprocess.Popen[bytes]], sekunden: float = 30) -> bool:
    """Whether the server answers before the time is over or a child ends."""
    teile = urlsplit(adresse)
    ende = time.monotonic() + sekunden
    while time.monotonic() < ende and all(kind.poll() is None for kind in kinder):
        with contextlib.suppress(OSError), socket.create_connection((teile.hostname or "", teile.port or 80), 1):
            return True
        time.sleep(0.1)
    return False
