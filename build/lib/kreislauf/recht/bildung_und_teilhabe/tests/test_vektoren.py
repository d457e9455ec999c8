"""The entitlement vectors T01–T58 of the fact base, each by its number (those of other rules: test_sonderregeln)."""

from decimal import Decimal

import pytest

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.tests.fabrik import (
    befoerderung,
    klassenfahrt,
    lernfoerderung,
    make_kindermonat,
    mittagessen,
)
from kreislauf.recht.regel import Entscheidung

SB, TH, MV, KF, AF = "schulbedarf", "teilhabe", "mittagsverpflegung", "klassenfahrt", "ausflug"
SBF, LF = "schuelerbefoerderung", "lernfoerderung"
KEIN = "—"
Fall = tuple[str, str, dict[str, Inhalt], dict[str, str]]

ALLES: dict[str, Inhalt] = {
    **mittagessen("4.00", 18),
    **befoerderung("14.00"),
    **lernfoerderung("120.00", "2026-08-01"),
    **klassenfahrt("380.00", "30.00", "2026-08-15"),
    "ausflug_kosten": "12.00",
}
SCHULE_26: dict[str, Inhalt] = {"erster_schultag": "2026-09-02", "halbjahr_monat": "2027-02-01"}
FLUCHT: dict[str, Inhalt] = {"alter": 8, **SCHULE_26, **mittagessen("4.00", 18), "teilhabe_kosten": "10"}
ERSTES_MAL_11_25: dict[str, Inhalt] = {"aufnahme_art": "erstaufnahme", "aufnahme_datum": "2025-11-03"}
FAHRT_27 = klassenfahrt("380.00", "30.00", "2026-10-15")


def _stichtage() -> list[Fall]:
    betraege = {
        "T01": {"2011-02": KEIN},
        "T02": {"2011-08": "70.00"},
        "T03": {"2019-02": "30.00"},
        "T04": {"2019-08": "100.00"},
        "T05": {"2020-02": "50.00"},
        "T06": {"2021-02": "51.50", "2021-08": "103.00"},
        "T07": {"2022-02": "52.00", "2022-08": "104.00"},
        "T08": {"2023-02": "58.00", "2023-08": "116.00"},
        "T09": {"2024-02": "65.00", "2024-08": "130.00"},
        "T10": {"2026-02": "65.00", "2026-08": "130.00"},
    }
    return [(nr, monat, {}, {SB: eur}) for nr, je_monat in betraege.items() for monat, eur in je_monat.items()]


def _wohngeld_mit_spaetem_antrag() -> list[Fall]:
    wohngeld: dict[str, Inhalt] = {
        "rechtskreis": "bkgg_wohngeld",
        "antragsdatum": "2026-11-20",
        "leistungsbezug_seit": "2025-06-01",
    }
    je_monat = {"2025-08": KEIN, "2026-02": "65.00", "2026-08": "130.00"}
    return [("T24", monat, wohngeld, {SB: eur}) for monat, eur in je_monat.items()]


