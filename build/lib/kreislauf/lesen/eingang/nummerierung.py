"""Computed labels of numbered paragraphs in Word documents."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kreislauf.lesen.eingang.aufzaehlung import zahlzeichen

_FORMATE = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PLATZHALTER = re.compile("%([1-9])")


@dataclass(slots=True)
class _Ebene:
    beginn: int = 1
    format: str = "decimal"
    muster: str = ""


@dataclass(slots=True)
class _Reihe:
    """One numbering: its levels and how far each has counted."""

    abstrakt: str
    ebenen: dict[int, _Ebene]
    neu_ab: dict[int, int] = field(default_factory=dict)


def wert(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(name)


def ganze(text: str | None, sonst: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch("-?[0-9]{1,6}", text) else sonst


class Nummerierung:
    """Labels in the order of the paragraphs; numberings that share a definition count on together, as in Word."""

    def __init__(self, numbering: Element | None) -> None:
        self._reihen: dict[str, _Reihe] = {}
        self._zaehler: dict[tuple[str, int], int] = {}
        self._begonnen: set[str] = set()
        if numbering is None:
            return
        abstrakt = {
            a.get("abstractNumId") or "": {ganze(e.get("ilvl")): _ebene(e) for e in a.iterfind("lvl")}
            for a in numbering.iterfind("abstractNum")
        }
        for num in numbering.iterfind("num"):
            self._reihe(num, abstrakt)

    def _reihe(self, num: Element, abstrakt: dict[str, dict[int, _Ebene]]) -> None:
        name = wert(num.find("abstractNumId")) or ""
        reihe = _Reihe(name, dict(abstrakt.get(name, {})))
        for ersatz in num.iterfind("lvlOverride"):
            tiefe = ganze(ersatz.get("ilvl"))
            ebene = ersatz.find("lvl")
            if ebene is not None:
                reihe.ebenen[tiefe] = _ebene(ebene)
            beginn = wert(ersatz.find("startOverride"))
            if beginn is not None:
                reihe.neu_ab[tiefe] = ganze(beginn, 1)
        self._reihen[num.get("numId") or ""] = reihe

    def marke(self, num_id: str, tiefe: int) -> str:
        """ "2. ", "b) ", "• " for the next paragraph of this numbering; "" where there is none."""
        reihe = self._reihen.get(num_id)
        ebene = reihe.ebenen.get(tiefe) if reihe else None
        if reihe is None or ebene is None or ebene.format == "none":
            return ""
        if ebene.format == "bullet":
            return "  " * (tiefe + 1) + "• "
        if num_id not in self._begonnen:
            self._begonnen.add(num_id)
            for stufe, beginn in reihe.neu_ab.items():
                self._zaehler[reihe.abstrakt, stufe] = beginn - 1
        stand = self._zaehler.get((reihe.abstrakt, tiefe), ebene.beginn - 1) + 1
        self._zaehler[reihe.abstrakt, tiefe] = stand
        for tiefer in range(tiefe + 1, 9):
            self._zaehler.pop((reihe.abstrakt, tiefer), None)
        text = _PLATZHALTER.sub(lambda t: self._zahl(reihe, int(t[1]) - 1), ebene.muster)
        return "  " * (tiefe + 1) + text + " " if text else ""

    def _zahl(self, reihe: _Reihe, tiefe: int) -> str:
        ebene = reihe.ebenen.get(tiefe, _Ebene())
        zahl = self._zaehler.get((reihe.abstrakt, tiefe), ebene.beginn)
        if ebene.format == "decimalZero":
            return f"{zahl:02d}"
        return zahlzeichen(zahl, _FORMATE.get(ebene.format, "1"))


def _ebene(lvl: Element) -> _Ebene:
    return _Ebene(
        beginn=ganze(wert(lvl.find("start")), 1),
        format=wert(lvl.find("numFmt")) or "decimal",
        muster=(wert(lvl.find("lvlText")) or "")[:40],
    )
