"""A durable PostgreSQL of a soak run's own, migrated; removed afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kreislauf.project.eingebettet import EingebetteterServer, clusterordner
from soak._vorlage import kreis_kopieren, vorlage_kopieren


@contextmanager
def eigener_server(
    name: str, *, dauerhaft: bool = True, kreis: bool = False
) -> Iterator[tuple[EingebetteterServer, dict[str, str]]]:
    """The running server and the environment for processes that work on it; `kreis`: with the demo county."""
    ordner = Path("/var/tmp") / f"kl-{name}-{os.getpid()}"
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))}
    umgebung |= {"KREISLAUF_DATEN": str(ordner), "DJANGO_SETTINGS_MODULE": "kreislauf.project.settings"}
    cluster = clusterordner(ordner)
    if kreis:
        kreis_kopieren(ordner)
    else:
        ordner.mkdir()
        ordner.chmod(0o755)
        vorlage_kopieren(cluster)
    server = EingebetteterServer(cluster, dauerhaft=dauerhaft)
    try:
        server.starten()
        subprocess.run([sys.executable, "-m", "kreislauf", "migrieren", "--still"], env=umgebung, check=True)
        yield server, umgebung
    finally:
        server.stoppen(sofort=True)
        shutil.rmtree(ordner, ignore_errors=True)


def verbinde_django(umgebung: dict[str, str], rolle: str) -> None:
    """Let Django in this process work on that server as `rolle`; once per process."""
    os.environ.update(umgebung)
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["USER"] = rolle


def schreibe_journal(anzahl: int) -> None:
    """Lines as `journal.record` writes them, in one statement; as superuser or owner."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(JOURNALZEILEN, [anzahl])


JOURNALZEILEN = """
INSERT INTO journal_zeile (inhalt, salz, at, akt, tabelle, objekt_id, klasse, bereich_id, lesend)
SELECT '{"akt":"probe.act","at":"2026-11-24T09:00:00+00:00","bereich":7,"details":{"nummer":' || n
       || ',"text":"Förderung"},"klasse":"sitzung","lesend":false,"objekt":"' || md5(n::text)
       || '","person":null,"tabelle":"ratsinfo_auftrag"}',
       substring(sha256(n::text::bytea) FOR 16), '2026-11-24 09:00+00', 'probe.act', 'ratsinfo_auftrag', md5(n::text),
       'sitzung', 7, false
FROM generate_series(1, %s) n
"""
