"""From one report to the next: copied text, points left out, steps back, no next date (C3, C6, C7)."""

from collections.abc import Iterator
from itertools import pairwise

from kreislauf.lesen.befunde.stellen import beschlossen, datierte, je_punkt, punkttext, saetze, stelle, zeilen
from kreislauf.lesen.lesung import Befund, Lesung, Umsetzungsbericht
from kreislauf.lesen.muster import Muster

_FERTIG = {"umgesetzt", "laufend_fortgeschrieben", "nicht_realisierbar", "abgelehnt"}
_NOCH_OFFEN = {"noch_nicht_begonnen", "in_arbeit"}
_NAECHSTER = Muster(
    r"[Ee]rneuter Termin|[Ww]iedervorlage|[Nn]ächste[rn]? (?:Umsetzungsb|Zwischenb|Sachstandsb|B)ericht|"
    r"(?:erneut|wieder|weiter) (?:\w+ ){0,3}(?:berichtet|informiert|vorgelegt)"
)
_GRUND = Muster(r"\b(?:weil|da|denn|wegen|aufgrund|[Bb]egründ\w+|Grund|Gründen?|mangels|fehlt|fehlen)\b")
_AUFHEBUNG = Muster(r"\b[Aa]ufhebung\b|\b(?:aufzuheben|aufgehoben|aufheben)\b")
_KURZ = 40  # characters below which an equal sentence says nothing
_GLEICH_AB = 0.6


def fortschrittsbefunde(lesung: Lesung) -> Iterator[Befund]:
    berichte = datierte(lesung)
    yield from _unveraendert(lesung)
    yield from _rueckschritt(lesung)
    yield from _ausgelassen(berichte)
    yield from _ohne_termin(lesung, berichte)
    yield from _ohne_begruendung(lesung)
    yield from _vor_beschluss(lesung, berichte)


def _unveraendert(lesung: Lesung) -> Iterator[Befund]:
    for folge in je_punkt(lesung):
        for (davor, alt), (bericht, neu) in pairwise(folge):
            frueher = set(saetze(punkttext(lesung, davor, alt)))
            jetzt = [s for s in saetze(punkttext(lesung, bericht, neu)) if len(s) >= _KURZ]
            laenge = sum(map(len, jetzt))
            gleich = sum(len(s) for s in jetzt if s in frueher)
            if laenge and gleich / laenge >= _GLEICH_AB:
                text = (
                    f"Punkt {neu.nummer}: {100 * gleich // laenge} % des Textes im Bericht vom {bericht.datum:%d.%m.%Y} "
                    f"stehen wortgleich im Bericht vom {davor.datum:%d.%m.%Y}."
                )
                yield Befund(art="text_unveraendert", text=text, zeilen=stelle(neu.zeile, alt.zeile), schwere="hinweis")


def _rueckschritt(lesung: Lesung) -> Iterator[Befund]:
    for folge in je_punkt(lesung):
        for (davor, alt), (bericht, neu) in pairwise(folge):
            if alt.status == "umgesetzt" and neu.status in _NOCH_OFFEN:
                text = (
                    f"Punkt {neu.nummer} war im Bericht vom {davor.datum:%d.%m.%Y} umgesetzt und ist im Bericht vom "
                    f"{bericht.datum:%d.%m.%Y} {neu.status.replace('_', ' ')}."
                )
                yield Befund(art="rueckschritt", text=text, zeilen=stelle(neu.zeile, alt.zeile), schwere="warnung")


def _ausgelassen(berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    for davor, bericht in pairwise(berichte):
        da = {p.nummer for p in bericht.punkte}
        for punkt in davor.punkte:
            if punkt.nummer and punkt.nummer.isdigit() and punkt.nummer not in da and punkt.status not in _FERTIG:
                text = (
                    f"Punkt {punkt.nummer} war im Bericht vom {davor.datum:%d.%m.%Y} noch offen und fehlt im Bericht vom "
                    f"{bericht.datum:%d.%m.%Y}."
                )
                yield Befund(
                    art="punkt_ausgelassen", text=text, zeilen=stelle(bericht.zeile, punkt.zeile), schwere="warnung"
                )


def _ohne_termin(lesung: Lesung, berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    if not berichte or not beschlossen(lesung):
        return
    letzter = berichte[-1]
    offen = [p.nummer for p in letzter.punkte if p.status in _NOCH_OFFEN and p.nummer]
    text = "\n".join(zeilen(lesung.text)[(letzter.zeile or 1) - 1 :])
    if offen and not _NAECHSTER.search(text):
        satz = (
            f"Der Bericht vom {letzter.datum:%d.%m.%Y} lässt Punkt {', '.join(offen)} offen und nennt keinen Termin für den "
            "nächsten Bericht."
        )
        yield Befund(art="wiedervorlage_fehlt", text=satz, zeilen=stelle(letzter.zeile), schwere="hinweis")


def _ohne_begruendung(lesung: Lesung) -> Iterator[Befund]:
    for bericht in lesung.umsetzungsberichte:
        for punkt in bericht.punkte:
            text = punkttext(lesung, bericht, punkt)
            welcher = f"Punkt {punkt.nummer}" if punkt.nummer else "Der Bericht"
            if punkt.status == "abgelehnt" and not _GRUND.search(text):
                satz = f"{welcher}: die Umsetzung wird abgelehnt, ein Grund ist nicht genannt."
                yield Befund(art="ablehnung_ohne_grund", text=satz, zeilen=stelle(punkt.zeile), schwere="warnung")
            if punkt.status == "nicht_realisierbar" and not _AUFHEBUNG.search(text):
                satz = f"{welcher}: nicht realisierbar, aber nicht gesagt, ob der Beschluss aufgehoben werden muss."
                yield Befund(art="aufhebung_nicht_geprueft", text=satz, zeilen=stelle(punkt.zeile), schwere="hinweis")


def _vor_beschluss(lesung: Lesung, berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    genannt = {p.satz for p in beschlossen(lesung)}
    tage = [b.datum for b in lesung.beschluesse if b.datum and f"Beschluss {b.datum.isoformat()}" in genannt]
    for bericht in berichte:
        if tage and bericht.datum and bericht.datum < min(tage):
            text = f"Der Bericht vom {bericht.datum:%d.%m.%Y} ist älter als der Beschluss vom {min(tage):%d.%m.%Y}."
            yield Befund(art="bericht_vor_beschluss", text=text, zeilen=stelle(bericht.zeile), schwere="warnung")
