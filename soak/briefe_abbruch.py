"""kill -9 during letter runs (T2): each letter exactly once in its file and in a stream; with a failing control.

Runs of some letters are killed before their n-th statement and at random moments, looked at as superuser, and taken up
again until they are finished. The control prints its stacks without their transaction and must leave a letter that is
filed but not printed: if it does not, this proof proves nothing.
"""

import argparse
import hashlib
import itertools
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg

from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN
from kreislauf.project.eingebettet import APP
from soak._server import eigener_server, verbinde_django

BRIEFE, STAPEL = 6, 2  # letters of a run and of a stack
RECHTE = len(KLASSEN) * len(VERBEN) + 1  # statements with which the control begins
_KEINE_ZEILE = {
    "nicht genau einmal in der Akte": """
        SELECT p.id FROM anschreiben_briefposten p JOIN bescheid_bescheid b ON b.id = p.bescheid_id
        WHERE (SELECT count(*) FROM fallakte_aktenstueck s WHERE s.fallakte_id = b.fallakte_id AND s.richtung = 'aus')
            <> (CASE WHEN p.state = 'gedruckt' THEN 1 ELSE 0 END)""",
    "Bescheid und Brief zeigen auf andere Dateien": """
        SELECT p.id FROM anschreiben_briefposten p JOIN bescheid_bescheid b ON b.id = p.bescheid_id
        WHERE p.dokument_id IS DISTINCT FROM b.dokument_id""",
    "in zwei lebenden Läufen": """
        SELECT bescheid_id FROM anschreiben_briefposten WHERE state IN ('offen', 'gedruckt', 'versandt')
        GROUP BY bescheid_id HAVING count(*) > 1""",
    "Stapel zählt falsch": """
        SELECT s.id FROM anschreiben_druckstapel s
        WHERE s.briefe <> (SELECT count(*) FROM anschreiben_briefposten p WHERE p.stapel_id = s.id)""",
    "Druck ohne Zeile im Journal": """
        SELECT p.id FROM anschreiben_briefposten p WHERE p.state = 'gedruckt' AND NOT EXISTS (
            SELECT 1 FROM journal_zeile z WHERE z.akt = 'bescheid.print' AND z.objekt_id = p.bescheid_id::text)""",
}
_DATEIEN = """
    SELECT d.sha256 FROM documents_dokument d
    WHERE d.id IN (
        SELECT dokument_id FROM anschreiben_briefposten UNION SELECT dokument_id FROM anschreiben_druckstapel)
"""


def maengel(v: psycopg.Connection[Any], dokumente: Path) -> list[str]:
    """Everything that is half, doubled or missing."""
    gefunden = [f"{name}: {zeile[0]}" for name, sql in _KEINE_ZEILE.items() for zeile in v.execute(sql).fetchall()]  # type: ignore[arg-type]
    for (sha256,) in v.execute(_DATEIEN).fetchall():
        datei = dokumente / sha256[:2] / sha256[2:4] / sha256
        if not datei.exists() or hashlib.sha256(datei.read_bytes()).hexdigest() != sha256:
            gefunden.append(f"Datei fehlt oder ist beschädigt: {sha256}")
    return gefunden


def kind(arbeit: Callable[[], None], *, anweisung: int | None = None) -> int:
    """A process that does the work; killed before its n-th statement if a number is given. Its number."""
    from django.db import connection, connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    zaehler = itertools.count(1)

    def zaehlen(execute: Any, *angaben: Any) -> Any:
        if next(zaehler) == anweisung:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*angaben)

    status = 1
    try:
        with connection.execute_wrapper(zaehlen):
            arbeit()
        status = 0
    finally:
        os._exit(status)


def getoetet(pid: int) -> bool:
    """Wait for the end; whether it was killed. Raises AssertionError where it ended with an error."""
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "Der Prozess ist mit einem Fehler zu Ende."
    return os.WIFSIGNALED(status)