FAELLE: list[Fall] = [
    *_stichtage(),
    ("T11", "2026-08", {"geburtsdatum": "2001-08-01", **ALLES}, dict.fromkeys((SB, MV, SBF, LF, AF, KF), KEIN)),
    ("T12", "2026-08", {"geburtsdatum": "2001-08-02"}, {SB: "130.00"}),
    (
        "T13",
        "2026-08",
        {"alter": 17, "ausbildungsverguetung": True, "teilhabe_kosten": "20", **ALLES},
        {**dict.fromkeys((SB, MV, SBF, LF, AF, KF), KEIN), TH: "15.00"},
    ),
    ("T14", "2026-08", {"alter": 19, "teilhabe_kosten": "20"}, {SB: "130.00", TH: KEIN}),
    ("T15", "2026-08", {"geburtsdatum": "2020-04-11", "erster_schultag": "2026-09-02"}, {SB: "130.00"}),
    ("T16", "2026-08", {"rechtskreis": "sgb12_kap3", "geburtsdatum": "2020-04-11", **SCHULE_26}, {SB: KEIN}),
    ("T16", "2026-09", {"rechtskreis": "sgb12_kap3", "geburtsdatum": "2020-04-11", **SCHULE_26}, {SB: "130.00"}),
    ("T17", "2026-09", {"rechtskreis": "asylblg_3", **FLUCHT}, {SB: "130.00", TH: "15.00", MV: "72.00"}),
    ("T18", "2026-09", {"rechtskreis": "asylblg_2", **FLUCHT}, {SB: "130.00", TH: "15.00", MV: "72.00"}),
    ("T21", "2026-08", {"rechtskreis": "bkgg_wohngeld", "alter": 12}, {SB: "130.00"}),
    (
        "T22",
        "2026-08",
        {"rechtskreis": "bkgg_kinderzuschlag", "alter": 7, "teilhabe_kosten": "9"},
        {SB: "130.00", TH: "15.00"},
    ),
    (
        "T22",
        "2026-08",
        {"rechtskreis": "bkgg_kinderzuschlag", "alter": 15, "teilhabe_kosten": "9"},
        {SB: "130.00", TH: "15.00"},
    ),
    ("T23", "2026-08", {"rechtskreis": "bkgg_wohngeld"}, {SB: "130.00"}),
    *_wohngeld_mit_spaetem_antrag(),
    ("T25", "2026-08", {"alter": 9, "antragsdatum": None}, {SB: "130.00"}),
    ("T26", "2026-08", {"leistungsbezug_seit": "2026-09-01"}, {SB: KEIN}),
    ("T27", "2026-08", {"rechtskreis": "keiner"}, {SB: KEIN}),
    ("T27", "2026-08", {"rechtskreis": "bkgg_wohngeld", "leistungsbezug_seit": "2026-08-01"}, {SB: "130.00"}),
    ("T28", "2025-11", ERSTES_MAL_11_25, {SB: "130.00"}),
    ("T28", "2026-02", ERSTES_MAL_11_25, {SB: "65.00"}),
    ("T29", "2026-03", {"aufnahme_art": "erstaufnahme", "aufnahme_datum": "2026-03-02"}, {SB: "195.00"}),
    ("T30", "2024-03", {"aufnahme_art": "erstaufnahme", "aufnahme_datum": "2024-03-04"}, {SB: "181.00"}),
    ("T31", "2026-04", {"aufnahme_art": "wiederaufnahme", "aufnahme_datum": "2026-04-13"}, {SB: "65.00"}),
    ("T32", "2026-10", {}, {SB: KEIN}),
    ("T33", "2026-05", {"alter": 9, "teilhabe_kosten": "8.00"}, {TH: "15.00"}),
    ("T34", "2018-05", {"alter": 9, "teilhabe_kosten": "25.00"}, {TH: "10.00"}),
    ("T34", "2026-05", {"alter": 9, "teilhabe_kosten": "25.00"}, {TH: "15.00"}),
    ("T35", "2026-05", {"alter": 9, "teilhabe_kosten": "0"}, {TH: KEIN}),
    (
        "T37",
        "2026-09",
        {"rechtskreis": "bkgg_wohngeld", "geburtsdatum": "2008-09-15", "teilhabe_kosten": "9"},
        {TH: "15.00"},
    ),
    (
        "T37",
        "2026-10",
        {"rechtskreis": "bkgg_wohngeld", "geburtsdatum": "2008-09-15", "teilhabe_kosten": "9"},
        {TH: KEIN},
    ),
    (
        "T38",
        "2026-08",
        {"rechtskreis": "bkgg_wohngeld", "geburtsdatum": "2008-09-01", "teilhabe_kosten": "9"},
        {TH: "15.00"},
    ),
    (
        "T38",
        "2026-09",
        {"rechtskreis": "bkgg_wohngeld", "geburtsdatum": "2008-09-01", "teilhabe_kosten": "9"},
        {TH: KEIN},
    ),
    ("T39", "2026-09", {"geburtsdatum": "2008-09-15", "teilhabe_kosten": "9"}, {TH: "15.00"}),
    ("T40", "2019-07", {"alter": 4, "einrichtung": "kita", **mittagessen("3.80", 20, "kita")}, {MV: "56.00"}),
    ("T40", "2019-08", {"alter": 4, "einrichtung": "kita", **mittagessen("3.80", 20, "kita")}, {MV: "76.00"}),
    ("T41", "2011-02", {"alter": 4, "einrichtung": "kita", **mittagessen("3.80", 20, "kita")}, {MV: "26.00"}),
    ("T42", "2013-11", mittagessen("4.00", 20, "hort"), {MV: "60.00"}),
    ("T42", "2016-11", mittagessen("4.00", 20, "hort"), {MV: KEIN}),
    ("T42", "2026-11", mittagessen("4.00", 20, "hort"), {MV: KEIN}),
    ("T42", "2026-11", mittagessen("4.00", 20, "hort", vertrag=True), {MV: "80.00"}),
    ("T43", "2020-05", {**mittagessen("4.50", 12), "mittag_gemeinschaftlich": False}, {MV: "54.00"}),
    (
        "T44",
        "2026-10",
        {
            "alter": 2,
            "einrichtung": "kindertagespflege",
            **mittagessen("2.50", 18, "kindertagespflege"),
            **lernfoerderung("120", "2026-10-01"),
            **befoerderung("14"),
        },
        {MV: "45.00", SB: KEIN, LF: KEIN, SBF: KEIN},
    ),
    ("T45", "2018-10", befoerderung("14.00"), {SBF: "9.00"}),
    ("T45", "2026-10", befoerderung("14.00"), {SBF: "14.00"}),
    ("T46", "2026-10", befoerderung("14.00", naechste=False), {SBF: KEIN}),
    ("T46", "2026-10", befoerderung("14.00", naechste=False, profil=True), {SBF: "14.00"}),
    ("T47", "2026-10", FAHRT_27, {KF: "350.00"}),
    ("T50", "2026-02", lernfoerderung("120", "2026-03-20"), {LF: KEIN}),
    ("T50", "2026-03", lernfoerderung("120", "2026-03-20"), {LF: "120.00"}),
    ("T51", "2022-03", {**lernfoerderung("120", None), "leistungsbezug_seit": "2022-01-01"}, {LF: "120.00"}),
    (
        "T53",
        "2026-09",
        {"rechtskreis": "sgb12_kap4", "alter": 19, **SCHULE_26, "teilhabe_kosten": "9"},
        {SB: "130.00", TH: KEIN},
    ),
    ("T54", "2026-09", {"rechtskreis": "sgb12_kap3", "alter": 26, **SCHULE_26}, {SB: "130.00"}),
    (
        "T58",
        "2026-05",
        {"geburtsdatum": "2025-09-10", "einrichtung": "keine", "teilhabe_kosten": "40.00"},
        {TH: "15.00"},
    ),
]


