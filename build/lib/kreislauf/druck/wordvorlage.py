"""Styles and marks of the Word file that `python-docx` has no words for: language, boxes, header rows, watermark."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

TEXTBREITE = Cm(16.5)
SCHRIFT = "Arial"  # on every computer that opens a DOCX; the PDF carries its own font
ABSATZ_KAESTCHEN = {True: "Kästchen angekreuzt", False: "Kästchen leer"}
VON_RECHTS = frozenset({"ar", "fa", "ckb", "he", "ur", "ps"})
_SCHWARZ, _LEISE = RGBColor(0, 0, 0), RGBColor(0x4B, 0x4B, 0x4B)


def einrichten(dokument: Any, sprache: str) -> None:
    """A4, margins, language of the document and the styles that the parts use."""
    seite = dokument.sections[0]
    seite.page_width, seite.page_height = Cm(21), Cm(29.7)
    seite.left_margin, seite.right_margin, seite.top_margin, seite.bottom_margin = Cm(2.5), Cm(2), Cm(2.2), Cm(2.2)
    formate = dokument.styles
    vorgabe = formate.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for alt in vorgabe.findall(qn("w:lang")):
        vorgabe.remove(alt)
    vorgabe.append(_lang("de-DE" if sprache == "de" else sprache))
    _schrift(formate["Normal"], 10.5)
    formate["Normal"].paragraph_format.space_after = Pt(7)
    for name, groesse in (("Title", 20), ("Subtitle", 12.5), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 10.5)):
        _schrift(formate[name], groesse)
        formate[name].font.bold, formate[name].font.italic = name != "Subtitle", False
    for name, eigenschaft, zierde in (("Title", "w:pPr", "w:pBdr"), ("Subtitle", "w:rPr", "w:spacing")):
        eltern = formate[name].element.find(qn(eigenschaft))
        for linie in eltern.findall(qn(zierde)):
            eltern.remove(linie)
    einstellungen = dokument.settings.element
    einstellungen.find(qn("w:defaultTabStop")).addnext(OxmlElement("w:autoHyphenation"))
    einstellungen.find(qn("w:themeFontLang")).set(qn("w:val"), "de-DE" if sprache == "de" else sprache)
    for name in ("Header", "Footer"):
        _schrift(formate[name], 8.5, leise=True)
    _schrift(formate["Caption"], 9.5)
    for name in ("List Bullet", "List Number"):
        formate[name].paragraph_format.space_after = Pt(3)
    _eigene_formate(formate)
    for angekreuzt, zeichen in ((False, "☐"), (True, "☒")):
        _kaestchen(dokument, ABSATZ_KAESTCHEN[angekreuzt], zeichen)


def _eigene_formate(formate: Any) -> None:
    for name, groesse, leise in (
        ("Briefkopf", 15, False),
        ("Klein", 9, True),
        ("Tabellentext", 9.5, False),
        ("Kennzeile", 10.5, False),
        ("Hinweis", 10.5, False),
        ("Unverändert", 10.5, False),
        ("Unterschrift", 10.5, False),
        *((n, 10.5, False) for n in ABSATZ_KAESTCHEN.values()),
    ):
        formate.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = formate["Normal"]
        _schrift(formate[name], groesse, leise=leise)
    formate["Briefkopf"].font.bold = True
    formate["Briefkopf"].paragraph_format.space_after = Pt(0)
    tabellentext = formate["Tabellentext"].paragraph_format
    tabellentext.space_before = tabellentext.space_after = Pt(2)
    kennzeile = formate["Kennzeile"].paragraph_format
    kennzeile.left_indent, kennzeile.first_line_indent, kennzeile.space_after = Cm(5), Cm(-5), Pt(3)
    kennzeile.tab_stops.add_tab_stop(Cm(5))
    rahmen(formate["Hinweis"], links=24, oben=6, unten=6, rechts=6)
    rahmen(formate["Unverändert"], links=18)
    formate["Unverändert"].paragraph_format.left_indent = Cm(0.3)
    unterschrift = formate["Unterschrift"].paragraph_format
    unterschrift.space_before, unterschrift.keep_together = Pt(26), True


def _schrift(format_: Any, groesse: float, *, leise: bool = False) -> None:
    format_.font.name, format_.font.size = SCHRIFT, Pt(groesse)
    format_.font.color.rgb = _LEISE if leise else _SCHWARZ
    schriften = format_.element.get_or_add_rPr().get_or_add_rFonts()
    for merkmal in list(schriften.attrib):
        del schriften.attrib[merkmal]  # theme fonts would win over the named one
    for merkmal in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        schriften.set(qn(merkmal), SCHRIFT)


def _lang(sprache: str) -> Any:
    element = OxmlElement("w:lang")
    for merkmal in ("w:val", "w:eastAsia", "w:bidi"):
        element.set(qn(merkmal), sprache)
    return element


def _kaestchen(dokument: Any, name: str, zeichen: str) -> None:
    """A list style whose bullet is an empty or a ticked box."""
    nummern = dokument.part.numbering_part.element
    kennung = str(1 + max((int(a.get(qn("w:abstractNumId"))) for a in nummern.findall(qn("w:abstractNum"))), default=0))
    liste = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kennung}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{zeichen}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:hint="default"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
    nummern.insert(len(nummern.findall(qn("w:abstractNum"))), liste)
    verweis = nummern.add_num(int(kennung)).numId
    format_ = dokument.styles[name]
    format_.paragraph_format.space_after, format_.paragraph_format.keep_with_next = Pt(2), True
    nummer = format_.element.get_or_add_pPr().get_or_add_numPr()
    nummer.get_or_add_ilvl().val, nummer.get_or_add_numId().val = 0, verweis


def rahmen(ziel: Any, *, links: int = 0, oben: int = 0, unten: int = 0, rechts: int = 0) -> None:
    """Lines around a paragraph or a paragraph style, in eighths of a point."""
    eigenschaften = (ziel.element if hasattr(ziel, "element") else ziel._p).get_or_add_pPr()
    seiten = (("top", oben), ("left", links), ("bottom", unten), ("right", rechts))
    linien = "".join(
        f'<w:{seite} w:val="single" w:sz="{staerke}" w:space="5" w:color="777777"/>'
        for seite, staerke in seiten
        if staerke
    )
    eigenschaften.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{linien}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"),
    )


def add_feld(absatz: Any, name: str) -> None:
    """A field that Word computes, such as PAGE."""
    absatz._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def mark_sprache(absatz: Any, lauf: Any, sprache: str) -> None:
    """Another language in one paragraph; right-to-left where it is written so."""
    lauf._r.get_or_add_rPr().append(_lang(sprache))
    if sprache in VON_RECHTS:
        absatz._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        lauf._r.get_or_add_rPr().insert_element_before(OxmlElement("w:rtl"), "w:lang")


def mark_kopfzeile(tabelle: Any, *, zeilenkopf: bool) -> None:
    """The first row repeats on each page and is read as header; rows do not break across pages."""
    for nummer, zeile in enumerate(tabelle.rows):
        eigenschaften = zeile._tr.get_or_add_trPr()
        eigenschaften.append(OxmlElement("w:cantSplit"))
        if nummer == 0:
            eigenschaften.append(OxmlElement("w:tblHeader"))
            for zelle in zeile.cells:
                grau = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EEEEEE"/>')
                zelle._tc.get_or_add_tcPr().append(grau)
    merkmale = tabelle._tbl.tblPr
    for alt in merkmale.findall(qn("w:tblLook")):
        merkmale.remove(alt)
    spalte = int(zeilenkopf)
    merkmale.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="{0x0620 | spalte << 7:04X}" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="{spalte}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )


def add_wasserzeichen(absatz: Any, text: str) -> None:
    """Grey letters across every page; decoration, the head says the same in words."""
    absatz.add_run()._r.append(parse_xml(_WASSERZEICHEN.format(raum=nsdecls("w"), schrift=SCHRIFT, text=text)))


_WASSERZEICHEN = """<w:pict {raum} xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="Wasserzeichen" type="#_x0000_t136" alt="" fillcolor="#dddddd" stroked="f" style="position:absolute;\
margin-left:0;margin-top:0;width:440pt;height:105pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:{schrift};font-size:1pt" string="{text}"/></v:shape></w:pict>"""
