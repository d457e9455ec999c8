"""Row-level security of PostgreSQL, written from what the apps declare.

Each app's `permissions` holds `SCHUTZ = {"table": protection}`. `anwenden` grants the application role exactly what the
protection says and writes the policies anew, in one transaction; a table that nobody declared stops it. Policies
compare with settings of the transaction (`access.context`) through scalar sub-selects, which PostgreSQL evaluates once
per statement; without these settings no row is visible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, KLASSEN, LESEN, LOESCHEN, VERBEN

APP = "kreislauf_app"
PORTAL = "kreislauf_portal"
BEFEHL = {LESEN: "SELECT", ANLEGEN: "INSERT", AENDERN: "UPDATE", LOESCHEN: "DELETE"}


class Ungeschuetzt(Exception):
    """A table has no declared protection, or a protection names no table."""


class Schutz(Protocol):
    """Kind of protection; `verben` are granted, `bedingung` is the SQL of a policy (None: all rows)."""

    @property
    def verben(self) -> tuple[str, ...]: ...
    def bedingung(self, verb: str) -> str | None: ...


def bereiche(klasse: str, verb: str) -> str:
    """SQL: ids of the areas in which the person may do this, as a scalar sub-select; `{0}` means everywhere."""
    if klasse not in KLASSEN:
        raise Ungeschuetzt(f"Unbekannte Klasse „{klasse}“: sie fehlt in accounts.rollen.KLASSEN.")
    # cast inside, once per statement; the outer one only says that the sub-select is an array and not a set of rows
    return f"(SELECT string_to_array(current_setting('kreislauf.{klasse}_{verb}', true), ',')::bigint[])::bigint[]"


PERSON = "(SELECT nullif(current_setting('kreislauf.person', true), ''))"


@dataclass(frozen=True, slots=True)
class Bereichsschutz:
    """Rows of `access.models.Geschuetzt`. `nur` limits which verbs are granted at all.

    `spalten` name the columns with an area id whose rights count: a duty may be written by the body's office and by
    the responsible unit.
    """

    klasse: str
    nur: tuple[str, ...] = (LESEN, ANLEGEN, AENDERN)
    spalten: tuple[str, ...] = ("bereich_id",)
    oeffentlich_moeglich: bool = True  # False for Sozialdaten (§ 35 SGB I): no row is ever shown to everybody

    @property
    def verben(self) -> tuple[str, ...]:
        return self.nur

    def bedingung(self, verb: str) -> str:
        ids = bereiche(self.klasse, verb)
        teile = [f"0 = ANY ({ids})", *(f"{spalte} = ANY ({ids})" for spalte in self.spalten)]
        if verb == LESEN:
            teile.append(f"sichtbar_fuer && ({ids})")
            if self.oeffentlich_moeglich:
                teile.append(f"(schutzstufe = 0 AND {PERSON} IS NOT NULL)")
        return " OR ".join(teile)


@dataclass(frozen=True, slots=True)
class WieEltern:
    """Rows that belong to a row of another table: whoever may read or change that one may do so here."""

    tabelle: str
    fremdschluessel: str
    eltern: str
    schutz: Bereichsschutz
    nur: tuple[str, ...] = (LESEN, ANLEGEN, AENDERN)

    @property
    def verben(self) -> tuple[str, ...]:
        return self.nur

    def bedingung(self, verb: str) -> str:
        recht = self.schutz.bedingung(LESEN if verb == LESEN else AENDERN)
        return (
            f'EXISTS (SELECT 1 FROM "{self.eltern}" AS eltern '
            f'WHERE eltern.id = "{self.tabelle}"."{self.fremdschluessel}" AND ({recht}))'
        )


@dataclass(frozen=True, slots=True)
class Klassenschutz:
    """Rows without an area: who has the right anywhere has it for the whole table."""

    klasse: str
    nur: tuple[str, ...] = (LESEN, ANLEGEN, AENDERN)
    lesen_alle: bool = False  # everybody signed in may read

    @property
    def verben(self) -> tuple[str, ...]:
        return self.nur

    def bedingung(self, verb: str) -> str:
        if verb == LESEN and self.lesen_alle:
            return f"{PERSON} IS NOT NULL"
        return f"cardinality({bereiche(self.klasse, verb)}) > 0"


@dataclass(frozen=True, slots=True)
class Bedingung:
    """Own SQL per verb, for the few tables that fit no other kind."""

    je_verb: tuple[tuple[str, str], ...]

    @property
    def verben(self) -> tuple[str, ...]:
        return tuple(verb for verb, _ in self.je_verb)

    def bedingung(self, verb: str) -> str:
        return dict(self.je_verb)[verb]


@dataclass(frozen=True, slots=True)
class Offen:
    """No row security; `grund` says why that is right."""

    grund: str
    nur: tuple[str, ...] = VERBEN

    @property
    def verben(self) -> tuple[str, ...]:
        return self.nur

    def bedingung(self, verb: str) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Gesperrt:
    """The application role gets nothing; `grund` says who uses the table then."""

    grund: str

    @property
    def verben(self) -> tuple[str, ...]:
        return ()

    def bedingung(self, verb: str) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Portaleinwurf:
    """What the portal's role may put into a table: these columns, under this condition, and nothing more."""

    spalten: tuple[str, ...]
    bedingung: str


