"""Reports that contradict themselves or leave points out (fact base Steuerung, C1, C3, C7)."""

import calendar
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kreislauf.lesen.lesung import Befund, Lesung, Umsetzungsbericht
from kreislauf.lesen.muster import Muster

_FERTIG = {"umgesetzt", "laufend_fortgeschrieben"}
_KREUZ = Muster(r"^\s{0,8}(?:x|X|☒|☑|✓|\([xX]\)|\[[xX]\])\s{0,8}(?P<label>umgesetzt\b)?")
_NUR_KREUZ = Muster(r"^\s{0,8}\S{1,3}\s{0,8}$")
_OFFEN = Muster(
    r"\bnoch nicht (?:\w+ ){0,2}(?:umgesetzt|begonnen|abgeschlossen|besetzt|erfolgt|fertig\w*|beauftragt|eingerichtet|vorhanden)\b|(?<!noch )\bnicht (?:umgesetzt|begonnen|umsetzbar|realisierbar)\b|"
    r"\bsteh(?:t|en) noch aus\b|\bverzögert sich\b|\bverschoben\b|\bin (?:Arbeit|Bearbeitung)\b|\bkann erst\b"
)
_ERNEUT = Muster(r"Erneuter Termin[^:]{0,60}:\s{0,3}(?:(?P<t>\d{1,2})\.)?(?P<m>\d{1,2})[/.](?P<j>\d{4})")


def berichtsbefunde(lesung: Lesung) -> Iterator[Befund]:
    berichte = sorted((b for b in lesung.umsetzungsberichte if b.datum), key=lambda b: b.datum or date.min)
    yield from _angekreuzt(lesung, berichte)
    yield from _text_sagt_anderes(lesung)
    yield from _luecken(lesung, berichte)
    yield from _wiedervorlagen(lesung, berichte)


def _angekreuzt(lesung: Lesung, berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    """A box "umgesetzt" for the whole report, while the text of a point says otherwise."""
    zeilen = lesung.text.split("\n") if _KREUZ.kann(lesung.text) else []
    for nummer, zeile in enumerate(zeilen):
        kreuz = _KREUZ.match(zeile)
        if kreuz is None:
            continue
        danach = next((z.strip() for z in zeilen[nummer + 1 : nummer + 4] if z.strip()), "")
        if not (kreuz["label"] or _NUR_KREUZ.match(zeile) and danach == "umgesetzt"):
            continue
        bericht = next((b for b in reversed(berichte) if b.zeile and b.zeile <= nummer + 1), None)
        offen = [p for p in bericht.punkte if p.status not in _FERTIG] if bericht else []
        if bericht and offen:
            welche = ", ".join(f"Punkt {p.nummer}: {p.status.replace('_', ' ')}" for p in offen)
            yield Befund(
                art="umgesetzt_angekreuzt_aber_offen",
                text=f"Der Bericht vom {bericht.datum:%d.%m.%Y} ist als „umgesetzt“ angekreuzt; der Text sagt anderes ({welche}).",
                zeilen=[nummer + 1, *(p.zeile for p in offen if p.zeile)],
                schwere="warnung",
            )


def _text_sagt_anderes(lesung: Lesung) -> Iterator[Befund]:
    """A point labelled or ticked "umgesetzt" whose own text says that work is still open."""
    for bericht in lesung.umsetzungsberichte:
        for punkt in bericht.punkte:
            offen = _OFFEN.search(punkt.sachstand) if punkt.status == "umgesetzt" else None
            if offen is None:
                continue
            text = f"Punkt {punkt.nummer or '?'} ist als „umgesetzt“ bezeichnet; der Text sagt „{offen.group()}“. Bitte prüfen."
            zeilen = [punkt.zeile] if punkt.zeile else []
            yield Befund(art="umgesetzt_aber_text_offen", text=text, zeilen=zeilen, schwere="warnung")


def _luecken(lesung: Lesung, berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    """Points of the resolution that a report does not answer."""
    nummern = [p.nummer for p in lesung.beschlusspunkte if p.satz.startswith("Beschluss ") and p.nummer]
    for nummer in dict.fromkeys(nummern):
        beantwortet = [i for i, b in enumerate(berichte, 1) if nummer in {p.nummer for p in b.punkte}]
        if berichte and (not beantwortet or beantwortet[0] > 1):
            wann = f"erst im {beantwortet[0]}. Bericht" if beantwortet else "in keinem Bericht"
            text = f"Punkt {nummer} des Beschlusses ist {wann} beantwortet ({len(berichte)} Berichte)."
            zeilen = [b.zeile for b in berichte[:1] if b.zeile]
            yield Befund(art="punkt_nicht_beantwortet", text=text, zeilen=zeilen, schwere="warnung")


def _wiedervorlagen(lesung: Lesung, berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    """A promised date for the next report that passed."""
    zeilen = lesung.text.split("\n") if _ERNEUT.kann(lesung.text) else []
    for nummer, zeile in enumerate(zeilen, start=1):
        t = _ERNEUT.search(zeile[:2_000])
        if t is None or not 1 <= int(t["m"]) <= 12:
            continue
        jahr, monat = int(t["j"]), int(t["m"])
        letzter = calendar.monthrange(jahr, monat)[1]
        termin = date(jahr, monat, min(int(t["t"] or letzter), letzter))
        for eins, zwei in pairwise(berichte):
            if eins.datum and zwei.datum and eins.datum < termin < zwei.datum and (eins.zeile or 0) <= nummer:
                text = (
                    f"Der für {termin:%d.%m.%Y} zugesagte Bericht kam am {zwei.datum:%d.%m.%Y}, "
                    f"{(zwei.datum - termin).days} Tage später."
                )
                yield Befund(art="wiedervorlage_versaeumt", text=text, zeilen=[nummer], schwere="warnung")
