"""A cluster that already holds this version's tables: tests and soaks copy it instead of migrating each time.

Only a head start: whoever copies it still brings the schema up to date, which then finds no migration left to run.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

WURZEL = Path(__file__).resolve().parent.parent
ABLAGE = Path("/var/tmp")  # short, for the path of the database's socket; the server's account can enter it
_UNBENUTZT = 3600.0


def _kennung() -> str:
    """Changes with whatever a migrated cluster depends on."""
    quellen = sorted((WURZEL / "src").rglob("migrations/*.py"))
    quellen += [WURZEL / "requirements" / "run.txt", WURZEL / "src" / "kreislauf" / "project" / "eingebettet.py"]
    summe = hashlib.sha256()
    for quelle in quellen:
        summe.update(quelle.relative_to(WURZEL).as_posix().encode() + b"\0" + quelle.read_bytes())
    return f"kl-vorlage-{os.getuid()}-{summe.hexdigest()[:12]}"


def _aufraeumen() -> None:
    for alt in ABLAGE.glob(f"kl-vorlage-{os.getuid()}-*"):
        if alt.stat().st_mtime < time.time() - _UNBENUTZT:
            shutil.rmtree(alt, ignore_errors=True) if alt.is_dir() else alt.unlink(missing_ok=True)


def _bauen(ziel: Path) -> None:
    bau = ziel.with_name(ziel.name + ".neu")
    shutil.rmtree(bau, ignore_errors=True)
    bau.mkdir(mode=0o755)
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    server = EingebetteterServer(clusterordner(bau), dauerhaft=False)
    try:
        server.starten()
        befehl = [sys.executable, "-m", "kreislauf", "migrieren", "--still"]
        subprocess.run(befehl, env=umgebung | {"KREISLAUF_DATEN": str(bau)}, check=True)
    finally:
        server.stoppen()
    bau.rename(ziel)


def vorlage_kopieren(cluster: Path) -> None:
    """Lay the migrated cluster into this cluster folder, which must not have one yet."""
    ziel = ABLAGE / _kennung()
    with ziel.with_name(ziel.name + ".sperre").open("w") as sperre:
        fcntl.flock(sperre, fcntl.LOCK_EX)
        if not ziel.exists():
            _aufraeumen()
            _bauen(ziel)
        os.utime(ziel)
        EingebetteterServer(cluster).ordner_anlegen()
        # cp keeps the owner, which shutil does not: the server refuses a folder of somebody else's
        subprocess.run(["cp", "-a", str(clusterordner(ziel) / "daten"), str(cluster / "daten")], check=True)
