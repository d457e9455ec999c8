"""T14: change the law rules one operator, number, word or condition at a time; the tests must notice (≥ 95 %).

`python -m soak rechtsregeln [--jeder N] [--datei NAME]`. Each mutant runs the tests with expected values in a process
of its own, forked after the heavy libraries are loaded. Control: the unchanged rules pass the same tests. Survivors are
listed; those in `GLEICHWERTIG` cannot change a result, each with its reason.
"""

import argparse
import ast
import contextlib
import importlib.abc
import importlib.machinery
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

RECHT = Path(__file__).resolve().parent.parent / "src" / "kreislauf" / "recht"
BUT = ("ableitung", "schuljahr", "gemeinsam", "schulbedarf", "teilhabe", "mittagsverpflegung", "ausfluege",
       "schuelerbefoerderung", "lernfoerderung", "ansparung", "bedarfsausloesung", "erstattung", "sammelabrechnung",
       "selbsthilfe", "rechtskreis")  # fmt: skip
FRISTEN = ("bekanntgabe", "rechtsbehelf", "weitere", "frist", "kalender")
DATEIEN = {
    **{f"bildung_und_teilhabe.{name}": "bildung_und_teilhabe" for name in BUT},
    **{f"fristen.{name}": "fristen" for name in FRISTEN},
}
TESTS = {
    "bildung_und_teilhabe": ("test_vektoren", "test_sonderregeln", "test_grenzen", "test_urteile"),
    "fristen": ("test_fristen", "test_orakel"),
}
GRENZE = 60  # seconds for one mutant
# Mutants that cannot change a result, by file and mutant as printed.
GLEICHWERTIG: dict[str, str] = {}
VERGLEICHE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
RECHNUNGEN: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
}  # fmt: skip
TEXTTRAEGER = {"Tabelle", "Spalte", "Schritt"}
GRUPPEN = {"voraussetzungen", "zweifel", "vorbehalte", "hinweise"}


def _in_texten(baum: ast.AST) -> set[int]:
    """Nodes inside docstrings, annotations, f-strings and tables of columns: words for people, not rules."""
    drin: set[int] = set()
    for knoten in ast.walk(baum):
        teile: list[ast.AST | None] = []
        if isinstance(knoten, ast.JoinedStr) or (
            isinstance(knoten, ast.Call) and getattr(knoten.func, "id", "") in {"Tabelle", "Spalte", "Schritt"}
        ):
            teile = [knoten]
        elif isinstance(knoten, ast.FunctionDef | ast.AnnAssign | ast.arg):
            teile = [getattr(knoten, "returns", None), getattr(knoten, "annotation", None)]
        drin |= {id(kind) for teil in teile if teil is not None for kind in ast.walk(teil)}
    return drin


def mutanten(quelle: str) -> Iterator[tuple[str, str]]:
    """Name (line and change) and source of every mutant."""
    anzahl = sum(1 for _ in ast.walk(ast.parse(quelle)))
    for nummer in range(anzahl):
        for variante in range(3):
            baum = ast.parse(quelle)
            knoten = list(ast.walk(baum))[nummer]
            if id(knoten) in _in_texten(baum):
                break
            zeile = getattr(knoten, "lineno", 0)
            was = _aendere(knoten, variante, baum)
            if was is None:
                break
            yield f"{zeile}: {was}", ast.unparse(ast.fix_missing_locations(baum))


