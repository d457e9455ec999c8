"""The wordings of deadlines and recurrences that occur in real papers, and the traps beside them."""

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kreislauf.lesen.ausdruck.zeitangaben import Zeitangabe, finde_zeitangaben

BEZUG = date(2022, 1, 1)


def lies(text: str, jahr: int | None = None) -> list[Zeitangabe]:
    return finde_zeitangaben(text, bezugsdatum=BEZUG, jahr=jahr)


@pytest.mark.parametrize(
    ("text", "frist"),
    [
        ("bis zum Ende des dritten Quartals 2021", "2021-09-30"),
        ("bis zum Ende des zweiten Quartals 2024", "2024-06-30"),
        ("werden im dritten Quartal 2021 erwartet", "2021-09-30"),
        ("bis zum 30. Septem- ber 2022", "2022-09-30"),
        ("bis zum 30.04.2020 zu berichten", "2020-04-30"),
        ("bis Ende des Jahres 2010", "2010-12-31"),
        ("bis Ende Juli 2023", "2023-07-31"),
        ("Bis Ende 2023", "2023-12-31"),
        ("bis 2023", "2023-12-31"),
        ("erfolgt final in 2024", "2024-12-31"),
        ("soll Mitte 2021 abgeschlossen sein", "2021-06-30"),
        ("bis spätestens Mitte 2024", "2024-06-30"),
        ("Fertigstellung voraussichtlich Juli 2025", "2025-07-31"),
        ("bis August 2017", "2017-08-31"),
        ("bis zum Dezember 2011", "2011-12-31"),
        ("Erneuter Termin: 06/2023", "2023-06-30"),
        ("bis 04/2011", "2011-04-30"),
        ("in der ersten Hälfte des Jahres 2018", "2018-06-30"),
        ("im ersten Halbjahr 2023", "2023-06-30"),
        ("voraussichtlich erst im zweiten Halbjahr 2024", "2024-12-31"),
        ("im Laufe des Jahres 2014 einen Bericht", "2014-12-31"),
        ("im Frühjahr 2026 zur Beschlussfassung", "2026-05-31"),
        ("befristet bis Sommer 2026", "2026-08-31"),
        ("befristet bis 31. Au- gust 2023", "2023-08-31"),
        ("bis zum Ende des Schuljahres 2016/2017", "2017-07-31"),
        ("bis zum Kita-Jahr 2027/2028", "2027-07-31"),
        ("bis zum Doppelhaushalt 2022/2023", "2021-12-31"),
        ("Zum 15.01.2024 tritt sie in Kraft", "2024-01-15"),
        ("innerhalb von 2 Jahren", "2024-01-01"),
        ("innerhalb der nächsten zehn Jahre", "2032-01-01"),
        ("in ca. 4 bis 6 Wochen", "2022-02-12"),
    ],
)
def test_deadline_ends_on_the_last_day_of_what_is_named(text: str, frist: str) -> None:
    assert [a.frist.isoformat() for a in lies(text) if a.frist] == [frist]


@pytest.mark.parametrize(
    ("text", "beginn"),
    [
        ("die gestaffelte Umsetzung ab 01.06.2024", "2024-06-01"),
        ("Ab 1.1.11", "2011-01-01"),
        ("voraussichtlich ab Mitte 2026", "2026-07-01"),
        ("zum Schuljahr 2017/18", "2017-08-01"),
        ("rückwirkend ab 1. März 2021", "2021-03-01"),
    ],
)
def test_beginning_is_no_deadline(text: str, beginn: str) -> None:
    angabe = lies(text)[0]
    assert (angabe.rolle, str(angabe.beginn), angabe.frist) == ("beginn", beginn, None)


@pytest.mark.parametrize(
    ("text", "wiederkehr"),
    [
        ("einmal jährlich ein Schreiben", "P1Y"),
        ("jedes Jahr", "P1Y"),
        ("mindestens alle drei Jahre", "P3Y"),
        ("im zweijährigen Turnus", "P2Y"),
        ("im Zwei-Jahres-Turnus", "P2Y"),
        ("halbjährlich", "P6M"),
        ("vierteljährlich", "P3M"),
        ("quartalsweise", "P3M"),
        ("einmal monatlich", "P1M"),
        ("alle zwei Monate", "P2M"),
        ("wird regelmäßig berichtet", "unregelmaessig"),
        ("fortlaufend", "unregelmaessig"),
    ],
)
def test_recurrence_is_an_iso_duration_and_never_guessed(text: str, wiederkehr: str) -> None:
    assert [a.wiederkehr for a in lies(text)] == [wiederkehr]


@pytest.mark.parametrize(
    "text",
    [
        "jährlich 80.000 Euro",
        "eine vierjährige Ausbildung",
        "von 9 bis 16 Uhr",
        "Telefon 0123 456789",
        "§ 36 Abs. 2",
        "12. Mai",  # no year
        "Bis Ende Februar",  # no year
        "am 31.02.2024",  # no such day
    ],
)
def test_traps_are_no_times(text: str) -> None:
    assert [a for a in lies(text) if a.rolle != "offen"] == []


def test_year_comes_only_from_the_context() -> None:
    assert lies("2. Quartal: 12. Mai 9 – 12 Uhr", jahr=2023)[0].frist == date(2023, 5, 12)
    assert lies("Bis Ende Februar wird", jahr=2021)[0].frist == date(2021, 2, 28)


@pytest.mark.parametrize(("tag", "passt"), [("Mittwoch", False), ("Montag", True)])
def test_weekday_is_checked_against_the_calendar(tag: str, passt: bool) -> None:
    assert lies(f"am {tag}, dem 20. März 2023")[0].wochentag_passt is passt


def test_span_has_beginning_and_end() -> None:
    angabe = lies("im Zeitraum vom 08.05.2014 bis 23.09.2014")[0]
    assert (angabe.beginn, angabe.frist) == (date(2014, 5, 8), date(2014, 9, 23))


MONATE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
TAGE = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(TAGE)
def test_every_day_is_read_back_from_every_form(tag: date) -> None:
    formen = (f"{tag:%d.%m.%Y}", f"{tag.day}.{tag.month}.{tag.year}", f"{tag.day}. {MONATE[tag.month - 1]} {tag.year}")
    for form in formen:
        assert lies(f"bis zum {form} vorzulegen")[0].frist == tag


@given(st.text(alphabet=st.sampled_from("bis zum 0123456789.,/-Ende Quartal Mai§\n"), max_size=200))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    angaben = lies(text, jahr=2020)
    assert all(0 <= a.anfang < a.ende <= len(text) for a in angaben)
    assert all(a.ende <= b.anfang for a, b in pairwise(angaben))


@pytest.mark.parametrize("stueck", ["bis zum ", "1", "1.", "Sept-\n", "ab ab ", "jährlich ", "innerhalb von "])
def test_hostile_repetition_does_not_explode(stueck: str) -> None:
    """Time grows with the length, not with its square: ten times the text takes nowhere near a hundred times."""

    def dauer(anzahl: int) -> float:
        anfang = time.process_time()
        lies(stueck * anzahl, jahr=2020)
        return time.process_time() - anfang

    assert dauer(40_000) < 40 * max(dauer(4_000), 0.01)


def test_week_has_seven_days() -> None:
    angabe = lies("in der 51. KW 2024")[0]
    assert angabe.frist is not None
    assert angabe.beginn is not None
    assert angabe.frist - angabe.beginn == timedelta(days=6)
