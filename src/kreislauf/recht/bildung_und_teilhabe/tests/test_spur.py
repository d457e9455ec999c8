"""A stored decision is computed again from what is stored with it, whatever the parameters are by then."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kreislauf.recht import quelle
from kreislauf.recht.bildung_und_teilhabe import spur
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne, berechne_monate
from kreislauf.recht.bildung_und_teilhabe.spur import (
    NichtNachspielbar,
    rechne_neu,
    sachverhalt_als_json,
    sachverhalt_aus_json,
    spiele_nach,
)
from kreislauf.recht.bildung_und_teilhabe.tests.fabrik import make_kindermonat, mittagessen
from kreislauf.recht.bildung_und_teilhabe.tests.test_gleichheit import ZEILEN


def gespeichert(leistung: str, monat: str = "2026-05", **angaben: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts and trace after a way through JSON."""
    zeile = make_kindermonat(monat, **angaben)
    ergebnis = berechne(zeile, leistungen=(leistung,))[leistung]
    return json.loads(json.dumps(sachverhalt_als_json(zeile))), json.loads(json.dumps(ergebnis.als_json()))


def test_every_random_case_is_replayed_with_nothing_but_its_json() -> None:
    for zeile in ZEILEN[:120]:
        for ergebnis in berechne(zeile).values():
            fakten = json.loads(json.dumps(sachverhalt_als_json(zeile)))
            assert spiele_nach(fakten, json.loads(json.dumps(ergebnis.als_json()))) == ()


def test_facts_come_back_from_json_as_they_were() -> None:
    for zeile in ZEILEN[:300]:
        assert sachverhalt_aus_json(json.loads(json.dumps(sachverhalt_als_json(zeile)))) == zeile


def test_replay_needs_no_parameter_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    fakten, alte_spur = gespeichert("teilhabe", teilhabe_kosten="8.00")
    heute = dict(quelle.parameter())
    eines = heute["sgb2.teilhabe.pauschale"]
    berichtigt = tuple(replace(e, value=Decimal("20.00")) if e.ab.year == 2019 else e for e in eines.values)
    heute["sgb2.teilhabe.pauschale"] = replace(eines, values=berichtigt)
    monkeypatch.setattr(spur, "parameter", lambda: heute)

    assert spiele_nach(fakten, alte_spur) == ()
    betrag = rechne_neu(fakten, alte_spur)[0]
    assert (betrag.was, betrag.gespeichert, betrag.nachgerechnet) == ("betrag", "15.00", "20.00")


@pytest.mark.parametrize(
    ("feld", "wert", "gemeldet"),
    [("betrag", "150.00", "betrag"), ("entscheidung", "nein", "entscheidung"), ("gruende", [], "gruende")],
)
def test_a_forged_trace_is_seen(feld: str, wert: object, gemeldet: str) -> None:
    fakten, alte_spur = gespeichert("teilhabe", teilhabe_kosten="8.00")

    assert [a.was for a in spiele_nach(fakten, alte_spur | {feld: wert})] == [gemeldet]


def test_a_forged_parameter_value_in_the_trace_is_seen() -> None:
    fakten, alte_spur = gespeichert("mittagsverpflegung", "2018-05", **mittagessen("4.00", 20))
    an_beiden_stellen = [*alte_spur["parameter"], *alte_spur["grundlagen"]]
    eigenanteile = [angabe for angabe in an_beiden_stellen if angabe["key"].endswith("mittagsverpflegung.eigenanteil")]

    eigenanteile[0]["value"] = "0.00"
    with pytest.raises(NichtNachspielbar, match="verschieden"):
        spiele_nach(fakten, alte_spur)
    eigenanteile[1]["value"] = "0.00"
    assert {a.was for a in spiele_nach(fakten, alte_spur)} == {"betrag", "rechenweg"}


@pytest.mark.parametrize(
    ("fakten", "fehlt"),
    [({"monat": "bald"}, "monat"), ({"unbekannt": 1}, "unbekannt"), ({"ausbildungsverguetung": 1}, "verguetung")],
)
def test_unreadable_facts_are_named(fakten: dict[str, Any], fehlt: str) -> None:
    gute, alte_spur = gespeichert("teilhabe", teilhabe_kosten="8.00")

    with pytest.raises(NichtNachspielbar, match=fehlt):
        spiele_nach(gute | fakten, alte_spur)


def test_missing_facts_values_and_benefits_are_named() -> None:
    fakten, alte_spur = gespeichert("teilhabe", teilhabe_kosten="8.00")

    with pytest.raises(NichtNachspielbar, match="geburtsdatum"):
        spiele_nach({k: v for k, v in fakten.items() if k != "geburtsdatum"}, alte_spur)
    with pytest.raises(NichtNachspielbar, match="Bedarf"):
        spiele_nach({k: v for k, v in fakten.items() if k != "teilhabe_kosten"}, alte_spur)
    with pytest.raises(NichtNachspielbar, match="pauschale"):
        spiele_nach(fakten, alte_spur | {"parameter": []})
    with pytest.raises(NichtNachspielbar, match="freizeit"):
        spiele_nach(fakten, alte_spur | {"leistung": "freizeit"})


def test_the_trace_names_parameters_rules_and_ages() -> None:
    _, alte_spur = gespeichert("teilhabe", teilhabe_kosten="8.00")

    assert alte_spur["fassung"] == quelle.fassung()
    assert alte_spur["regelfassung"] == quelle.regelfassung() != quelle.fassung()
    assert "sgb2.bildung.altersgrenze" in {angabe["key"] for angabe in alte_spur["grundlagen"]}


def test_months_are_computed_from_one_set_of_facts() -> None:
    zeile = make_kindermonat("2026-07", teilhabe_kosten="8.00")
    monate = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]

    ergebnisse = berechne_monate(zeile, monate, je_monat={monate[2]: {"teilhabe_kosten": None}})

    assert [e["schulbedarf"].betrag for e in ergebnisse.values()] == [
        Decimal("0.00"),
        Decimal("130.00"),
        Decimal("0.00"),
    ]
    assert ["teilhabe" in e for e in ergebnisse.values()] == [True, True, False]
    nur = berechne_monate(zeile, monate[:1], leistungen=("teilhabe",))
    assert list(nur[monate[0]]) == ["teilhabe"]
