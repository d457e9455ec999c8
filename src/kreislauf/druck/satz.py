"""Typesetting by Typst: data goes in as the text of a JSON file, never as Typst source, so nothing of it is executed.

The data stand as one escaped string in a main file of two lines. As an input of the program (`sys.inputs`) they would
be part of the library that every step of the layout depends on, and nothing set for one letter could serve the next.
"""

import dataclasses
import json
import threading
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kreislauf.druck.dokument import NichtBarrierefrei
from kreislauf.druck.zeichen import ORDNER as SCHRIFTEN
from kreislauf.druck.zeichen import darstellbar

VORLAGEN = Path(__file__).parent / "vorlagen"
NORMEN: Any = ["a-3a", "ua-1"]


@cache
def _schriften() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(SCHRIFTEN)])


class _Setzer(threading.local):
    """One compiler per thread, kept: reading fonts and templates is most of the work, and it is not shared."""

    def __init__(self) -> None:
        self.setzer = typst.Compiler(root=str(VORLAGEN), font_paths=_schriften(), ignore_system_fonts=True)


_SETZER = _Setzer()


def setzer() -> typst.Compiler:
    """This thread's compiler."""
    return _SETZER.setzer


def als_daten(wert: Any) -> Any:
    """A document as JSON reads it: each part names its kind (`art`), every text holds printable characters only."""
    if isinstance(wert, str):
        return darstellbar(wert)
    if isinstance(wert, date):
        return wert.isoformat()
    if isinstance(wert, list | tuple):
        return [als_daten(w) for w in wert]
    if dataclasses.is_dataclass(wert):
        daten = {name: als_daten(getattr(wert, name)) for name in wert.__dataclass_fields__}
        return {"art": type(wert).__name__.lower(), **daten}
    return wert


def hauptdatei(vorlage: str, daten: dict[str, Any]) -> bytes:
    """A call of the template. JSON in ASCII has no control characters, so a string of Typst escapes two signs only."""
    text = json.dumps(daten, ensure_ascii=True).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{vorlage}.typ": dokument\n#dokument(json(bytes("{text}")))'.encode("ascii")


def setze(vorlage: str, daten: dict[str, Any], datum: date) -> bytes:
    """The PDF of a template filled with data, dated `datum`. Raises NichtBarrierefrei."""
    try:
        ausgabe = _SETZER.setzer.compile(
            input=hauptdatei(vorlage, daten),
            format="pdf",
            pdf_standards=NORMEN,
            timestamp=datetime(datum.year, datum.month, datum.day, tzinfo=UTC),
        )
    except typst.TypstError as fehler:
        hinweise = " ".join(fehler.hints)
        raise NichtBarrierefrei(f"{fehler.message} {hinweise}".strip()) from fehler
    assert isinstance(ausgabe, bytes)
    return ausgabe
