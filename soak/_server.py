"""A durable PostgreSQL of a soak run's own, migrated; removed afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner


@contextmanager
def eigener_server(name: str, *, dauerhaft: bool = True) -> Iterator[tuple[EingebetteterServer, dict[str, str]]]:
    """The running server and the environment for processes that work on it."""
    ordner = Path("/var/tmp") / f"kl-{name}-{os.getpid()}"
    ordner.mkdir()
    ordner.chmod(0o755)
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    umgebung |= {"KREISLAUF_DATEN": str(ordner), "DJANGO_SETTINGS_MODULE": "kreislauf.project.settings"}
    server = EingebetteterServer(clusterordner(ordner), dauerhaft=dauerhaft)
    try:
        server.starten()
        subprocess.run([sys.executable, "-m", "kreislauf", "migrieren", "--still"], env=umgebung, check=True)
        yield server, umgebung
    finally:
        server.stoppen(sofort=True)
        shutil.rmtree(ordner, ignore_errors=True)
