"""Damaged and malicious PDF and Word files, made from a seed."""

import io
import zipfile
import zlib
from functools import cache
from random import Random

from kreislauf.lesen.eingang.tests.dateien import W, absatz, make_docx, make_pdf, nummer, pdf_aus, zelle

TEXT = """Öffentliche Beschlussvorlage
Vorlagen-Nr.: V/0123/2024
Datum: 05.03.2024
Betreff: Kindertagesstättenbedarfsplan 2024/2025
Beratungsfolge
12.03.2024\tJugendhilfeausschuss\tVorberatung
19.03.2024\tKreistag\tEntscheidung
Beschlussvorschlag:
1. Die Verwaltung wird beauftragt, bis zum Ende des dritten Quartals 2024 nach § 24 Abs. 2 SGB VIII zu berichten.
2. Der Kreistag stellt 1.250.000 € (38,5 %) für 48 Einrichtungen bereit; jährlich wird dem Ausschuss berichtet.
Abstimmungsergebnis: Ja: 28, Nein: 21, Enthaltungen: 1
Umsetzung: in Arbeit, erneuter Termin zur Beschlussumsetzung: 06/2025 (siehe Vorlage V/0980/2013)
"""
NUMMERIERUNG = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""


def _pdf() -> bytes:
    zeilen = TEXT.replace("\t", " ").split("\n")
    return make_pdf([[(60, 800 - 14 * n, zeile) for n, zeile in enumerate(zeilen)]] * 2)


def _docx() -> bytes:
    rumpf = "".join(absatz(zeile.replace("&", ""), nummer(1, 0)) for zeile in TEXT.split("\n"))
    return make_docx(rumpf + f"<w:tbl><w:tr>{zelle('A')}{zelle('B')}</w:tr></w:tbl>", {"numbering": NUMMERIERUNG})


PDF, DOCX = _pdf(), _docx()


SCHWER = 0.012  # share of a class's inputs that have their full weight; the others show the same pattern, smaller


def groesse(w: Random, leicht: tuple[int, ...], schwer: int) -> int:
    return schwer if w.random() < SCHWER else w.choice(leicht)


def mutiert(w: Random, inhalt: bytes) -> bytes:
    """A few bytes changed, removed, doubled or moved."""
    daten = bytearray(inhalt)
    for _ in range(w.choice((1, 2, 5, 20, 100))):
        ort, laenge = w.randrange(len(daten) + 1), w.choice((1, 1, 4, 30, 300))
        match w.randrange(5):
            case 0:
                daten[ort : ort + 1] = w.randbytes(1)
            case 1:
                del daten[ort : ort + laenge]
            case 2:
                daten[ort:ort] = daten[ort : ort + laenge] * w.choice((1, 2, 50))
            case 3:
                daten[ort:ort] = w.choice((b"\x00", b"\xff\xfe", b"(", b"<", b"9" * 400, b"-1", b"\xf0\x9f", b"%"))
            case _:
                ziel = w.randrange(len(daten) + 1)
                daten[ziel:ziel] = daten[ort : ort + laenge]
    return bytes(daten)


def pdf_mutiert(w: Random) -> bytes:
    return mutiert(w, PDF)


def pdf_boese(w: Random) -> bytes:
    """Loops, bombs and lies in the structure."""
    seite = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    schrift = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    inhalt = "BT /F1 10 Tf 70 700 Td (Beschluss) Tj ET"
    match w.randrange(8):
        case 0:
            seiten = f"<< /Type /Pages /Kids [{'3 0 R ' * w.choice((10, 3_000))}] /Count 999999999 >>"
        case 1:
            seiten = "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
        case 2:
            inhalt = "BT /F1 10 Tf 1 1 Td " + "(A) Tj " * groesse(w, (100, 5_000), 100_000)
            seiten = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
        case 3:
            return _pdf_bombe(groesse(w, (1, 1, 60), 400), w.choice((1, 2))) + w.randbytes(9)
        case 4:
            seiten, seite = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", seite.replace("595 842", "1e30 -1e30")
        case 5:
            inhalt, seiten = "q " * groesse(w, (1_000, 20_000), 200_000), "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
        case 6:
            inhalt, seiten = "[" * 100_000 + "(A) Tj", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
        case _:
            return b"%PDF-1.7\n" + b"<<" * w.choice((10, 100_000)) + w.choice((b"", b"trailer << /Root 1 0 R >>"))
    strom = f"<< /Length {len(inhalt)} >>\nstream\n{inhalt}\nendstream"
    return pdf_aus(["<< /Type /Catalog /Pages 2 0 R >>", seiten, seite, strom, schrift])


