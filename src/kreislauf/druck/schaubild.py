"""Charts as SVG: readable without colours (patterns of grey, figures at the bars), clean under a strict CSP."""

import re
from collections.abc import Sequence
from html import escape

import vl_convert

_GRAU = ("#1a1a1a", "#6b6b6b", "#b0b0b0", "#ffffff")


def gestapelte_balken(
    zeilen: Sequence[tuple[str, Sequence[int]]], teile: Sequence[str], *, titel: str, beschreibung: str
) -> str:
    """Stacked horizontal bars, one per row, one shade per part, each part labelled with its number.

    `zeilen`: name and one number per part. Up to four parts. The SVG has title and description and no style element.
    """
    werte = [
        {"name": name, "teil": teil, "folge": nummer, "anzahl": anzahl}
        for name, zahlen in zeilen
        for nummer, (teil, anzahl) in enumerate(zip(teile, zahlen, strict=True))
    ]
    achse = {"labelFontSize": 13, "labelLimit": 260, "titleFontSize": 13, "labelColor": "#000", "titleColor": "#000"}
    y = {"field": "name", "type": "nominal", "title": None, "sort": None, "axis": achse}
    x = {
        "field": "anzahl",
        "type": "quantitative",
        "stack": "zero",
        "title": "Anzahl",
        "axis": {**achse, "tickMinStep": 1},
    }
    farbe = {
        "field": "teil",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(teile), "range": list(_GRAU[: len(teile)])},
        "legend": {"title": None, "orient": "top", "labelFontSize": 13, "labelColor": "#000", "symbolStrokeWidth": 1},
    }
    bild = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 520,
        "height": {"step": 30},
        "background": "#ffffff",
        "config": {"font": "Noto Sans, Fira Sans, sans-serif", "legend": {"symbolStrokeColor": "#000"}},
        "data": {"values": werte},
        "encoding": {"y": y, "order": {"field": "folge"}},
        "layer": [
            {"mark": {"type": "bar", "stroke": "#000", "strokeWidth": 1}, "encoding": {"x": x, "color": farbe}},
            {
                "transform": [{"filter": "datum.anzahl > 0"}],
                "mark": {"type": "text", "fontSize": 12, "fontWeight": "bold"},
                "encoding": {
                    "x": {**x, "bandPosition": 0.5},
                    "text": {"field": "anzahl"},
                    "color": {"condition": {"test": "datum.folge < 2", "value": "#fff"}, "value": "#000"},
                },
            },
        ],
    }
    svg = str(vl_convert.vegalite_to_svg(bild))
    return _beschriften(svg, titel, beschreibung)


def _beschriften(svg: str, titel: str, beschreibung: str) -> str:
    """Give the picture a role, a title and a description."""
    kopf = f"<title>{escape(titel)}</title><desc>{escape(beschreibung)}</desc>"
    return re.sub(
        r"(<svg\b[^>]*)>", lambda t: f'{t.group(1)} role="img" aria-label="{escape(titel)}">{kopf}', svg, count=1
    )
