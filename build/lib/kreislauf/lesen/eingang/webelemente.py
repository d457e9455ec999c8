"""What the elements of a web page mean for its text."""

import re

from selectolax.lexbor import LexborNode

from kreislauf.lesen.eingang.aufzaehlung import zahlzeichen
from kreislauf.lesen.eingang.fluss import Fluss
from kreislauf.lesen.eingang.tabelle import tabellenzeile

STUMM = {
    "script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "object", "embed", "button",
    "select", "datalist", "canvas", "audio", "video", "map", "math", "dialog",
}  # fmt: skip
_STUMME_ROLLEN = frozenset({"navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "alert"})
_ABSATZ = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl", "fieldset", "figure",
    "hr",
}  # fmt: skip
_BLOCK = _ABSATZ | {
    "div", "section", "article", "main", "aside", "header", "footer", "address", "form", "legend", "figcaption",
    "details", "summary", "caption", "tbody", "thead", "tfoot", "center", "dt", "body",
}  # fmt: skip
_STREICHUNG = frozenset({"del", "s", "strike"})
_UNSICHTBAR = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_GESTRICHEN = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.IGNORECASE)
_HAKENBILD = re.compile(r"(?:^|[/_-])(?:un)?(?:checked|checkbox|haken|angekreuzt)", re.IGNORECASE)
_HOCHGESTELLT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCHACHTELN = 25


def ist_gestrichen(knoten: LexborNode) -> bool:
    return knoten.tag in _STREICHUNG or bool(_GESTRICHEN.search(knoten.attributes.get("style") or ""))


def ist_verborgen(knoten: LexborNode) -> bool:
    """Left out with everything inside: not shown on the page, struck out, or not part of the paper."""
    tag = knoten.tag
    if tag in STUMM or tag in _STREICHUNG:
        return True
    merkmale = knoten.attributes
    if not merkmale:
        return _ist_rand(knoten)
    stil = merkmale.get("style") or ""
    return (
        "hidden" in merkmale
        or (merkmale.get("role") or "") in _STUMME_ROLLEN
        or (tag == "input" and merkmale.get("type") == "hidden")
        or (bool(stil) and bool(_UNSICHTBAR.search(stil) or _GESTRICHEN.search(stil)))
        or _ist_rand(knoten)
    )


def _ist_rand(knoten: LexborNode) -> bool:
    """Head and foot of the site, unless the head carries the title of the page."""
    if knoten.tag not in {"header", "footer"}:
        return False
    oben = knoten.parent
    return oben is not None and oben.tag == "body" and (knoten.tag == "footer" or knoten.css_first("h1") is None)


