"""Charts as SVG that can be read without colours: bars told apart by pattern, each labelled with its name and figure.

The SVG has neither style nor script, so it stands in a page under a strict Content Security Policy as well as in print.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

import vl_convert

from kreislauf.druck.dokument import Dokumentfehler
from kreislauf.druck.zeichen import ORDNER, darstellbar

Zahl = int | float

# The first row stays plain; each other gets a colour while the chart is drawn, then exchanged for its pattern.
_PLATZHALTER = ("#333", "#020304", "#030405", "#040506")
_FLAECHE = {"width": "8", "height": "8"}
_MUSTER: tuple[tuple[tuple[str, dict[str, str]], ...], ...] = (
    (
        ("rect", {**_FLAECHE, "fill": "#fff"}),
        ("path", {"d": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "stroke": "#333", "stroke-width": "2"}),
    ),
    (("rect", {**_FLAECHE, "fill": "#fff"}), ("circle", {"cx": "4", "cy": "4", "r": "1.6", "fill": "#333"})),
    (("rect", {**_FLAECHE, "fill": "#ddd"}), ("path", {"d": "M0,4h8", "stroke": "#333", "stroke-width": "1.5"})),
)
_SCHRIFT = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": "#000", "titleColor": "#000"}
_ACHSE_X = {**_SCHRIFT, "tickMinStep": 1, "tickCount": 5, "format": "d", "titleFontWeight": "normal"}
_NAMEN, _ZAHLEN = 200, 190  # widest name at the left, space for the words at the right, in px
_SVG = "http://www.w3.org/2000/svg"
_ENTBEHRLICH = frozenset({"role", "class", "pointer-events"})
ElementTree.register_namespace("", _SVG)


@dataclass(frozen=True, slots=True)
class Reihe:
    """One row of figures, one for each category, none below 0."""

    name: str
    werte: Sequence[Zahl]


@cache
def _anmelden() -> None:
    vl_convert.register_font_directory(str(ORDNER))


def balken(
    *,
    titel: str,
    beschreibung: str,
    kategorien: Sequence[str],
    reihen: Sequence[Reihe],
    einheit: str = "Anzahl",
    breite: int = 640,
) -> str:
    """Horizontal bars as SVG, one per category, divided by rows; `titel` and `beschreibung` are its `title` and `desc`.

    Raises Dokumentfehler where figures and categories do not fit or there are more than four rows.
    """
    _check(titel, beschreibung, kategorien, reihen)
    _anmelden()
    svg = str(vl_convert.vegalite_to_svg(_angaben(kategorien, reihen, einheit, breite)))
    return _beschriften(svg, darstellbar(titel), darstellbar(beschreibung), len(reihen))


def gestapelte_balken(
    zeilen: Sequence[tuple[str, Sequence[int]]], teile: Sequence[str], *, titel: str, beschreibung: str
) -> str:
    """The same chart from rows of a table: name and one number per part."""
    reihen = [Reihe(name, [zahlen[nummer] for _, zahlen in zeilen]) for nummer, name in enumerate(teile)]
    return balken(titel=titel, beschreibung=beschreibung, kategorien=[name for name, _ in zeilen], reihen=reihen)


@lru_cache(maxsize=16)
def als_png(svg: str) -> bytes:
    """A picture drawn for files that cannot hold SVG; kept, as the arms of the county are on every one of them."""
    _anmelden()
    return bytes(vl_convert.svg_to_png(svg, scale=2.5))


def _check(titel: str, beschreibung: str, kategorien: Sequence[str], reihen: Sequence[Reihe]) -> None:
    if not titel.strip() or not beschreibung.strip():
        raise Dokumentfehler("Ein Schaubild braucht einen Titel und eine Beschreibung in Worten.")
    if not 1 <= len(reihen) <= len(_PLATZHALTER):
        raise Dokumentfehler(f"Ein Schaubild zeigt 1 bis {len(_PLATZHALTER)} Reihen, nicht {len(reihen)}.")
    if not kategorien or any(len(r.werte) != len(kategorien) or min(r.werte) < 0 for r in reihen):
        raise Dokumentfehler("Ein Schaubild braucht je Kategorie und Reihe einen Wert von mindestens 0.")


def _zahl(wert: Zahl) -> str:
    text = f"{wert:,}" if isinstance(wert, int) else f"{wert:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def _in_worten(reihen: Sequence[Reihe], stelle: int) -> str:
    """What stands at the end of a bar: its figure, or those of its parts by name."""
    if len(reihen) == 1:
        return _zahl(reihen[0].werte[stelle])
    teile = [f"{_zahl(r.werte[stelle])} {darstellbar(r.name)}" for r in reihen if r.werte[stelle]]
    return " · ".join(teile) or "0"


def _angaben(kategorien: Sequence[str], reihen: Sequence[Reihe], einheit: str, breite: int) -> dict[str, Any]:
    """The Vega-Lite specification. Categories carry their place, so that two of one name stay two."""
    teile = [
        {"k": stelle, "r": nummer, "w": wert}
        for nummer, reihe in enumerate(reihen)
        for stelle, wert in enumerate(reihe.werte)
    ]
    summen = [
        {"k": stelle, "w": sum(r.werte[stelle] for r in reihen), "t": _in_worten(reihen, stelle)}
        for stelle in range(len(kategorien))
    ]
    hoechster = max(float(s["w"]) for s in summen) or 1.0
    x = {
        "field": "w",
        "type": "quantitative",
        "title": darstellbar(einheit),
        "axis": _ACHSE_X,
        "scale": {"domain": [0, hoechster], "nice": 5},
    }
    achse = {"labelLimit": _NAMEN, "ticks": False, "labelPadding": 8, "labelExpr": _auswahl(kategorien)}
    y = {"field": "k", "type": "ordinal", "title": None, "axis": {**_SCHRIFT, **achse}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": max(breite - _NAMEN - _ZAHLEN, 160),
        "height": {"step": 34},
        "background": "#fff",
        "padding": 4,
        "config": {"font": "Noto Sans", "view": {"stroke": None}, "axis": {"grid": False, "domainColor": "#333"}},
        "encoding": {"y": y},
        "layer": [
            {
                "data": {"values": teile},
                "mark": {"type": "bar", "stroke": "#333", "strokeWidth": 1, "size": 20},
                "encoding": {"x": {**x, "stack": "zero"}, "color": _farbe(reihen), "order": {"field": "r"}},
            },
            {
                "data": {"values": summen},
                "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12.5, "color": "#000"},
                "encoding": {"x": x, "text": {"field": "t"}},
            },
        ],
    }


def _farbe(reihen: Sequence[Reihe]) -> dict[str, Any]:
    """One placeholder colour per row; the legend shows the patterns in the order of the bar."""
    nummern = list(range(len(reihen)))
    legende = {
        "title": None,
        "orient": "top",
        "symbolType": "square",
        "symbolSize": 260,
        "symbolStrokeColor": "#333",
        "labelFontSize": 13,
        "labelColor": "#000",
        "labelLimit": 400,
        "labelExpr": _auswahl([r.name for r in reihen]),
    }
    return {
        "field": "r",
        "type": "ordinal",
        "legend": legende if len(reihen) > 1 else None,
        "scale": {"domain": nummern, "range": list(_PLATZHALTER[: len(reihen)])},
    }


def _auswahl(texte: Sequence[str]) -> str:
    """A Vega expression that shows the n-th text; texts go in as quoted strings only."""
    return f"{json.dumps([darstellbar(t) for t in texte])}[datum.value]"


def _beschriften(svg: str, titel: str, beschreibung: str, reihen: int) -> str:
    """Exchange colours for patterns and give the picture role, title and description; ids differ between charts."""
    kennung = hashlib.sha256(f"{titel}\n{beschreibung}\n{svg}".encode()).hexdigest()[:10]
    wurzel = ElementTree.fromstring(svg)  # noqa: S314 -- drawn by Vega a moment ago, no foreign markup
    ersatz = {farbe: f"url(#m{nummer}-{kennung})" for nummer, farbe in enumerate(_PLATZHALTER[1:reihen])}
    for teil in wurzel.iter():
        for merkmal in [m for m in teil.attrib if m in _ENTBEHRLICH or m.startswith("aria-")]:
            del teil.attrib[merkmal]
        if teil.get("fill") in ersatz:
            teil.set("fill", ersatz[teil.attrib["fill"]])
    wurzel.set("role", "img")
    wurzel.set("aria-labelledby", f"t-{kennung} d-{kennung}")
    for stelle, (name, text) in enumerate((("title", titel), ("desc", beschreibung))):
        element = ElementTree.Element(f"{{{_SVG}}}{name}", id=f"{name[0]}-{kennung}")
        element.text = text
        wurzel.insert(stelle, element)
    wurzel.insert(2, _muster(kennung, reihen))
    return ElementTree.tostring(wurzel, encoding="unicode")


def _muster(kennung: str, reihen: int) -> ElementTree.Element:
    definitionen = ElementTree.Element(f"{{{_SVG}}}defs")
    for nummer in range(reihen - 1):
        muster = ElementTree.SubElement(
            definitionen,
            f"{{{_SVG}}}pattern",
            {"id": f"m{nummer}-{kennung}", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"},
        )
        for name, merkmale in _MUSTER[nummer]:
            ElementTree.SubElement(muster, f"{{{_SVG}}}{name}", merkmale)
    return definitionen
