"""The answer keys of our own council papers are sound: a reader is judged by them, so they are checked first."""

import importlib.util
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

PAPIERE = Path(__file__).parent / "papiere"
ORDNER = ("abgestimmt", "zurueckgehalten")
FELDER = {
    "betreff", "vorlagennummer", "datum", "beratungsfolge", "beschluesse", "kein_beschluss", "auftraege",
    "beschlusspunkte", "umsetzungsberichte", "zahlen", "normen", "verweise", "nicht_auslesen",
}  # fmt: skip
ERGEBNISSE = {
    "beschlossen", "geaendert_beschlossen", "abgelehnt", "kenntnisnahme", "vertagt", "zurueckgezogen", "verwiesen",
    "erledigt", "gewaehlt",
}  # fmt: skip
STAENDE = {
    "noch_nicht_begonnen", "in_arbeit", "geaendert", "umgesetzt", "laufend_fortgeschrieben", "nicht_realisierbar",
    "abgelehnt",
}  # fmt: skip
MIT_ZITAT = ("beschluesse", "auftraege", "beschlusspunkte", "zahlen")
Antwort = dict[str, Any]


def antworten(ordner: str) -> dict[str, Antwort]:
    schluessel: dict[str, Antwort] = json.loads((PAPIERE / ordner / "antworten.json").read_text(encoding="utf-8"))
    return schluessel


def glatt(text: str) -> str:
    return " ".join(text.split())


def zeilen(ordner: str, name: str) -> list[str]:
    return [glatt(zeile) for zeile in (PAPIERE / ordner / name).read_text(encoding="utf-8").split("\n")]


FAELLE = [(ordner, name) for ordner in ORDNER for name in antworten(ordner)]


@pytest.mark.parametrize("ordner", ORDNER)
def test_antworten_name_every_paper_of_their_folder(ordner: str) -> None:
    assert sorted(antworten(ordner)) == sorted(datei.name for datei in (PAPIERE / ordner).glob("*.txt"))
    assert all(set(antwort) == FELDER for antwort in antworten(ordner).values())


@pytest.mark.parametrize(("ordner", "name"), FAELLE)
def test_antworten_quote_what_stands_in_the_line_they_name(ordner: str, name: str) -> None:
    text, antwort = zeilen(ordner, name), antworten(ordner)[name]
    eintraege = [eintrag for feld in MIT_ZITAT for eintrag in antwort[feld]]

    falsch = [eintrag for eintrag in eintraege if glatt(eintrag["zitat"]) not in text[eintrag["zeile"] - 1]]

    assert falsch == []


@pytest.mark.parametrize(("ordner", "name"), FAELLE)
def test_antworten_take_head_and_traps_from_the_text(ordner: str, name: str) -> None:
    text, antwort = glatt(" ".join(zeilen(ordner, name))), antworten(ordner)[name]
    genannt = [antwort["betreff"], antwort["vorlagennummer"], *antwort["kein_beschluss"]]
    genannt += [eintrag["nummer"] for eintrag in antwort["verweise"]]
    genannt += [eintrag["text"] for eintrag in antwort["nicht_auslesen"]]

    assert [wort for wort in genannt if wort is not None and glatt(wort) not in text] == []


@pytest.mark.parametrize(("ordner", "name"), FAELLE)
def test_antworten_use_the_agreed_values(ordner: str, name: str) -> None:
    antwort = antworten(ordner)[name]
    punkte = [punkt for bericht in antwort["umsetzungsberichte"] for punkt in bericht["punkte"]]
    daten = [antwort["datum"], *(eintrag["datum"] for eintrag in antwort["beratungsfolge"] + antwort["beschluesse"])]
    daten += [eintrag[feld] for eintrag in antwort["auftraege"] for feld in ("frist", "beginn")]

    assert {eintrag["ergebnis"] for eintrag in antwort["beschluesse"]} <= ERGEBNISSE
    assert {stand for punkt in punkte for stand in [punkt["status"], *punkt["auch"]]} <= STAENDE
    assert [tag for tag in daten if tag is not None and date.fromisoformat(tag).isoformat() != tag] == []
    assert all(
        re.fullmatch(r"P\d+[YMWD]|unregelmaessig", eintrag["wiederkehr"] or "P1Y") for eintrag in antwort["auftraege"]
    )


def test_folders_share_no_sentence() -> None:
    abgestimmt, zurueckgehalten = (
        {zeile for name in antworten(ordner) for zeile in zeilen(ordner, name) if len(zeile.split()) > 5}
        for ordner in ORDNER
    )

    # the labels of a status list, the head of a table and an empty form are fixed words of their layouts
    fest = ("Umsetzung ", "Gremium Sitzung ", "( ) einstimmig ")
    assert {satz for satz in abgestimmt & zurueckgehalten if not satz.startswith(fest)} == set()


@pytest.mark.shared
@pytest.mark.parametrize("ordner", ORDNER)
def test_bewerten_gives_full_marks_to_the_answers_themselves(ordner: str, shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("bewerten", shared / "ratsdokumente" / "bewerten.py")
    assert spec is not None and spec.loader is not None
    bewerten = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bewerten)
    schluessel = antworten(ordner)

    summen, fehler = bewerten.score(schluessel, schluessel)

    assert fehler == []
    assert {art: bewerten.f1(*reihe) for art, reihe in summen.items()} == dict.fromkeys(summen, (1.0, 1.0, 1.0))
