"""What kind of file it is, by its first bytes and inner structure."""

import re

from kreislauf.lesen.eingang.quelltext import NichtLesbar
from kreislauf.lesen.eingang.zeichen import ohne_bom, utf16_ohne_bom

LESBAR = frozenset({"text", "html", "pdf", "docx", "oparl"})

_KOPF = 4096
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|meta|title|table|div|span|p|br|h[1-6]|ul|ol|script|style|form|section|main)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_JSON = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')
_SIGNATUREN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "bild"),
    (b"\xff\xd8\xff", "bild"),
    (b"GIF8", "bild"),
    (b"II*\x00", "bild"),
    (b"MM\x00*", "bild"),
    (b"\x1f\x8b", "archiv"),
    (b"7z\xbc\xaf\x27\x1c", "archiv"),
    (b"Rar!\x1a\x07", "archiv"),
)
_MELDUNGEN = {
    "leer": "Die Datei ist leer.",
    "doc": "Das ist ein altes Office-Dokument (.doc, .xls). Bitte speichern Sie es als DOCX oder PDF.",
    "rtf": "Das ist ein RTF-Dokument. Bitte speichern Sie es als DOCX oder PDF.",
    "odt": "Das ist ein OpenDocument. Bitte speichern Sie es als DOCX oder PDF.",
    "office": "Das ist eine Tabelle oder Präsentation. Gelesen werden Text, HTML, PDF, DOCX und OParl.",
    "bild": "Das ist ein Bild. Bitte erst eine Texterkennung (OCR) laufen lassen und als PDF speichern.",
    "archiv": "Das ist ein Archiv. Bitte entpacken Sie es und laden Sie die Dokumente einzeln hoch.",
    "binaer": "Das ist kein Dokument, das gelesen werden kann. Gelesen werden Text, HTML, PDF, DOCX und OParl.",
}


def erkenne_art(inhalt: bytes) -> str:
    """One of `LESBAR`, or the name of a kind that is not read ("doc", "bild", "archiv", "binaer", "leer", …)."""
    kopf = inhalt[:_KOPF]
    if not kopf.strip(b"\x00\t\n\r\x0c "):
        return "leer" if not inhalt.strip(b"\x00\t\n\r\x0c ") else _art_von_text(inhalt)
    if b"%PDF-" in kopf[:1024]:
        return "pdf"
    if kopf.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _art_von_zip(inhalt)
    for signatur, art in _SIGNATUREN:
        if kopf.startswith(signatur):
            return art
    return _art_von_text(inhalt)


def _art_von_zip(inhalt: bytes) -> str:
    # Names stand uncompressed in the central directory at the end; no need to open the archive.
    ende = inhalt[-1024 * 1024 :]
    if b"word/document" in ende:
        return "docx"
    if b"xl/workbook" in ende or b"ppt/presentation" in ende:
        return "office"
    return "odt" if b"application/vnd.oasis.opendocument" in inhalt[:200] else "archiv"


def _art_von_text(inhalt: bytes) -> str:
    kopf = ohne_bom(inhalt[:_KOPF])
    anfang = _anfang(inhalt[:_KOPF], kopf)
    if anfang is None:
        return "binaer"
    if _JSON.match(anfang):
        return "oparl"
    return "html" if _HTML.search(anfang) else "text"


def _anfang(roh: bytes, kopf: bytes) -> str | None:
    """The first characters, roughly decoded; None if these are no characters."""
    if roh.startswith((b"\xff\xfe", b"\xfe\xff")):
        return roh.decode("utf-16", "replace")
    breite = utf16_ohne_bom(kopf)
    if breite:
        return kopf.decode(breite, "replace")
    fremd = sum(kopf.count(zeichen) for zeichen in _UNSICHTBAR)
    return None if fremd > len(kopf) * 0.02 + 1 else kopf.decode("latin-1")


_UNSICHTBAR = [bytes([n]) for n in (*range(9), 11, *range(14, 32), 127)]


def pruefe_art(art: str) -> None:
    """Raises NichtLesbar for a kind that is not read."""
    if art not in LESBAR:
        raise NichtLesbar(art, _MELDUNGEN[art])
