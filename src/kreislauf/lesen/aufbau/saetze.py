"""Sentences of a paragraph; full stops of dates, ordinals and abbreviations end none."""

import re
from typing import NamedTuple

from kreislauf.lesen.muster import Muster

_GRENZE = Muster(r"[.!?][\"“”)\]]{0,2}\s+(?=[\"„»(‚▪•]?[A-ZÄÖÜ0-9§])")
_KEIN_ENDE = Muster(
    r"(?:\A|[\s(„\"/.])(?:\d{1,3}|[A-Za-z]|[IVX]{1,4}|Nr|Abs|Art|ca|bzw|Dr|Prof|gem|vgl|Ziff|Mio|Mrd|inkl|incl|rd|lfd|bspw|evtl|ggf|etc|usw|"
    r"Hr|Fr|St|Str|Tel|Drs|Vorl|Nrn|Dez|Jan|Feb|Apr|Aug|Sept|Okt|Nov|sog|max|min|mind|Ktabg|Kfm|Abt|Anm|Aufl|Bd|Az|VO|i\.V|z\.B|u\.a|"
    r"o\.g|d\.h|s\.o|s\.u|i\.d\.R|d\.J|o\.ä|u\.ä|zzgl|abzgl|einschl|entspr|Kap|Pkt|Std|Tsd|jährl|monatl|insg|geb|techn|päd)\.\Z"
)
_GESETZBUCH_AM_ENDE = re.compile(r"\bSGB [IVX]{1,4}\.\Z")
_MONAT_FOLGT = Muster(r"(?:Jan|Feb|Mär|Maer|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_NACH_ABKUERZUNG_ENDE = frozenset({"etc.", "usw.", "u.a.", "d.J.", "o.ä.", "u.ä."})


class Satz(NamedTuple):
    """`anfang` counts in the text of the paragraph."""

    anfang: int
    text: str


def finde_saetze(text: str) -> list[Satz]:
    saetze: list[Satz] = []
    anfang = 0
    for grenze in _GRENZE.finditer(text):
        if text[grenze.start()] == "." and not _endet(text, grenze):
            continue
        saetze.append(Satz(anfang, text[anfang : grenze.end()].rstrip()))
        anfang = grenze.end()
    if anfang < len(text):
        saetze.append(Satz(anfang, text[anfang:]))
    return saetze


def _endet(text: str, grenze: re.Match[str]) -> bool:
    davor = text[max(grenze.start() - 8, 0) : grenze.start() + 1]
    if not _KEIN_ENDE.roh.search(davor):
        return True
    if _GESETZBUCH_AM_ENDE.search(text, max(grenze.start() - 12, 0), grenze.start() + 1):
        return text[grenze.end()].isupper()
    if _MONAT_FOLGT.match(text, grenze.end()):
        return False
    wort = text[max(grenze.start() - 5, 0) : grenze.start() + 1].rsplit(maxsplit=1)[-1]
    return wort in _NACH_ABKUERZUNG_ENDE and text[grenze.end()].isupper()
