"""The same report as DOCX, to be edited and read aloud: real headings, lists, header rows, language, picture texts."""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Pt

from kreislauf.druck.dokument import (
    Absatz,
    Baustein,
    Bericht,
    Bild,
    Briefkopf,
    Hinweis,
    Kaestchen,
    Kennzeilen,
    Liste,
    Saetze,
    Tabelle,
    Ueberschrift,
    Unterschriften,
)
from kreislauf.druck.schaubild import als_png
from kreislauf.druck.wordvorlage import (
    ABSATZ_KAESTCHEN,
    TEXTBREITE,
    add_feld,
    add_wasserzeichen,
    einrichten,
    mark_kopfzeile,
    mark_sprache,
    rahmen,
)
from kreislauf.druck.zeichen import saeubern

_ZIP_ZEIT = (1980, 1, 1, 0, 0, 0)  # the same report gives the same file


def als_docx(bericht: Bericht) -> bytes:
    """The report as a Word file; the same report gives the same bytes."""
    dokument = Document()
    einrichten(dokument, bericht.sprache)
    _eigenschaften(dokument, bericht)
    _seitenraender(dokument.sections[0], bericht)
    _briefkopf(dokument, bericht.briefkopf)
    if bericht.entwurf:
        _schreiben(dokument, Hinweis("ENTWURF", "Dieser Bericht ist noch nicht freigegeben."))
    dokument.add_paragraph(saeubern(bericht.titel), style="Title")
    if bericht.untertitel:
        dokument.add_paragraph(saeubern(bericht.untertitel), style="Subtitle")
    if bericht.kennzeilen:
        _schreiben(dokument, Kennzeilen(bericht.kennzeilen))
    for baustein in bericht.bausteine:
        _schreiben(dokument, baustein)
    puffer = io.BytesIO()
    dokument.save(puffer)
    return _gleichbleibend(puffer)


def _gleichbleibend(quelle: io.BytesIO) -> bytes:
    ziel = io.BytesIO()
    with zipfile.ZipFile(quelle) as alt, zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for name in alt.namelist():
            neu.writestr(zipfile.ZipInfo(name, _ZIP_ZEIT), alt.read(name), zipfile.ZIP_DEFLATED)
    return ziel.getvalue()


def _eigenschaften(dokument: Any, bericht: Bericht) -> None:
    eigenschaften = dokument.core_properties
    eigenschaften.title = saeubern(bericht.titel)[:255]
    eigenschaften.subject = saeubern(bericht.untertitel)[:255]
    eigenschaften.author = saeubern(bericht.verfasser or bericht.briefkopf.koerperschaft)[:255]
    eigenschaften.last_modified_by = eigenschaften.author
    eigenschaften.keywords = saeubern(", ".join(bericht.stichwoerter))[:255]
    eigenschaften.language = "de-DE" if bericht.sprache == "de" else bericht.sprache
    eigenschaften.comments = ""
    tag = datetime(bericht.datum.year, bericht.datum.month, bericht.datum.day)  # noqa: DTZ001 -- a legal day
    eigenschaften.created = eigenschaften.modified = tag


def _seitenraender(abschnitt: Any, bericht: Bericht) -> None:
    """Running head and foot: whose report, draft or not, page of pages."""
    kopf = abschnitt.header.paragraphs[0]
    kopf.text = saeubern(bericht.titel)[:95]
    if bericht.entwurf:
        kopf.text += " · ENTWURF – nicht freigegeben"
        add_wasserzeichen(kopf, "ENTWURF")
    fuss = abschnitt.footer.paragraphs[0]
    fuss.text = f"{saeubern(bericht.briefkopf.koerperschaft)}\t\tSeite "
    fuss.paragraph_format.tab_stops.clear_all()
    add_feld(fuss, "PAGE")
    fuss.add_run(" von ")
    add_feld(fuss, "NUMPAGES")


def _briefkopf(dokument: Any, briefkopf: Briefkopf) -> None:
    if briefkopf.logo:
        _bild(dokument, briefkopf.logo, hoehe=Cm(1.6))
    dokument.add_paragraph(saeubern(briefkopf.koerperschaft), style="Briefkopf")
    zeilen = [t for t in (briefkopf.stelle, briefkopf.anschrift, briefkopf.kontakt) if t]
    rahmen(dokument.add_paragraph("\n".join(map(saeubern, zeilen)), style="Klein"), unten=12)


