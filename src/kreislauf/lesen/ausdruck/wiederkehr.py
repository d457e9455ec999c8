"""Recurrences ("einmal jährlich", "alle zwei Monate") and words that name no day ("zeitnah")."""

import re

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.muster import Auswahl, Muster, Worte

_GELD = r"(?!\s?[\d.,]{2,20}\s?(?:€|Euro|EUR|Mio|Tsd|T€))"  # "jährlich 80.000 Euro" is an amount
_FEST = {
    r"täglich(?:e[nrsm]?)?": "P1D",
    r"wöchentlich(?:e[nrsm]?)?": "P1W",
    r"(?:einmal[ ]|1[ ]?x[ ])?monatlich(?:e[nrsm]?)?|einmal[ ]im[ ]Monat|jeden[ ]Monat": "P1M",
    r"vierteljährlich(?:e[nrsm]?)?|quartalsweise|einmal[ ](?:im|pro)[ ]Quartal|jedes[ ]Quartal|viermal[ ](?:jährlich|im[ ]Jahr|pro[ ]Jahr)": "P3M",
    r"halbjährlich(?:e[nrsm]?)?|zweimal[ ](?:jährlich|im[ ]Jahr|pro[ ]Jahr)|jedes[ ]Halbjahr": "P6M",
    r"(?:einmal[ ]|1[ ]?x[ ]|mindestens[ ]einmal[ ])?jährlich(?:e[nrsm]?)?(?!keit)|einmal[ ](?:im|pro)[ ]Jahr|jedes[ ]Jahr(?:es)?"
    r"|jeden[ ]Jahres|alljährlich|(?:eines[ ])?jeden[ ](?:Folge|Haushalts|Kalender|Schul|Kita-?|Kindergarten|Geschäfts)[Jj]ahres|eines[ ]jeden[ ]Jahres|jeweils[ ]zum[ ]Jahresende|jeweils[ ](?:bis[ ]|spätestens[ ]|bis[ ]spätestens[ ])?(?:zum|am)[ ]\d{1,2}\.[ ]?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})(?![ ]?\d)|des[ ]Folgejahres": "P1Y",
    r"zweijährlich(?:e[nrsm]?)?": "P2Y",
    r"(?:drei-[ ]bis[ ]viermal|mehrmals)[ ](?:im|pro)[ ]Jahr": "P1Y",
    r"regelmäßig(?:e[nrsm]?)?|in[ ]regelmäßigen[ ]Abständen|fortlaufend(?:e[nrsm]?)?|turnusmäßig(?:e[nrsm]?)?": "unregelmaessig",
    r"laufend(?=[ ](?:\w+[ ]){0,2}(?:informiert|berichtet|unterrichtet|überprüft|aktualisiert|ausgewertet))": "unregelmaessig",
}
_FESTE = {Muster(rf"\b(?:{muster})\b{_GELD}", re.IGNORECASE): wert for muster, wert in _FEST.items()}
_AUSWAHL = Auswahl(*_FESTE)
_ALLE = Muster(
    rf"\balle[ ](?:(?P<n>\d{{1,2}}|{k.wahl([w for w in k.ZAHLWOERTER if len(w) < 8])})[ ])(?P<e>Tage|Wochen|Monate|Jahre)\b",
    re.IGNORECASE,
)
_TURNUS = Muster(
    r"\b(?:im[ ])?(?P<n>[a-zäöüß]{3,10}?)-?(?P<e>jährig|monatig|wöchig|Jahres?|Monats|Wochen)(?:en|em|er|e|es)?(?:-|[ ])(?:Turnus|Rhythmus|Abstand|Takt)\b",
    re.IGNORECASE,
)
# Without one of these nothing recurs: looking for a word is far cheaper than the patterns.
_KENNWOERTER = Worte(
    "jährlich", "monatlich", "wöchentlich", "täglich", "jede", "alle", "turnus", "rhythmus", "abstand", "abständen", "takt",
    "mal", "regelm", "laufend", "jeweils", "quartalsweise", "folgejahr", "jahresende", "mehrmals",
)  # fmt: skip
_EINHEIT = {"t": "D", "w": "W", "m": "M", "j": "Y"}
_OFFEN = Muster(
    r"\b(?:zur[ ]nächsten[ ]Sitzung|in[ ]der[ ]nächsten[ ]Sitzung|im[ ]Nachgang|zeitnah|umgehend|unverzüglich|"
    r"so(?:bald|[ ]schnell)[ ]wie[ ]möglich|schnellstmöglich|baldmöglichst|bis[ ]auf[ ]Weiteres|nach[ ]der[ ]Sommerpause|"
    r"nach[ ]Jahresende|mittelfristig|kurzfristig|langfristig)\b",
    re.IGNORECASE,
)


def finde_wiederkehr(text: str) -> list[tuple[int, int, str]]:
    """Place and ISO 8601 duration, or `unregelmaessig` where no distance is said."""
    if not _KENNWOERTER.steht_in(text):
        return []
    gefunden = [(t.start(), t.end(), _FESTE[m]) for m in _AUSWAHL.aus(text) for t in m.roh.finditer(text)]
    for t in _ALLE.finditer(text):
        anzahl = k.zahl(t["n"])
        if anzahl:
            gefunden.append((t.start(), t.end(), f"P{anzahl}{_EINHEIT[t['e'][0].lower()]}"))
    for t in _TURNUS.finditer(text):
        anzahl = k.zahl(t["n"])
        if anzahl:
            gefunden.append((t.start(), t.end(), f"P{anzahl}{_EINHEIT[t['e'][0].lower()]}"))
    gefunden.sort(key=lambda g: (g[0], -g[1]))
    ohne: list[tuple[int, int, str]] = []
    for stelle in gefunden:
        if not ohne or stelle[0] >= ohne[-1][1]:
            ohne.append(stelle)
    return ohne


def finde_offene(text: str) -> list[tuple[int, int]]:
    return [(t.start(), t.end()) for t in _OFFEN.finditer(text)]
