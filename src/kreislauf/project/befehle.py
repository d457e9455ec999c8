"""Commands that need the database: start, migrieren, demo, konto, pruefen, journal, django."""

import os
import sys
from collections.abc import Sequence


def _django_laden(*, als_eigner: bool = False) -> None:
    """Load Django with the application's or the owner's database role."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.project.settings")
    if als_eigner:
        os.environ["KREISLAUF_DATENBANKROLLE"] = "eigner"
    import django

    django.setup()


def _datenbank_starten() -> bool:
    """Start or adopt the embedded server, unless the county's own is configured; True if this call started it."""
    from kreislauf.project import orte
    from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

    if orte.eigene_datenbank():
        return False
    return EingebetteterServer(clusterordner(orte.datenordner())).starten()


def migrieren(argv: Sequence[str]) -> int:
    """Bring the schema, grants and policies to this version; safe to repeat."""
    _datenbank_starten()
    _django_laden(als_eigner=True)
    from kreislauf.project.schema import auf_stand_bringen

    auf_stand_bringen()
    return 0


def django(argv: Sequence[str]) -> int:
    """Django's own management commands, as the owner of the tables."""
    _datenbank_starten()
    _django_laden(als_eigner=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kreislauf django", *argv])
    return 0


def _fehlt(argv: Sequence[str]) -> int:
    sys.stderr.write("Dieser Befehl wird gerade gebaut.\n")
    return 2


start = demo = konto = pruefen = journal = _fehlt