def _aendere(knoten: ast.AST, variante: int, baum: ast.Module) -> str | None:  # noqa: PLR0911 -- one way out per kind
    """Change a node in place; None if there is nothing (more) to change."""
    davor = ast.unparse(knoten)[:60] if isinstance(knoten, ast.expr) else ""
    if isinstance(knoten, ast.Compare):
        neue = VERGLEICHE[type(knoten.ops[0])]
        if variante >= len(neue):
            return None
        knoten.ops[0] = neue[variante]()
    elif isinstance(knoten, ast.BinOp) and type(knoten.op) in RECHNUNGEN and variante == 0:
        knoten.op = RECHNUNGEN[type(knoten.op)]()
    elif isinstance(knoten, ast.UnaryOp) and isinstance(knoten.op, ast.Invert | ast.Not | ast.USub) and variante == 0:
        knoten.op = ast.UAdd() if isinstance(knoten.op, ast.USub) else knoten.op
        if isinstance(knoten.op, ast.UAdd):
            return f"{davor} ohne Vorzeichen"
        _ersetze(baum, knoten, knoten.operand)
        return f"{davor} ohne Verneinung"
    elif isinstance(knoten, ast.Constant) and variante == 0:
        if isinstance(knoten.value, bool):
            knoten.value = not knoten.value
        elif isinstance(knoten.value, int):
            knoten.value += 1
        else:
            return None
    elif isinstance(knoten, ast.keyword) and knoten.arg in GRUPPEN and isinstance(knoten.value, ast.Dict):
        if variante >= min(3, len(knoten.value.keys)):
            return None
        name = knoten.value.keys.pop(variante)
        wert = knoten.value.values.pop(variante)
        return f"{knoten.arg} ohne {ast.unparse(name) if name else ast.unparse(wert)}"
    else:
        return None
    return f"{davor} → {ast.unparse(knoten)[:60]}"


def _ersetze(baum: ast.Module, alt: ast.AST, neu: ast.AST) -> None:
    for eltern in ast.walk(baum):
        for feld, wert in ast.iter_fields(eltern):
            if wert is alt:
                setattr(eltern, feld, neu)
            elif isinstance(wert, list) and alt in wert:
                wert[wert.index(alt)] = neu


class _Unterschieben(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the mutant in the place of one module."""

    def __init__(self, modul: str, quelle: str) -> None:
        self.modul, self.quelle = modul, quelle

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.modul else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.quelle, f"<{self.modul}>", "exec"), module.__dict__)


def teste(modul: str, quelle: str) -> bool:
    """Whether the tests pass with this source; a mutant that hangs or breaks the import counts as noticed."""
    kind = os.fork()
    if kind == 0:
        status = 1
        try:
            signal.alarm(GRENZE)
            sys.meta_path.insert(0, _Unterschieben(f"kreislauf.recht.{modul}", quelle))
            import pytest

            ordner = DATEIEN[modul]
            pfade = [str(RECHT / ordner / "tests" / f"{name}.py") for name in TESTS[ordner]]
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                status = int(pytest.main(["-x", "-q", "-p", "no:django", "-p", "no:cacheprovider", *pfade]))
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) == 0


def main(argv: Sequence[str]) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak rechtsregeln")
    leser.add_argument("--jeder", type=int, default=1, help="nur jeder wievielte Mutant")
    leser.add_argument("--datei", choices=sorted(DATEIEN), help="nur diese Datei")
    angaben = leser.parse_args(argv)
    for schwer in (
        "polars",
        "narwhals",
        "duckdb",
        "hypothesis",
        "yaml",
        "jsonschema",
        "pytest",
        "holidays",
        "dateutil",
    ):
        __import__(schwer)
    beginn, gesamt, entdeckt, ueberlebt = time.monotonic(), 0, 0, []
    for modul in [angaben.datei] if angaben.datei else DATEIEN:
        quelle = (RECHT / f"{modul.replace('.', '/')}.py").read_text("utf-8")
        if not teste(modul, quelle):
            print(f"{modul}: Die unveränderten Regeln bestehen die Prüfungen nicht.")
            return 1
        for name, mutant in list(mutanten(quelle))[:: angaben.jeder]:
            gesamt += 1
            if teste(modul, mutant):
                ueberlebt.append(f"{modul}:{name}")
                print(f"überlebt {modul}:{name}", flush=True)
            else:
                entdeckt += 1
    begruendet = [eines for eines in ueberlebt if eines in GLEICHWERTIG]
    anteil = 100 * entdeckt / max(gesamt - len(begruendet), 1)
    print(f"{gesamt} Mutanten, {entdeckt} entdeckt, {len(begruendet)} gleichwertig: {anteil:.1f} % (Ziel 95)")
    print(f"{time.monotonic() - beginn:.0f} s")
    return int(anteil < 95)
