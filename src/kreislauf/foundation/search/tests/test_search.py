"""What is found, and how it is shown."""

from datetime import date

import pytest
from django.test import Client

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.search import selectors
from kreislauf.foundation.search.selectors import schreibweisen, suche, woerter
from kreislauf.foundation.search.tests.fabrik import make_eintrag, make_person, titel

pytestmark = pytest.mark.usefixtures("arten")


@pytest.mark.parametrize(
    "anfrage",
    [
        "Jugendämter",
        "Jugendamt",  # German stemming
        "Jugendaemter",  # no umlaut on the keyboard
        "Jugendämtern",
        "JUGENDÄMTER",
        "Jugendämtre",  # typing error
        "Jungendämter",
        "Jugenda\u0308mter",  # decomposed, as PDF readers return it
    ],
)
def test_suche_forgives_umlauts_and_typing_errors(amt: Bereich, anfrage: str) -> None:
    make_eintrag(amt, "Zusammenarbeit der Jugendämter")
    make_eintrag(amt, "Sanierung des Rathauses")

    assert titel(anfrage) == ["Zusammenarbeit der Jugendämter"]


@pytest.mark.parametrize("anfrage", ["Hauptstraße", "Hauptstrasse", "Haupstrasse", "hauptstraße 12"])
def test_suche_treats_sharp_s_as_double_s(amt: Bereich, anfrage: str) -> None:
    make_eintrag(amt, "Spielplatz Hauptstraße 12")

    assert titel(anfrage) == ["Spielplatz Hauptstraße 12"]


@pytest.mark.parametrize("anfrage", ["Müller", "Mueller", "Muller", "Mülelr"])
@pytest.mark.parametrize("name", ["Müller", "Mueller"])
def test_suche_finds_names_in_each_spelling(amt: Bereich, anfrage: str, name: str) -> None:
    make_eintrag(amt, f"Anfrage von Frau {name}")

    assert len(titel(anfrage)) == 1


def test_suche_finds_part_of_a_compound_in_the_title(amt: Bereich) -> None:
    make_eintrag(amt, "Ausbau der Kindertagespflege")

    assert titel("Tagespflege") == ["Ausbau der Kindertagespflege"]


def test_suche_finds_words_of_the_text_and_ranks_title_first(amt: Bereich) -> None:
    make_eintrag(amt, "Bericht zur Lage", text="Der Ausschuss sprach auch über Schulsozialarbeit.")
    make_eintrag(amt, "Schulsozialarbeit stärken", text="Antrag")

    assert titel("Schulsozialarbeit") == ["Schulsozialarbeit stärken", "Bericht zur Lage"]


def test_suche_puts_what_has_the_words_before_what_looks_alike(amt: Bereich) -> None:
    make_eintrag(amt, "Schulsozialarbiet")  # misspelt in the title
    make_eintrag(amt, "Bericht", text="Es ging um Schulsozialarbeit und vieles andere.")

    assert titel("Schulsozialarbeit") == ["Bericht", "Schulsozialarbiet"]


def test_suche_wants_each_word_of_a_misspelt_question(amt: Bereich) -> None:
    make_eintrag(amt, "Jugendhilfeplanung Schulweg")
    make_eintrag(amt, "Jugendhilfeplanung")

    assert titel("Jugendhifleplanung Schulwge") == ["Jugendhilfeplanung Schulweg"]


def test_suche_excludes_words_and_finds_phrases(amt: Bereich) -> None:
    make_eintrag(amt, "Erster Antrag", text="frühe Hilfen für Familien")
    make_eintrag(amt, "Zweiter Antrag", text="Hilfen, früher und später, für Familien")

    assert titel('"frühe Hilfen"') == ["Erster Antrag"]
    assert titel("Familien -später") == ["Erster Antrag"]
    assert titel("Antrag -zweiter") == ["Erster Antrag"]  # looking alike does not undo an exclusion


def test_suche_marks_hits_and_escapes_all_else(amt: Bereich) -> None:
    make_eintrag(amt, "<script>alert(1)</script> Schulweg", text="Der Schulweg & die <Schule")

    treffer = suche("Schulweg").treffer[0]

    assert "<script>" not in treffer.titel
    assert "<mark>Schulweg</mark>" in treffer.titel
    assert "<mark>Schulweg</mark> &amp; die &lt;Schule" in treffer.auszug


