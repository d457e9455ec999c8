"""T6: every role × table × operation × row relation, straight in SQL as the application's database role."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import IntegrityError, ProgrammingError

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.rls import Bedingung, Gesperrt, Offen, declared
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT
from tests.zugriff.unterschrift import Zelle, vergleiche
from tests.zugriff.welt import Welt, bauen

pytestmark = pytest.mark.django_db
DATEI = Path(__file__).with_name("tabellen.csv")


class Zurueck(Exception):
    """Undo what a probe did."""


@cache
def _spalten(tabelle: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [tabelle],
        )
        return [name for (name,) in cursor.fetchall()]


def _probe(sql: str, angaben: list[object]) -> str:
    """`ja` when the database lets it happen, `nein` when it refuses, `leer` when the row is not to be seen."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, angaben)
            anzahl = cursor.rowcount
            raise Zurueck
    except Zurueck:
        return "ja" if anzahl else "leer"
    except IntegrityError:
        return "ja"  # row security let it through; the copied row only hits its own key
    except ProgrammingError as fehler:
        if "permission denied" in str(fehler) or "row-level security" in str(fehler):
            return "nein"
        raise


def _proben(tabelle: str, objekt: Model, zeile: str) -> Iterator[tuple[str, Callable[[], str]]]:
    schluessel = objekt._meta.pk.column  # type: ignore[union-attr]
    spalten = ", ".join(f'"{s}"' for s in _spalten(tabelle))
    wo = f'WHERE "{schluessel}" = %s'
    einfuegen = (
        f'INSERT INTO "{tabelle}" ({spalten}) SELECT {spalten} FROM jsonb_populate_record(NULL::"{tabelle}", %s::jsonb)'
    )
    yield "lesen", partial(_probe, f'SELECT 1 FROM "{tabelle}" {wo}', [objekt.pk])
    yield "anlegen", partial(_probe, einfuegen, [zeile])
    yield "aendern", partial(_probe, f'UPDATE "{tabelle}" SET "{schluessel}" = "{schluessel}" {wo}', [objekt.pk])
    yield "loeschen", partial(_probe, f'DELETE FROM "{tabelle}" {wo}', [objekt.pk])


def _als_json(tabelle: str, objekt: Model) -> str:
    with connection.cursor() as cursor:
        schluessel = objekt._meta.pk.column  # type: ignore[union-attr]
        cursor.execute(f'SELECT to_jsonb(t)::text FROM "{tabelle}" t WHERE "{schluessel}" = %s', [objekt.pk])
        zeile = cursor.fetchone()
    assert zeile is not None
    return str(zeile[0])


def _matrix(welt: Welt) -> Iterator[Zelle]:
    zeilen = {
        (beziehung, tabelle): _als_json(tabelle, objekt)  # type: ignore[arg-type]
        for beziehung, objekte in welt.objekte.items()
        for tabelle, objekt in objekte.items()
    }
    for rolle, person in welt.personen.items():
        with handeln_als(person, at=AT):
            for (beziehung, tabelle), zeile in zeilen.items():
                objekt = welt.objekte[beziehung][tabelle]
                for verb, probe in _proben(tabelle, objekt, zeile):  # type: ignore[arg-type]
                    yield (tabelle, beziehung, verb, rolle), probe


def test_every_cell_is_as_signed() -> None:
    kopf = ("tabelle", "beziehung", "verb", "rolle", "ergebnis")

    assert vergleiche(DATEI, kopf, _matrix(bauen())) == []


def test_every_protected_table_is_in_the_matrix() -> None:
    """A new table with row security must get a row in `welt`, or this fails; a closed one has no grants (below)."""
    gebraucht = {t for t, s in declared().items() if not isinstance(s, Offen | Bedingung | Gesperrt)}

    assert gebraucht - set(bauen().objekte["eigen"]) - {"socialaccount_socialapp"} == set()


def test_grants_of_all_other_tables_are_as_declared() -> None:
    """Tables without row security: exactly the granted operations, nothing more."""
    with connection.cursor() as cursor:
        for tabelle, schutz in declared().items():
            for verb, befehl in (
                ("lesen", "SELECT"),
                ("anlegen", "INSERT"),
                ("aendern", "UPDATE"),
                ("loeschen", "DELETE"),
            ):
                cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [tabelle, befehl])
                assert cursor.fetchone() == (verb in schutz.verben,), (tabelle, verb)
            cursor.execute("SELECT has_table_privilege(current_user, %s, 'TRUNCATE')", [tabelle])
            assert cursor.fetchone() == (False,), tabelle


def test_probe_sees_an_open_door() -> None:
    """Failing control: with all rights the same probe lets the foreign row through."""
    welt = bauen()
    tabelle = "ratsinfo_vorlage"
    objekt = welt.objekte["fremd"][tabelle]

    offen = {v: probe() for v, probe in _proben(tabelle, objekt, _als_json(tabelle, objekt))}  # type: ignore[arg-type]
    with handeln_als(welt.personen["gremienmitglied"], at=AT):
        zu = {v: probe() for v, probe in _proben(tabelle, objekt, "{}")}  # type: ignore[arg-type]

    assert offen["lesen"] == offen["anlegen"] == "ja"
    assert zu["lesen"] == "leer"
    assert zu["anlegen"] == "nein"
