"""Files from outside: pictures are written anew, PDF with something active and all else is refused."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kreislauf.portal.anlagen import MAX_ANZAHL, MAX_BYTES, DateiAbgelehnt, nimm_an


def bild(art: str = "JPEG", groesse: tuple[int, int] = (40, 30), **angaben: object) -> bytes:
    ausgabe = io.BytesIO()
    Image.new("RGB", groesse, "navy").save(ausgabe, art, **angaben)
    return ausgabe.getvalue()


def pdf(aktiv: str = "") -> bytes:
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        if aktiv:
            handlung = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))
            dokument.Root[aktiv] = handlung
        ausgabe = io.BytesIO()
        dokument.save(ausgabe)
    return ausgabe.getvalue()


def bombe() -> bytes:
    """A PNG of a few bytes that says it is 30,000 × 30,000 points."""

    def stueck(art: bytes, inhalt: bytes) -> bytes:
        return len(inhalt).to_bytes(4, "big") + art + inhalt + zlib.crc32(art + inhalt).to_bytes(4, "big")

    kopf = (30_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + stueck(b"IHDR", kopf)
        + stueck(b"IDAT", zlib.compress(b"\0" * 1000))
        + stueck(b"IEND", b"")
    )


def _zip() -> bytes:
    ausgabe = io.BytesIO()
    with zipfile.ZipFile(ausgabe, "w") as archiv:
        archiv.writestr("a.txt", "x")
    return ausgabe.getvalue()


def verschluesselt() -> bytes:
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        ausgabe = io.BytesIO()
        dokument.save(ausgabe, encryption=pikepdf.Encryption(owner="o", user="u"))
    return ausgabe.getvalue()


def mit_ziel() -> bytes:
    """An ordinary document: it opens at its first page and holds a picture whose bytes look like anything."""
    with pikepdf.new() as dokument:
        dokument.add_blank_page()
        dokument.Root.OpenAction = pikepdf.Array([dokument.pages[0].obj, pikepdf.Name("/Fit")])
        dokument.Root.Bild = dokument.make_stream(b"\x00/JS\x00/AA\x00/XFA")
        ausgabe = io.BytesIO()
        dokument.save(ausgabe)
    return ausgabe.getvalue()


BOESE = {
    "html": b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "programm": b"\x7fELF" + bytes(100),
    "zip": _zip(),
    "gif": b"GIF89a" + bytes(50),
    "bombe": bombe(),
    "abgeschnitten": bild()[:60],
    "pdf_mit_skript": pdf("/OpenAction"),
    "pdf_kaputt": b"%PDF-1.7\nnichts",
    "pdf_und_html": b"%PDF-1.4 <script>",
    "pdf_mit_passwort": verschluesselt(),
    "leer": b"",
    "zu_gross": b"\xff\xd8\xff" + bytes(MAX_BYTES),
    "text": b"Hallo",
    "tiff": b"II*\x00" + bytes(40),
}


@pytest.mark.parametrize("name", BOESE)
def test_hostile_file_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(DateiAbgelehnt, match=r"foto\.jpg"):
        nimm_an([SimpleUploadedFile("foto.jpg", BOESE[name], "image/jpeg")])


def test_picture_is_written_anew_without_what_else_it_held() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Standort: zu Hause"
    versteckt = bild(exif=exif) + b"<script>alert(1)</script>"

    (datei,) = nimm_an([SimpleUploadedFile("foto.jpg", versteckt)])

    assert datei.medientyp == "image/jpeg"
    assert b"script" not in datei.inhalt
    assert b"Standort" not in datei.inhalt
    assert Image.open(io.BytesIO(datei.inhalt)).size == (40, 30)


def test_png_and_plain_pdf_are_taken_and_large_pictures_made_smaller() -> None:
    klein, gross, dokument = nimm_an(
        [
            SimpleUploadedFile("a.png", bild("PNG")),
            SimpleUploadedFile("b.jpg", bild(groesse=(4000, 3000))),
            SimpleUploadedFile("c.pdf", pdf()),
        ]
    )

    assert (klein.medientyp, dokument.medientyp) == ("image/jpeg", "application/pdf")
    assert max(Image.open(io.BytesIO(gross.inhalt)).size) == 2600


def test_ordinary_pdf_with_a_destination_and_any_bytes_in_its_pictures_is_taken() -> None:
    (datei,) = nimm_an([SimpleUploadedFile("scan.pdf", mit_ziel())])

    assert datei.medientyp == "application/pdf"


def test_one_bad_file_and_too_many_files_refuse_all() -> None:
    gut = SimpleUploadedFile("gut.jpg", bild())
    with pytest.raises(DateiAbgelehnt):
        nimm_an([gut, SimpleUploadedFile("boese.jpg", BOESE["html"])])
    with pytest.raises(DateiAbgelehnt):
        nimm_an([SimpleUploadedFile(f"{n}.jpg", bild()) for n in range(MAX_ANZAHL + 1)])
