"""The county's own PostgreSQL (here: the operating system's, where one is installed): two log-ins over TCP."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

ABLAGE = Path("/var/tmp")
PASSWORT = "geheim-im-test"


def _programme() -> Path | None:
    """Folder of an installed PostgreSQL that is not the embedded one."""
    gefunden = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return gefunden[0].parent if gefunden else None


def _konto() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@pytest.fixture
def fremder_server() -> Iterator[int]:
    """A fresh server of the operating system's PostgreSQL on a loopback port, with the roles of docs/betrieb.md."""
    programme = _programme()
    if programme is None:
        pytest.skip("Kein weiteres PostgreSQL installiert (Debian: apt install postgresql)")
    ordner = ABLAGE / f"kl-fremd-{os.getpid()}"
    ordner.mkdir()
    if os.getuid() == 0:
        shutil.chown(ordner, "nobody")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def rufe(programm: str, *angaben: str) -> None:
        with (ABLAGE / f"kl-fremd-{os.getpid()}.log").open("ab") as protokoll:
            befehl = [str(programme / programm), "-D", str(ordner / "d"), *angaben]
            subprocess.run(befehl, check=True, stdout=protokoll, stderr=protokoll, cwd="/", **_konto())

    rufe("initdb", "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--encoding=UTF8")
    rufe("pg_ctl", "-w", "-o", f"-p {port} -k {ordner} -c listen_addresses=127.0.0.1 -c fsync=off", "start")
    try:
        with psycopg.connect(f"host={ordner} port={port} user=postgres dbname=postgres", autocommit=True) as v:
            for rolle in ("kreislauf_eigner", "kreislauf_app", "kreislauf_portal"):
                v.execute(f"CREATE ROLE {rolle} LOGIN PASSWORD '{PASSWORT}' NOSUPERUSER NOBYPASSRLS")
            v.execute("CREATE DATABASE kreislauf OWNER kreislauf_eigner")
        yield port
    finally:
        rufe("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(ordner, ignore_errors=True)
        (ABLAGE / f"kl-fremd-{os.getpid()}.log").unlink()


def test_kreislauf_sets_itself_up_on_the_countys_own_server(fremder_server: int, tmp_path: Path) -> None:
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    umgebung |= {
        "KREISLAUF_DATEN": str(tmp_path),
        "KREISLAUF_DATABASE_URL": f"postgresql://kreislauf_app:{PASSWORT}@127.0.0.1:{fremder_server}/kreislauf",
        "KREISLAUF_DATABASE_OWNER_URL": f"postgresql://kreislauf_eigner:{PASSWORT}@127.0.0.1:{fremder_server}/kreislauf",
    }

    def rufe(*angaben: str) -> str:
        befehl = [sys.executable, "-m", "kreislauf", *angaben]
        lauf = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, check=False, timeout=120)
        assert lauf.returncode == 0, lauf.stdout + lauf.stderr
        return lauf.stdout

    rufe("migrieren", "--still")
    rufe("migrieren", "--still")  # safe to repeat
    assert "geschaeftsfuehrung@" in rufe("demo")
    assert "in Ordnung" in rufe("pruefen")
    assert "unversehrt" in rufe("journal", "pruefen")
    assert not (tmp_path / "postgres").exists()  # no embedded server was started
    _sichern_und_zurueckholen(rufe, umgebung, fremder_server)


def _sichern_und_zurueckholen(rufe: Callable[..., str], umgebung: dict[str, str], port: int) -> None:
    """The owner needs CREATEDB for a restoration, and is told so."""
    daten = Path(umgebung["KREISLAUF_DATEN"])
    rufe("sicherung")
    (sicherung,) = (daten / "sicherungen").iterdir()
    ordner = ABLAGE / f"kl-fremd-{os.getpid()}"
    with psycopg.connect(f"host={ordner} port={port} user=postgres dbname=postgres", autocommit=True) as v:
        befehl = [sys.executable, "-m", "kreislauf", "wiederherstellung", str(sicherung), "--ersetzen"]
        ohne_recht = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, check=False, timeout=120)
        assert "ALTER ROLE kreislauf_eigner CREATEDB" in ohne_recht.stderr
        v.execute("ALTER ROLE kreislauf_eigner CREATEDB")
    assert "Übung ist gelungen" in rufe("wiederherstellung", str(sicherung), "--probe")
    assert "Wiederhergestellt" in rufe("wiederherstellung", str(sicherung), "--ersetzen")
    assert "unversehrt" in rufe("journal", "pruefen")