@pytest.mark.parametrize(
    ("nr", "monat", "angaben", "erwartet"), FAELLE, ids=[f"{f[0]}-{f[1]}-{i}" for i, f in enumerate(FAELLE)]
)
def test_berechne_follows_the_vector(nr: str, monat: str, angaben: dict[str, Inhalt], erwartet: dict[str, str]) -> None:
    ergebnisse = berechne(make_kindermonat(monat, **angaben))

    for leistung, eur in erwartet.items():
        ergebnis = ergebnisse[leistung]
        assert ergebnis.anspruch is (eur != KEIN), (nr, leistung, ergebnis.gruende)
        assert ergebnis.betrag == Decimal("0.00" if eur == KEIN else eur), (nr, leistung)
        assert ergebnis.gruende


def test_t19_anspruchseinschraenkung_is_decided_by_a_person() -> None:
    ergebnis = berechne(
        make_kindermonat("2026-11", rechtskreis="asylblg_3", alter=9, anspruchseinschraenkung=True, teilhabe_kosten="9")
    )[TH]

    assert ergebnis.entscheidung is Entscheidung.PERSON
    assert ergebnis.anspruch is None
    assert ergebnis.betrag is None
    assert ergebnis.gruende[0].code == "einschraenkung_1a"
    assert "MANUAL_REVIEW_1A" in ergebnis.gruende[0].text


@pytest.mark.parametrize(
    ("monat", "entscheidung"), [("2014-10", Entscheidung.VORSCHLAG_NEIN), ("2015-03", Entscheidung.JA)]
)
def test_t20_before_march_2015_there_is_only_discretion(monat: str, entscheidung: Entscheidung) -> None:
    ergebnis = berechne(make_kindermonat(monat, rechtskreis="asylblg_3", alter=9, teilhabe_kosten="12"))[TH]

    assert ergebnis.entscheidung is entscheidung
    if entscheidung is Entscheidung.VORSCHLAG_NEIN:
        assert ergebnis.gruende[0].code == "ermessen_asylblg_6"


def test_t24_says_what_the_plea_of_limitation_costs() -> None:
    ergebnis = berechne(make_kindermonat("2025-08", rechtskreis="bkgg_wohngeld", antragsdatum="2026-11-20"))[SB]

    assert ergebnis.entscheidung is Entscheidung.VORSCHLAG_NEIN
    assert "130,00 EUR" in ergebnis.gruende[0].text
