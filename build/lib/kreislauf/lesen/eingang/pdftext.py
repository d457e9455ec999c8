"""One page of a PDF → stretches of text with their place on the page, in the order of the file."""

import ctypes
import re
from collections.abc import Callable
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


class Messung:
    """PDFium's three calls for places, which are made for every line: with plain addresses they take half the time."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.zahlen = (ctypes.c_double * 4)()
        erste = ctypes.addressof(self.zahlen)
        self.orte = tuple(erste + 8 * nummer for nummer in range(4))
        self.rechteck = _mit_adressen(pdfium.FPDFText_GetRect, 4)
        self.zeichenkasten = _mit_adressen(pdfium.FPDFText_GetCharBox, 4)
        self.grundlinie = _mit_adressen(pdfium.FPDFText_GetCharOrigin, 2)


def _mit_adressen(funktion: Any, anzahl: int) -> Callable[..., int]:
    bauplan = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * anzahl)
    return bauplan(ctypes.cast(funktion, ctypes.c_void_p).value or 0)


class Textseite:
    """The characters that PDFium found on one page."""

    def __init__(self, textseite: Any, messung: Messung) -> None:
        pdfium = self._pdfium = messung.pdfium
        self._seite = textseite
        self._adresse = ctypes.cast(textseite, ctypes.c_void_p).value
        self._messung = messung
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
        schnitte: list[int] = []
        alt_rechts = alt_oben = alt_unten = 0.0
        hole, zahlen, orte, seite = self._messung.rechteck, self._messung.zahlen, self._messung.orte, self._adresse
        for nummer in range(anzahl):
            hole(seite, nummer, *orte)
            links, oben, rechts, unten = zahlen
            if nummer and links - alt_rechts > _LUECKE_PUNKT:
                hoehe = oben - unten
                gleich = min(oben, alt_oben) - max(unten, alt_unten)
                if gleich > 0.5 * min(hoehe, alt_oben - alt_unten) and links - alt_rechts > _LUECKE * hoehe:
                    schnitte.append(self._zeichen_bei(links + 0.5, (oben + unten) / 2, hoehe / 2))
            alt_rechts, alt_oben, alt_unten = rechts, oben, unten
        return schnitte

    def _zeichen_bei(self, x: float, y: float, umkreis: float) -> int:
        ort: int = self._pdfium.FPDFText_GetCharIndexAtPos(self._seite, x, y, 2.0, umkreis)
        return ort

    def _stueck(self, inhalt: str, stelle: int) -> Stueck:
        erstes, letztes = stelle, stelle + len(inhalt) - 1
        if not self._eins_zu_eins:
            erstes = max(0, self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._seite, erstes))
            letztes = max(0, self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._seite, letztes))
        messung, zahlen = self._messung, self._messung.zahlen
        messung.zeichenkasten(self._adresse, letztes, *messung.orte)
        rechts = zahlen[1]
        messung.zeichenkasten(self._adresse, erstes, *messung.orte)
        links, _, unten, oben = zahlen
        messung.grundlinie(self._adresse, erstes, *messung.orte[:2])
        return Stueck(_lesbar(inhalt), links, rechts, zahlen[1], oben - unten)


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
