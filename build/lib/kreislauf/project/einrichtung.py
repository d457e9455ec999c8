"""What is wrong with a county's set-up, in words that say what to do."""

from django.conf import settings
from django.db import connection

from kreislauf.foundation.access.rls import Gesperrt, Offen, declared


def maengel() -> list[str]:
    """Findings; empty where all is well. Reads as the application's own role."""
    gefunden: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, superuser, umgeht = cursor.fetchone()
        if superuser or umgeht:
            gefunden.append(f"Die Anwendung meldet sich als „{name}“ an; diese Rolle darf den Zeilenschutz umgehen.")
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
        (eigene,) = cursor.fetchone()
        if eigene:
            gefunden.append(f"Die Rolle der Anwendung besitzt {eigene} Tabellen; sie soll keine besitzen.")
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind = 'r'"
        )
        geschuetzt = dict(cursor.fetchall())
    for tabelle, schutz in sorted(declared().items()):
        if not isinstance(schutz, Offen | Gesperrt) and not geschuetzt.get(tabelle):
            gefunden.append(f"Die Tabelle „{tabelle}“ steht nicht unter Zeilenschutz: „kreislauf migrieren“ aufrufen.")
    if settings.SECRET_KEY == "nur-fuer-tests":  # noqa: S105
        gefunden.append("Es gilt der Schlüssel der Tests.")
    return gefunden
