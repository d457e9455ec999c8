"""kill -9 of the portal at random moments: what a family was told has arrived is in the Eingang, exactly once.

Families send on after each kill, the same application again where they got no answer. Control: one application that was
confirmed is taken away by the superuser; the same comparison sees it.
"""

import argparse
import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import psycopg

from soak._server import eigener_server

HAUSHALT = {
    "vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "1988-05-04", "strasse": "Lindenweg 3", "plz": "00000",
    "ort": "Auental", "telefon": "", "email": "", "rolle": "elternteil", "rechtskreis": "sgb2", "aktenzeichen": "",
}  # fmt: skip
KIND = {
    "vorname": "Sami", "nachname": "Haddad", "geburtsdatum": "2017-03-01", "einrichtung": "schule",
    "einrichtung_name": "", "klasse": "", "bedarfe": ["teilhabe"], "angaben": {"teilhabe": {"was": "Schwimmen"}},
}  # fmt: skip


class Portal:
    """The portal's process, as `kreislauf start` runs it."""

    def __init__(self, port: int, umgebung: dict[str, str]) -> None:
        self.port, self.umgebung = port, umgebung
        self.prozess: subprocess.Popen[bytes] | None = None

    def starten(self) -> None:
        befehl = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
        befehl += ["--no-ws", "--log-level", "error", "--host", "127.0.0.1", "--port", str(self.port)]
        self.prozess = subprocess.Popen(
            [*befehl, "kreislauf.project.wsgi_portal:application"], env=self.umgebung, start_new_session=True
        )
        ende = time.monotonic() + 60
        while time.monotonic() < ende:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise TimeoutError("Das Portal ist nicht gestartet.")

    def toeten(self) -> None:
        """SIGKILL to the process and its workers."""
        assert self.prozess is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.prozess.pid, signal.SIGKILL)
        self.prozess.wait()


class Familie:
    """Sends whole applications; keeps the number it was told."""

    def __init__(self, adresse: str, zufall: random.Random) -> None:
        self.adresse, self.zufall = adresse, zufall
        self.keks = self.token = ""

    def _holen(self, pfad: str, daten: dict[str, str] | None = None) -> str:
        kopf = {"Cookie": f"portal_csrf={self.keks}", "X-Forwarded-For": f"10.{self.zufall.randrange(1 << 16)}.1"}
        kopf["X-Forwarded-For"] = ".".join(["10", *(str(self.zufall.randrange(256)) for _ in range(3))])
        inhalt = urllib.parse.urlencode(daten).encode() if daten is not None else None
        anfrage = urllib.request.Request(self.adresse + pfad, inhalt, kopf)
        with urllib.request.urlopen(anfrage, timeout=20) as antwort:
            for wert in antwort.headers.get_all("Set-Cookie", []):
                if gefunden := re.match(r"portal_csrf=([^;]+)", wert):
                    self.keks = gefunden[1]
            return str(antwort.read().decode())

    def vorbereiten(self) -> None:
        gefunden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._holen("/de/antrag/"))
        assert gefunden is not None
        self.token = gefunden[1]

    def senden(self, entwurf: str) -> str | None:
        """The number on the copy; None when no answer came."""
        daten = {"csrfmiddlewaretoken": self.token, "entwurf": entwurf, "schritt": "pruefen", "wahrheit": "on"}
        try:
            seite = self._holen("/de/antrag/", daten)
        except (OSError, urllib.error.URLError, EOFError, ValueError) as fehler:
            if isinstance(fehler, urllib.error.HTTPError):
                raise AssertionError(f"{fehler.code}: {fehler.read()[:500]!r}") from None
            return None
        except Exception as fehler:
            if type(fehler).__module__ != "http.client":
                raise
            return None
        nummer = re.search(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}\b", seite)
        assert nummer is not None, seite[:2000]
        return nummer[0].replace("-", "")


@contextlib.contextmanager
def aufbau(saat: int) -> Iterator[tuple[Portal, Familie, "psycopg.Connection[Any]"]]:
    with eigener_server("abbruch") as (server, umgebung):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as sicht:
            bereich = "INSERT INTO accounts_bereich (name, kurzname, art) VALUES ('x', '', 'einheit') RETURNING id"
            zeile = sicht.execute(bereich).fetchone()
            assert zeile is not None
            umgebung |= {
                "DJANGO_SETTINGS_MODULE": "kreislauf.project.settings_portal",
                "KREISLAUF_PORTAL_BEREICH": str(zeile[0]),
                "KREISLAUF_PORTAL_ADRESSE": f"http://127.0.0.1:{port}",
                "KREISLAUF_PORTAL_PROXYS": "1",
            }
            os.environ.update(umgebung)
            import django

            django.setup()
            portal = Portal(port, umgebung)
            portal.starten()
            try:
                yield portal, Familie(f"http://127.0.0.1:{port}", random.Random(saat)), sicht
            finally:
                portal.toeten()


def _entwurf() -> str:
    from kreislauf.portal.entwurf import Entwurf, verschluesseln

    neu = Entwurf(haushalt=HAUSHALT, kinder=[dict(KIND)])
    assert asdict(neu)["kinder"]
    return verschluesseln(neu)


def vergleiche(sicht: "psycopg.Connection[Any]", bestaetigt: list[str]) -> tuple[int, int]:
    """Confirmed applications that are missing, and numbers that are there more than once."""
    da: dict[str, int] = {}
    for (nummer,) in sicht.execute("SELECT externe_kennung FROM antrag_eingang"):
        da[nummer] = da.get(nummer, 0) + 1
    return sum(n not in da for n in bestaetigt), sum(anzahl > 1 for anzahl in da.values())


def main(argv: Sequence[str]) -> int:
    zerleger = argparse.ArgumentParser(prog="soak portal_abbruch")
    zerleger.add_argument("--anzahl", type=int, default=200)
    anzahl = zerleger.parse_args(argv).anzahl
    bestaetigt: list[str] = []
    wiederholt = 0
    with aufbau(8) as (portal, familie, sicht):
        familie.vorbereiten()
        for _ in range(anzahl):
            bestaetigt += [n for n in (familie.senden(_entwurf()) for _ in range(2)) if n]
            uhr = threading.Timer(familie.zufall.random() * 0.15, portal.toeten)
            uhr.start()
            offen = _entwurf()
            while (nummer := familie.senden(offen)) is not None:  # until the kill hits one
                bestaetigt.append(nummer)
                offen = _entwurf()
            uhr.join()
            portal.starten()
            while (nummer := familie.senden(offen)) is None:  # the family presses the button again
                time.sleep(0.1)
            bestaetigt.append(nummer)
            wiederholt += 1
        verloren, doppelt = vergleiche(sicht, bestaetigt)
        halb = sicht.execute(
            "SELECT count(*) FROM antrag_eingang e WHERE NOT EXISTS "
            "(SELECT 1 FROM portal_zugang z WHERE z.eingang_id = e.id)"
        ).fetchone()
        sicht.execute("SET session_replication_role = replica")
        sicht.execute("DELETE FROM antrag_eingang WHERE externe_kennung = %s", [bestaetigt[-1]])
        gesehen, _ = vergleiche(sicht, bestaetigt)
    assert halb is not None
    print(
        f"{anzahl} Abbrüche mit SIGKILL: {len(bestaetigt)} bestätigte Anträge, {wiederholt} nach dem Abbruch noch "
        f"einmal gesendet; verloren {verloren}, doppelt {doppelt}, ohne Zugang {halb[0]}; Gegenprobe sieht {gesehen}"
    )
    return int(bool(verloren or doppelt or halb[0]) or gesehen != 1)
