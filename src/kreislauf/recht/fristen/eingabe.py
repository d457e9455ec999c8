"""One line of `kreislauf frist`: from JSON to a deadline, and back."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from kreislauf.recht.fristen.bekanntgabe import Bekanntgabe, fiktion, im_ausland
from kreislauf.recht.fristen.frist import Frist
from kreislauf.recht.fristen.kalender import LAENDER, Dienstsitz, schreibe
from kreislauf.recht.fristen.rechtsbehelf import NORMEN, Dauer, mitwirkung, mitwirkung_bis, rechtsbehelf
from kreislauf.recht.fristen.weitere import WEITERE
from kreislauf.recht.zeilen import Angaben, FalscheAngabe

ARTEN = (*NORMEN, "mitwirkung", *WEITERE)
_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WORTE = re.compile(r"(\d{1,3}) ?(Tage?n?|Wochen?|Monate?n?)", re.ASCII | re.IGNORECASE)
_ISO = re.compile(r"P(\d{1,3})([DWM])", re.ASCII)
_ZAHLWORTE = {"ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "sechs": 6}
_EINHEITEN = {"tage": "T", "wochen": "W", "monate": "M"}
_ERWARTET = 'eine Dauer wie "14 Tage", "2 Wochen", "P14D", {"wochen": 2}, eine Zahl von Tagen oder ein Datum JJJJ-MM-TT'


def _als_text(wert: object) -> str | None:
    """A duration in words, from words, a number of days, or `{"wochen": 2}`."""
    if isinstance(wert, dict) and len(wert) == 1:
        ((einheit, zahl),) = wert.items()
        return f"{zahl} {einheit}" if isinstance(zahl, int) and einheit in _EINHEITEN else None
    if isinstance(wert, int) and not isinstance(wert, bool):
        return f"{wert} Tage"
    if not isinstance(wert, str):
        return None
    erstes, _, rest = wert.strip().partition(" ")
    wert = f"{_ZAHLWORTE.get(erstes.lower(), erstes)} {rest}".strip()
    return f"{wert} Tage" if wert.isdecimal() else wert


def _dauer(angaben: Angaben) -> Dauer | date:
    wert = angaben.nimm("dauer")
    text = _als_text(wert)
    if text is not None and _DATUM.fullmatch(text):
        return angaben.als_datum("dauer", wert)
    treffer = text and (_WORTE.fullmatch(text) or _ISO.fullmatch(text))
    if not treffer or int(treffer[1]) == 0:
        raise angaben.falsch("dauer", _ERWARTET, wert)
    zahl, einheit = int(treffer[1]), treffer[2][0].upper()
    return {"T": Dauer(tage=zahl), "D": Dauer(tage=zahl), "W": Dauer(tage=7 * zahl), "M": Dauer(monate=zahl)}[einheit]


def _mit_jedem_land(land: str | None, rechne: Callable[[Dienstsitz], Frist]) -> Frist:
    """With a Land its result; without one the result if it is the same everywhere."""
    if land is not None:
        return rechne(Dienstsitz(land))
    fristen = [rechne(Dienstsitz(eines)) for eines in LAENDER]
    if len({frist.fristende for frist in fristen}) > 1:
        raise FalscheAngabe("bundesland: Die Angabe fehlt; das Ende der Frist hängt von den Feiertagen des Landes ab.")
    return min(fristen, key=lambda frist: len(frist.offen))


def _bekanntgabe(angaben: Angaben) -> Bekanntgabe:
    """From posting, electronic provision, or receipt abroad."""
    post = angaben.datum("aufgabe_zur_post", leer=True)
    elektronisch = angaben.datum("elektronisch_bereitgestellt", leer=True)
    zugang = angaben.datum("ereignis", leer=True)
    if angaben.ja_nein("ausland"):
        if zugang is None:
            raise FalscheAngabe("ereignis: Die Angabe fehlt (Tag des Zugangs im Ausland).")
        if zugang < max(post or zugang, elektronisch or zugang):
            raise FalscheAngabe("ereignis: Der Zugang liegt vor der Absendung.")
        return im_ausland(zugang)
    if post is not None and elektronisch is not None:
        raise FalscheAngabe("elektronisch_bereitgestellt: Nur eine Art der Bekanntgabe angeben, nicht auch die Post.")
    abgesandt = post if post is not None else elektronisch
    if abgesandt is None:
        raise FalscheAngabe("aufgabe_zur_post: Die Angabe fehlt (oder elektronisch_bereitgestellt).")
    bekannt = fiktion(abgesandt)
    if zugang is not None and zugang > bekannt.tag:
        am = schreibe(bekannt.tag)
        raise FalscheAngabe(f"ereignis: Ein Zugang nach der Fiktion ({am}) ist zu belegen; eine Person entscheidet.")
    return bekannt


def _ohne_bekanntgabe(angaben: Angaben) -> None:
    """Fields that a period without Bekanntgabe does not use, checked all the same."""
    angaben.datum("aufgabe_zur_post", leer=True)
    angaben.datum("elektronisch_bereitgestellt", leer=True)
    angaben.wahl("ausland")


def berechne_frist(angaben: Angaben) -> Frist:
    """The deadline of one line; raises FalscheAngabe naming the field, or NotInForce."""
    art = str(angaben.schluessel("art", ARTEN))
    land = angaben.schluessel("bundesland", LAENDER, leer=True)
    if art in NORMEN:
        bekannt, belehrt = _bekanntgabe(angaben), angaben.ja_nein("rechtsbehelfsbelehrung")
        angaben.nimm("dauer", leer=True)
        angaben.fertig()
        return _mit_jedem_land(land, lambda sitz: rechtsbehelf(art, bekannt, belehrt=belehrt, sitz=sitz))
    angaben.wahl("rechtsbehelfsbelehrung")
    if art == "mitwirkung":
        return _mitwirkung(angaben, land)
    _ohne_bekanntgabe(angaben)
    ereignis = angaben.pflichtdatum("ereignis")
    angaben.nimm("dauer", leer=True)
    angaben.fertig()
    return WEITERE[art](ereignis, None if land is None else Dienstsitz(land))


def _mitwirkung(angaben: Angaben, land: str | None) -> Frist:
    bestimmter_tag = _bestimmter_tag(angaben)
    dauer = bestimmter_tag or _dauer(angaben)
    if isinstance(dauer, date):
        _ohne_bekanntgabe(angaben)
        angaben.datum("ereignis", leer=True)
        angaben.fertig()
        return mitwirkung_bis(dauer)
    bekannt = _bekanntgabe(angaben)
    angaben.fertig()
    return _mit_jedem_land(land, lambda sitz: mitwirkung(dauer, bekannt, sitz=sitz))


def _bestimmter_tag(angaben: Angaben) -> date | None:
    """Without a duration the event is the day communicated, unless it is the receipt abroad."""
    if not angaben.leer("dauer") or angaben.leer("ereignis") or angaben.ist("ausland", True):
        return None
    angaben.nimm("dauer", leer=True)
    return angaben.datum("ereignis")


def rechne_frist(angaben: Angaben) -> dict[str, Any]:
    """`bekanntgabe`, `fristende` and `rechenweg` of one line."""
    frist = berechne_frist(angaben)
    schritte = [f"{schritt.text} ({schritt.norm})" for schritt in frist.rechenweg]
    return {
        "bekanntgabe": None if frist.bekanntgabe is None else frist.bekanntgabe.isoformat(),
        "fristende": frist.fristende.isoformat(),
        "rechenweg": [*schritte, *(f"Eine Person entscheidet: {satz}" for satz in frist.offen)],
    }
