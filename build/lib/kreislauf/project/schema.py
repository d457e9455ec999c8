"""Bring the database to this version: migrations, then grants and row-level security, in that order."""

from django.core.management import call_command
from django.db import connection, transaction

from kreislauf.foundation.access import rls

_ERWEITERUNGEN = ("btree_gist", "pg_trgm", "unaccent")


def auf_stand_bringen(*, laut: bool = True) -> None:
    """Run by the owner's connection; safe to repeat. Raises access.rls.Ungeschuetzt."""
    with connection.cursor() as cursor:
        for name in _ERWEITERUNGEN:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    call_command("migrate", interactive=False, verbosity=1 if laut else 0)
    with transaction.atomic():
        rls.anwenden(connection)


def statische_dateien_sammeln() -> None:
    """Put style sheets, scripts and fonts where the server finds them."""
    call_command("collectstatic", interactive=False, verbosity=0)
