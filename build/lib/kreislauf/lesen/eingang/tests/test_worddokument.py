import io
import zipfile

import pytest
from docx import Document

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, Quelltext, lies_inhalt
from kreislauf.lesen.eingang.tests.dateien import W, absatz, make_docx, nummer, zelle

EBENEN = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>
</w:num>"""


def lies(inhalt: bytes) -> Quelltext:
    return lies_inhalt(inhalt, Grenzen())


def zeilen(inhalt: bytes) -> list[str]:
    return [zeile.strip() for zeile in lies(inhalt).text.split("\n") if zeile.strip()]


def test_lies_docx_computes_the_numbers_of_lists() -> None:
    rumpf = "".join(
        absatz(text, nummer(1, tiefe))
        for text, tiefe in (("A", 0), ("B", 1), ("C", 1), ("D", 0), ("E", 1), ("F", 2), ("G", 0))
    )

    assert zeilen(make_docx(rumpf, {"numbering": EBENEN})) == [
        "1. A", "a) B", "b) C", "2. D", "a) E", "2.1 F", "3. G",
    ]  # fmt: skip


def test_lies_docx_starts_a_numbering_where_the_document_says() -> None:
    rumpf = absatz("A", nummer(1, 0)) + absatz("B", nummer(2, 0)) + absatz("C", nummer(2, 0))

    assert zeilen(make_docx(rumpf, {"numbering": EBENEN})) == ["1. A", "4. B", "5. C"]


def test_lies_docx_numbers_paragraphs_by_their_style() -> None:
    stile = f"""<w:style w:styleId="Liste"><w:pPr>{nummer(1, 0)}</w:pPr></w:style>
        <w:style w:styleId="Unterliste"><w:basedOn w:val="Liste"/></w:style>"""
    rumpf = absatz("A", '<w:pStyle w:val="Unterliste"/>')

    assert zeilen(make_docx(rumpf, {"numbering": EBENEN, "styles": stile})) == ["1. A"]


def test_lies_docx_reads_files_of_another_program() -> None:
    dokument = Document()
    dokument.add_paragraph("Punkt", style="List Bullet")
    tabelle = dokument.add_table(1, 2)
    tabelle.rows[0].cells[0].text, tabelle.rows[0].cells[1].text = "Datum", "05.03.2024"
    puffer = io.BytesIO()
    dokument.save(puffer)

    assert zeilen(puffer.getvalue()) == ["• Punkt", "Datum\t05.03.2024"]


def test_lies_docx_writes_rows_with_tabs_and_long_cells_as_paragraphs() -> None:
    rumpf = f"<w:tbl><w:tr>{zelle('Gremium')}{zelle('Jugendhilfe-', 'ausschuss')}</w:tr>"
    rumpf += f"<w:tr>{zelle('Bericht')}{zelle('x' * 200, 'y' * 200)}</w:tr></w:tbl>"

    assert zeilen(make_docx(rumpf)) == ["Gremium\tJugendhilfe- ausschuss", "Bericht", "x" * 200, "y" * 200]


def test_lies_docx_accepts_changes_and_says_so() -> None:
    rumpf = """<w:p><w:r><w:t xml:space="preserve">bis zum </w:t></w:r>
        <w:del><w:r><w:delText>10. Dezember</w:delText></w:r></w:del><w:ins><w:r><w:t>31. Januar</w:t></w:r></w:ins>
        <w:r><w:rPr><w:strike/></w:rPr><w:t>alt</w:t></w:r><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>!</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r></w:p>"""

    gelesen = lies(make_docx(rumpf))

    assert gelesen.text.strip() == "bis zum 31. Januar!"
    assert [warnung[-13:] for warnung in gelesen.warnungen] == ["(Stellen: 2).", "(Stellen: 1)."]


def test_lies_docx_shows_ticks_of_forms_and_symbol_fonts() -> None:
    rumpf = """<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>
        </w:fldChar></w:r><w:r><w:t xml:space="preserve"> Ja </w:t></w:r><w:r><w:sym w:char="F0A8"/></w:r>
        <w:r><w:t xml:space="preserve"> Nein</w:t></w:r></w:p>"""

    assert zeilen(make_docx(rumpf)) == ["☒ Ja ☐ Nein"]


def test_lies_docx_puts_footnotes_at_the_end_under_a_raised_number() -> None:
    rumpf = "<w:p><w:r><w:t>2023</w:t></w:r><w:r><w:footnoteReference w:id='5'/></w:r></w:p>"
    noten = f"<w:footnote w:id='1'>{absatz('nie')}</w:footnote><w:footnote w:id='5'>{absatz('Stand März')}</w:footnote>"

    assert zeilen(make_docx(rumpf, {"footnotes": noten})) == ["2023¹", "¹ Stand März"]


def test_lies_docx_reads_text_boxes_once() -> None:
    kasten = f"<w:txbxContent>{absatz('Kasten')}</w:txbxContent>"
    rumpf = f"""<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>
        <mc:Choice>{kasten}</mc:Choice><mc:Fallback>{kasten}</mc:Fallback></mc:AlternateContent></w:r></w:p>"""

    assert zeilen(make_docx(rumpf)) == ["Kasten"]


def _archiv(document_xml: str) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("word/document.xml", document_xml)
    return puffer.getvalue()


def test_lies_docx_opens_neither_entities_nor_other_files() -> None:
    dtd = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>&x;</w:document>'

    with pytest.raises(NichtLesbar) as fehler:
        lies(_archiv(dtd))

    assert fehler.value.grund == "bombe"


def test_lies_docx_unpacks_no_more_than_allowed() -> None:
    inhalt = make_docx(absatz("x" * 5_000_000))

    with pytest.raises(NichtLesbar, match="entpackt"):
        lies_inhalt(inhalt, Grenzen(max_entpackt=4 * 1024 * 1024))


def test_lies_docx_refuses_archives_with_endless_directories() -> None:
    with pytest.raises(NichtLesbar) as fehler:
        lies(make_docx(absatz("A")) + b"PK\x01\x02" * 6_000 + b"word/document")

    assert fehler.value.grund == "bombe"
