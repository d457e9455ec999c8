"""1,500 random cases near the bounds, as signed in `urteile.csv`: whoever changes a rule sees which cases change.

`KREISLAUF_URTEILE_SCHREIBEN=1` writes the file anew; its diff is then to be read and signed. The last column is a
checksum over every condition, hint and line of the calculation.
"""

import csv
import os
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.bildung_und_teilhabe.tests.test_gleichheit import zufaellige_zeilen
from kreislauf.recht.regel import Entscheidung, Fall

DATEI = Path(__file__).parent / "urteile.csv"
KURZ = {Entscheidung.NEIN: "n", Entscheidung.PERSON: "?", Entscheidung.GESPERRT: "!", Entscheidung.VORSCHLAG_NEIN: "v"}


def urteil(fall: Fall, leistung: str) -> str:
    entscheidung = fall.entscheidung(leistung)
    if entscheidung is None:
        return ""
    return KURZ.get(entscheidung) or str(fall.betrag(leistung))


def pruefsumme(fall: Fall) -> str:
    namen = [
        f"{leistung}__{name}"
        for leistung, anspruch in fall.ansprueche.items()
        for name in anspruch.spalten("")
        for name in (name.removeprefix("__"),)
    ]
    text = "\n".join(f"{name}={fall.spalten.inhalt(name)}" for name in sorted(namen))
    return f"{zlib.crc32(text.encode()):08x}"


def urteile() -> Iterator[list[str]]:
    yield ["monat", "rechtskreis", "geboren", *BILDUNG_UND_TEILHABE.regeln, "gruende"]
    for zeile in zufaellige_zeilen(1500, saat=14):
        fall = BILDUNG_UND_TEILHABE.anwenden_auf_fall(zeile)
        monat = zeile["monat"]
        assert isinstance(monat, date)
        kopf = [f"{monat:%Y-%m}", str(zeile["rechtskreis"]), str(zeile["geburtsdatum"])]
        yield [*kopf, *(urteil(fall, leistung) for leistung in BILDUNG_UND_TEILHABE.regeln), pruefsumme(fall)]


def test_random_cases_are_judged_as_signed() -> None:
    gefunden = list(urteile())
    if os.environ.get("KREISLAUF_URTEILE_SCHREIBEN"):
        with DATEI.open("w", encoding="utf-8", newline="") as datei:
            csv.writer(datei, lineterminator="\n").writerows(gefunden)
    with DATEI.open(encoding="utf-8", newline="") as datei:
        for alt, neu in zip(csv.reader(datei), gefunden, strict=True):
            assert neu == alt