class Laeufe:
    """Runs of `BRIEFE` letters each, from a county with enough of them."""

    def __init__(self, anzahl: int) -> None:
        from kreislauf.verfahren.anschreiben import tasks
        from soak._briefe import einrichten

        tasks.STAPEL = STAPEL
        self.kreis = einrichten(anzahl * BRIEFE)

    def neu(self) -> Any:
        from django.utils import timezone

        from kreislauf.foundation.access.context import handeln_als
        from kreislauf.verfahren.anschreiben.selectors import kandidaten
        from kreislauf.verfahren.anschreiben.services.brieflauf import start_brieflauf

        at, user, bereich_id = timezone.now(), self.kreis.user, self.kreis.bereich.pk
        with handeln_als(user, at=at):
            auswahl = [k.kennung for k in kandidaten(bereich_id)[:BRIEFE]]
            return start_brieflauf(bereich_id=bereich_id, auswahl=auswahl, actor=user, at=at)

    def drucken(self, brieflauf: Any) -> Callable[[], None]:
        from kreislauf.foundation.jobs.services import run_lauf

        return lambda: run_lauf(brieflauf.lauf_id, self.kreis.user)

    def ohne_transaktion(self, brieflauf: Any) -> Callable[[], None]:
        """The control: the same stacks, every statement committed by itself."""

        def arbeit() -> None:
            from django.db import connection
            from django.db.models import QuerySet
            from django.utils import timezone

            from kreislauf.verfahren.anschreiben.services.drucken import print_stapel

            QuerySet.select_for_update = lambda menge, *_, **__: menge  # type: ignore[method-assign, assignment]
            with connection.cursor() as cursor:  # rights that hold without a transaction
                cursor.execute("SELECT set_config('kreislauf.person', 'system', false)")
                for klasse, verb in itertools.product(KLASSEN, VERBEN):
                    cursor.execute("SELECT set_config(%s, '0', false)", [f"kreislauf.{klasse}_{verb}"])
            angaben = {"brieflauf_id": brieflauf.pk, "anzahl": STAPEL, "actor": self.kreis.user, "at": timezone.now()}
            while print_stapel.__wrapped__(**angaben):  # type: ignore[attr-defined]
                pass

        return arbeit


def abbrueche(
    laeufe: Laeufe, v: psycopg.Connection[Any], ordner: Path, anzahl: int, saat: int
) -> tuple[int, list[str]]:
    """Kill run after run, alternately at a statement and at a moment; how many were killed, and what was found."""
    zufall, gefunden, tote, dauer = random.Random(saat), [], 0, 1.0
    for runde in range(anzahl):
        brieflauf = laeufe.neu()
        arbeit = laeufe.drucken(brieflauf)
        if runde % 2:
            pid = kind(arbeit)
            time.sleep(zufall.uniform(0, dauer))
            os.kill(pid, signal.SIGKILL)
        else:
            pid = kind(arbeit, anweisung=zufall.randint(1, 160))
        tote += getoetet(pid)
        gefunden += [f"Runde {runde}: {m}" for m in maengel(v, ordner)]
        beginn = time.monotonic()
        getoetet(kind(arbeit))
        dauer = time.monotonic() - beginn
    gefunden += maengel(v, ordner)
    rest = v.execute("SELECT count(*) FROM anschreiben_briefposten WHERE state <> 'gedruckt'").fetchone()
    if rest != (0,):
        gefunden.append(f"nicht gedruckt: {rest}")
    return tote, gefunden


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak briefe_abbruch")
    leser.add_argument("--anzahl", type=int, default=1000, help="Läufe, die getötet werden")
    leser.add_argument("--saat", type=int, default=1)
    angaben = leser.parse_args(list(argv))
    with eigener_server("briefe", dauerhaft=False) as (server, umgebung):
        verbinde_django(umgebung, APP)
        ordner = Path(umgebung["KREISLAUF_DATEN"]) / "dokumente"
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as v:
            laeufe = Laeufe(angaben.anzahl + 60)
            tote, gefunden = abbrueche(laeufe, v, ordner, angaben.anzahl, angaben.saat)
            print(
                f"{tote} von {angaben.anzahl} Läufen getötet, {angaben.anzahl * BRIEFE} Briefe; Mängel: {len(gefunden)}"
            )
            for mangel in gefunden[:5]:
                print(f"   {mangel}")
            halb: list[str] = []
            for anweisung in range(RECHTE + 5, RECHTE + 65):
                getoetet(kind(laeufe.ohne_transaktion(laeufe.neu()), anweisung=anweisung))
                halb = maengel(v, ordner)
                if halb:
                    break
            print(f"Kontrolle ohne Transaktion: {len(halb)} Mängel {halb[:1]}")
    return 1 if gefunden or not halb else 0
