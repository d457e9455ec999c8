"""Lines of the source, cleaned so that each character still knows where it stood."""

import re
import unicodedata
from typing import NamedTuple

from kreislauf.lesen.muster import Muster

# One entry: from this position in the cleaned text on, characters stand at this offset in the source.
Segmente = tuple[tuple[int, int], ...]

_WEG = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SCHMAL = re.compile("[\u00a0\u202f\u2007\u2009\u2002\u2003\x0c]")
_LIGATUREN = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SONDERFALL = Muster("[\u00ad\u200b\u200c\u200d\u2060\ufeffﬀ-ﬆ]|[\u0300-\u036f]")
_GESPERRT_KANN = re.compile(r" [A-Za-zÄÖÜäöüß] [A-Za-zÄÖÜäöüß] [A-Za-zÄÖÜäöüß] ")
# Frames of tables and marks of headings in plain text ("| Nr. | Auftrag |", "## Verlauf"): a tab, a blank instead.
_RAHMEN = re.compile(r"^[ \t]*\|(?=.*\|.*\|[ \t]*$).*$", re.MULTILINE)
_RAUTEN = re.compile(r"^#{1,6}(?=[ ])", re.MULTILINE)
_GESPERRT = re.compile(r"(?<!\S)(?:[A-Za-zÄÖÜäöüß] ){5,40}[A-Za-zÄÖÜäöüß](?!\S)")
_GRUPPE = Muster("[^\u0300-\u036f][\u0300-\u036f]{1,8}|.", re.DOTALL)


class Zeile(NamedTuple):
    """`nummer` counts from 1; `einzug` is the number of leading blanks; `text` is stripped."""

    nummer: int
    text: str
    segmente: Segmente
    einzug: int = 0

    @property
    def leer(self) -> bool:
        return not self.text


def lies_zeilen(quelle: str) -> list[Zeile]:
    """All lines of the source, empty ones too."""
    sonderfall = _SONDERFALL.roh.search(quelle) is not None
    glatt = _SCHMAL.sub(" ", quelle).replace("**", "  ")  # as long as before: places stay
    if "|" in glatt:
        glatt = _RAHMEN.sub(_ohne_rahmen, glatt)
    if "# " in glatt:
        glatt = _RAUTEN.sub(lambda rauten: " " * len(rauten.group()), glatt)
    gesperrt = _GESPERRT_KANN.search(glatt) is not None
    zeilen: list[Zeile] = []
    anfang = 0
    for nummer, roh in enumerate(glatt.split("\n"), start=1):
        zeilen.append(_zeile(nummer, roh, anfang, sonderfall=sonderfall, gesperrt=gesperrt))
        anfang += len(roh) + 1
    return zeilen


def _ohne_rahmen(zeile: re.Match[str]) -> str:
    text = zeile.group()
    innen = text.strip(" \t")[1:-1].replace("|", "\t")
    vorn = len(text) - len(text.lstrip(" \t"))
    return f"{text[:vorn]} {innen} {text[vorn + len(innen) + 2 :]}"


def _zeile(nummer: int, text: str, anfang: int, *, sonderfall: bool, gesperrt: bool) -> Zeile:
    links = text.lstrip()
    einzug = len(text) - len(links)
    sauber = links.rstrip()
    if not sauber:
        return Zeile(nummer, "", ())
    if gesperrt and _GESPERRT.search(sauber):
        sauber, segmente = _ohne_sperrung(sauber, anfang + einzug)
        return Zeile(nummer, sauber, segmente, einzug)
    if sonderfall and _SONDERFALL.search(sauber):
        sauber, segmente = _ohne_sonderzeichen(sauber, anfang + einzug)
        return Zeile(nummer, sauber, segmente, einzug)
    return Zeile(nummer, sauber, ((0, anfang + einzug),), einzug)


def _ohne_sperrung(text: str, anfang: int) -> tuple[str, Segmente]:
    """Words set with a blank after each letter, as headings of minutes are: "N i e d e r s c h r i f t"."""
    teile: list[str] = []
    segmente: list[tuple[int, int]] = []
    laenge = ende = 0
    for wort in [*_GESPERRT.finditer(text), None]:
        bis = wort.start() if wort else len(text)
        stuecke = [(ende, text[ende:bis])] + ([(ort, text[ort]) for ort in range(bis, wort.end(), 2)] if wort else [])
        for ort, stueck in stuecke:
            if stueck:
                segmente.append((laenge, anfang + ort))
                teile.append(stueck)
                laenge += len(stueck)
        ende = wort.end() if wort else bis
    return "".join(teile), tuple(segmente)


def _ohne_sonderzeichen(text: str, anfang: int) -> tuple[str, Segmente]:
    """Compose accents, resolve ligatures, drop invisible characters; each change starts a new segment."""
    teile: list[str] = []
    segmente: list[tuple[int, int]] = [(0, anfang)]
    laenge = 0
    for gruppe in _GRUPPE.finditer(text):
        zeichen = gruppe.group()
        neu = _LIGATUREN.get(zeichen) or unicodedata.normalize("NFC", zeichen).translate(_WEG)
        teile.append(neu)
        laenge += len(neu)
        if len(neu) != len(zeichen):
            segmente.append((laenge, anfang + gruppe.end()))
    return "".join(teile), tuple(segmente)


def teil(zeile: Zeile, von: int, bis: int) -> Zeile:
    """A stretch of a line as a line of its own, with the same number."""
    if von == 0 and bis == len(zeile.text):
        return zeile
    text = zeile.text[von:bis]
    von += len(text) - len(text.lstrip())
    text = text.strip()
    return Zeile(zeile.nummer, text, _versetzt(zeile.segmente, von, von + len(text)), zeile.einzug)


def _versetzt(segmente: Segmente, von: int, bis: int) -> Segmente:
    neu: list[tuple[int, int]] = []
    for ort, stelle in segmente:
        if ort <= von:
            neu = [(0, stelle + von - ort)]
        elif ort < bis:
            neu.append((ort - von, stelle))
    return tuple(neu)
