"""The same report as DOCX, with real headings, header rows, language and title: to be edited and read aloud."""

import io
from typing import Any

import vl_convert
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kreislauf.druck.dokument import (
    Absatz,
    Baustein,
    Bericht,
    Bild,
    Hinweis,
    Kaestchen,
    Liste,
    Saetze,
    Tabelle,
    Ueberschrift,
)

_LEISE = RGBColor(0x5A, 0x5A, 0x5A)


def als_docx(bericht: Bericht) -> bytes:
    """The report as a Word file."""
    dokument = Document()
    _einrichten(dokument, bericht)
    if bericht.entwurf:
        dokument.add_paragraph().add_run("ENTWURF – noch nicht freigegeben").bold = True
    dokument.add_paragraph(bericht.titel, style="Title")
    if bericht.untertitel:
        dokument.add_paragraph(bericht.untertitel, style="Subtitle")
    if bericht.kennzeilen:
        _tabelle(dokument, [], [list(z) for z in bericht.kennzeilen])
    for baustein in bericht.bausteine:
        _schreiben(dokument, baustein)
    puffer = io.BytesIO()
    dokument.save(puffer)
    return puffer.getvalue()


def _einrichten(dokument: Any, bericht: Bericht) -> None:
    eigenschaften = dokument.core_properties
    eigenschaften.title = bericht.titel
    eigenschaften.author = bericht.verfasser or bericht.briefkopf.koerperschaft
    eigenschaften.language = "de-DE"
    eigenschaften.comments = ""
    abschnitt = dokument.sections[0]
    abschnitt.page_width, abschnitt.page_height = Cm(21), Cm(29.7)
    abschnitt.left_margin, abschnitt.right_margin = Cm(2.5), Cm(2)
    schrift = dokument.styles["Normal"]
    schrift.font.name, schrift.font.size = "Noto Sans", Pt(10.5)
    sprache = OxmlElement("w:lang")
    sprache.set(qn("w:val"), "de-DE")
    schrift.element.get_or_add_rPr().append(sprache)
    kopf = abschnitt.header.paragraphs[0]
    kopf.text = " · ".join(t for t in (bericht.briefkopf.koerperschaft, bericht.briefkopf.stelle) if t)
    _seitenzahl(abschnitt.footer.paragraphs[0])


def _seitenzahl(absatz: Any) -> None:
    absatz.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, feld in (("Seite ", "PAGE"), (" von ", "NUMPAGES")):
        absatz.add_run(text)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), feld)
        absatz._p.append(element)


def _leise(absatz: Any, text: str) -> None:
    lauf = absatz.add_run(text)
    lauf.font.size, lauf.font.color.rgb = Pt(9), _LEISE


def _schreiben(dokument: Any, baustein: Baustein) -> None:  # noqa: PLR0912 -- one case per kind of block
    match baustein:
        case Ueberschrift(text, ebene):
            dokument.add_heading(text, level=ebene)
        case Absatz(text, leise):
            _leise(dokument.add_paragraph(), text) if leise else dokument.add_paragraph(text)
        case Liste(punkte):
            for punkt in punkte:
                dokument.add_paragraph(punkt, style="List Bullet")
        case Hinweis(titel, text):
            absatz = dokument.add_paragraph(style="Intense Quote")
            absatz.add_run(f"{titel}: ").bold = True
            absatz.add_run(text)
        case Kaestchen(auswahl):
            for text, an in auswahl:
                dokument.add_paragraph().add_run(f"{'☒' if an else '☐'} {text}").bold = an
        case Saetze(saetze, marke):
            for satz, unveraendert in saetze:
                absatz = dokument.add_paragraph(satz, style="Quote" if unveraendert else None)
                if unveraendert:
                    _leise(absatz, f" [{marke}]")
        case Tabelle(kopf, zeilen, titel):
            if titel:
                dokument.add_paragraph(titel, style="Caption")
            _tabelle(dokument, list(kopf), [list(z) for z in zeilen])
        case Bild():
            _bild(dokument, baustein)


def _tabelle(dokument: Any, kopf: list[str], zeilen: list[list[str]]) -> None:
    alle = ([kopf] if kopf else []) + zeilen
    tabelle = dokument.add_table(rows=0, cols=len(alle[0]), style="Table Grid" if kopf else None)
    for nummer, zeile in enumerate(alle):
        zellen = tabelle.add_row().cells
        for zelle, text in zip(zellen, zeile, strict=True):
            zelle.text = text
        if kopf and nummer == 0:
            merkmal = OxmlElement("w:tblHeader")  # repeats on each page and is read as a header row
            merkmal.set(qn("w:val"), "true")
            tabelle.rows[0]._tr.get_or_add_trPr().append(merkmal)
            for zelle in zellen:
                for lauf in zelle.paragraphs[0].runs:
                    lauf.bold = True
    dokument.add_paragraph()


def _bild(dokument: Any, bild: Bild) -> None:
    """Not every Word shows SVG, so it gets the same picture as PNG, with the text for those who cannot see it."""
    form = dokument.add_picture(io.BytesIO(vl_convert.svg_to_png(bild.svg, scale=2)), width=Cm(16))
    form._inline.docPr.set("descr", bild.alternativtext)
    if bild.titel:
        dokument.add_paragraph(bild.titel, style="Caption")