@cache
def _pdf_bombe(megabyte: int, schichten: int) -> bytes:
    """A page whose content unpacks to many times the size of the file."""
    daten = b" " * (megabyte * 1024 * 1024)
    for _ in range(schichten):
        daten = zlib.compress(daten, 9)
    filter_ = "/FlateDecode " * schichten
    kopf = f"<< /Length {len(daten)} /Filter [{filter_}] >>\nstream\n"
    seite = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    seiten = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    platz = "@" * 40
    roh = pdf_aus(["<< /Type /Catalog /Pages 2 0 R >>", seiten, seite, platz])
    return roh.replace(platz.encode(), kopf.encode() + daten + b"\nendstream")


def docx_mutiert(w: Random) -> bytes:
    return mutiert(w, DOCX)


def docx_inhalt_mutiert(w: Random) -> bytes:
    """A sound archive around damaged XML."""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archiv:
        teile = {name: archiv.read(name) for name in archiv.namelist()}
    name = w.choice(list(teile))
    return zip_aus({**teile, name: mutiert(w, teile[name])})


def docx_boese(w: Random) -> bytes:
    anzahl = groesse(w, (50, 50, 300, 1_000), 10_000)
    rumpf = w.choice((
        "<w:tbl><w:tr><w:tc>" * anzahl + absatz("x") + "</w:tc></w:tr></w:tbl>" * anzahl,
        "<w:sdt>" * anzahl + absatz("x") + "</w:sdt>" * anzahl,
        "<w:p><w:r>" + "<w:r>" * anzahl + "<w:t>x</w:t>" + "</w:r>" * anzahl + "</w:r></w:p>",
        absatz("x", nummer(1, 99_999_999)) * 20 + absatz("y", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'),
        "<w:tbl>" + "<w:tr>" + zelle("x") * anzahl + "</w:tr></w:tbl>",
        absatz("x") * anzahl,
    ))  # fmt: skip
    return make_docx(
        rumpf, {"numbering": NUMMERIERUNG.replace("decimal", w.choice(("decimal", "upperRoman", "none", "?")))}
    )


def zip_bombe(w: Random) -> bytes:
    match w.randrange(4):
        case 0 | 1 as wo:
            return _zip_bombe(groesse(w, (1, 1, 100), 400), wo) + w.randbytes(9)
        case 2:
            return _zip_mit_vielen_teilen() + w.randbytes(9)
        case _:
            roh = bytearray(DOCX)
            ende = roh.rfind(b"PK\x05\x06")
            roh[ende + 8 : ende + 20] = w.randbytes(12)
            return bytes(roh)


@cache
def _zip_bombe(megabyte: int, wo: int) -> bytes:
    leer = b"<document>" + b" " * (megabyte * 1024 * 1024)
    rumpf = {"word/document.xml": f"<w:document {W}><w:body>{absatz('x', nummer(1, 0))}</w:body></w:document>".encode()}
    return zip_aus({**rumpf, ("word/document.xml", "word/numbering.xml")[wo]: leer})


@cache
def _zip_mit_vielen_teilen() -> bytes:
    return zip_aus({f"word/document.xml{n}": b"" for n in range(8_000)})


def xml_bombe(w: Random) -> bytes:
    stufen = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    dtd = w.choice((
        f'<!DOCTYPE d [<!ENTITY e0 "x">{stufen}]>',
        '<!DOCTYPE d [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!--" + " " * w.choice((10, 100_000)) + '--><!DOCTYPE d [<!ENTITY e11 "x">]>',
    ))  # fmt: skip
    xml = f'<?xml version="1.0"?>{dtd}<w:document {W}><w:body>{absatz("&e11;")}</w:body></w:document>'
    return zip_aus({"word/document.xml": xml.encode(w.choice(("utf-8", "utf-16")))})


def zip_aus(teile: dict[str, bytes]) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in teile.items():
            archiv.writestr(name, inhalt)
    return puffer.getvalue()
