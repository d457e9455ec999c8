"""How much evidence a duty has is kept by the database, and lights that use it are those that counting gives."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.db import connection

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.project.eingebettet import EIGNER
from kreislauf.steuerung.ratsinfo.ampel import Stufe, ampel
from kreislauf.steuerung.ratsinfo.models import Auftrag, Nachweis
from kreislauf.steuerung.ratsinfo.selectors.auftraege import Auswahl, gefiltert
from kreislauf.steuerung.ratsinfo.selectors.blaettern import tafel
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT, make_auftrag, make_bereich, make_user, make_vorlage

HEUTE = date(2026, 11, 25)


def make_nachweis(auftrag: Auftrag) -> Nachweis:
    person = make_user("geschaeftsfuehrung")
    return Nachweis.objects.create(
        auftrag=auftrag,
        bereich=auftrag.bereich,
        beschreibung="Protokoll",
        datum=HEUTE,
        created_by=person,
        created_at=AT,
    )


def zahl(auftrag: Auftrag) -> int:
    return Auftrag.objects.values_list("nachweiszahl", flat=True).get(pk=auftrag.pk)


@pytest.mark.django_db
def test_number_follows_evidence_and_no_stored_value_changes_it() -> None:
    auftrag, anderer = make_auftrag(), make_auftrag(nachweiszahl=7)
    alt = Auftrag.objects.get(pk=auftrag.pk)
    make_nachweis(auftrag)
    make_nachweis(auftrag)

    assert (zahl(auftrag), zahl(anderer)) == (2, 0)
    alt.save()  # read before there was any
    assert zahl(auftrag) == 2


@pytest.mark.django_db
def test_lights_in_sql_and_in_python_are_those_that_counting_gives() -> None:
    """The board's columns hold what the filter gives, and the filter what each duty's own light says."""
    for tage in (-400, -1, 0, 1, 28, 29, 400):
        tag = HEUTE + timedelta(days=tage)
        for termin in ({"frist": tag}, {"wiedervorlage": tag}):
            make_auftrag(**termin)
            make_auftrag(**termin, state="in_arbeit")
            make_auftrag(**termin, state="erledigt", erledigt_am=HEUTE)
            make_nachweis(make_auftrag(**termin, state="erledigt", erledigt_am=HEUTE))
            make_nachweis(make_auftrag(**termin))  # evidence alone finishes nothing
            make_auftrag(**termin, state="entfallen", entfallen_grund="überholt", entfallen_wer="Kreistag")
    je = {stufe: set(gefiltert(Auswahl(ampel=stufe), HEUTE).values_list("pk", flat=True)) for stufe in Stufe}

    for auftrag in Auftrag.objects.all():
        erwartet = ampel(auftrag, HEUTE).stufe
        if auftrag.state == "erledigt":
            erwartet = Stufe.FERTIG if Nachweis.objects.filter(auftrag=auftrag).count() else Stufe.GELB
        assert [stufe for stufe in Stufe if auftrag.pk in je[stufe]] == [erwartet] == [ampel(auftrag, HEUTE).stufe]
    for stufe, anzahl, _, karten in tafel(Auswahl(), HEUTE):
        assert {a.pk for a, _ in karten} == je[stufe]
        assert anzahl == str(len(je[stufe]))


@pytest.mark.django_db
def test_board_of_a_narrow_role_shows_its_own_duties_only() -> None:
    eigen, fremd = make_bereich("Amt A"), make_bereich("Amt B")
    sichtbar = make_auftrag(vorlage=make_vorlage(bereich=eigen), state="erledigt", erledigt_am=HEUTE)
    fremder = make_auftrag(vorlage=make_vorlage(bereich=fremd), state="erledigt", erledigt_am=HEUTE)
    make_nachweis(fremder)

    with handeln_als(make_user("geschaeftsfuehrung", eigen), at=AT):
        spalten = tafel(Auswahl(), HEUTE)

    assert [a.pk for _, _, _, karten in spalten for a, _ in karten] == [sichtbar.pk]


@pytest.mark.usefixtures("festgeschrieben")
def test_owner_may_move_and_delete_and_the_migration_counts_anew_and_touches_nothing_else(datenbankserver: Any) -> None:
    zaehlen = import_module("kreislauf.steuerung.ratsinfo.migrations.0010_nachweise_gezaehlt")._ZAEHLEN
    zahlen = "SELECT array_agg(nachweiszahl ORDER BY created_at) FROM ratsinfo_auftrag"
    with handeln_als_system():
        erster, zweiter = (
            make_auftrag(vorlage=make_vorlage(schutzstufe=0), schutzstufe=0, created_at=AT + timedelta(days=n))
            for n in range(2)
        )
        verschoben, geloescht, _ = make_nachweis(erster), make_nachweis(erster), make_nachweis(erster)
    connection.close()
    with psycopg.connect(datenbankserver.adresse(EIGNER), autocommit=True) as eigner:
        eigner.execute("UPDATE ratsinfo_nachweis SET auftrag_id = %s WHERE id = %s", [zweiter.pk, verschoben.pk])
        assert eigner.execute(zahlen).fetchone() == ([2, 1],)
        eigner.execute("DELETE FROM ratsinfo_nachweis WHERE id = %s", [geloescht.pk])
        assert eigner.execute(zahlen).fetchone() == ([1, 1],)

        eigner.execute("ALTER TABLE ratsinfo_auftrag DISABLE TRIGGER USER")
        eigner.execute("UPDATE ratsinfo_auftrag SET nachweiszahl = 0")
        eigner.execute("UPDATE veroeffentlichung_stand SET modified = '2026-01-01'")
        with eigner.transaction():
            eigner.execute(zaehlen)
        assert eigner.execute(zahlen).fetchone() == ([1, 1],)
        assert eigner.execute("SELECT DISTINCT modified FROM veroeffentlichung_stand").rowcount == 1  # none is newer
        an = "SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgrelid = 'ratsinfo_auftrag'::regclass"
        assert eigner.execute(an).fetchall() == [("O",)]
