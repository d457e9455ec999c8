"""Who finds what: the entry as the object, and the quick search as asking row by row."""

import re
from functools import reduce
from operator import or_

import pytest
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.search.models import KONFIGURATION, Eintrag
from kreislauf.foundation.search.selectors import schreibweisen, suche, woerter
from kreislauf.foundation.search.tests.fabrik import AT, make_eintrag, make_person, titel

pytestmark = pytest.mark.usefixtures("arten")
FRAGEN = ("Jugendhilfe", "Jugendhlife", "Jugendhlife Kinderschuzt", "Auftrag 4711", "Auftrga 4711", "V/77/", "O'Neill")


@pytest.mark.parametrize(
    ("rolle", "wo", "schutzstufe", "sieht"),
    [
        ("fachbereich", "amt", Schutzstufe.NICHTOEFFENTLICH, True),
        ("fachbereich", "kreis", Schutzstufe.NICHTOEFFENTLICH, True),  # rights hold in areas below
        ("fachbereich", "fremd", Schutzstufe.NICHTOEFFENTLICH, False),
        ("fachbereich", "fremd", Schutzstufe.INTERN, False),
        ("fachbereich", "fremd", Schutzstufe.OEFFENTLICH, True),
        ("technik", "kreis", Schutzstufe.NICHTOEFFENTLICH, False),  # no right for this class
        ("technik", "kreis", Schutzstufe.OEFFENTLICH, True),
    ],
)
def test_suche_shows_what_the_person_may_read(
    kreis: Bereich, amt: Bereich, *, rolle: str, wo: str, schutzstufe: int, sieht: bool
) -> None:
    fremd = Bereich.objects.create(name="Bauamt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)
    make_eintrag(amt, "Geheime Sache", schutzstufe=schutzstufe)
    person = make_person(rolle, {"amt": amt, "kreis": kreis, "fremd": fremd}[wo])

    with handeln_als(person, at=AT):
        ergebnis = suche("Sache")

    assert (ergebnis.anzahl, len(ergebnis.treffer)) == ((1, 1) if sieht else (0, 0))
    assert ergebnis.je_art.total() == ergebnis.anzahl  # the counts betray nothing either


def test_entry_of_one_class_is_invisible_with_rights_for_another(amt: Bereich) -> None:
    make_eintrag(amt, "Import vom Mai", klasse="einlesen", art="einlesung")

    with handeln_als(make_person("planung", amt), at=AT):  # may read duties, not imports
        assert suche("Import").anzahl == 0
    with handeln_als(make_person("geschaeftsfuehrung", amt), at=AT):
        assert suche("Import").anzahl == 1


def test_entry_is_visible_for_each_area_it_names(kreis: Bereich, amt: Bereich) -> None:
    sozialamt = Bereich.objects.create(name="Sozialamt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)
    ausschuss = Bereich.objects.create(name="Ausschuss", art=Bereich.Art.GREMIUM, uebergeordnet=kreis)
    make_eintrag(amt, "Sache", bereiche=[amt.pk, sozialamt.pk], sichtbar_fuer=[ausschuss.pk])

    for rolle, bereich in (("fachbereich", sozialamt), ("gremienmitglied", ausschuss)):
        with handeln_als(make_person(rolle, bereich), at=AT):
            assert suche("Sache").anzahl == 1


def test_without_a_person_nothing_is_found(festgeschrieben: None) -> None:
    with handeln_als_system():
        kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
        make_eintrag(kreis, "Öffentliche Sache", schutzstufe=Schutzstufe.OEFFENTLICH)

    assert suche("Sache").anzahl == 0
    with handeln_als(None, at=AT):
        assert suche("Sache").anzahl == 1


@pytest.mark.parametrize(("rolle", "darf"), [("fachbereich", True), ("planung", False), ("technik", False)])
def test_only_who_may_write_the_object_writes_its_entry(amt: Bereich, rolle: str, darf: bool) -> None:
    person = make_person(rolle, amt)

    if darf:
        with handeln_als(person, at=AT):
            make_eintrag(amt, "Neu")
    else:
        with pytest.raises(DatabaseError), transaction.atomic(), handeln_als(person, at=AT):
            make_eintrag(amt, "Neu")


def test_search_function_uses_the_indexes(amt: Bereich) -> None:
    """Below row-level security the planner may not; the function is there for that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef FROM pg_proc WHERE proname = 'suche_treffer'")
        assert cursor.fetchone() == (True,)
        cursor.execute(
            "SELECT has_function_privilege('kreislauf_portal', oid, 'EXECUTE') FROM pg_proc "
            "WHERE proname = 'suche_treffer'"
        )
        assert cursor.fetchone() == (False,)


def _gefaltet(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT suche_falten(%s)", [text])
        return str(cursor.fetchone()[0])


def _zeile_fuer_zeile(anfrage: str) -> set[str]:
    """What the words find, and what looks alike in each word and as a whole; numbers must stand there."""
    formen = [SearchQuery(f, config=KONFIGURATION, search_type="websearch") for f in schreibweisen(anfrage)]
    genau = Eintrag.objects.filter(reduce(or_, (Q(vektor=f) for f in formen)))
    teile = woerter(anfrage)
    aehnlich = Eintrag.objects.all() if teile else Eintrag.objects.none()
    for n, teil in enumerate([" ".join(teile), *teile]):
        if n and re.fullmatch(r"\d{4,}", teil):
            aehnlich = aehnlich.filter(titel_gefaltet__contains=teil)
        else:
            naehe = TrigramWordSimilarity(_gefaltet(teil), "titel_gefaltet")
            aehnlich = aehnlich.alias(**{f"n{n}": naehe}).filter(**{f"n{n}__gte": 0.45})
    return {e.titel for menge in (genau, aehnlich) for e in menge}


@pytest.mark.parametrize("anfrage", FRAGEN)
def test_search_finds_what_asking_each_row_finds_for_each_role(kreis: Bereich, amt: Bereich, anfrage: str) -> None:
    fremd = Bereich.objects.create(name="Bauamt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)
    for bereich in (amt, fremd):
        for sache in ("Jugendhilfe", "Jugendhlife und Kinderschutz", "Auftrag 4711", "Auftrag 4712", "V/77/2015: Ort"):
            for stufe in (Schutzstufe.OEFFENTLICH, Schutzstufe.NICHTOEFFENTLICH):
                make_eintrag(bereich, f"{sache} {bereich.name} {stufe}", schutzstufe=stufe, text="O'Neill")

    gefunden = []
    for rolle, wo in (("geschaeftsfuehrung", kreis), ("fachbereich", amt), ("technik", fremd)):
        with handeln_als(make_person(rolle, wo), at=AT):
            gefunden.append({str(t) for t in titel(anfrage)})
            assert gefunden[-1] == _zeile_fuer_zeile(anfrage)
    assert gefunden[0] > gefunden[1] > gefunden[2]
