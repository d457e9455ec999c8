"""Long lists: walked whole by key, hits of words only among what may be read, as many queries on each page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kreislauf.foundation.access.context import handeln_als
from kreislauf.steuerung.ratsinfo.selectors import blaettern
from kreislauf.steuerung.ratsinfo.selectors.auftraege import SORTIERUNGEN, Auswahl, auftraege, gefiltert
from kreislauf.steuerung.ratsinfo.selectors.blaettern import JE_SEITE, auftragsseite
from kreislauf.steuerung.ratsinfo.selectors.vorlagen import FOLGEN, vorlagen
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT, make_auftrag, make_bereich, make_user, make_vorlage

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 11, 25)


def _viele(anzahl: int = 2 * JE_SEITE + 3) -> None:
    vorlage = make_vorlage(schutzstufe=0)
    for n in range(anzahl):  # many share a day: the key must break the tie
        frist = {"frist": date(2026, 1, 1) + timedelta(days=n % 7)}
        make_auftrag(vorlage=vorlage, text=f"Auftrag {n}", schutzstufe=0, **frist)


@pytest.mark.parametrize("sortierung", sorted(SORTIERUNGEN))
def test_pages_of_duties_hold_each_row_once_in_order(sortierung: str) -> None:
    _viele()
    auswahl = Auswahl(sortierung=sortierung)

    ids, nach = [], ""
    while True:
        seite = auftragsseite(auswahl, HEUTE, nach)
        ids += [a.pk for a in seite.zeilen]
        if not (nach := seite.naechster):
            break

    assert ids == list(auftraege(auswahl, HEUTE).values_list("pk", flat=True))
    assert auftragsseite(auswahl, HEUTE).treffer == "103"


@pytest.mark.parametrize("sortierung", sorted(FOLGEN))
def test_pages_of_papers_hold_each_row_once(sortierung: str) -> None:
    for n in range(JE_SEITE + 5):
        make_vorlage(betreff=f"Sache {n % 9}", datum=date(2026, 1, 1 + n % 5) if n % 4 else None)

    erste = vorlagen(sortierung=sortierung)
    zweite = vorlagen(sortierung=sortierung, nach=erste.naechster)

    ids = [v.pk for v in [*erste.zeilen, *zweite.zeilen]]
    assert (len(ids), len(set(ids)), zweite.naechster, erste.treffer) == (55, 55, "", "55")


def test_a_key_that_is_gone_begins_anew() -> None:
    _viele(3)

    for nach in ("", "unsinn", "00000000-0000-0000-0000-000000000000"):
        assert len(auftragsseite(Auswahl(), HEUTE, nach).zeilen) == 3


@pytest.mark.parametrize("wort", ["geheim", "100%", "a_b", "O'Neill", "ränder", "\\", "%", "\x00"])
def test_words_are_taken_literally(wort: str) -> None:
    treffer = make_auftrag(text=f"vor {wort.strip(chr(0))} nach".upper())
    anderer = make_auftrag(text="100x axb")

    gefunden = set(gefiltert(Auswahl(suche=wort), HEUTE).values_list("pk", flat=True))

    assert treffer.pk in gefunden
    assert (anderer.pk in gefunden) == (wort == "\x00")


def test_words_find_only_what_may_be_read() -> None:
    eigen, fremd = make_bereich("Amt A"), make_bereich("Amt B")
    sichtbar = make_auftrag(vorlage=make_vorlage(bereich=eigen, betreff="Radweg"))
    make_auftrag(vorlage=make_vorlage(bereich=fremd, betreff="Radweg"))
    person = make_user("geschaeftsfuehrung", eigen)

    assert gefiltert(Auswahl(suche="radweg"), HEUTE).count() == 2
    with handeln_als(person, at=AT):
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT ratsinfo_auftraege_mit('%radweg%', NULL)")
            assert cursor.fetchall() == [(sichtbar.pk,)]
            cursor.execute("SELECT count(*) FROM ratsinfo_vorlagen_mit('%radweg%')")
            assert cursor.fetchone() == (1,)


def test_frequent_word_is_met_in_passing_and_gives_the_same_list(monkeypatch: pytest.MonkeyPatch) -> None:
    _viele()
    make_auftrag(text="etwas anderes")
    auswahl = Auswahl(suche="auftrag")
    selten = auftragsseite(auswahl, HEUTE)
    monkeypatch.setattr(blaettern, "HAEUFIG", 3)

    haeufig = auftragsseite(auswahl, HEUTE)

    assert [a.pk for a in haeufig.zeilen] == [a.pk for a in selten.zeilen]
    assert (selten.treffer, haeufig.treffer) == ("103", "mehr als 1.000")
    zweite = auftragsseite(auswahl, HEUTE, haeufig.naechster)
    assert {a.pk for a in zweite.zeilen} & {a.pk for a in haeufig.zeilen} == set()


@pytest.mark.parametrize(
    "adresse", ["/rat/auftraege/", "/rat/auftraege/?suche=auftrag", "/rat/auftraege/tafel/", "/rat/vorlagen/", "/"]
)
def test_number_of_queries_does_not_grow_with_the_list(adresse: str) -> None:
    person = make_user("geschaeftsfuehrung")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    zahlen = []
    client.get(adresse)  # the session is written once
    for menge in (2, 40):
        _viele(menge)
        with CaptureQueriesContext(connection) as abfragen:
            assert client.get(adresse).status_code == 200
        zahlen.append(len(abfragen))

    assert zahlen[0] == zahlen[1]
