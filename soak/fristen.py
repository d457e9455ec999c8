"""T13: every day 2000–2099 × kind of deadline × Land (and three kinds of municipality) against a second computation.

Controls: one wrong rule at a time (third day for ever, the holidays of the neighbour Land, thirty days for a month, a
limitation that shifts) must be seen. `python -m soak fristen [--schritt N]` takes every N-th day.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from kreislauf.recht.fristen.bekanntgabe import Bekanntgabe, fiktion, im_ausland
from kreislauf.recht.fristen.frist import Schritt
from kreislauf.recht.fristen.kalender import Dienstsitz, naechster_werktag
from kreislauf.recht.fristen.rechtsbehelf import Dauer, mitwirkung, rechtsbehelf
from kreislauf.recht.fristen.weitere import WEITERE
from kreislauf.recht.quelle import NotInForce
from soak import _fristorakel as orakel

BEGINN, ENDE = date(2000, 1, 1), date(2099, 12, 31)
OERTLICH = {"BY+": {"mariae_himmelfahrt"}, "SN+": {"fronleichnam"}, "TH+": {"fronleichnam"}}
SITZE = {ort: Dienstsitz(land, frozenset(OERTLICH.get(ort, ()))) for ort, (land, _) in orakel.ORTE.items()}
MIT_ORT = ("widerspruch", "klage", "ohne_belehrung", "ausland", "mitwirkung_14_tage", "mitwirkung_1_monat")
ARTEN = (*MIT_ORT, *WEITERE)
Rechnung = Callable[[str, date, str], date | None]


def gerechnet(art: str, tag: date, ort: str) -> date | None:
    """The product's own answer; None before the norm was in force."""
    sitz = SITZE[ort]
    try:
        if art in WEITERE:
            return WEITERE[art](tag, sitz).fristende
        bekannt = im_ausland(tag) if art == "ausland" else fiktion(tag)
        if art == "mitwirkung_14_tage":
            return mitwirkung(Dauer(tage=14), bekannt, sitz=sitz).fristende
        if art == "mitwirkung_1_monat":
            return mitwirkung(Dauer(monate=1), bekannt, sitz=sitz).fristende
        belehrt = art != "ohne_belehrung"
        return rechtsbehelf("klage" if art == "klage" else "widerspruch", bekannt, belehrt=belehrt, sitz=sitz).fristende
    except NotInForce:
        return None


def faelle(schritt: int) -> Iterator[tuple[str, date, str]]:
    """Kind, day, place; kinds without a place once a day."""
    for nummer in range(0, (ENDE - BEGINN).days + 1, schritt):
        tag = BEGINN + timedelta(days=nummer)
        for art in ARTEN:
            for ort in SITZE if art in MIT_ORT else ("NW",):
                yield art, tag, ort


def pruefe(rechne: Rechnung, schritt: int = 1) -> tuple[int, int, list[str]]:
    """Cases compared, cases before the norm was in force, and the differences (the first hundred)."""
    verglichen, vorher = 0, 0
    anders: list[str] = []
    for art, tag, ort in faelle(schritt):
        gefunden = rechne(art, tag, ort)
        if gefunden is None:
            vorher += 1
            continue
        verglichen += 1
        erwartet = orakel.ende(art, tag, ort)
        if gefunden != erwartet and len(anders) < 100:
            anders.append(f"{art} {tag} {ort}: {gefunden}, Gegenrechnung {erwartet}")
    return verglichen, vorher, anders


def _immer_dritter_tag(art: str, tag: date, ort: str) -> date | None:
    bekannt = Bekanntgabe(tag + timedelta(days=3), Schritt("", ""))
    if art != "widerspruch":
        return gerechnet(art, tag, ort)
    return rechtsbehelf(art, bekannt, belehrt=True, sitz=SITZE[ort]).fristende


def _nachbarland(art: str, tag: date, ort: str) -> date | None:
    return gerechnet(art, tag, "NI" if ort == "NW" and art in MIT_ORT else ort)


def _dreissig_tage(art: str, tag: date, ort: str) -> date | None:
    if art != "mitwirkung_1_monat":
        return gerechnet(art, tag, ort)
    return mitwirkung(Dauer(tage=30), fiktion(tag), sitz=SITZE[ort]).fristende


def _verschobene_verjaehrung(art: str, tag: date, ort: str) -> date | None:
    ende = gerechnet(art, tag, ort)
    return ende if ende is None or art != "bkgg_verjaehrung" else naechster_werktag(ende, SITZE[ort])


KONTROLLEN: dict[str, Rechnung] = {
    "immer der dritte Tag": _immer_dritter_tag,
    "Feiertage des Nachbarlandes": _nachbarland,
    "ein Monat sind dreißig Tage": _dreissig_tage,
    "Verjährung verschiebt sich": _verschobene_verjaehrung,
}


def main(argv: Sequence[str]) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak fristen")
    leser.add_argument("--schritt", type=int, default=1, help="jeder wievielte Tag")
    schritt = leser.parse_args(argv).schritt
    beginn = time.process_time()
    verglichen, vorher, anders = pruefe(gerechnet, schritt)
    print(f"{verglichen:,} Fristen verglichen, {vorher:,} vor Inkrafttreten; abweichend: {len(anders)}")
    print(*anders[:20], sep="\n")
    print(f"{time.process_time() - beginn:.0f} s Rechenzeit")
    blind = [name for name, falsch in KONTROLLEN.items() if not pruefe(falsch, 101)[2]]
    print(f"Kontrollen: {len(KONTROLLEN) - len(blind)} von {len(KONTROLLEN)} falschen Regeln gesehen", *blind)
    return int(bool(anders or blind))