def _aus_permissions(name: str) -> Iterator[Mapping[str, Any]]:
    """One declaration of every installed app that has it."""
    for app in apps.get_app_configs():
        if app.name.startswith("kreislauf."):
            try:
                modul = import_module(f"{app.name}.permissions")
            except ModuleNotFoundError as fehler:
                if fehler.name != f"{app.name}.permissions":
                    raise
                continue
            yield getattr(modul, name, {})


def declared() -> dict[str, Schutz]:
    """All declarations of the installed apps."""
    return {tabelle: schutz for teil in _aus_permissions("SCHUTZ") for tabelle, schutz in teil.items()}


def _portal() -> Iterator[str]:
    """SQL of what the portal's role may do; everything else was taken from it before."""
    for teil in _aus_permissions("PORTAL"):
        for tabelle, einwurf in teil.items():
            spalten = ", ".join(f'"{s}"' for s in einwurf.spalten)
            yield f'GRANT INSERT ({spalten}) ON "{tabelle}" TO {PORTAL}'
            yield f'ALTER TABLE "{tabelle}" ENABLE ROW LEVEL SECURITY'  # else the condition would not hold
            pruefung = f"FOR INSERT TO {PORTAL} WITH CHECK ({einwurf.bedingung})"
            yield f'CREATE POLICY kreislauf_portal ON "{tabelle}" {pruefung}'


def statements(tabelle: str, schutz: Schutz) -> Iterator[str]:
    """SQL that puts one table under its protection."""
    yield f'REVOKE ALL ON "{tabelle}" FROM {APP}, {PORTAL}, PUBLIC'
    if schutz.verben:
        yield f'GRANT {", ".join(BEFEHL[v] for v in schutz.verben)} ON "{tabelle}" TO {APP}'
    if isinstance(schutz, Offen | Gesperrt):
        yield f'ALTER TABLE "{tabelle}" NO FORCE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{tabelle}" DISABLE ROW LEVEL SECURITY'
        return
    yield f'ALTER TABLE "{tabelle}" ENABLE ROW LEVEL SECURITY'
    for verb in schutz.verben:
        bedingung = schutz.bedingung(verb)
        klausel = {
            LESEN: f"USING ({bedingung})",
            ANLEGEN: f"WITH CHECK ({bedingung})",
            AENDERN: f"USING ({bedingung}) WITH CHECK ({bedingung})",
            LOESCHEN: f"USING ({bedingung})",
        }[verb]
        yield f'CREATE POLICY kreislauf_{verb} ON "{tabelle}" FOR {BEFEHL[verb]} TO {APP} {klausel}'


def anwenden(connection: BaseDatabaseWrapper) -> int:
    """Write grants and policies for all tables; returns their number. Run by the owner, inside a transaction.

    Raises Ungeschuetzt when tables and declarations differ.
    """
    schutz = declared()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tabellen = {name for (name,) in cursor.fetchall()}
        if fehlend := sorted(tabellen - set(schutz)):
            raise Ungeschuetzt(f"Tabellen ohne Schutz (SCHUTZ in permissions fehlt): {', '.join(fehlend)}")
        if zuviel := sorted(set(schutz) - tabellen):
            raise Ungeschuetzt(f"Schutz ohne Tabelle: {', '.join(zuviel)}")
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        for tabelle, policy in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{tabelle}"')
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
        for tabelle in sorted(tabellen):
            for sql in statements(tabelle, schutz[tabelle]):
                cursor.execute(sql)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {PORTAL}")
        for sql in _portal():
            cursor.execute(sql)
    return len(tabellen)
