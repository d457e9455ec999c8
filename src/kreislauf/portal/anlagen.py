"""Files a family sends: told by content, pictures decoded and written anew, everything else refused."""

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_ANZAHL = 10
MAX_BYTES = 10 * 1024 * 1024
MAX_BILDPUNKTE = 60_000_000
KANTE = 2600  # enough to read a letter photographed whole
MAX_OBJEKTE = 20_000
# Keys and names of a PDF that run, open, send or hide something; an ordinary link (/URI) is none of them.
_AKTIV = {
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/AA", "/RichMedia", "/XFA", "/SubmitForm",
    "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/FileAttachment", "/Encrypt",
}  # fmt: skip


class DateiAbgelehnt(Exception):
    """A file cannot be taken; the argument is its name."""


@dataclass(frozen=True, slots=True)
class Datei:
    name: str
    medientyp: str
    inhalt: bytes


def nimm_an(hochgeladen: Iterable["File[bytes]"]) -> list[Datei]:
    """All files or none. Raises DateiAbgelehnt."""
    dateien = list(hochgeladen)
    if len(dateien) > MAX_ANZAHL:
        raise DateiAbgelehnt(_name(dateien[MAX_ANZAHL]))
    return [_nimm(datei) for datei in dateien]


def _name(datei: "File[bytes]") -> str:
    return "".join(z for z in (datei.name or "") if z.isprintable())[-120:] or "Datei"


def _nimm(datei: "File[bytes]") -> Datei:
    name = _name(datei)
    if not datei.size or datei.size > MAX_BYTES:
        raise DateiAbgelehnt(name)
    inhalt = datei.read()
    if inhalt.startswith(b"%PDF-"):
        return Datei(name, "application/pdf", _ohne_aktives(inhalt, name))
    return Datei(f"{Path(name).stem}.jpg", "image/jpeg", _neu_geschrieben(inhalt, name))


def _neu_geschrieben(inhalt: bytes, name: str) -> bytes:
    """The picture's points only: what else was in the file is gone, also where it was taken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(inhalt), formats=("JPEG", "PNG")) as bild:
                if bild.width * bild.height > MAX_BILDPUNKTE:
                    raise DateiAbgelehnt(name)
                bild.draft("RGB", (KANTE, KANTE))
                gerade = ImageOps.exif_transpose(bild).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        raise DateiAbgelehnt(name) from None
    gerade.thumbnail((KANTE, KANTE))
    ausgabe = io.BytesIO()
    gerade.save(ausgabe, "JPEG", quality=80)
    return ausgabe.getvalue()


def _ohne_aktives(inhalt: bytes, name: str) -> bytes:
    """A PDF that opens and holds nothing that runs; read without rendering it or unpacking its streams."""
    import pikepdf

    ausgabe = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(inhalt)) as pdf:
            if pdf.is_encrypted or not pdf.pages or _enthaelt_aktives(pdf):
                raise DateiAbgelehnt(name)
            pdf.save(
                ausgabe,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                compress_streams=False,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RecursionError, OverflowError, RuntimeError):
        raise DateiAbgelehnt(name) from None
    if len(ausgabe.getvalue()) > MAX_BYTES:
        raise DateiAbgelehnt(name)
    return ausgabe.getvalue()


def _enthaelt_aktives(pdf: Any) -> bool:
    """Look at every object's keys and names, however they were written; too many objects count as active."""
    import pikepdf

    gesehen = 0
    for objekt in pdf.objects:
        stapel = [objekt]
        while stapel:
            teil = stapel.pop()
            gesehen += 1
            if gesehen > 10 * MAX_OBJEKTE:
                return True
            if isinstance(teil, pikepdf.Name) and str(teil) in _AKTIV:
                return True
            if isinstance(teil, pikepdf.Array):
                stapel += [t for t in teil if _eigen(t)]
            elif isinstance(teil, pikepdf.Dictionary | pikepdf.Stream):
                paare = dict(teil.items())
                if _AKTIV & paare.keys():
                    return True
                stapel += [t for t in paare.values() if _eigen(t)]
    return len(pdf.objects) > MAX_OBJEKTE


def _eigen(teil: Any) -> bool:
    """Not a reference: what it points to is looked at by itself."""
    import pikepdf

    return isinstance(teil, pikepdf.Object) and not teil.is_indirect
