"""Deadlines D1–D24 of the fact base, each by its number, and what a line of `kreislauf frist` may not leave open."""

import json
from datetime import date

import pytest

from kreislauf.recht.fristen.bekanntgabe import fiktion
from kreislauf.recht.fristen.eingabe import rechne_frist
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.recht.fristen.rechtsbehelf import rechtsbehelf
from kreislauf.recht.zeilen import antworte

POST, PORTAL = "aufgabe_zur_post", "elektronisch_bereitgestellt"


def make_frist(art: str = "widerspruch", **angaben: object) -> dict[str, object]:
    return {
        "id": "X",
        "art": art,
        "bundesland": "NW",
        "aufgabe_zur_post": None,
        "elektronisch_bereitgestellt": None,
        "ausland": False,
        "rechtsbehelfsbelehrung": True,
        "ereignis": None,
        "dauer": None,
        **angaben,
    }


def antwort(**angaben: object) -> dict[str, object]:
    return antworte(json.dumps(make_frist(**angaben)).encode(), rechne_frist)  # type: ignore[arg-type]


VEKTOREN = [
    ("D1", {"art": "klage", "bundesland": None, POST: "2007-09-26"}, "2007-09-29", "2007-10-29"),
    ("D2", {POST: "2024-12-20"}, "2024-12-23", "2025-01-23"),
    ("D3", {POST: "2025-01-02"}, "2025-01-06", "2025-02-06"),
    ("D4", {POST: "2026-11-10"}, "2026-11-14", "2026-12-14"),
    ("D5", {POST: "2026-01-27"}, "2026-01-31", "2026-03-02"),
    ("D6", {POST: "2026-03-30"}, "2026-04-03", "2026-05-04"),
    ("D7", {POST: "2026-08-27"}, "2026-08-31", "2026-09-30"),
    ("D8", {POST: "2026-10-14"}, "2026-10-18", "2026-11-18"),
    ("D9", {POST: "2026-10-14", "bundesland": "SN"}, "2026-10-18", "2026-11-19"),
    ("D10", {POST: "2026-04-30"}, "2026-05-04", "2026-06-05"),
    ("D11", {POST: "2026-04-30", "bundesland": "NI"}, "2026-05-04", "2026-06-04"),
    ("D12", {POST: "2028-01-27"}, "2028-01-31", "2028-02-29"),
    ("D13", {POST: "2026-11-21"}, "2026-11-25", "2026-12-28"),
    ("D14", {POST: "2025-11-10", "rechtsbehelfsbelehrung": False}, "2025-11-14", "2026-11-16"),
    ("D15", {"ausland": True, "ereignis": "2025-11-30"}, "2025-11-30", "2026-03-02"),
    ("D16", {PORTAL: "2026-12-22"}, "2026-12-26", "2027-01-26"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": "2 Wochen"}, "2026-07-05", "2026-07-20"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": 14}, "2026-07-05", "2026-07-20"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": "P2W"}, "2026-07-05", "2026-07-20"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": "zwei Wochen"}, "2026-07-05", "2026-07-20"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": {"wochen": 2}}, "2026-07-05", "2026-07-20"),
    ("D17", {"art": "mitwirkung", POST: "2026-07-01", "dauer": "14"}, "2026-07-05", "2026-07-20"),
    ("D18", {"art": "mitwirkung", POST: "2026-07-01", "ereignis": "2026-07-19"}, None, "2026-07-19"),
    ("D18", {"art": "mitwirkung", POST: "2026-07-01", "dauer": "2026-07-19"}, None, "2026-07-19"),
    ("D19", {"art": "untaetigkeit_antrag", "ereignis": "2026-03-31"}, None, "2026-10-01"),
    ("D20", {"art": "untaetigkeit_widerspruch", "ereignis": "2026-08-15"}, None, "2026-11-16"),
    ("D21", {"art": "bkgg_verjaehrung", "ereignis": "2025-08-01"}, None, "2026-08-31"),
    ("D22", {"art": "rueckforderung_verjaehrung", "ereignis": "2026-05-12"}, None, "2030-12-31"),
    ("D23", {"art": "ruecknahme_45", "ereignis": "2026-03-05"}, None, "2027-03-05"),
    ("D24", {"art": "ueberpruefung_rueckwirkung", "ereignis": "2026-11-21"}, None, "2025-01-01"),
]


