"""Amounts, votes, norms and references in the forms of real papers, and what only looks like them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kreislauf.lesen.ausdruck.abstimmungen import finde_abstimmung, finde_ergebnis
from kreislauf.lesen.ausdruck.mengen import finde_mengen
from kreislauf.lesen.ausdruck.normen import finde_normen
from kreislauf.lesen.ausdruck.verweise import finde_verweise


@pytest.mark.parametrize(
    ("text", "werte"),
    [
        ("49 von 732 Anträgen (= 6,69 %)", ["49", "732", "6.69"]),
        ("um ca. 600 BG (ca. 33 %)", ["600", "33"]),
        ("1745 Briefe", ["1745"]),
        ("ca. 35.000.-- €", ["35000"]),
        ("fast 160 Prozent", ["160"]),
        ("i.H.v. 7.918 T€", ["7918000"]),
        ("2.7 Mio €", ["2700000"]),
        ("5,36 Mio. €", ["5360000"]),
        ("- 54.347.117 €", ["-54347117"]),
        ("13.797 Bedarfsgemeinschaften", ["13797"]),
        ("3 von 3,5 Koordinationsstellen", ["3", "3.5"]),
        ("0,5 VZÄ", ["0.5"]),
        ("1.039 Praktikumsplätze in 549 Kindertagesstätten", ["1039", "549"]),
        ("45 von 57 Mitgliedern, das sind 78,9 %", ["45", "57", "78.9"]),
        ("vier Arbeitsgemeinschaften", ["4"]),
        ("im sechsmonatigen Programm", ["6"]),
        ("drei Anstellungsträger für elf Kommunen", ["3", "11"]),
    ],
)
def test_amounts_are_read(text: str, werte: list[str]) -> None:
    assert [m.wert for m in finde_mengen(text)] == [Decimal(w) for w in werte]


@pytest.mark.parametrize(
    "text",
    ["9 – 12 Uhr", "24/7-Betreuung", "Ruf: 492 70 52", "§ 36 Abs. 2", "Anlage 2b", "AG 3 Jugendsozialarbeit", "zwei Ziele",
     "Bündnis 90/Die Grünen", "am 20. März 2023", "bis zum 30.06.2023", "Ziffer 2 Satz", "TOP 5 Bericht",
     "100 Prozent Recyclingpapier"],
)  # fmt: skip
def test_what_counts_nothing_is_no_amount(text: str) -> None:
    assert finde_mengen(text) == []


@given(st.integers(0, 999_999_999), st.integers(0, 99))
def test_money_is_read_back(euro: int, cent: int) -> None:
    gedruckt = f"{euro:,}".replace(",", ".") + f",{cent:02} €"
    assert [m.wert for m in finde_mengen(f"Kosten von {gedruckt} entstehen")] == [Decimal(euro) + Decimal(cent) / 100]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Ja: 15, Nein: 0, Enthaltungen: 0", ("beschlossen", None, 15, 0, 0)),
        ("JA-Stimmen:9 NEIN-Stimmen:0 Enthaltungen:0", ("beschlossen", None, 9, 0, 0)),
        ("28 JA-Stimmen / 21 NEIN-Stimmen / 1 Enthaltung", ("beschlossen", False, 28, 21, 1)),
        ("Ja 13 Nein 0 Enthaltung 1", ("beschlossen", None, 13, 0, 1)),
        ("Mehrheitlich zugestimmt (27 Ja, 17 Nein)", ("beschlossen", False, 27, 17, None)),
        ("Bei 46 Ja-Stimmen einstimmig zugestimmt", ("beschlossen", True, 46, None, None)),
        ("Bei 4 Ja-Stimmen, 38 Nein-Stimmen mehrheitlich abgelehnt", ("abgelehnt", False, 4, 38, None)),
        ("Einstimmig, bei 0 Enthaltung(en)", ("beschlossen", True, None, None, 0)),
        ("einstimmig bei einer Enthaltung", ("beschlossen", True, None, None, 1)),
        ("26 Gegenstimmen, somit abgelehnt", ("abgelehnt", False, None, 26, None)),
        ("30/31/2 Stimmen", ("abgelehnt", False, 30, 31, 2)),
        ("Abstimmung: Enthaltungen: 1", (None, None, None, None, 1)),
    ],
)
def test_votes_are_read_and_missing_numbers_stay_empty(text: str, erwartet: tuple[object, ...]) -> None:
    a = finde_abstimmung(text)
    assert a is not None
    assert (a.ergebnis, a.einstimmig, a.ja, a.nein, a.enthaltung) == erwartet


@pytest.mark.parametrize(
    "text",
    ["von den 17 stimmberechtigten Mitgliedern", "dass sie ausschließlich Zustimmung feststelle",
     "( ) einstimmig ( ) Ja-Stimmen ( ) Nein-Stimmen", "noch nicht festgelegt Ja: 0 Nein: 0 Enthaltungen: 0"],
)  # fmt: skip
def test_no_vote_is_no_vote(text: str) -> None:
    assert finde_abstimmung(text) is None


@pytest.mark.parametrize(
    ("text", "ergebnis"),
    [
        ("ungeändert beschlossen", "beschlossen"),
        ("geänderter Beschluss", "geaendert_beschlossen"),
        ("zugestimmt nach Änderungen", "geaendert_beschlossen"),
        ("zur Kenntnis genommen", "kenntnisnahme"),
        ("vertagt", "vertagt"),
        ("zurückgestellt", "vertagt"),
        ("zurückgezogen", "zurueckgezogen"),
        ("verwiesen in Fachausschuss", "verwiesen"),
        ("erledigt durch Stellungnahme der Verwaltung", "erledigt"),
        ("bei Stimmengleichheit abgelehnt", "abgelehnt"),
        ("einstimmig zugestimmt", "beschlossen"),
    ],
)
def test_results_have_one_code(text: str, ergebnis: str) -> None:
    assert finde_ergebnis(text) == ergebnis


@pytest.mark.parametrize(
    ("text", "normen"),
    [
        ("§29 SGB VIII", ["SGB VIII § 29"]),
        ("§§ 42, 42a und § 8a SGB VIII", ["SGB VIII § 42", "SGB VIII § 42a", "SGB VIII § 8a"]),
        ("§ 24 Abs. 4 Sozialgesetzbuch (SGB) VIII", ["SGB VIII § 24"]),
        ("§16e und § 16i SGB II", ["SGB II § 16e", "SGB II § 16i"]),
        ("§ 33 Abs. 2 KiBiz", ["KiBiz § 33"]),
        ("§§ 78 ff. GO NRW", ["GO NRW § 78"]),
        ("Sozialgesetzbuch Achtes Buch", ["SGB VIII"]),
        ("des Bundesteilhabegesetzes", ["BTHG"]),
        ("AG 78", []),
        ("§ 90 Abs. 1 Satz 2", []),
    ],
)
def test_norms_are_act_first(text: str, normen: list[str]) -> None:
    assert [n.norm for n in finde_normen(text)] == normen


@pytest.mark.parametrize(
    ("text", "nummern"),
    [
        ("(Vorlage V/0980/2013)", ["V/0980/2013"]),
        ("DS 16/SVV/0561", ["16/SVV/0561"]),
        ("(SV-10-0391)", ["SV-10-0391"]),
        ("Vorlagen 362/21 und 183/22", ["362/21", "183/22"]),
        ("siehe V 279/2004", ["V 279/2004"]),
        ("Ratsantrag A-R0027/2013: Teilhabe", ["A-R0027/2013"]),
        ("(1140/2009)", ["1140/2009"]),
        ("Erneuter Termin 06/2023", []),
        ("im Schuljahr 2020/21", []),
        ("https://www.example.de/presse/438", []),
    ],
)
def test_references_are_as_printed(text: str, nummern: list[str]) -> None:
    assert [v.nummer for v in finde_verweise(text)] == nummern
