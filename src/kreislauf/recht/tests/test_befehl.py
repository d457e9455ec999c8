"""`kreislauf anspruch` and `kreislauf frist` as a county runs them: every line answered, in order, nothing guessed."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kreislauf.recht import befehl
from kreislauf.recht.bildung_und_teilhabe.eingabe import rechne_anspruch
from kreislauf.recht.fristen.eingabe import rechne_frist
from kreislauf.recht.zeilen import als_zeile, antworte

T33: dict[str, Any] = {
    "id": "T33",
    "monat": "2026-05",
    "rechtskreis": "sgb2",
    "geburtsdatum": "2017-01-15",
    "land": "NW",
    "einrichtung": "schule",
    "ausbildungsverguetung": False,
    "erster_schultag": None,
    "halbjahr_monat": None,
    "aufnahme": None,
    "antragsdatum": None,
    "leistungsbezug_seit": None,
    "bedarfe": {
        "teilhabe": {"kosten": "8.00"},
        "mittagsverpflegung": {"preis_je_essen": "4.00", "anzahl": 18, "ort": "schule", "kooperationsvertrag": False},
        "klassenfahrt": {"kosten": "380.00", "taschengeld": "30.00", "faellig_am": "2026-05-15"},
        "ausflug": {"kosten": "12.00"},
        "schuelerbefoerderung": {"eigenanteil": "14.00", "naechstgelegene": True, "profilschule": False},
        "lernfoerderung": {"kosten": "120.00", "bestaetigung_schule": True, "antragsdatum": "2026-03-20"},
    },
}
D4: dict[str, Any] = {
    "id": "D4",
    "art": "widerspruch",
    "bundesland": "NW",
    "aufgabe_zur_post": "2026-11-10",
    "elektronisch_bereitgestellt": None,
    "ausland": False,
    "rechtsbehelfsbelehrung": True,
    "ereignis": None,
    "dauer": None,
}


def anspruch(**angaben: Any) -> dict[str, Any]:
    return antworte(json.dumps({**T33, **angaben}).encode(), rechne_anspruch)


def starte(aufruf: Callable[[list[str]], int], eingabe: bytes, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    ausgabe = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(eingabe)))
    monkeypatch.setattr(sys, "stdout", ausgabe)
    assert aufruf([]) == 0
    ausgabe.buffer.seek(0)
    return [json.loads(zeile) for zeile in ausgabe.buffer.read().decode().splitlines()]


def test_all_seven_benefits_are_answered_with_amounts_as_text() -> None:
    ansprueche = anspruch()["ansprueche"]

    assert {name: (a["anspruch"], a["betrag"]) for name, a in ansprueche.items()} == {
        "schulbedarf": (False, "0.00"),
        "teilhabe": (True, "15.00"),
        "mittagsverpflegung": (True, "72.00"),
        "klassenfahrt": (True, "350.00"),
        "ausflug": (True, "12.00"),
        "schuelerbefoerderung": (True, "14.00"),
        "lernfoerderung": (True, "120.00"),
    }
    assert all(a["gruende"] for a in ansprueche.values())


def test_lines_are_answered_in_order_whatever_stands_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    gut = json.dumps(T33).encode()
    zeilen = [
        b"\xef\xbb\xbf" + gut,
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"id":' + b"9" * 5000 + b"}",
        b"  " + gut + b"\r",
    ]
    zeilen += [b'{"id":"\\ud800"}', b'{"id":"a","id":"b"}', b'{"id":true}', b"null", gut]

    antworten = starte(befehl.anspruch, b"\n".join(zeilen), monkeypatch)

    assert [a["id"] for a in antworten] == ["T33", None, None, None, None, "T33", "\ud800", None, None, None, "T33"]
    assert ["fehler" in a for a in antworten] == [False, True, True, True, True, False, True, True, True, True, False]


def test_frist_answers_in_utf8_whatever_the_terminal_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    zeilen = [json.dumps({**D4, "art": "untaetigkeit_antrag", "ereignis": "2026-03-31"}), json.dumps({**D4, "id": 7})]

    antworten = starte(befehl.frist, "\n".join(zeilen).encode(), monkeypatch)

    assert [a["id"] for a in antworten] == ["D4", 7]
    assert "Untätigkeitsklage" in antworten[0]["rechenweg"][-1]


@pytest.mark.parametrize("aufruf", [befehl.anspruch, befehl.frist])
def test_help_says_what_the_command_does(
    aufruf: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        aufruf(["--help"])
    assert "Standardeingabe" in capsys.readouterr().out.replace("\n", " ")


@pytest.mark.parametrize(
    ("angaben", "feld"),
    [
        ({"monat": None}, "monat"),
        ({"monat": "2026-13"}, "monat"),
        ({"monat": "2026-5"}, "monat"),
        ({"monat": "9999-12"}, "monat"),
        ({"monat": "2010-12", "geburtsdatum": "2001-01-01"}, "Teilhabe"),
        ({"rechtskreis": "SGB2"}, "rechtskreis"),
        ({"geburtsdatum": "2026-06-01"}, "geburtsdatum"),
        ({"geburtsdatum": "2001-02-29"}, "geburtsdatum"),
        ({"land": "XX"}, "land"),
        ({"einrichtung": "hort"}, "einrichtung"),
        ({"ausbildungsverguetung": "nein"}, "ausbildungsverguetung"),
        ({"ausbildungsverguetung": None}, "ausbildungsverguetung"),
        ({"erster_schultag": "2026-09"}, "erster_schultag"),
        ({"halbjahr_monat": "2027-02-01"}, "halbjahr_monat"),
        ({"aufnahme": {"art": "wechsel", "datum": "2026-05-04"}}, "aufnahme.art"),
        ({"aufnahme": {"art": "erstaufnahme"}}, "aufnahme.datum"),
        ({"bedarfe": None}, "bedarfe"),
        ({"bedarfe": {"schwimmen": {}}}, "bedarfe.schwimmen"),
        ({"bedarfe": {"teilhabe": {"kosten": 8.0}}}, "bedarfe.teilhabe.kosten"),
        ({"bedarfe": {"teilhabe": {"kosten": "-1.00"}}}, "bedarfe.teilhabe.kosten"),
        ({"bedarfe": {"teilhabe": {"kosten": "8,00"}}}, "bedarfe.teilhabe.kosten"),
        ({"bedarfe": {"teilhabe": {"kosten": "8.001"}}}, "bedarfe.teilhabe.kosten"),
        ({"bedarfe": {"teilhabe": {"kosten": "8.00", "verein": "TSV"}}}, "bedarfe.teilhabe.verein"),
        (
            {"bedarfe": {"klassenfahrt": {"kosten": "20.00", "taschengeld": "30.00", "faellig_am": "2026-05-15"}}},
            "bedarfe.klassenfahrt.taschengeld",
        ),
        (
            {"bedarfe": {"mittagsverpflegung": {"preis_je_essen": "4.00", "anzahl": 18, "ort": "hort"}}},
            "bedarfe.mittagsverpflegung.kooperationsvertrag",
        ),
        (
            {"bedarfe": {"mittagsverpflegung": {"preis_je_essen": "4.00", "anzahl": 1.5, "ort": "schule"}}},
            "bedarfe.mittagsverpflegung.anzahl",
        ),
        (
            {"bedarfe": {"schuelerbefoerderung": {"eigenanteil": "4.00", "naechstgelegene": False}}},
            "bedarfe.schuelerbefoerderung.profilschule",
        ),
        ({"name": "Kind"}, "name"),
        ({"monat": "2027-02"}, "noch nicht veröffentlicht"),
    ],
)
def test_anspruch_guesses_nothing(angaben: dict[str, Any], feld: str) -> None:
    antwort = anspruch(**angaben)

    assert set(antwort) == {"id", "fehler"}
    assert feld in antwort["fehler"]


def test_what_changes_nothing_may_be_left_out() -> None:
    leer = ("erster_schultag", "halbjahr_monat", "aufnahme", "antragsdatum", "leistungsbezug_seit")
    bedarfe = {
        "mittagsverpflegung": {"preis_je_essen": "4.00", "anzahl": 18, "ort": "schule"},
        "schuelerbefoerderung": {"eigenanteil": "14.00", "naechstgelegene": True},
        "lernfoerderung": {"kosten": "120.00", "bestaetigung_schule": True, "antragsdatum": "2026-03-20"},
    }
    kurz = {name: wert for name, wert in T33.items() if name not in leer} | {"bedarfe": bedarfe}

    ansprueche = antworte(json.dumps(kurz).encode(), rechne_anspruch)["ansprueche"]

    assert isinstance(ansprueche, dict)
    assert {name: a["betrag"] for name, a in ansprueche.items()} == {
        "schulbedarf": "0.00",
        "mittagsverpflegung": "72.00",
        "schuelerbefoerderung": "14.00",
        "lernfoerderung": "120.00",
    }


def test_t19_a_restriction_under_1a_is_left_to_a_person() -> None:
    antwort = anspruch(rechtskreis="asylblg_3", anspruchseinschraenkung=True, monat="2026-11")

    assert {a["anspruch"] for name, a in antwort["ansprueche"].items() if name == "teilhabe"} == {None}
    assert "MANUAL_REVIEW_1A" in " ".join(antwort["hinweise"])


def test_no_circle_hints_at_need_triggered_entitlement() -> None:
    assert "Hilfebedürftigkeit" in anspruch(rechtskreis="keiner")["hinweise"][0]


ALLERLEI = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inneres: st.lists(inneres, max_size=3) | st.dictionaries(st.text(max_size=8), inneres, max_size=3),
    max_leaves=6,
)


def _pfade(objekt: Mapping[str, Any], davor: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    eigene = [(*davor, name) for name in objekt]
    return eigene + [p for name, wert in objekt.items() if isinstance(wert, dict) for p in _pfade(wert, (*davor, name))]


@pytest.mark.parametrize(("muster", "rechne"), [(T33, rechne_anspruch), (D4, rechne_frist)])
@settings(max_examples=120, deadline=None)
@given(daten=st.data())
def test_no_value_in_no_field_is_a_crash(muster: dict[str, Any], rechne: Any, daten: st.DataObject) -> None:
    eingabe = json.loads(json.dumps(muster))
    for pfad in daten.draw(st.lists(st.sampled_from(_pfade(muster)), min_size=1, max_size=3)):
        ziel = eingabe
        for name in pfad[:-1]:
            ziel = ziel.get(name) if isinstance(ziel, dict) else None
        if isinstance(ziel, dict):
            ziel[pfad[-1]] = daten.draw(ALLERLEI)

    antwort = antworte(json.dumps(eingabe).encode(), rechne)

    assert json.loads(als_zeile(antwort)) == antwort
    assert "fehler" in antwort or {"ansprueche", "fristende"} & set(antwort)