def _schreiben(dokument: Any, baustein: Baustein) -> None:  # noqa: PLR0912 -- one branch per kind of part
    match baustein:
        case Ueberschrift():
            dokument.add_heading(saeubern(baustein.text), level=baustein.ebene)
        case Absatz():
            _absatz(dokument, baustein)
        case Liste():
            for punkt in baustein.punkte:
                dokument.add_paragraph(saeubern(punkt), style="List Number" if baustein.nummeriert else "List Bullet")
        case Kennzeilen():
            for name, wert in baustein.zeilen:
                absatz = dokument.add_paragraph(style="Kennzeile")
                absatz.add_run(f"{saeubern(name)}:\t").bold = True
                absatz.add_run(saeubern(wert))
        case Hinweis():
            absatz = dokument.add_paragraph(style="Hinweis")
            absatz.add_run(saeubern(baustein.titel)).bold = True
            absatz.add_run(f"\n{saeubern(baustein.text)}")
        case Kaestchen():
            for text, an in baustein.auswahl:
                absatz = dokument.add_paragraph(style=ABSATZ_KAESTCHEN[an])
                absatz.add_run(saeubern(text)).bold = an
                if an:
                    absatz.add_run(" (angekreuzt)")
        case Saetze():
            _saetze(dokument, baustein)
        case Tabelle():
            _tabelle(dokument, baustein)
        case Bild():
            _bild(dokument, baustein)
        case Unterschriften():
            _unterschriften(dokument, baustein)


def _absatz(dokument: Any, absatz: Absatz) -> None:
    ziel = dokument.add_paragraph(style="Klein" if absatz.leise else "Normal")
    lauf = ziel.add_run(saeubern(absatz.text))
    lauf.bold = absatz.fett or None
    if absatz.sprache:
        mark_sprache(ziel, lauf, absatz.sprache)


def _saetze(dokument: Any, saetze: Saetze) -> None:
    for text, unveraendert in saetze.passagen():
        absatz = dokument.add_paragraph(style="Unverändert" if unveraendert else "Normal")
        if unveraendert:
            absatz.add_run(f"{saeubern(saetze.marke)}:\n").italic = True
        absatz.add_run(saeubern(text))


def _tabelle(dokument: Any, tabelle: Tabelle) -> None:
    if tabelle.titel:
        dokument.add_paragraph(saeubern(tabelle.titel), style="Caption").paragraph_format.keep_with_next = True
    word = dokument.add_table(rows=0, cols=len(tabelle.kopf), style="Table Grid")
    word.autofit = False
    anteile = list(tabelle.breiten) or [1.0] * len(tabelle.kopf)
    breiten = [Emu(int(TEXTBREITE * anteil / sum(anteile))) for anteil in anteile]
    for spalte, breite in zip(word.columns, breiten, strict=True):
        spalte.width = breite
    for nummer, zeile in enumerate([tabelle.kopf, *tabelle.zeilen]):
        for stelle, (zelle, text) in enumerate(zip(word.add_row().cells, zeile, strict=True)):
            zelle.width = breiten[stelle]
            absatz = zelle.paragraphs[0]
            absatz.style = "Tabellentext"
            absatz.add_run(saeubern(text)).bold = nummer == 0 or (tabelle.zeilenkopf and stelle == 0) or None
            if stelle in tabelle.rechts:
                absatz.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark_kopfzeile(word, zeilenkopf=tabelle.zeilenkopf)
    dokument.add_paragraph(style="Klein").paragraph_format.space_after = Pt(2)


def _bild(dokument: Any, bild: Bild, hoehe: Any = None) -> None:
    """Not every Word shows SVG, so it gets the same picture as PNG, with its text for those who do not see it."""
    if bild.titel:
        dokument.add_paragraph(saeubern(bild.titel), style="Caption").paragraph_format.keep_with_next = True
    png = io.BytesIO(als_png(bild.svg))
    masse = {"height": hoehe} if hoehe else {"width": int(TEXTBREITE * bild.breite)}
    eigenschaften = dokument.add_picture(png, **masse)._inline.docPr
    eigenschaften.set("descr", saeubern(bild.alternativtext))
    eigenschaften.set("name", saeubern(bild.titel) or "Bild")


def _unterschriften(dokument: Any, block: Unterschriften) -> None:
    for unterschrift in block.unterschriften:
        absatz = dokument.add_paragraph(style="Unterschrift")
        absatz.add_run(saeubern(unterschrift.name) or "_" * 36)
        vermerk = f" · {unterschrift.vermerk}" if unterschrift.vermerk else ""
        absatz.add_run(f"\n{saeubern(unterschrift.rolle + vermerk)}").font.size = Pt(9)
