"""Laws named in the paper, each once, in the order of the text."""

from kreislauf.lesen.ausdruck.normen import finde_normen
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.lesung import Normstelle


def lies_normen(kontext: Kontext) -> list[Normstelle]:
    stellen: dict[str, Normstelle] = {}
    for absatz in kontext.dokument.absaetze:
        for norm in finde_normen(absatz.text):
            if norm.norm not in stellen:
                zeile, zitat = kontext.dokument.fundstelle(absatz, norm.anfang, norm.ende)
                stellen[norm.norm] = Normstelle(zeile=zeile, zitat=zitat, sicherheit=0.95, norm=norm.norm)
    return list(stellen.values())
