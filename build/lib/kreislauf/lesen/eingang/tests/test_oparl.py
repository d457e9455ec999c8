import json
from pathlib import Path
from typing import Any

import pytest

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, Quelltext, erkenne_art, lies_inhalt


def lies(objekt: Any) -> Quelltext:
    return lies_inhalt(json.dumps(objekt).encode(), Grenzen())


def make_paper(**angaben: Any) -> dict[str, Any]:
    return {
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": "Kindertagesstättenbedarfsplan",
        "reference": "2024/0123",
        "date": "2024-03-05",
        "paperType": "Beschlussvorlage",
        **angaben,
    }


def test_lies_oparl_writes_the_head_of_a_paper() -> None:
    assert lies(make_paper()).text.split("\n") == [
        "Beschlussvorlage",
        "Vorlagen-Nr.: 2024/0123",
        "Datum: 05.03.2024",
        "Betreff: Kindertagesstättenbedarfsplan",
        "",
    ]


def test_lies_oparl_writes_rows_of_the_beratungsfolge_and_texts_of_files() -> None:
    beratung = {
        "role": "Entscheidung",
        "organization": {"name": "Kreistag"},
        "meeting": {"start": "2024-04-02T17:00:00Z"},
    }
    text = lies(make_paper(consultation=beratung, mainFile=[{"text": "Beschlussvorschlag:\r\nDer Kreistag"}])).text

    assert "Beratungsfolge\n02.04.2024\tKreistag\tEntscheidung\n" in text
    assert text.endswith("Beschlussvorschlag:\nDer Kreistag\n")


def test_lies_oparl_puts_objects_right_that_servers_send_wrongly() -> None:
    beratung = {"role": "N/A", "organization": "https://x/1", "meeting": ["https://x/2"]}

    oparl = lies(make_paper(auxiliaryFile={"id": "a"}, mainFile=[{"id": "b"}], web="", consultation=beratung)).oparl

    assert oparl is not None
    assert oparl["auxiliaryFile"] == [{"id": "a"}]
    assert oparl["mainFile"] == {"id": "b"}
    assert oparl["consultation"] == [{"organization": ["https://x/1"], "meeting": "https://x/2"}]
    assert "web" not in oparl


def test_lies_oparl_reads_meetings_and_agenda_items() -> None:
    punkt = {
        "number": "3",
        "name": "Bericht",
        "result": "einstimmig beschlossen",
        "resolutionText": "Der Rat beschließt",
    }

    assert lies({"type": "https://schema.oparl.org/1.0/AgendaItem", **punkt}).text == (
        "TOP 3 Bericht\nBeschluss: einstimmig beschlossen\nBeschlusstext:\nDer Rat beschließt\n"
    )
    sitzung = {
        "type": ".../Meeting",
        "name": "27. Sitzung",
        "start": "2021-11-11T18:00:00+01:00",
        "agendaItem": [punkt],
    }
    assert lies(sitzung).text.startswith("27. Sitzung\nSitzung am: 11.11.2021\n\nTOP 3 Bericht\n")


def test_lies_oparl_takes_the_one_object_of_a_list_page() -> None:
    assert lies({"data": [make_paper()], "links": {}}).oparl == lies(make_paper()).oparl


@pytest.mark.parametrize(
    ("objekt", "grund"),
    [
        ({"data": [make_paper(), make_paper()]}, "oparl_liste"),
        ([], "oparl_liste"),
        (make_paper(deleted=True), "geloescht"),
        ({"type": "https://schema.oparl.org/1.1/Person", "name": "A"}, "oparl_art"),
        ({"irgend": "etwas"}, "oparl_art"),
    ],
)
def test_lies_oparl_refuses_what_is_no_single_paper(objekt: Any, grund: str) -> None:
    with pytest.raises(NichtLesbar) as fehler:
        lies(objekt)

    assert fehler.value.grund == grund


def test_lies_oparl_takes_control_characters_and_odd_numbers() -> None:
    roh = b'{"type":"x/Paper","name":"A\x01\tB\\u0000\\ud800","extra":' + b"9" * 5000 + b',"n":NaN,"u":1e999}'

    gelesen = lies_inhalt(roh, Grenzen())

    assert gelesen.text == "Betreff: A \tB\n"
    assert gelesen.oparl is not None and set(gelesen.oparl) == {"type", "name"}


def test_lies_oparl_refuses_damaged_and_endlessly_nested_data() -> None:
    for roh, grund in ((b'{"type": "Paper", "name":', "kaputt"), (b'{"a":' * 50_000, "verschachtelt")):
        with pytest.raises(NichtLesbar) as fehler:
            lies_inhalt(roh, Grenzen())
        assert fehler.value.grund == grund


@pytest.mark.shared
def test_lies_oparl_reads_real_objects(shared: Path) -> None:
    dateien = [
        *(shared / "oparl" / "real").rglob("vorlagen/*.json"),
        *(shared / "oparl" / "real").rglob("meetings/*.json"),
        *(shared / "oparl" / "real").rglob("agendaitems/*.json"),
    ]

    assert dateien
    for datei in dateien:
        inhalt = datei.read_bytes()
        assert erkenne_art(inhalt) == "oparl"
        assert json.loads(inhalt)["name"] in lies_inhalt(inhalt, Grenzen()).text
