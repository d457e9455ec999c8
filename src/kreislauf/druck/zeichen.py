"""Which characters can be printed: what the vendored fonts do not show is named instead, never dropped.

A letter must not fail, and must not lose a word, because a name or a text holds a character nobody planned for.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

ORDNER = Path(__file__).parent / "schriften"

# Marks that turn the order of reading could make a printed text say something else than the stored one.
_RICHTUNG = "\u202a-\u202e\u2066-\u2069"
_STEUERZEICHEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff{_RICHTUNG}]")
_UNSICHTBAR = frozenset(map(ord, "\t\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2011\u202f"))


def saeubern(text: str) -> str:
    """The text without control characters and with `\\n` as its only line end."""
    return _STEUERZEICHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def darstellbar(text: str) -> str:
    """The text with every character that no font here shows named by its number, `[U+1F600]`."""
    text = unicodedata.normalize("NFC", saeubern(text))
    if text.isascii():
        return text
    return _fremdes().sub(lambda z: f"[U+{ord(z[0]):04X}]", text)


@cache
def _fremdes() -> re.Pattern[str]:
    """A character outside the store, as ranges: a search over the text instead of a look-up of each character."""
    bereiche: list[list[int]] = []
    for code in sorted(zeichenvorrat()):
        if bereiche and bereiche[-1][1] == code - 1:
            bereiche[-1][1] = code
        else:
            bereiche.append([code, code])
    vorrat = "".join(f"\\U{von:08x}-\\U{bis:08x}" for von, bis in bereiche)
    return re.compile(f"[^{vorrat}]")


@cache
def zeichenvorrat() -> frozenset[int]:
    """All code points that every weight of one of the families shows."""
    familien: dict[str, set[int]] = {}
    for datei in sorted(ORDNER.glob("*.ttf")):
        familie = datei.stem.split("-")[0]
        zeichen = _zeichen(datei.read_bytes())
        familien[familie] = familien[familie] & zeichen if familie in familien else zeichen
    alle = set().union(*familien.values()) | _UNSICHTBAR
    return frozenset(c for c in alle if unicodedata.category(chr(c)) not in {"Cc", "Co"} or c in _UNSICHTBAR)


def _zeichen(schrift: bytes) -> set[int]:
    """The code points in the `cmap` table of a TrueType font (formats 4 and 12)."""
    tabellen = struct.unpack_from(">H", schrift, 4)[0]
    for nummer in range(tabellen):
        name, _, beginn, _ = struct.unpack_from(">4sIII", schrift, 12 + 16 * nummer)
        if name == b"cmap":
            return _cmap(schrift, beginn)
    return set()


def _cmap(schrift: bytes, beginn: int) -> set[int]:
    zeichen: set[int] = set()
    for nummer in range(struct.unpack_from(">H", schrift, beginn + 2)[0]):
        ort = beginn + struct.unpack_from(">I", schrift, beginn + 4 + 8 * nummer + 4)[0]
        art = struct.unpack_from(">H", schrift, ort)[0]
        if art == 4:
            zeichen |= _format4(schrift, ort)
        elif art == 12:
            for gruppe in range(struct.unpack_from(">I", schrift, ort + 12)[0]):
                erstes, letztes = struct.unpack_from(">II", schrift, ort + 16 + 12 * gruppe)
                zeichen.update(range(erstes, letztes + 1))
    return zeichen


def _format4(schrift: bytes, ort: int) -> set[int]:
    anzahl = struct.unpack_from(">H", schrift, ort + 6)[0] // 2
    form = f">{anzahl}H"
    enden = struct.unpack_from(form, schrift, ort + 14)
    anfaenge = struct.unpack_from(form, schrift, ort + 16 + 2 * anzahl)
    schritte = struct.unpack_from(form, schrift, ort + 16 + 4 * anzahl)
    versatz_ort = ort + 16 + 6 * anzahl
    versaetze = struct.unpack_from(form, schrift, versatz_ort)
    zeichen: set[int] = set()
    for nummer, (erstes, letztes) in enumerate(zip(anfaenge, enden, strict=True)):
        for code in range(erstes, letztes + 1):
            glyphe = code
            if versaetze[nummer]:
                stelle = versatz_ort + 2 * nummer + versaetze[nummer] + 2 * (code - erstes)
                glyphe = struct.unpack_from(">H", schrift, stelle)[0]
                if glyphe == 0:
                    continue
            if (glyphe + schritte[nummer]) & 0xFFFF and code != 0xFFFF:
                zeichen.add(code)
    return zeichen
