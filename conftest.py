"""Tests run on a real PostgreSQL of their own, as the application's bound role."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from soak._vorlage import vorlage_kopieren

SHARED = Path(__file__).resolve().parent.parent / "shared"


def _aufraeumen() -> None:
    """Stop and remove servers of test runs that were killed."""
    from kreislauf.project.eingebettet import EingebetteterServer

    for ordner in Path("/var/tmp").glob("kreislauf-test-*"):
        pid = ordner.name.rpartition("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists() and Path("/proc").exists():
            EingebetteterServer(ordner / "postgres", dauerhaft=False).stoppen(sofort=True)
            shutil.rmtree(ordner, ignore_errors=True)


@pytest.fixture(scope="session")
def datenbankserver() -> Iterator[Any]:
    """The PostgreSQL of this test run."""
    from kreislauf.project.eingebettet import EingebetteterServer, clusterordner

    _aufraeumen()
    cluster = clusterordner(Path(os.environ["KREISLAUF_DATEN"]))
    vorlage_kopieren(cluster)
    server = EingebetteterServer(cluster, dauerhaft=False)
    server.starten()
    yield server
    server.stoppen(sofort=True)
    shutil.rmtree(Path(os.environ["KREISLAUF_DATEN"]), ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(datenbankserver: Any, django_db_blocker: Any) -> None:
    """Migrate as the owner, then let every test connect as the application role."""
    from django.db import connection

    from kreislauf.project.eingebettet import APP, EIGNER
    from kreislauf.project.schema import auf_stand_bringen

    with django_db_blocker.unblock():
        connection.settings_dict["USER"] = EIGNER
        auf_stand_bringen(laut=False)
        connection.close()
        connection.settings_dict["USER"] = APP


@pytest.fixture(autouse=True)
def _alle_rechte(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with a database start with all rights; `handeln_als` and requests narrow them to a person's."""
    if "db" not in request.fixturenames and request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("db")
    from kreislauf.foundation.access.context import handeln_als_system

    with handeln_als_system():
        yield


@pytest.fixture
def festgeschrieben(django_db_setup: None, django_db_blocker: Any, datenbankserver: Any) -> Iterator[None]:
    """Really committed data, for tests of races, crashes and several connections; all tables are emptied afterwards.

    Starts with no rights at all: use `handeln_als` or `handeln_als_system`.
    """
    import psycopg
    from django.db import connection

    with django_db_blocker.unblock():
        yield
        connection.close()
    with psycopg.connect(datenbankserver.adresse("postgres")) as verbindung:
        namen = verbindung.execute(
            "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
        ).fetchone()
        assert namen is not None
        verbindung.execute("SET session_replication_role = replica")
        verbindung.execute(f"TRUNCATE {namen[0]} RESTART IDENTITY CASCADE")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout; tests with it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("Der Ordner shared liegt nicht neben dem Projekt.")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What takes long comes first: at the end it would run alone, with one processor idle.
    items.sort(key=lambda item: not Path(item.path).is_relative_to(Path(__file__).parent / "tests"))
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="Der Ordner shared liegt nicht neben dem Projekt."))
