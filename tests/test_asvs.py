"""docs/asvs.md answers every requirement of the levels 1 and 2 once, and names only tests that exist."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
SEITE = WURZEL / "docs" / "asvs.md"
STUFEN = Path(__file__).with_name("asvs_5_0_0.txt")  # per section the level of each requirement, in order
ANTWORTEN = ("met", "by design", "n.a.", "open")
ZEILE = re.compile(r"\| v5\.0\.0-(\S+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
NACHWEIS = re.compile(r"`(\S+\.py)::(test_\w+)`")
SUMME = re.compile(r"\| (V\d+|all)\b[^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|")


def verlangt() -> dict[str, int]:
    """Requirement → level, for the levels 1 and 2."""
    abschnitte = (zeile.split() for zeile in STUFEN.read_text().splitlines())
    alle = {f"{name}.{n}": int(s) for name, stufen in abschnitte for n, s in enumerate(stufen, 1)}
    return {name: stufe for name, stufe in alle.items() if stufe <= 2}


@cache
def vorhanden(pfad: str) -> frozenset[str]:
    datei = WURZEL / pfad if pfad.startswith("tests/") else WURZEL / "src" / "kreislauf" / pfad
    if not datei.is_file():
        return frozenset()
    return frozenset(k.name for k in ast.walk(ast.parse(datei.read_text())) if isinstance(k, ast.FunctionDef))


def maengel(seite: str) -> list[str]:
    """What is wrong with the page, in words."""
    zeilen, gesucht = ZEILE.findall(seite), verlangt()
    gezaehlt = Counter(name for name, *_ in zeilen)
    gefunden = [f"{name}: fehlt" for name in gesucht if name not in gezaehlt]
    gefunden += [f"{name}: mehrfach" for name, anzahl in gezaehlt.items() if anzahl > 1]
    for name, stufe, _, antwort, nachweis in zeilen:
        if gesucht.get(name) != int(stufe):
            gefunden.append(f"{name}: Stufe {stufe} steht nicht in der Liste")
        if antwort not in ANTWORTEN:
            gefunden.append(f"{name}: unbekannte Antwort {antwort}")
        tests = NACHWEIS.findall(nachweis)
        if antwort == "met" and not tests:
            gefunden.append(f"{name}: erfüllt ohne Test")
        gefunden += [f"{name}: {pfad}::{test} gibt es nicht" for pfad, test in tests if test not in vorhanden(pfad)]
    return gefunden + _summen(seite, zeilen)


def _summen(seite: str, zeilen: list[tuple[str, ...]]) -> list[str]:
    """The table at the top counts what stands below."""
    je_kapitel = Counter((f"V{name.split('.')[0]}", antwort) for name, _, _, antwort, _ in zeilen)
    alle = Counter(antwort for _, _, _, antwort, _ in zeilen)
    soll = {k: [str(je_kapitel[k, a]) for a in ANTWORTEN] for k, _ in je_kapitel}
    soll["all"] = [str(alle[a]) for a in ANTWORTEN]
    ist = {kapitel: zahlen for kapitel, *zahlen in SUMME.findall(seite)}
    return [f"{k}: die Übersicht zählt anders" for k in soll | ist if soll.get(k) != ist.get(k)]


def test_every_requirement_is_answered_once_and_every_named_test_exists() -> None:
    assert Counter(verlangt().values()) == {1: 70, 2: 184}
    assert maengel(SEITE.read_text()) == []


def test_missing_doubled_unproved_and_invented_answers_are_found() -> None:
    """The control."""
    seite = SEITE.read_text()
    zeilen = seite.splitlines(keepends=True)
    stelle, erste = next((n, z) for n, z in enumerate(zeilen) if "v5.0.0-1.1.2 " in z)
    schlechte = {
        "fehlt": "".join(zeilen[:stelle] + zeilen[stelle + 1 :]),
        "mehrfach": "".join([*zeilen, erste]),
        "gibt es nicht": seite.replace("::test_iban_is_checked_by_its_digits", "::test_iban_is_believed"),
        "erfüllt ohne Test": seite.replace(erste, NACHWEIS.sub("", erste)),
        "unbekannte Antwort": seite.replace(erste, erste.replace("| met |", "| yes |")),
        "Stufe 1 steht nicht": seite.replace(erste, erste.replace("| 2 |", "| 1 |")),
        "zählt anders": seite.replace(erste, erste.replace("| met |", "| by design |")),
    }
    for mangel, schlecht in schlechte.items():
        assert any(mangel in m for m in maengel(schlecht)), mangel