@pytest.mark.parametrize(("nr", "angaben", "bekanntgabe", "ende"), VEKTOREN, ids=[v[0] for v in VEKTOREN])
def test_frist_follows_the_vector(nr: str, angaben: dict[str, object], bekanntgabe: str | None, ende: str) -> None:
    ergebnis = antwort(**angaben)

    assert (ergebnis.get("bekanntgabe"), ergebnis.get("fristende")) == (bekanntgabe, ende), (nr, ergebnis)
    assert ergebnis["rechenweg"]


@pytest.mark.parametrize("land", ["NW", "SN", None])
def test_frist_without_event_needs_no_land(land: str | None) -> None:
    assert antwort(art="ruecknahme_45", ereignis="2026-03-05", bundesland=land)["fristende"] == "2027-03-05"


def test_frist_needs_the_land_only_if_its_holidays_matter() -> None:
    assert antwort(bundesland=None, aufgabe_zur_post="2026-11-10")["fristende"] == "2026-12-14"
    assert "bundesland" in str(antwort(bundesland=None, aufgabe_zur_post="2026-10-14")["fehler"])


@pytest.mark.parametrize(
    ("abgesandt", "bekannt", "offen"),
    [
        ("2024-12-27", "2024-12-30", False),
        ("2024-12-28", "2024-12-31", False),  # the third day still lies in 2024
        ("2024-12-29", "2025-01-02", True),
        ("2024-12-31", "2025-01-04", True),
        ("2025-01-01", "2025-01-05", False),
    ],
)
def test_fiktion_counts_the_later_day_where_the_turn_of_2025_is_open(abgesandt: str, bekannt: str, offen: bool) -> None:
    bekanntgabe = fiktion(date.fromisoformat(abgesandt))

    assert bekanntgabe.tag == date.fromisoformat(bekannt)
    assert bool(bekanntgabe.offen) is offen


def test_rechtsbehelf_shifts_by_the_holidays_of_the_municipality() -> None:
    bekannt = fiktion(date(2024, 7, 12))  # served on 15 July, one month ends on Thursday 15 August 2024
    muenchen = Dienstsitz("BY", frozenset({"mariae_himmelfahrt"}))

    assert rechtsbehelf("widerspruch", bekannt, belehrt=True, sitz=muenchen).fristende == date(2024, 8, 16)
    irgendwo = rechtsbehelf("widerspruch", bekannt, belehrt=True, sitz=Dienstsitz("BY"))
    assert irgendwo.fristende == date(2024, 8, 15)
    assert "16.08.2024" in irgendwo.offen[0]


def test_frist_marks_limitation_that_ends_on_a_day_off() -> None:
    rechenweg = antwort(art="ruecknahme_45", ereignis="2026-03-06")["rechenweg"]  # 6 March 2027 is a Saturday

    assert isinstance(rechenweg, list)
    assert rechenweg[-1].startswith("Eine Person entscheidet")