class Schreiber:
    """Writes nodes in reading order; cells of tables and items of lists are collected until they end."""

    def __init__(self, fluss: Fluss) -> None:
        self._fluesse = [fluss]
        self._reihen: list[list[list[str]]] = []
        self._listen: list[_Liste] = []
        self._wortgetreu = 0
        self._hoch = 0

    def text(self) -> str:
        self._fluesse[0].neue_zeile()
        return "\n".join(self._fluesse[0].zeilen) + "\n"

    def anfang(self, knoten: LexborNode) -> None:
        tag = knoten.tag or ""
        if tag == "-text":
            self._schreibe(knoten.text_content or "")
            return
        if tag in _BLOCK:
            self._block(tag)
        match tag:
            case "br":
                self._fluss.neue_zeile(erzwungen=True)
            case "input" | "img" | "span" | "div":
                self._kaestchen(tag, knoten)
            case "ul" | "ol":
                self._listen.append(_Liste(tag, knoten.attributes))
            case "li":
                self._punkt(knoten)
            case "tr":
                self._fluss.neue_zeile()
                self._reihen.append([])
            case "td" | "th" if self._reihen and len(self._fluesse) <= _SCHACHTELN:
                self._fluesse.append(Fluss())
            case "pre":
                self._wortgetreu += 1
            case "sup":
                self._hoch += 1

    def ende(self, knoten: LexborNode) -> None:
        tag = knoten.tag or ""
        match tag:
            case "ul" | "ol":
                self._listen.pop()
            case "td" | "th" if self._reihen:
                self._zelle_ende()
            case "tr":
                self._reihe_ende()
            case "pre":
                self._wortgetreu -= 1
            case "sup":
                self._hoch -= 1
            case "dt":
                self._fluss.tabulator()
                return
            case "dd" | "li":
                self._fluss.neue_zeile()
        if tag in _BLOCK:
            self._block(tag)

    @property
    def _fluss(self) -> Fluss:
        return self._fluesse[-1]

    def _schreibe(self, text: str) -> None:
        if self._wortgetreu:
            self._fluss.schreibe_unveraendert(text)
        else:
            # a raised number is a footnote: "2023¹" must not become the figure 20231
            self._fluss.schreibe(text.translate(_HOCHGESTELLT) if self._hoch else text)

    def _block(self, tag: str) -> None:
        # inside an item the first paragraph belongs to its mark
        if tag in _ABSATZ and not (tag == "p" and self._listen) and not (tag in {"ul", "ol"} and self._listen):
            self._fluss.absatz()
        else:
            self._fluss.neue_zeile()

    def _punkt(self, knoten: LexborNode) -> None:
        self._fluss.neue_zeile()
        liste = self._listen[-1] if self._listen else _Liste("ul", {})
        marke = liste.naechste_marke(knoten.attributes)
        self._fluss.setze_marke("  " * max(1, len(self._listen)) + marke if marke else "")

    def _zelle_ende(self) -> None:
        if len(self._fluesse) > 1 and len(self._fluesse) > len(self._reihen):
            zelle = self._fluesse.pop()
            zelle.neue_zeile()
            self._reihen[-1].append(zelle.zeilen)
        else:
            self._fluss.neue_zeile()

    def _reihe_ende(self) -> None:
        reihe = self._reihen.pop() if self._reihen else []
        if reihe:
            self._fluss.zeilen_anhaengen(tabellenzeile(reihe))

    def _kaestchen(self, tag: str, knoten: LexborNode) -> None:
        merkmale = knoten.attributes
        if tag == "input" and merkmale.get("type") in {"checkbox", "radio"}:
            self._fluss.schreibe(" ☒ " if "checked" in merkmale else " ☐ ")
        elif tag == "img" and _HAKENBILD.search(f"{merkmale.get('src') or ''} {merkmale.get('alt') or ''}"):
            bild = f"{merkmale.get('src') or ''} {merkmale.get('alt') or ''}".lower()
            self._fluss.schreibe(" ☐ " if "unchecked" in bild or "leer" in bild else " ☒ ")
        elif merkmale.get("role") in {"checkbox", "radio"}:
            self._fluss.schreibe(" ☒ " if merkmale.get("aria-checked") == "true" else " ☐ ")


class _Liste:
    """Numbers of the items of one list as the browser shows them."""

    def __init__(self, art: str, merkmale: dict[str, str | None]) -> None:
        self.art = art
        self._zaehler = _zahl(merkmale.get("start"), 1)
        stil = (merkmale.get("style") or "").lower()
        self._ohne = "list-style:none" in stil.replace(" ", "") or "list-style-type:none" in stil.replace(" ", "")
        self._zeichen = merkmale.get("type") or _STILZEICHEN.get(stil.partition("list-style-type:")[2].strip(" ;"), "1")

    def naechste_marke(self, merkmale: dict[str, str | None]) -> str:
        if self._ohne:
            return ""
        if self.art == "ul":
            return "• "
        zahl = _zahl(merkmale.get("value"), self._zaehler)
        self._zaehler = zahl + 1
        punkt = ")" if self._zeichen in {"a", "A"} else "."
        return f"{zahlzeichen(zahl, self._zeichen)}{punkt} "


_STILZEICHEN = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}


def _zahl(text: str | None, sonst: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,6}", text) else sonst