def test_suche_filters_by_kind_and_day_and_counts_kinds(amt: Bereich) -> None:
    make_eintrag(amt, "Hort Nord", stand=date(2026, 1, 31))
    make_eintrag(amt, "Hort Süd", art="bericht", klasse="bericht", stand=date(2026, 2, 1))
    make_eintrag(amt, "Hort West")

    assert suche("Hort").je_art == {"auftrag": 2, "bericht": 1}
    assert suche("Hort", "bericht").anzahl == 1
    assert suche("Hort", "bericht").je_art == {"auftrag": 2, "bericht": 1}
    assert suche("Hort", von=date(2026, 2, 1)).anzahl == 1
    assert suche("Hort", bis=date(2026, 1, 31)).anzahl == 1


def test_suche_pages_without_gap_or_repetition(amt: Bereich) -> None:
    for nummer in range(45):
        make_eintrag(amt, f"Kita {nummer}")

    seiten = [suche("Kita", seite=n) for n in (1, 2, 3)]

    assert [len(s.treffer) for s in seiten] == [20, 20, 5]
    assert len({str(t.titel) for s in seiten for t in s.treffer}) == 45
    assert suche("Kita", seite=99).seite == 3


@pytest.mark.parametrize(
    "anfrage", ["", "   ", "der", "'", '"', "!!!", "a & b | c", "\\", "%", "ü" * 200, "\x00", "-", "<>"]
)
def test_suche_survives_any_question(amt: Bereich, anfrage: str) -> None:
    make_eintrag(amt, "Irgendetwas")

    assert suche(anfrage).anzahl >= 0


def test_schreibweisen_leaves_ue_after_vowels_alone() -> None:
    assert schreibweisen("neue Steuer") == ["neue Steuer"]
    assert schreibweisen("Mueller") == ["Mueller", "Müller"]
    assert schreibweisen("Bühne") == ["Bühne", "Buehne"]


def test_woerter_takes_operators_at_their_word() -> None:
    assert woerter("Bericht der Planung") == ["Bericht", "Planung"]
    assert woerter("AG 78") == ["AG", "78"]
    assert woerter('"frühe Hilfen"') == woerter("Hilfe -früh") == woerter("a OR b") == []


# The page


def test_page_shows_hits_counts_and_keeps_the_filter(client: Client, amt: Bereich) -> None:
    make_eintrag(amt, "Schulweg sichern", stand=date(2026, 3, 1))
    client.force_login(make_person("fachbereich", amt), "allauth.account.auth_backends.AuthenticationBackend")

    seite = client.get("/suche/", {"q": "schulweg", "von": "2026-01-01"}).content.decode()

    assert "1 Treffer für „schulweg“" in seite
    assert '<a class="kern-link" href="/rat/"><mark>Schulweg</mark> sichern</a>' in seite
    assert "Auftrag · Stand 1. März 2026" in seite
    assert 'value="2026-01-01"' in seite


def test_page_without_hits_says_what_to_try(client: Client, amt: Bereich) -> None:
    client.force_login(make_person("fachbereich", amt), "allauth.account.auth_backends.AuthenticationBackend")

    seite = client.get("/suche/", {"q": "gibtesnicht"}).content.decode()

    assert "Nichts gefunden" in seite
    assert "weniger oder andere Wörter" in seite


def test_page_names_a_wrong_filter(client: Client, amt: Bereich) -> None:
    client.force_login(make_person("fachbereich", amt), "allauth.account.auth_backends.AuthenticationBackend")

    antwort = client.get("/suche/", {"q": "x", "von": "2026-05-01", "bis": "2026-04-30", "seite": "²"})

    assert antwort.status_code == 200
    assert "Dieser Tag liegt vor" in antwort.content.decode()
    assert "<title>Fehler: " in antwort.content.decode()


def test_of_many_that_look_alike_some_are_ranked_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, amt: Bereich
) -> None:
    make_eintrag(amt, "Kinderschutz 1")
    monkeypatch.setattr(selectors, "AEHNLICHE", 1)

    assert suche("Kinderschuzt").zu_weit
    assert not suche("Kinderschutz").zu_weit
