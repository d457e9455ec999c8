"""Other papers named in the paper, each once; its own number is none."""

from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.ausdruck.verweise import finde_verweise
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.lesung import Verweisstelle
from kreislauf.lesen.muster import Muster

_ZEICHEN = Muster(r"[^0-9a-z]")


def lies_verweise(kontext: Kontext) -> list[Verweisstelle]:
    eigene = _ZEICHEN.sub("", (kontext.nummer or "").lower())
    aus_liste = kontrolliste.verweise([*kontext.dokument.datensaetze, *kontext.dokument.tabellen])
    stellen = {_ZEICHEN.sub("", verweis.nummer.lower()): verweis for verweis in aus_liste}
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art is Art.BERATUNGSFOLGE:
            continue
        for verweis in finde_verweise(absatz.text):
            schluessel = _ZEICHEN.sub("", verweis.nummer.lower())
            if schluessel != eigene and schluessel not in stellen:
                zeile, zitat = kontext.dokument.fundstelle(absatz, verweis.anfang, verweis.ende)
                stellen[schluessel] = Verweisstelle(zeile=zeile, zitat=zitat, sicherheit=0.9, nummer=verweis.nummer)
    return list(stellen.values())
