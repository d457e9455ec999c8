"""A cluster that already holds this version's tables, or a data folder that already holds its demo county.

Tests and soaks copy it instead of migrating and filling each time. Only a head start: whoever copies it still brings
the schema up to date, which then finds no migration left to run, and the demo, which then finds its data.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

WURZEL = Path(__file__).resolve().parent.parent
ABLAGE = Path("/var/tmp")  # short, for the path of the database's socket; the server's account can enter it
_UNBENUTZT = 3600.0


def _kennung(art: str, *muster: str) -> str:
    """Changes with whatever a migrated cluster, or a filled data folder, depends on."""
    quellen = sorted(q for m in muster for q in (WURZEL / "src").rglob(m) if q.suffix != ".pyc" and q.is_file())
    quellen += [WURZEL / "requirements" / "run.txt", WURZEL / "src" / "kreislauf" / "project" / "eingebettet.py"]
    summe = hashlib.sha256()
    for quelle in quellen:
        summe.update(quelle.relative_to(WURZEL).as_posix().encode() + b"\0" + quelle.read_bytes())
    return f"kl-{art}-{os.getuid()}-{summe.hexdigest()[:12]}"


def _aufraeumen() -> None:
    for alt in (a for art in ("vorlage", "kreis") for a in ABLAGE.glob(f"kl-{art}-{os.getuid()}-*")):
        if alt.stat().st_mtime < time.time() - _UNBENUTZT:
            shutil.rmtree(alt, ignore_errors=True) if alt.is_dir() else alt.unlink(missing_ok=True)


def _bauen(ziel: Path, befehl: Sequence[str], *, auf_vorlage: bool) -> None:
    bau = ziel.with_name(ziel.name + ".neu")
    shutil.rmtree(bau, ignore_errors=True)
    bau.mkdir(mode=0o755)
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    server = EingebetteterServer(clusterordner(bau), dauerhaft=False)
    if auf_vorlage:
        vorlage_kopieren(clusterordner(bau))
    try:
        server.starten()
        aufruf = [sys.executable, "-m", "kreislauf", *befehl]
        subprocess.run(aufruf, env=umgebung | {"KREISLAUF_DATEN": str(bau)}, check=True, stdout=subprocess.DEVNULL)
    finally:
        server.stoppen()
    bau.rename(ziel)


@contextmanager
def _gebaut(ziel: Path, befehl: Sequence[str], *, auf_vorlage: bool) -> Iterator[None]:
    with ziel.with_name(ziel.name + ".sperre").open("w") as sperre:
        fcntl.flock(sperre, fcntl.LOCK_EX)
        if not ziel.exists():
            _aufraeumen()
            _bauen(ziel, befehl, auf_vorlage=auf_vorlage)
        os.utime(ziel)
        yield


def vorlage_kopieren(cluster: Path) -> None:
    """Lay the migrated cluster into this cluster folder, which must not have one yet."""
    ziel = ABLAGE / _kennung("vorlage", "migrations/*.py")
    with _gebaut(ziel, ("migrieren", "--still"), auf_vorlage=False):
        EingebetteterServer(cluster).ordner_anlegen()
        # cp keeps the owner, which shutil does not: the server refuses a folder of somebody else's
        subprocess.run(["cp", "-a", str(clusterordner(ziel) / "daten"), str(cluster / "daten")], check=True)


def kreis_kopieren(daten: Path) -> None:
    """Lay the demo county into this data folder, which must not exist yet."""
    ziel = ABLAGE / _kennung("kreis", "kreislauf/**/*")
    with _gebaut(ziel, ("demo",), auf_vorlage=True):
        subprocess.run(["cp", "-a", str(ziel), str(daten)], check=True)
