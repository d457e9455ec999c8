"""What kind of file some bytes are, told by the bytes alone; names and claims of the sender do not count."""

import io
import json
import zipfile

from django.db import models


class Medientyp(models.TextChoices):
    PDF = "application/pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)"
    HTML = "text/html", "HTML"
    JSON = "application/json", "JSON"
    TEXT = "text/plain", "Text"
    PNG = "image/png", "PNG-Bild"
    JPEG = "image/jpeg", "JPEG-Bild"


_ANFAENGE = {b"%PDF-": Medientyp.PDF, b"\x89PNG\r\n\x1a\n": Medientyp.PNG, b"\xff\xd8\xff": Medientyp.JPEG}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table")


def _ist_docx(inhalt: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            namen = set(archiv.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return "word/document.xml" in namen and "word/vbaProject.bin" not in namen


def medientyp_von(inhalt: bytes) -> Medientyp | None:
    """The type, or None where it is none that is kept here."""
    for anfang, typ in _ANFAENGE.items():
        if inhalt.startswith(anfang):
            return typ
    if inhalt.startswith(b"PK\x03\x04"):
        return Medientyp.DOCX if _ist_docx(inhalt) else None
    kopf = inhalt[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if kopf[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Medientyp.TEXT
    if b"\x00" in inhalt[:65536]:
        return None
    if any(kopf.lower().startswith(marke) for marke in _HTML):
        return Medientyp.HTML
    if kopf[:1] in {b"{", b"["}:
        try:
            json.loads(inhalt)
        except (ValueError, RecursionError):
            return Medientyp.TEXT
        return Medientyp.JSON
    return Medientyp.TEXT
