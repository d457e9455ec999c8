"""The portal's code has no place at which what was sent could be run, opened as a path or fetched."""

import ast
from collections.abc import Iterator
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[1]
AUFRUFE = {"eval", "exec", "compile", "__import__", "open", "mark_safe", "format_html_join", "SafeString"}
EIGENSCHAFTEN = {"from_string", "raw", "extra", "RawSQL", "system", "popen", "write_text", "write_bytes", "urlopen"}
PAKETE = {
    "subprocess", "pickle", "marshal", "shelve", "xml", "lxml", "ldap3", "socket", "urllib.request", "http.client",
    "requests", "httpx", "tempfile", "shutil", "ctypes", "importlib", "random",
}  # fmt: skip
ERLAUBT = {"Image.open", "pikepdf.open"}  # pictures and PDF in memory, from the bytes that came


def gefaehrlich(quelltext: str) -> Iterator[str]:
    for knoten in ast.walk(ast.parse(quelltext)):
        if isinstance(knoten, ast.Import):
            yield from (n.name for n in knoten.names if n.name in PAKETE or n.name.split(".")[0] in PAKETE)
        elif isinstance(knoten, ast.ImportFrom):
            name = knoten.module or ""
            yield from [name] if name in PAKETE or name.split(".")[0] in PAKETE else []
        elif isinstance(knoten, ast.Call):
            yield from _aufruf(knoten)


def _aufruf(knoten: ast.Call) -> Iterator[str]:
    name = ast.unparse(knoten.func)
    letzter = name.rsplit(".", 1)[-1]
    if name not in ERLAUBT | {"re.compile"} and letzter in AUFRUFE | EIGENSCHAFTEN:
        yield name
    if letzter == "execute" and knoten.args and isinstance(knoten.args[0], ast.JoinedStr | ast.BinOp):
        yield f"{name} mit zusammengesetztem SQL"


def test_nothing_in_the_portals_code_runs_opens_or_fetches_what_was_sent() -> None:
    dateien = [p for p in PORTAL.rglob("*.py") if "tests" not in p.parts and "migrations" not in p.parts]
    funde = {p.name: treffer for p in dateien if (treffer := set(gefaehrlich(p.read_text())))}

    assert len(dateien) > 25
    # To the one provider and the one delivery service that are set up, never where input says.
    assert funde == {"anmeldedienst.py": {"requests"}, "leitung.py": {"requests"}}


def test_search_finds_what_it_looks_for() -> None:
    """The control."""
    schlecht = [
        "import subprocess", "from xml.etree import ElementTree", "eval(a)", "open(name)", "engine.from_string(t)",
        "os.system(b)", "cursor.execute(f'SELECT {a}')", "cursor.execute('SELECT ' + a)", "M.objects.raw(q)",
    ]  # fmt: skip

    assert [len(list(gefaehrlich(zeile))) for zeile in schlecht] == [1] * len(schlecht)


def test_pages_mark_nothing_as_safe_and_hold_no_script() -> None:
    vorlagen = {p.name: p.read_text() for p in (PORTAL / "templates").rglob("*.html")}

    assert len(vorlagen) > 15
    assert [n for n, t in vorlagen.items() if "|safe" in t or "autoescape off" in t or "<script" in t] == []
