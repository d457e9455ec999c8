"""The checks find what they claim to find: each damage to a good file is reported (failing controls)."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from kreislauf.druck import als_pdf
from kreislauf.druck.pdfpruefung import _elemente, maengel
from kreislauf.druck.tests.test_pdf import make_bericht


@cache
def gut() -> bytes:
    return als_pdf(make_bericht())


def erste(pdf: Any, rolle: Name) -> Any:
    return next(e for e in _elemente(pdf.Root.StructTreeRoot) if rolle == e.S)


def ohne_auszeichnung(pdf: Any) -> None:
    pdf.Root.MarkInfo.Marked = False


def ohne_sprache(pdf: Any) -> None:
    del pdf.Root.Lang


def ohne_baum(pdf: Any) -> None:
    del pdf.Root.StructTreeRoot


def ohne_titelanzeige(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences


def ohne_farbangabe(pdf: Any) -> None:
    del pdf.Root.OutputIntents


def mit_skript(pdf: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")


def ohne_ua(pdf: Any) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        del xmp["pdfuaid:part"]


def uebersprungen(pdf: Any) -> None:
    erste(pdf, Name.H3).S = Name.H4


def ohne_alt(pdf: Any) -> None:
    del erste(pdf, Name.Figure).Alt


def ohne_scope(pdf: Any) -> None:
    del erste(pdf, Name.TH).A


def ohne_kopf(pdf: Any) -> None:
    for element in _elemente(pdf.Root.StructTreeRoot):
        if Name.TH == element.S:
            element.S = Name.TD


def falsche_liste(pdf: Any) -> None:
    erste(pdf, Name.LI).S = Name.P


def leerer_punkt(pdf: Any) -> None:
    erste(pdf, Name.LBody).S = Name.Span


def ohne_schrift(pdf: Any) -> None:
    for objekt in pdf.objects:
        if isinstance(objekt, Dictionary) and "/FontFile2" in objekt:
            del objekt.FontFile2


def ohne_zeichen(pdf: Any) -> None:
    for objekt in pdf.objects:
        if isinstance(objekt, Dictionary) and "/ToUnicode" in objekt:
            del objekt.ToUnicode


def unmarkierter_inhalt(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f", prepend=True)


def lose_seite(pdf: Any) -> None:
    del pdf.pages[0].obj.StructParents


@pytest.mark.parametrize(
    ("schaden", "meldung"),
    [
        (ohne_auszeichnung, "MarkInfo"),
        (ohne_sprache, "Sprache"),
        (ohne_baum, "Strukturbaum"),
        (ohne_titelanzeige, "Dateiname"),
        (ohne_farbangabe, "OutputIntents"),
        (mit_skript, "reglos"),
        (ohne_ua, "pdfuaid:part"),
        (uebersprungen, "folgt eine der Ebene 4"),
        (ohne_alt, "Alternativtext"),
        (ohne_scope, "Scope"),
        (ohne_kopf, "keine Kopfzellen"),
        (falsche_liste, "Listenpunkte"),
        (leerer_punkt, "keinen Inhalt"),
        (ohne_schrift, "nicht eingebettet"),
        (ohne_zeichen, "welche Zeichen"),
        (unmarkierter_inhalt, "weder Inhalt noch Zierde"),
        (lose_seite, "hängt nicht"),
    ],
)
def test_maengel_finds_the_damage(schaden: Callable[[Any], None], meldung: str) -> None:
    with pikepdf.open(io.BytesIO(gut())) as pdf:
        schaden(pdf)
        puffer = io.BytesIO()
        pdf.save(puffer)

    assert any(meldung in text for text in maengel(puffer.getvalue()))
