"""The vectors of the special rules (T22, T23, T27, T36, T48, T49, T52, T55–T57) and their bounds."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis
from kreislauf.recht.bildung_und_teilhabe.rechtskreis import BEZUG, RECHTSKREISORDNUNG
from kreislauf.recht.bildung_und_teilhabe.sonderregeln import berechne_sonderregel
from kreislauf.recht.regel import Entscheidung

EUR = Decimal


def _ergebnis(name: str, angaben: dict[str, Inhalt]) -> Ergebnis:
    ergebnis = berechne_sonderregel(name, angaben)
    assert ergebnis is not None
    assert all(grund.text and grund.norm for grund in (*ergebnis.gruende, *ergebnis.hinweise))
    return ergebnis


def make_bezug(**laufende: bool) -> dict[str, Inhalt]:
    return {**dict.fromkeys(BEZUG.spalten, False), "monat": date(2026, 8, 1), **laufende}


def _rechtskreis(bezug: dict[str, Inhalt]) -> tuple[Inhalt, Inhalt]:
    spalten = RECHTSKREISORDNUNG.anwenden_auf_fall(bezug).spalten
    return spalten.inhalt("rechtskreis"), spalten.inhalt("rechtskreis_offen")


@pytest.mark.parametrize(
    ("nr", "bezug", "rechtskreis"),
    [
        ("T22", {"kindergeld": True, "kinderzuschlag": True}, "bkgg_kinderzuschlag"),  # A and B alike
        ("T23", {"kindergeld": True, "kinderwohngeld": True}, "bkgg_wohngeld"),
        ("T27", {}, "keiner"),
        ("T27", {"kindergeld": True, "wohngeld": True}, "bkgg_wohngeld"),
        ("–", {"asylblg": True, "sgb2": True}, "asylblg_3"),
        ("–", {"asylblg": True, "asylblg_analog": True, "sgb12_kap3": True}, "asylblg_2"),
        ("–", {"kinderzuschlag": True}, "keiner"),  # without Kindergeld no § 6b BKGG
        ("–", {"sgb2": True, "kindergeld": True, "wohngeld": True, "bkgg_bewilligt": True}, "bkgg_wohngeld"),
    ],
)
def test_ordne_rechtskreis_follows_the_ordering_rules(nr: str, bezug: dict[str, bool], rechtskreis: str) -> None:
    assert _rechtskreis(make_bezug(**bezug)) == (rechtskreis, False)


def test_ordne_rechtskreis_never_puts_a_child_on_both_sides_of_an_ordering_rule() -> None:
    spalten = [name for name in BEZUG.spalten if name != "monat"]
    for werte in product((False, True), repeat=len(spalten)):
        bezug = make_bezug(**dict(zip(spalten, werte, strict=True)))
        rechtskreis, offen = _rechtskreis(bezug)
        if bezug["asylblg"]:
            assert str(rechtskreis).startswith("asylblg")
        if bezug["bkgg_bewilligt"]:
            assert rechtskreis != "sgb2"
        if bezug["sgb2"] and bezug["kindergeld"] and bezug["wohngeld"] and not bezug["asylblg"]:
            assert bezug["bkgg_bewilligt"] or offen  # two would fit: a person decides


KONTO: dict[str, Inhalt] = {
    "monat": date(2026, 10, 1),
    "beginn": date(2026, 3, 1),
    "ende": date(2027, 2, 28),
    "verbrauchte_monate": 0,
    "kosten": EUR("120.00"),
}


@pytest.mark.parametrize(
    ("angaben", "betrag"),
    [
        ({}, "120.00"),  # T36: 8 × 15 accrued
        ({"kosten": EUR("150.00")}, "120.00"),
        ({"kosten": EUR("20.00")}, "20.00"),
        ({"verbrauchte_monate": 3}, "75.00"),
        ({"verbrauchte_monate": 8}, "0.00"),
        ({"monat": date(2027, 3, 1)}, "0.00"),
    ],
)
def test_t36_ansparung_bundles_unused_months(angaben: dict[str, Inhalt], betrag: str) -> None:
    assert _ergebnis("ansparung", {**KONTO, **angaben}).betrag == EUR(betrag)


def test_t36_ansparung_shows_what_the_whole_period_would_give() -> None:
    ergebnis = _ergebnis("ansparung", {**KONTO, "kosten": EUR("180.00")})

    assert [zeile.betrag for zeile in ergebnis.rechenweg] == [
        EUR("180.00"),
        EUR("120.00"),
        EUR("180.00"),
        EUR("120.00"),
    ]
    assert [grund.code for grund in ergebnis.hinweise] == ["vorab_moeglich"]


ZAHLUNG: dict[str, Inhalt] = {
    "gezahlt_am": date(2026, 9, 20),
    "leistung": "klassenfahrt",
    "gezahlt": EUR("350.00"),
    "anspruch": EUR("350.00"),
    "antragsdatum": date(2026, 8, 1),
    "antrag_war_moeglich": True,
    "ohne_verschulden": True,
}


@pytest.mark.parametrize(
    ("angaben", "betrag"),
    [
        ({}, "350.00"),  # T48
        ({"gezahlt": EUR("380.00")}, "350.00"),
        ({"gezahlt": EUR("100.00")}, "100.00"),
        ({"antragsdatum": date(2026, 9, 21)}, "0.00"),
        ({"antragsdatum": None, "antrag_war_moeglich": False}, "350.00"),
        ({"ohne_verschulden": False}, "0.00"),
        ({"leistung": "schulbedarf"}, "0.00"),
        ({"anspruch": EUR("0.00")}, "0.00"),
        ({"gezahlt_am": date(2013, 7, 31), "antragsdatum": date(2013, 7, 1)}, "0.00"),
    ],
)
def test_t48_selbsthilfe_refunds_the_family(angaben: dict[str, Inhalt], betrag: str) -> None:
    assert _ergebnis("selbsthilfe", {**ZAHLUNG, **angaben}).betrag == EUR(betrag)


HAUSHALT: dict[str, Inhalt] = {
    "monat": date(2026, 10, 1),
    "ueberhang": EUR("40.00"),
    "klassenfahrt": EUR("360.00"),
    "ausflug": False,
    "weitere": None,
}


@pytest.mark.parametrize(
    ("angaben", "betrag"),
    [
        ({}, "120.00"),  # T49: (360 ÷ 6 − 40) × 6
        ({"ueberhang": EUR("60.00")}, "0.00"),
        ({"ueberhang": EUR("59.99")}, "0.06"),
        ({"klassenfahrt": None, "weitere": EUR("72.00")}, "32.00"),
        ({"klassenfahrt": EUR("350.00")}, "110.00"),  # exact although 350 ÷ 6 is not
    ],
)
def test_t49_bedarfsausloesung_spreads_the_trip(angaben: dict[str, Inhalt], betrag: str) -> None:
    assert _ergebnis("bedarfsausloesung", {**HAUSHALT, **angaben}).betrag == EUR(betrag)


def test_bedarfsausloesung_leaves_several_needs_to_a_person() -> None:
    ergebnis = _ergebnis("bedarfsausloesung", {**HAUSHALT, "weitere": EUR("15.00")})

    assert ergebnis.entscheidung is Entscheidung.PERSON


SAMMELZEILE: dict[str, Inhalt] = {
    "monat": date(2026, 6, 1),
    "leistung": "ausflug",
    "einrichtung": "schule",
    "kreis_der_schule": "B",
    "kreis_des_kindes": "A",
    "kosten": EUR("12.00"),
    "vorgeleistet": True,
    "berechtigung_gesehen": True,
}


def test_t52_sammelabrechnung_is_paid_by_the_kreis_of_the_school() -> None:
    ergebnis = _ergebnis("sammelabrechnung", SAMMELZEILE)

    assert ergebnis.betrag == EUR("12.00")
    assert "(B)" in ergebnis.gruende[0].text


@pytest.mark.parametrize(
    "angaben",
    [
        {"leistung": "klassenfahrt"},
        {"einrichtung": "kita"},
        {"vorgeleistet": False},
        {"berechtigung_gesehen": False},
        {"kosten": EUR("0")},
        {"monat": date(2019, 7, 1)},
    ],
)
def test_sammelabrechnung_needs_each_condition(angaben: dict[str, Inhalt]) -> None:
    assert _ergebnis("sammelabrechnung", {**SAMMELZEILE, **angaben}).anspruch is False


RUECKFORDERUNG: dict[str, Inhalt] = {
    "monat": date(2026, 6, 1),
    "rechtskreis": "sgb2",
    "gesamt": EUR("180.00"),
    "bildung_und_teilhabe": EUR("180.00"),
    "nur_deswegen": True,
    "nachweis_fehlt": False,
    "gutschein_zurueck": EUR("0"),
}


@pytest.mark.parametrize(
    ("nr", "angaben", "betrag", "warum"),
    [
        ("T55", {}, "0.00", "keine_bremse"),
        (
            "T56",
            {"gesamt": EUR("45.00"), "bildung_und_teilhabe": EUR("20.00"), "nur_deswegen": False},
            "0.00",
            "keine_bagatelle",
        ),
        (
            "T57",
            {
                "gesamt": EUR("60.00"),
                "bildung_und_teilhabe": EUR("60.00"),
                "nachweis_fehlt": True,
                "gutschein_zurueck": EUR("60.00"),
            },
            "0.00",
            "gutschein_deckt_nicht",
        ),
        ("–", {"nachweis_fehlt": True}, "180.00", None),
        ("–", {"nur_deswegen": False, "gesamt": EUR("50.00"), "bildung_und_teilhabe": EUR("50.00")}, "50.00", None),
        ("–", {"rechtskreis": "sgb12_kap3"}, "180.00", None),
        ("–", {"rechtskreis": "bkgg_wohngeld"}, "0.00", "keine_bremse"),
        ("–", {"monat": date(2022, 12, 1), "gesamt": EUR("45.00"), "nur_deswegen": False}, "180.00", None),
    ],
)
def test_erstattung_is_braked(nr: str, angaben: dict[str, Inhalt], betrag: str, warum: str | None) -> None:
    ergebnis = _ergebnis("erstattung", {**RUECKFORDERUNG, **angaben})

    assert ergebnis.betrag == EUR(betrag)
    assert [g.code for g in ergebnis.gruende if g.art == "nicht_erfuellt"] == ([warum] if warum else [])
