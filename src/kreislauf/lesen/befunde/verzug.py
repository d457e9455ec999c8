"""Time that reports lose: a forecast behind the deadline, a longer duration, an announced day nobody speaks of again."""

import re
from collections.abc import Iterator
from datetime import date

from kreislauf.lesen.ausdruck.zeitangaben import finde_zeitangaben
from kreislauf.lesen.befunde.stellen import beschlossen, je_punkt, punkttext, saetze, stelle, woerter
from kreislauf.lesen.lesung import Befund, Lesung, Umsetzungsbericht, Umsetzungspunkt
from kreislauf.lesen.muster import Muster

_ANGEKREUZT = Muster(r"^\s{0,8}(?:x|X|☒|☑|✓)\s{0,8}(?:\n\s{0,8}){0,3}umgesetzt\b", re.MULTILINE)
_VORHABEN = Muster(r"\b(?:Ziel|Zielsetzung|soll|sollen|wird|werden|geplant|vorgesehen|voraussichtlich|erfolgt)\b")
_DAUER = Muster(r"\b(?:gesamt|insgesamt|Dauer von|dauert|Dauer:|über)\s(?:ca\.\s)?(?P<n>\d{1,2})\sMonate")
_PHASE = Muster(r"\b(?P<n>\d{1,2})\. Monat\b")
_FERTIG = Muster(r"\b(?:abgeschlossen|beendet|fertiggestellt)\b")
_SPIEL_MONATE = 1


def verzugsbefunde(lesung: Lesung) -> Iterator[Befund]:
    for folge in je_punkt(lesung):
        yield from _prognose(lesung, folge)
        yield from _dauer(lesung, folge)
        yield from _ankuendigung(lesung, folge)


Folge = list[tuple[Umsetzungsbericht, Umsetzungspunkt]]


def _frist_von(lesung: Lesung, nummer: str | None) -> tuple[date, int, str] | None:
    """Deadline, line and words of the resolution's point."""
    for punkt in beschlossen(lesung):
        if punkt.nummer == nummer and punkt.zeile:
            fristen = [a.frist for a in lesung.auftraege if a.zeile == punkt.zeile and a.frist]
            if fristen:
                return min(fristen), punkt.zeile, punkt.text
    return None


def prognose_in(text: str, sache: str, nach: date) -> date | None:
    """The earliest day after `nach` that a sentence about the same thing names as its aim."""
    tage = []
    for satz in saetze(text):
        if _VORHABEN.search(satz) and woerter(satz) & woerter(sache):
            angaben = finde_zeitangaben(satz, jahr=nach.year)
            tage += [a.frist for a in angaben if a.frist and a.frist > nach and a.rolle != "stichtag"]
    return min(tage, default=None)


def _prognose(lesung: Lesung, folge: Folge) -> Iterator[Befund]:
    frist = _frist_von(lesung, folge[0][1].nummer)
    if frist is None:
        return
    tag, zeile, sache = frist
    for bericht, punkt in reversed(folge):
        assert bericht.datum is not None
        prognose = prognose_in(punkttext(lesung, bericht, punkt), sache, max(bericht.datum, tag))
        if prognose is None:
            continue
        zusatz = ", obwohl „umgesetzt“ angekreuzt ist" if _ist_angekreuzt(lesung, bericht) else ""
        text = (
            f"Punkt {punkt.nummer} war bis {tag:%d.%m.%Y} fällig; der Bericht vom {bericht.datum:%d.%m.%Y} nennt den "
            f"{prognose:%d.%m.%Y}: mindestens {(prognose - tag).days} Tage Verzug{zusatz}."
        )
        yield Befund(art="prognose_nach_frist", text=text, zeilen=stelle(zeile, punkt.zeile), schwere="warnung")
        return


def _ist_angekreuzt(lesung: Lesung, bericht: Umsetzungsbericht) -> bool:
    anfang = bericht.zeile or 1
    ende = min((p.zeile for p in bericht.punkte if p.zeile), default=anfang + 40)
    return bool(_ANGEKREUZT.search("\n".join(lesung.text.split("\n")[anfang - 1 : ende])))


def _monate(von: date, bis: date) -> int:
    return (bis.year - von.year) * 12 + bis.month - von.month


def _dauer(lesung: Lesung, folge: Folge) -> Iterator[Befund]:
    """Begin and planned months in any report on the point, the end in a later one."""
    beginn: date | None = None
    geplant = 0
    woher = 0
    for bericht, punkt in folge:
        text = punkttext(lesung, bericht, punkt)
        assert bericht.datum is not None
        for satz in saetze(text):
            angaben = finde_zeitangaben(satz, jahr=bericht.datum.year)
            beginn = beginn or next((a.beginn for a in angaben if a.rolle == "beginn" and a.beginn), None)
            dauern = [int(t["n"]) for t in (*_DAUER.finditer(satz), *_PHASE.finditer(satz))]
            if dauern and not geplant:
                geplant, woher = max(dauern), punkt.zeile or 0
            ende = next((a.frist for a in angaben if a.frist), None) if _FERTIG.search(satz) else None
            if beginn and geplant and ende and _monate(beginn, ende) > geplant + _SPIEL_MONATE:
                text = (
                    f"Punkt {punkt.nummer}: ab {beginn:%m/%Y} waren {geplant} Monate geplant; abgeschlossen wurde "
                    f"{ende:%m/%Y}, nach {_monate(beginn, ende)} Monaten."
                )
                yield Befund(
                    art="dauer_ueberschritten", text=text, zeilen=stelle(woher, punkt.zeile), schwere="hinweis"
                )
                return


def _ankuendigung(lesung: Lesung, folge: Folge) -> Iterator[Befund]:
    """Only a full day counts: a quarter or a year is an aim, and `prognose_nach_frist` speaks of it."""
    for stelle_, (bericht, punkt) in enumerate(folge):
        assert bericht.datum is not None
        for satz in saetze(punkttext(lesung, bericht, punkt)):
            if not re.search(r"\b(?:Ziel ist|soll|sollen|wird|werden)\b", satz):
                continue
            angaben = finde_zeitangaben(satz, jahr=bericht.datum.year)
            tage = [a.frist for a in angaben if a.frist and a.frist > bericht.datum and a.wortlaut.count(".") > 1]
            danach = next(((b, p) for b, p in folge[stelle_ + 1 :] if tage and b.datum and b.datum > max(tage)), None)
            if danach is None or danach[1].status == "umgesetzt":
                continue
            spaeter = punkttext(lesung, *danach)
            genannt = {a.frist for a in finde_zeitangaben(spaeter, jahr=bericht.datum.year)}
            if not genannt & set(tage):
                text = (
                    f"Punkt {punkt.nummer}: der Bericht vom {bericht.datum:%d.%m.%Y} kündigte den {max(tage):%d.%m.%Y} an; "
                    f"der Bericht vom {danach[0].datum:%d.%m.%Y} sagt nicht, was daraus wurde."
                )
                zeile = stelle(punkt.zeile, danach[1].zeile)
                yield Befund(art="ankuendigung_verstrichen", text=text, zeilen=zeile, schwere="hinweis")
