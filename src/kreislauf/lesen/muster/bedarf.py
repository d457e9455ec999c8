"""From an expression to the parts of words without which it cannot match.

The result is a list of sets: of each set at least one part must stand inside one word of the text. Parts are written
as `worte.vereinheitliche` writes words: lower case, digits as 0, word boundaries marked.
"""

from dataclasses import dataclass, field
from importlib import import_module
from math import prod
from typing import Any

from kreislauf.lesen.muster.worte import GRENZE, ist_wortzeichen, mit_grenzen, vereinheitliche

_HOECHSTENS = 300  # alternatives that are multiplied out
_WIEDERHOLT = 4
_SETS = 3  # per expression: the most telling ones
_KLASSE = 12  # characters of a class that are written out
_ZU_HAEUFIG = 0.95
_WORTZEICHEN = "[(IN, [(CATEGORY, CATEGORY_WORD)])]"  # "(?!\\w)" ends a word
Menge = frozenset[str]
_LEER: Menge = frozenset({""})


@dataclass(slots=True)
class _Lauf:
    """A stretch of the expression; `offen` are the words its current run may spell, `genau`: it is nothing but them."""

    offen: Menge = _LEER
    noetig: list[Menge] = field(default_factory=list)
    genau: bool = True

    def haenge_an(self, worte: Menge) -> None:
        if len(self.offen) * len(worte) > _HOECHSTENS:
            self.brich()
        self.offen = frozenset(_verbinde(a, b) for a in self.offen for b in worte)

    def brich(self, mit: Menge = _LEER) -> None:
        """The run ends here: what follows is not next to it, or not known."""
        if self.offen != _LEER:
            self.noetig.append(self.offen)
        self.offen, self.genau = mit, False

    def nimm_alle(self) -> list[Menge]:
        return [*self.noetig, self.offen]


def finde_bedarf(pattern: str, flags: int) -> list[Menge]:
    parser: Any = import_module("re._parser")
    lauf = _folge(parser.parse(pattern, flags))
    mengen = {menge for roh in lauf.nimm_alle() if (menge := _knapp(roh)) and _haeufigkeit(menge) < _ZU_HAEUFIG}
    return sorted(mengen, key=lambda m: (_haeufigkeit(m), sorted(m)))[:_SETS]


def _knapp(menge: Menge) -> Menge:
    """Without parts that hold another one of the set."""
    worte = {mit_grenzen(wort) for wort in menge}
    if "" in worte or GRENZE in worte:
        return frozenset()
    return frozenset(w for w in worte if not any(o != w and o in w for o in worte))


def _verbinde(links: str, rechts: str) -> str:
    return links + (rechts[1:] if links.endswith(GRENZE) and rechts.startswith(GRENZE) else rechts)


def _haeufigkeit(menge: Menge) -> float:
    """A rough guess how often a sentence holds one of them."""
    return sum(min(0.5, 6 * prod(map(_haeufig, wort))) for wort in sorted(menge))


def _haeufig(zeichen: str) -> float:
    if zeichen.isalpha():
        return 0.15
    return {"0": 0.25, GRENZE: 0.5, ".": 0.2, ",": 0.2, "-": 0.1}.get(zeichen, 0.01)


def _folge(knoten: Any, anfang: Menge = _LEER) -> _Lauf:
    lauf = _Lauf(anfang)
    for art, wert in knoten:
        _nimm(lauf, str(art), wert)
    return lauf


def _nimm(lauf: _Lauf, art: str, wert: Any) -> None:
    if art == "LITERAL":
        zeichen = chr(wert)
        lauf.brich() if zeichen.isspace() else lauf.haenge_an(_zeichen(zeichen))
    elif art == "AT":
        if str(wert) == "AT_BOUNDARY":
            lauf.haenge_an(frozenset({GRENZE}))
    elif art == "IN":
        klasse = _klasse(wert)
        lauf.haenge_an(klasse) if klasse else lauf.brich()
    elif art == "SUBPATTERN":
        _zweige(lauf, wert[-1:])
    elif art == "ATOMIC_GROUP":
        _zweige(lauf, [wert])
    elif art == "BRANCH":
        _zweige(lauf, wert[1])
    elif art in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        _wiederhole(lauf, *wert)
    elif art == "ASSERT":
        lauf.noetig += _folge(wert[1]).nimm_alle()
    elif art == "ASSERT_NOT":
        if wert[0] == 1 and str(wert[1]) == _WORTZEICHEN:
            lauf.offen = frozenset(f"{a}{GRENZE}" if a and ist_wortzeichen(a[-1]) else a for a in lauf.offen)
    else:
        lauf.brich()


def _zeichen(zeichen: str) -> Menge:
    return frozenset({vereinheitliche(zeichen).strip(GRENZE)})


def _klasse(teile: Any) -> Menge:
    """The characters of a class, or nothing where they are many or may be blank."""
    gefunden: set[str] = set()
    for art, wert in teile:
        if str(art) == "CATEGORY" and str(wert) == "CATEGORY_DIGIT":
            gefunden.add("0")
        elif str(art) == "LITERAL" and not chr(wert).isspace():
            gefunden |= _zeichen(chr(wert))
        elif str(art) == "RANGE" and wert[1] - wert[0] < _KLASSE:
            gefunden |= {z for ort in range(wert[0], wert[1] + 1) for z in _zeichen(chr(ort))}
        else:
            return frozenset()
    return frozenset(gefunden) if len(gefunden) <= _KLASSE else frozenset()


def _zweige(lauf: _Lauf, knoten: Any) -> None:
    """Alternatives go on with the run; what each of them needs is needed by the whole, one or the other."""
    zweige = [_folge(zweig, lauf.offen) for zweig in knoten]
    ende: Menge = frozenset().union(*(zweig.offen for zweig in zweige))
    if not all(zweig.genau for zweig in zweige):
        lauf.genau = False
        if len(zweige) == 1:
            lauf.noetig += zweige[0].noetig
        else:
            beste = [_beste(zweig) for zweig in zweige]
            lauf.noetig += [frozenset().union(*beste)] if all(beste) else []
    lauf.offen = ende
    if len(ende) > _HOECHSTENS:
        lauf.brich()


def _beste(lauf: _Lauf) -> Menge:
    mengen = [menge for roh in lauf.nimm_alle() if (menge := _knapp(roh))]
    return min(mengen, key=_haeufigkeit, default=frozenset())


def _wiederhole(lauf: _Lauf, von: int, bis: int, knoten: Any) -> None:
    teil = _folge(knoten)
    if teil.genau and int(bis) <= _WIEDERHOLT and len(teil.offen) ** int(bis) <= _HOECHSTENS:
        stufe, alle = _LEER, _LEER if von == 0 else frozenset[str]()
        for anzahl in range(1, int(bis) + 1):
            stufe = frozenset(_verbinde(a, b) for a in stufe for b in teil.offen)
            alle |= stufe if anzahl >= von else frozenset()
        lauf.haenge_an(alle)
    elif von == 0:
        lauf.brich()
    elif teil.genau:
        lauf.haenge_an(teil.offen)
        lauf.brich(teil.offen)
    else:
        lauf.brich()
        lauf.noetig += teil.nimm_alle()
