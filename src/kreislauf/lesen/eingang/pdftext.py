"""One page of a PDF → stretches of text with their place on the page, in the order of the file."""

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_TRENNUNG = "\ufffe"  # PDFium's mark for a hyphen at the end of a line; it drops the line end after it
_WEICH = "\u00ad"
_HAELFTE = re.compile("[\ud800-\udfff]")
_ZEILE = re.compile(f"[^\r\n{_TRENNUNG}]+{_TRENNUNG}?")
_RAND = " \t\u00a0"
_LUECKE = 1.3  # in heights of the letters: wider than blanks in justified lines
_LUECKE_PUNKT = 9.0
_MAX_RECHTECKE = 4_000


@dataclass(slots=True)
class Stueck:
    """A stretch of one line; `y` is its base line in points from the bottom of the page."""

    text: str
    links: float
    rechts: float
    y: float
    hoehe: float


class Textseite:
    """The characters that PDFium found on one page."""

    def __init__(self, pdfium: Any, textseite: Any) -> None:
        self._pdfium = pdfium
        self._seite = textseite
        self._zahlen = [ctypes.c_double() for _ in range(4)]
        self._orte = [ctypes.byref(zahl) for zahl in self._zahlen]
        anzahl = max(0, pdfium.FPDFText_CountChars(textseite))
        puffer = (ctypes.c_ushort * (anzahl + 1))()
        laenge = max(0, pdfium.FPDFText_GetText(textseite, 0, anzahl, puffer) - 1) if anzahl else 0
        text = bytes(puffer)[: laenge * 2].decode("utf-16-le", "surrogatepass")
        if len(text) < laenge:
            # one character per UTF-16 unit, so that places in the text are places in PDFium's list
            text = "".join(map(chr, puffer[:laenge]))
        self._text = text
        self._eins_zu_eins = len(text) == anzahl

    def stuecke(self) -> list[Stueck]:
        """Lines as PDFium finds them, cut at wide gaps such as between the cells of a table."""
        schnitte = self._schnitte() if self._text and self._eins_zu_eins else []
        stuecke: list[Stueck] = []
        for zeile in _ZEILE.finditer(self._text):
            anfang, ende = zeile.span()
            grenzen = [anfang, *(ort for ort in schnitte if anfang < ort < ende), ende]
            for von, bis in pairwise(grenzen):
                inhalt = self._text[von:bis]
                links = len(inhalt) - len(inhalt.lstrip(_RAND))
                inhalt = inhalt.strip(_RAND)
                if inhalt:
                    stuecke.append(self._stueck(inhalt, von + links))
        return stuecke

    def _schnitte(self) -> list[int]:
        """Characters that begin after a wide gap in their line."""
        anzahl = self._pdfium.FPDFText_CountRects(self._seite, 0, -1)
        if anzahl > _MAX_RECHTECKE:
            return []
        links, oben, rechts, unten = self._zahlen
        schnitte: list[int] = []
        alt_rechts = alt_oben = alt_unten = 0.0
        hole, seite, orte = self._pdfium.FPDFText_GetRect, self._seite, self._orte
        for nummer in range(anzahl):
            hole(seite, nummer, *orte)
            abstand = links.value - alt_rechts
            if abstand > _LUECKE_PUNKT and nummer:
                hoehe = oben.value - unten.value
                gleich = min(oben.value, alt_oben) - max(unten.value, alt_unten)
                if gleich > 0.5 * min(hoehe, alt_oben - alt_unten) and abstand > _LUECKE * hoehe:
                    schnitte.append(self._zeichen_bei(links.value + 0.5, (oben.value + unten.value) / 2, hoehe / 2))
            alt_rechts, alt_oben, alt_unten = rechts.value, oben.value, unten.value
        return schnitte

    def _zeichen_bei(self, x: float, y: float, umkreis: float) -> int:
        ort: int = self._pdfium.FPDFText_GetCharIndexAtPos(self._seite, x, y, 2.0, umkreis)
        return ort

    def _stueck(self, inhalt: str, stelle: int) -> Stueck:
        erstes, letztes = stelle, stelle + len(inhalt) - 1
        if not self._eins_zu_eins:
            erstes = max(0, self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._seite, erstes))
            letztes = max(0, self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._seite, letztes))
        links, rechts, unten, oben = self._zahlen
        self._pdfium.FPDFText_GetCharBox(self._seite, letztes, *self._orte)
        ende = rechts.value
        self._pdfium.FPDFText_GetCharBox(self._seite, erstes, *self._orte)
        anfang, hoehe = links.value, oben.value - unten.value
        self._pdfium.FPDFText_GetCharOrigin(self._seite, erstes, self._orte[0], self._orte[1])
        return Stueck(_lesbar(inhalt), anfang, ende, self._zahlen[1].value, hoehe)


def _lesbar(text: str) -> str:
    if text.isascii() and "\x02" not in text:
        return text
    if _WEICH in text:
        text = (text[:-1].replace(_WEICH, "") + "-") if text.endswith(_WEICH) else text.replace(_WEICH, "")
    text = text.replace(_TRENNUNG, "-").replace("\x02", "-")
    if _HAELFTE.search(text):
        # halves of surrogate pairs find together again
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
