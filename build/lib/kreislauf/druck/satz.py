"""Typesetting by Typst: data goes in as JSON, never as Typst source, so nothing in it can be executed."""

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
    """One compiler per template and thread, kept: reading the fonts is most of the work, and it is not shared."""

    def __init__(self) -> None:
        self._setzer: dict[str, typst.Compiler] = {}

    def zu(self, vorlage: str) -> typst.Compiler:
        if vorlage not in self._setzer:
            pfad = str(VORLAGEN / f"{vorlage}.typ")
            self._setzer[vorlage] = typst.Compiler(
                pfad, root=str(VORLAGEN), font_paths=_schriften(), ignore_system_fonts=True
            )
        return self._setzer[vorlage]


_SETZER = _Setzer()


def als_daten(wert: Any) -> Any:
    """A document as JSON reads it: each part names its kind (`art`), every text holds printable characters only."""
    if isinstance(wert, str):
        return darstellbar(wert)
    if isinstance(wert, date):
        return wert.isoformat()
    if dataclasses.is_dataclass(wert):
        felder = {f.name: als_daten(getattr(wert, f.name)) for f in dataclasses.fields(wert)}
        return {"art": type(wert).__name__.lower(), **felder}
    if isinstance(wert, list | tuple):
        return [als_daten(w) for w in wert]
    return wert


def setze(vorlage: str, daten: dict[str, Any], datum: date) -> bytes:
    """The PDF of a template filled with data, dated `datum`. Raises NichtBarrierefrei."""
    try:
        ausgabe = _SETZER.zu(vorlage).compile(
            format="pdf",
            sys_inputs={"daten": json.dumps(daten, ensure_ascii=False)},
            pdf_standards=NORMEN,
            timestamp=datetime(datum.year, datum.month, datum.day, tzinfo=UTC),
        )
    except typst.TypstError as fehler:
        hinweise = " ".join(fehler.hints)
        raise NichtBarrierefrei(f"{fehler.message} {hinweise}".strip()) from fehler
    assert isinstance(ausgabe, bytes)
    return ausgabe
