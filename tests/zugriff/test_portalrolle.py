"""The portal's database role can put something into the Eingang and do nothing else: everything else is tried."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.journal import befehl as journal
from kreislauf.project.eingebettet import PORTAL, SUPERUSER

pytestmark = pytest.mark.usefixtures("festgeschrieben")
# Listed columns, under a condition.
FREI = {"antrag_eingang", "portal_anlage", "portal_zugang", "portal_abmeldung", "portal_zwischenstand"}
WERTE: dict[str, Any] = {
    "id": "11111111-1111-4111-8111-111111111111",
    "schutzstufe": 2,
    "sichtbar_fuer": [],
    "kanal": "portal",
    "sprache": "ar",
    "betreff": "Antrag",
    "absender": "Amira",
    "inhalt": json.dumps({}),
    "text": "Antrag",
    "externe_kennung": "N1",
    "state": "neu",
}


@pytest.fixture
def portal(datenbankserver: Any) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(datenbankserver.adresse(PORTAL), autocommit=True) as verbindung:
        yield verbindung


@pytest.fixture
def bereich_id() -> int:
    with handeln_als_system():
        return Bereich.objects.create(name="BuT", art=Bereich.Art.EINHEIT).pk


def einwerfen(verbindung: "psycopg.Connection[Any]", bereich_id: int, **anders: Any) -> None:
    werte = WERTE | {"bereich_id": bereich_id} | anders
    spalten = ", ".join(werte)
    felder = ", ".join(["%s"] * len(werte))
    verbindung.execute(
        f"INSERT INTO antrag_eingang ({spalten}, received_at, created_at) VALUES ({felder}, now(), now())",  # type: ignore[arg-type]
        list(werte.values()),
    )


def tabellen(datenbankserver: Any) -> list[str]:
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        return [n for (n,) in v.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]


def test_application_arrives_once_with_a_line_in_the_verified_journal(
    portal: "psycopg.Connection[Any]", bereich_id: int, datenbankserver: Any
) -> None:
    einwerfen(portal, bereich_id)
    with pytest.raises(psycopg.errors.UniqueViolation):
        einwerfen(portal, bereich_id, id=str(uuid.uuid4()))

    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        assert v.execute("SELECT count(*) FROM antrag_eingang").fetchone() == (1,)
        akte = v.execute("SELECT akt, objekt_id, bereich_id FROM journal_zeile").fetchall()
    assert akte == [("eingang.receive", WERTE["id"], bereich_id)]
    connection.settings_dict["USER"], vorher = SUPERUSER, connection.settings_dict["USER"]
    connection.close()
    try:
        ergebnis, weitere = journal.pruefen(None)
    finally:
        connection.close()
        connection.settings_dict["USER"] = vorher
    assert (ergebnis.maengel, weitere) == ([], [])


UNZULAESSIG: list[dict[str, Any]] = [
    {"kanal": "papier"},
    {"state": "zugeordnet"},
    {"schutzstufe": 0},
    {"sichtbar_fuer": [1]},
    {"externe_kennung": ""},
    {"text": "x" * 300_001},
    {"fallakte_id": str(uuid.uuid4())},
    {"dokument_id": str(uuid.uuid4())},
    {"created_by_id": str(uuid.uuid4())},
]


def test_nothing_but_a_new_application_is_taken(portal: "psycopg.Connection[Any]", bereich_id: int) -> None:
    for anders in UNZULAESSIG:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            einwerfen(portal, bereich_id, **anders)


def test_no_table_can_be_read_changed_or_emptied_and_no_other_written(
    portal: "psycopg.Connection[Any]", datenbankserver: Any
) -> None:
    offen = []
    for tabelle in tabellen(datenbankserver):
        versuche = ["SELECT * FROM {}", "SELECT count(*) FROM {}", "DELETE FROM {}", "TRUNCATE {}", "COPY {} TO STDOUT"]
        versuche += ["DROP TABLE {}", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY"]
        versuche += [] if tabelle in FREI else ["INSERT INTO {} DEFAULT VALUES"]
        for versuch in versuche:
            try:
                portal.execute(versuch.format(f'"{tabelle}"'))  # type: ignore[arg-type]
                offen.append(versuch.format(tabelle))
            except psycopg.errors.InsufficientPrivilege:
                pass
    assert len(tabellen(datenbankserver)) > 60
    assert offen == []


UMWEGE = [
    "SET ROLE kreislauf_app",
    "SET ROLE kreislauf_eigner",
    "SET SESSION AUTHORIZATION postgres",
    "CREATE TABLE public.x (a int)",
    "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SELECT journal_leeren(now(), false)",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "SELECT lo_import('/etc/passwd')",
    "UPDATE antrag_eingang SET state = 'neu'",
    "INSERT INTO antrag_eingang (id) VALUES (gen_random_uuid()) RETURNING inhalt",
    "ALTER ROLE kreislauf_portal SUPERUSER",
    "INSERT INTO antrag_nachsendung (eingang_id) VALUES (gen_random_uuid())",
    "UPDATE portal_zugang SET ended_at = NULL",
    "UPDATE portal_zwischenstand SET gueltig_bis = now() + interval '9 years'",
    "INSERT INTO portal_zwischenstand (id) VALUES (gen_random_uuid()) RETURNING inhalt",
    "SELECT portal_zwischenstand_aufraeumen()",
    "SELECT subjekt FROM portal_zugang",
    "UPDATE portal_zugang SET subjekt = NULL",
    "SELECT code, iban FROM bildung_und_teilhabe_fahrt",
    "UPDATE bildung_und_teilhabe_fahrt SET kosten = 1",
    "INSERT INTO bildung_und_teilhabe_teilnehmer (id) VALUES (gen_random_uuid())",
    "SELECT f FROM portal_fahrt('00000000', '', 1, 1), bildung_und_teilhabe_fahrt f",
]


def test_ways_around_are_closed(portal: "psycopg.Connection[Any]", datenbankserver: Any) -> None:
    for versuch in UMWEGE:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            portal.execute(versuch)  # type: ignore[arg-type]


ABLAGE = """
INSERT INTO portal_zwischenstand (id, kennung, teil, inhalt, gueltig_bis, created_at)
VALUES (gen_random_uuid(), sha256(%s), %s, repeat('x', %s)::bytea, now() + make_interval(days => %s), now())
"""
ZU_VIEL = [(11, 1, 28), (-1, 1, 28), (0, 11_000_001, 28), (0, 1, 94), (0, 1, -1)]


def test_a_kept_draft_opens_only_with_what_its_link_brings_and_never_to_a_search(
    portal: "psycopg.Connection[Any]", datenbankserver: Any
) -> None:
    oeffner, lesen = b"o" * 32, "SELECT inhalt FROM portal_zwischenstand_lesen(%s, 0, 10)"
    portal.execute(ABLAGE, [oeffner, 0, 1, 28])
    for zu_viel in ZU_VIEL:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            portal.execute(ABLAGE, [b"p" * 32, *zu_viel])

    assert portal.execute(lesen, [oeffner]).fetchall() == [(b"x",)]
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        gespeichert = v.execute("SELECT kennung FROM portal_zwischenstand").fetchone()
    assert gespeichert is not None
    for falsch in (b"", b"q" * 32, bytes(gespeichert[0]), None):  # what is stored opens nothing, either
        assert portal.execute(lesen, [falsch]).fetchall() == []
        assert portal.execute("SELECT portal_zwischenstand_loeschen(%s)", [falsch]).fetchone() == (0,)
    assert portal.execute("SELECT portal_zwischenstand_loeschen(%s)", [oeffner]).fetchone() == (1,)


FUNKTIONEN = {  # all that the portal's role may call of what is not PostgreSQL's own
    "portal_auskunft_lesen", "portal_eigene_lesen", "portal_fahrt",
    "portal_helfer_beenden", "portal_helfer_eintragen", "portal_nachsenden",
    "portal_zaehlen", "portal_zwischenstand_lesen", "portal_zwischenstand_loeschen",
}  # fmt: skip
_RUFBAR = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
    AND has_function_privilege(current_user, p.oid, 'EXECUTE')
"""


def test_no_function_but_the_listed_ones_acts_for_the_portal(portal: "psycopg.Connection[Any]") -> None:
    assert {name for (name,) in portal.execute(_RUFBAR)} == FUNKTIONEN


def test_with_one_grant_too_many_the_same_search_finds_the_open_door(
    portal: "psycopg.Connection[Any]", datenbankserver: Any
) -> None:
    """The control of the tests above."""
    with psycopg.connect(datenbankserver.adresse(SUPERUSER), autocommit=True) as v:
        v.execute("GRANT SELECT ON person_person TO kreislauf_portal")
        try:
            portal.execute("SELECT count(*) FROM person_person")
        finally:
            v.execute("REVOKE SELECT ON person_person FROM kreislauf_portal")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        portal.execute("SELECT count(*) FROM person_person")
