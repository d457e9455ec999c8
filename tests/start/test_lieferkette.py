"""Nothing is fetched at run time, and everything that is installed is pinned by its hash."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from soak._verbindungen import moeglich, nach_aussen
from soak._vorlage import kreis_kopieren

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

WURZEL = Path(__file__).resolve().parents[2]
NACH_DRAUSSEN = "import socket; s = socket.socket(); s.settimeout(1); s.connect_ex(('192.0.2.1', 9))"


@pytest.fixture
def umgebung() -> Iterator[dict[str, str]]:
    ordner = Path("/var/tmp") / f"kl-kette-{os.getpid()}"
    yield {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))} | {
        "KREISLAUF_DATEN": str(ordner)
    }
    EingebetteterServer(clusterordner(ordner)).stoppen(sofort=True)
    shutil.rmtree(ordner, ignore_errors=True)


@pytest.mark.parametrize("datei", sorted((WURZEL / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_every_package_is_pinned_by_version_and_hash(datei: Path) -> None:
    pakete = [z for z in re.split(r"\n(?=\S)", datei.read_text()) if z and not z.startswith("#")]

    assert pakete
    assert [p.split()[0] for p in pakete if not re.match(r"[\w.\[\]-]+==\S+", p) or "--hash=sha256:" not in p] == []


@pytest.mark.skipif(not moeglich(), reason="strace oder ein Netz-Namensraum ist hier nicht zu haben")
def test_start_connects_to_nothing_outside(umgebung: dict[str, str], tmp_path: Path) -> None:
    befehl = [sys.executable, "-m", "kreislauf", "start", "--demo", "--port", "8460"]
    kreis_kopieren(Path(umgebung["KREISLAUF_DATEN"]))  # under strace migrations take minutes

    adresse = Path(umgebung["KREISLAUF_DATEN"]) / "adresse"
    ziele = nach_aussen(befehl, umgebung, tmp_path / "spur", bis=adresse.exists)

    assert adresse.exists()  # it really ran
    assert ziele == set()


@pytest.mark.skipif(not moeglich(), reason="strace oder ein Netz-Namensraum ist hier nicht zu haben")
def test_a_program_that_connects_outside_is_seen(umgebung: dict[str, str], tmp_path: Path) -> None:
    """The control of the test above."""
    ziele = nach_aussen([sys.executable, "-c", NACH_DRAUSSEN], umgebung, tmp_path / "spur", bis=lambda: False)

    assert ziele == {"192.0.2.1"}
