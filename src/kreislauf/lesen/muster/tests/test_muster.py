"""The filter before an expression hides nothing that the expression would find, and it does hide something."""

import json
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from kreislauf import lesen
from kreislauf.lesen.muster import Auswahl, Muster
from kreislauf.lesen.muster.bedarf import finde_bedarf
from kreislauf.lesen.muster.tabelle import DATEI, rechne_neu, schluessel
from kreislauf.lesen.muster.worte import vereinheitliche

HINWEIS = "python -m kreislauf.lesen.muster schreibt die Tabelle neu"
PAPIERE = Path(lesen.__file__).parent / "tests" / "papiere"


def alle_muster() -> list[Muster]:
    gefunden: dict[str, Muster] = {}
    for modul in walk_packages(lesen.__path__, "kreislauf.lesen."):
        if ".tests" in modul.name or modul.name.endswith(("arbeiter", "__main__")):
            continue
        stapel = list(vars(import_module(modul.name)).values())
        while stapel:
            wert = stapel.pop()
            if isinstance(wert, Muster):
                gefunden[wert.pattern] = wert
            elif isinstance(wert, list | tuple):
                stapel += wert
    return list(gefunden.values())


def zeilen() -> list[str]:
    texte = [datei.read_text(encoding="utf-8") for datei in sorted(PAPIERE.glob("*/*.txt"))[::3]]
    return [zeile for text in texte for zeile in text.split("\n") if zeile.strip()]


def test_filter_hides_no_match_in_the_papers() -> None:
    muster, verborgen = alle_muster(), []
    for zeile in zeilen()[::2]:
        verborgen += [(m.pattern, zeile) for m in muster if not m.kann(zeile) and m.roh.search(zeile)]

    assert len(muster) > 200
    assert verborgen == []


def test_filter_hides_most_of_what_does_not_match() -> None:
    muster, texte = alle_muster(), zeilen()[::10]

    geprueft = sum(m.kann(zeile) for m in muster for zeile in texte)

    assert geprueft < 0.3 * len(muster) * len(texte)


def test_a_wrong_need_would_be_seen() -> None:
    falsch = Muster(r"Bericht")
    falsch.bedarf = Muster(r"Quastenflosser").bedarf

    assert falsch.roh.search("Bericht der Verwaltung")
    assert not falsch.kann("Bericht der Verwaltung")


@pytest.mark.parametrize(
    ("ausdruck", "text"),
    [
        (r"\b(?:wurden?|war)\b", "Es war so."),
        (r"(?i)\bEnthaltung(?:en)?:\s\d", "ENTHALTUNGEN: 3"),
        (r"\d{1,2}\.\s?\d{1,2}\.", "am 3. 4. beschlossen"),
        (r"Kita-?Jahr", "im KITA-JAHR"),
        (r"(?:a|bc)+d", "abcbcad"),
        (r"x(?:yz)?(?=\sQ)", "ax Q"),
        (r"(?<=Nr\.)\d{3,}", "Nr.12345"),
        (r"[^\W\d]{2}§{1,2}", "ab§§"),
        (r"(?:§{1,2}|Art\.)[ ]?(\d+)(?:[ ]\1)?", "Art. 7 7"),
        (r"St(?:raße|r\.)\b|Weg", "Weg"),
    ],
)
def test_finde_bedarf_needs_only_what_every_match_holds(ausdruck: str, text: str) -> None:
    treffer = re.search(ausdruck, text, re.IGNORECASE)
    form = " ".join(vereinheitliche(wort) for wort in text.split())

    assert treffer is not None
    assert all(any(teil in form for teil in menge) for menge in finde_bedarf(ausdruck, re.IGNORECASE))


def test_the_table_holds_what_every_expression_needs() -> None:
    gespeichert = json.loads(DATEI.read_text(encoding="utf-8"))
    neu = rechne_neu()
    fehlen = [m.pattern for m in alle_muster() if schluessel(m.pattern, m._flags) not in gespeichert]

    assert gespeichert == {name: neu.get(name) for name in gespeichert}, HINWEIS
    assert fehlen == [], HINWEIS


def test_a_word_of_a_stranger_is_never_kept() -> None:
    lang = "Quastenflosser" * 40

    assert Muster(r"Quastenflosser").search(lang) is not None
    assert Muster(r"Sonnenblume").search(lang) is None


def test_auswahl_names_the_expressions_that_can_match_in_their_order() -> None:
    tag, betrag, wort = Muster(r"\d\d\.\d\d\."), Muster(r"\d+ Euro"), Muster(r"\bBericht\b")
    auswahl = Auswahl(wort, tag, betrag)

    assert auswahl.aus("Bericht bis 30.06. über 500 Euro") == (wort, tag, betrag)
    assert auswahl.aus("500 Euro") == (betrag,)
    assert auswahl.aus("nichts davon") == ()
