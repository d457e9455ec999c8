"""The accessible PDF, by Typst: data goes in as JSON, never as Typst source, so nothing in it can be executed."""

import dataclasses
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kreislauf.druck.dokument import Baustein, Bericht

_ORDNER = Path(__file__).parent
NORMEN: Any = ["a-3a", "ua-1"]


class NichtBarrierefrei(Exception):
    """Typst refuses the document: it would not be PDF/UA; the text says why."""


@cache
def _setzer(vorlage: str) -> typst.Compiler:
    """One compiler per template, kept: loading fonts is most of the work."""
    return typst.Compiler(
        str(_ORDNER / "vorlagen" / f"{vorlage}.typ"), font_paths=[str(_ORDNER / "schriften")], ignore_system_fonts=True
    )


def _baustein(baustein: Baustein) -> dict[str, Any]:
    return {"art": type(baustein).__name__.lower(), **dataclasses.asdict(baustein)}


def als_daten(bericht: Bericht) -> str:
    """The report as the template reads it."""
    daten = dataclasses.asdict(bericht)
    daten["bausteine"] = [_baustein(b) for b in bericht.bausteine]
    return json.dumps(daten, ensure_ascii=False, default=date.isoformat)


def als_pdf(bericht: Bericht) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    try:
        ausgabe = _setzer("bericht").compile(
            format="pdf", sys_inputs={"daten": als_daten(bericht)}, pdf_standards=NORMEN
        )
    except typst.TypstError as fehler:
        raise NichtBarrierefrei(str(fehler)) from fehler
    assert isinstance(ausgabe, bytes)
    return ausgabe
