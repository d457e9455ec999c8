"""Runs of a Word paragraph → characters."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_HOCHGESTELLT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_AUS = {"0", "false", "of", "none"}
# Ticks and boxes of the symbol fonts Wingdings and Symbol
_SYMBOLE = {
    "F0FE": "☒", "F0FD": "☒", "F052": "☒", "F0FC": "✓", "F0FB": "✗", "F0A8": "☐", "F06F": "☐", "F071": "☐",
    "F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F02D": "-", "F0E0": "→", "2612": "☒", "2610": "☐", "2611": "☒",
}  # fmt: skip
_ZEICHEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WEG = frozenset({"instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "ffData", "Fallback"})


@dataclass(slots=True)
class Zaehlung:
    """What was left out, and the notes that were referred to."""

    geloescht: int = 0
    verborgen: int = 0
    zu_tief: bool = False
    verweise: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Lauf:
    text: str
    textfelder: list[Element]


def lies_lauf(p: Element, zaehlung: Zaehlung) -> Lauf:
    """Text of one paragraph without deleted, struck out and hidden runs; text boxes are handed back unread."""
    stuecke: list[str] = []
    textfelder: list[Element] = []
    stapel = [iter(p)]
    while stapel:
        element = next(stapel[-1], None)
        if element is None:
            stapel.pop()
            continue
        name = element.tag.removeprefix("fremd:")
        if name in {"t", "delText"}:
            stuecke.append(element.text or "")
        elif name in _ZEICHEN:
            stuecke.append(_ZEICHEN[name])
        elif name == "txbxContent":
            textfelder.append(element)
        elif not _ist_weg(element, name, zaehlung):
            stuecke.append(_sonderzeichen(element, name, zaehlung))
            stapel.append(iter(element))
    return Lauf("".join(stuecke), textfelder)


def _ist_weg(element: Element, name: str, zaehlung: Zaehlung) -> bool:
    if name in {"del", "moveFrom"}:
        zaehlung.geloescht += 1
        return True
    eigenschaften = element.find("rPr") if name == "r" and element.find("t") is not None else None
    if eigenschaften is None:
        return name in _WEG
    gestrichen = _an(eigenschaften, "strike") or _an(eigenschaften, "dstrike")
    verborgen = not gestrichen and _an(eigenschaften, "vanish")
    zaehlung.geloescht += gestrichen
    zaehlung.verborgen += verborgen
    return gestrichen or verborgen


def _an(eigenschaften: Element, name: str) -> bool:
    schalter = eigenschaften.find(name)
    return schalter is not None and (schalter.get("val") or "1") not in _AUS


def _sonderzeichen(element: Element, name: str, zaehlung: Zaehlung) -> str:
    match name:
        case "sym":
            return _SYMBOLE.get((element.get("char") or "").upper(), " ")
        case "footnoteReference" | "endnoteReference":
            verweise = zaehlung.verweise.setdefault(name.removesuffix("Reference"), {})
            nummer = str(len(verweise) + 1).translate(_HOCHGESTELLT)
            return verweise.setdefault(element.get("id") or "", nummer)
        case "fldChar":
            kaestchen = element.find("ffData/checkBox")
            return "" if kaestchen is None else _kaestchen(kaestchen)
    return ""


def _kaestchen(kaestchen: Element) -> str:
    """A tick box of an old form: `checked` beats `default`."""
    schalter = kaestchen.find("checked")
    if schalter is None:
        schalter = kaestchen.find("default")
        an = schalter is not None and (schalter.get("val") or "0") not in _AUS
    else:
        an = (schalter.get("val") or "1") not in _AUS
    return "☒" if an else "☐"