@pytest.mark.parametrize(
    ("angaben", "feld"),
    [
        ({}, "aufgabe_zur_post"),
        ({POST: "2026-11-10", PORTAL: "2026-11-10"}, "elektronisch_bereitgestellt"),
        ({POST: "2026-11-31"}, "aufgabe_zur_post"),
        ({POST: "10.11.2026"}, "aufgabe_zur_post"),
        ({POST: "20261110"}, "aufgabe_zur_post"),
        ({POST: "2026-11-10", "bundesland": "XX"}, "bundesland"),
        ({POST: "2026-11-10", "rechtsbehelfsbelehrung": None}, "rechtsbehelfsbelehrung"),
        ({POST: "2026-11-10", "ausland": None}, "ausland"),
        ({POST: "2026-11-10", "ereignis": "2026-11-20"}, "ereignis"),
        ({"ausland": True}, "ereignis"),
        ({"art": "berufung", POST: "2026-11-10"}, "art"),
        ({"art": "mitwirkung", POST: "2026-11-10"}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": "bald"}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": 0}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": "0 Tage"}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": True}, "dauer"),
        ({"art": "untaetigkeit_antrag"}, "ereignis"),
        ({POST: "2026-11-10", "gemeinde": "Köln"}, "gemeinde"),
        ({POST: "9999-12-30"}, "9999"),
        ({POST: "1899-12-31"}, "aufgabe_zur_post"),
        ({"art": "untaetigkeit_antrag", "ereignis": "9999-12-01"}, "ereignis"),
        ({"ausland": True, POST: "2026-11-10", "ereignis": "2026-11-09"}, "ereignis"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": {"jahre": 1}}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": {"tage": "14"}}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": [14]}, "dauer"),
        ({"art": "mitwirkung", POST: "2026-11-10", "dauer": "2026-11-31"}, "dauer"),
        ({"art": "mitwirkung", "dauer": 14}, "aufgabe_zur_post"),
        ({"art": "bkgg_verjaehrung", "ereignis": "2012-01-01"}, "BKGG"),
    ],
)
def test_frist_guesses_nothing(angaben: dict[str, object], feld: str) -> None:
    ergebnis = antwort(**angaben)

    assert set(ergebnis) == {"id", "fehler"}
    assert ergebnis["id"] == "X"
    assert feld in str(ergebnis["fehler"])


@pytest.mark.parametrize(
    ("angaben", "ende"),
    [
        ({"art": "untaetigkeit_antrag", "ereignis": "2025-08-31"}, "2026-03-01"),  # no 31 February
        ({"art": "untaetigkeit_antrag", "ereignis": "2027-08-31"}, "2028-03-01"),
        ({"art": "untaetigkeit_widerspruch", "ereignis": "2027-11-29"}, "2028-03-01"),
        ({"art": "ruecknahme_45", "ereignis": "2024-02-29"}, "2025-02-28"),
        ({"art": "ueberpruefung_rueckwirkung", "ereignis": "2026-01-01"}, "2025-01-01"),
        ({"art": "ueberpruefung_rueckwirkung", "ereignis": "2026-12-31"}, "2025-01-01"),
        ({"art": "rueckforderung_verjaehrung", "ereignis": "2026-12-31"}, "2030-12-31"),
        ({"art": "rueckforderung_verjaehrung", "ereignis": "2027-01-01"}, "2031-12-31"),
        ({"art": "bkgg_verjaehrung", "ereignis": "2025-08-31"}, "2026-08-31"),
        ({"art": "bkgg_verjaehrung", "ereignis": "2023-02-01"}, "2024-02-29"),
        ({"art": "mitwirkung", POST: "2026-01-27", "dauer": "1 Monat"}, "2026-03-02"),
        ({"ausland": True, "ereignis": "2026-08-31"}, "2026-11-30"),
        ({"ausland": True, "ereignis": "2026-08-31", "rechtsbehelfsbelehrung": False}, "2027-08-31"),
        ({"rechtsbehelfsbelehrung": False, POST: "2024-02-26"}, "2025-02-28"),
        ({POST: "2018-09-28", "bundesland": "NI"}, "2018-11-01"),  # Reformationstag since 2018
        ({POST: "2016-09-28", "bundesland": "NI"}, "2016-11-01"),  # 1 October + a month is no holiday in NI
        ({POST: "2017-09-28", "bundesland": "NW"}, "2017-11-02"),  # 500 years of Reformation, then Allerheiligen
        ({POST: "2020-04-05", "bundesland": "BE"}, "2020-05-11"),
        ({POST: "2019-04-05", "bundesland": "BE"}, "2019-05-08"),
        ({POST: "2025-04-04", "bundesland": "BE"}, "2025-05-09"),
        ({POST: "2022-02-05", "bundesland": "MV"}, "2022-03-08"),
        ({POST: "2023-02-05", "bundesland": "MV"}, "2023-03-09"),
        ({POST: "2018-08-17", "bundesland": "TH"}, "2018-09-20"),
        ({POST: "2019-08-17", "bundesland": "TH"}, "2019-09-23"),
    ],
)
def test_frist_at_month_ends_leap_days_and_new_holidays(angaben: dict[str, object], ende: str) -> None:
    assert antwort(**angaben).get("fristende") == ende
