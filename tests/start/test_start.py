"""The two commands' promises: clean end, and no killed start that blocks the next one."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from soak._vorlage import vorlage_kopieren

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner


@pytest.fixture
def daten() -> Iterator[Path]:
    ordner = Path("/var/tmp") / f"kl-start-{os.getpid()}"
    ordner.mkdir()
    ordner.chmod(0o755)
    yield ordner
    EingebetteterServer(clusterordner(ordner)).stoppen(sofort=True)
    shutil.rmtree(ordner, ignore_errors=True)


def starten(daten: Path) -> tuple["subprocess.Popen[bytes]", str]:
    """Start Kreislauf and wait for its address."""
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    umgebung["KREISLAUF_DATEN"] = str(daten)
    ausgabe = daten / "ausgabe.txt"
    with ausgabe.open("wb") as datei:
        prozess = subprocess.Popen(
            [sys.executable, "-m", "kreislauf", "start", "--port", "8450"], env=umgebung, stdout=datei, stderr=datei
        )
    for _ in range(600):
        if treffer := re.search(r"Kreislauf läuft: (\S+)", ausgabe.read_text(encoding="utf-8")):
            return prozess, treffer[1]
        if prozess.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(ausgabe.read_text(encoding="utf-8"))


def antwortet(adresse: str) -> bool:
    try:
        with urlopen(f"{adresse}/impressum/", timeout=10) as antwort:
            return bool(antwort.status == 200)
    except OSError:
        return False


def test_killed_start_does_not_block_the_next_and_ctrl_c_ends_all(daten: Path) -> None:
    vorlage_kopieren(clusterordner(daten))
    erster, adresse = starten(daten)
    assert antwortet(adresse)
    erster.kill()  # SIGKILL: server, worker and database are left behind
    erster.wait()

    zweiter, adresse = starten(daten)

    assert antwortet(adresse)
    assert adresse.endswith(":8450")  # the first one's server has been ended, its port is free again
    zweiter.send_signal(signal.SIGINT)
    assert zweiter.wait(30) == 0
    assert not antwortet(adresse)
    assert not EingebetteterServer(clusterordner(daten)).laeuft()


def test_second_start_on_the_same_data_says_where_the_first_one_runs(daten: Path) -> None:
    vorlage_kopieren(clusterordner(daten))
    erster, adresse = starten(daten)
    zweiter = subprocess.run(
        [sys.executable, "-m", "kreislauf", "start"],
        env={**os.environ, "KREISLAUF_DATEN": str(daten)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    erster.send_signal(signal.SIGTERM)
    erster.wait(30)

    assert zweiter.returncode == 1
    assert adresse in zweiter.stderr


def test_half_built_cluster_is_thrown_away(daten: Path) -> None:
    server = EingebetteterServer(clusterordner(daten), dauerhaft=False)
    halb = server.ordner / "daten.neu"
    halb.mkdir(parents=True)
    (halb / "PG_VERSION").write_text("18")

    assert server.starten()
    assert server.laeuft()


def test_killed_database_comes_up_again_with_its_data(daten: Path) -> None:
    server = EingebetteterServer(clusterordner(daten))
    server.starten()
    with psycopg.connect(server.adresse("postgres"), autocommit=True) as verbindung:
        verbindung.execute("CREATE TABLE probe (x int)")
        verbindung.execute("INSERT INTO probe VALUES (1)")
    pid = int((server.daten / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    time.sleep(1)

    assert server.starten()

    with psycopg.connect(server.adresse("postgres")) as verbindung:
        assert verbindung.execute("SELECT count(*) FROM probe").fetchone() == (1,)
