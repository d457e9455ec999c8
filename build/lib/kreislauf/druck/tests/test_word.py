"""The Word file can be edited and read aloud: structure, language and text are real."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from kreislauf.druck import Absatz, Kaestchen, Liste, Tabelle, Ueberschrift, als_docx
from kreislauf.druck.tests.test_pdf import BOESE, make_bericht
from kreislauf.druck.wordvorlage import ABSATZ_KAESTCHEN


def oeffnen(**angaben: Any) -> Any:
    return Document(io.BytesIO(als_docx(make_bericht(**angaben))))


def absaetze(dokument: Any, format_: str) -> list[str]:
    return [p.text for p in dokument.paragraphs if p.style.name == format_]


def test_headings_and_lists_are_real_ones() -> None:
    dokument = oeffnen()

    assert absaetze(dokument, "Title") == ["Bericht über Ärger"]
    assert absaetze(dokument, "Heading 1") == ["Punkt 1"]
    assert absaetze(dokument, "Heading 2") == ["Näheres"]
    assert absaetze(dokument, "List Bullet") == ["eins", "zwei"]
    assert absaetze(dokument, "List Number") == ["erstens", "zweitens"]


def test_header_rows_repeat_and_are_marked() -> None:
    for tabelle in oeffnen().tables:
        eigenschaften = tabelle.rows[0]._tr.trPr
        assert eigenschaften.find(qn("w:tblHeader")) is not None
        assert all(z._tr.trPr.find(qn("w:tblHeader")) is None for z in tabelle.rows[1:])


def test_only_tables_with_row_headers_mark_their_first_column() -> None:
    blicke = [t._tbl.tblPr.find(qn("w:tblLook")) for t in oeffnen().tables]

    assert [(b.get(qn("w:firstRow")), b.get(qn("w:firstColumn"))) for b in blicke] == [("1", "1"), ("1", "0")]


def test_language_is_german_everywhere() -> None:
    dokument = oeffnen()
    sprachen = {e.get(qn("w:val")) for e in dokument.styles.element.iter(qn("w:lang"))}

    assert dokument.core_properties.language == "de-DE"
    assert sprachen == {"de-DE"}


def test_another_language_is_marked_and_runs_from_right_to_left() -> None:
    dokument = oeffnen(bausteine=[Ueberschrift("x"), Absatz("مرحبا", sprache="ar")])
    absatz = dokument.paragraphs[-1]._p

    assert absatz.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "ar"
    assert absatz.find(f".//{qn('w:bidi')}") is not None
    assert absatz.find(f".//{qn('w:rtl')}") is not None


def test_core_properties_tell_what_and_who_and_when() -> None:
    eigenschaften = oeffnen(verfasser="Mara Lüders", stichwoerter=("a", "b")).core_properties

    assert (eigenschaften.title, eigenschaften.author) == ("Bericht über Ärger", "Mara Lüders")
    assert eigenschaften.keywords == "a, b"
    assert f"{eigenschaften.created:%Y-%m-%d}" == "2026-11-24"


def test_every_picture_has_its_text() -> None:
    bilder = oeffnen().element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )

    assert [b.get("descr") for b in bilder] == ["Wappen des Kreises Auental", "Balken"]


def test_boxes_are_a_list_with_one_ticked_in_sign_and_word() -> None:
    dokument = oeffnen(bausteine=[Ueberschrift("x"), Kaestchen([("a", False), ("b", True), ("c", False)])])
    zeichen = {}
    for angekreuzt, name in ABSATZ_KAESTCHEN.items():
        nummer = dokument.styles[name].element.pPr.numPr.numId.val
        liste = dokument.part.numbering_part.element.num_having_numId(nummer).abstractNumId.val
        pfad = f"w:abstractNum[@w:abstractNumId='{liste}']/w:lvl/w:lvlText"
        zeichen[angekreuzt] = dokument.part.numbering_part.element.xpath(pfad)[0].get(qn("w:val"))

    assert zeichen == {True: "☒", False: "☐"}
    assert absaetze(dokument, ABSATZ_KAESTCHEN[True]) == ["b (angekreuzt)"]
    assert absaetze(dokument, ABSATZ_KAESTCHEN[False]) == ["a", "c"]


@pytest.mark.parametrize("text", BOESE)
def test_text_is_written_literally(text: str) -> None:
    dokument = oeffnen(bausteine=[Ueberschrift(text), Absatz(text), Liste([text]), Tabelle(["a"], [[text]])])

    assert [p.text for p in dokument.paragraphs].count(text) == 3
    assert dokument.tables[0].cell(1, 0).text == text


def test_no_field_runs_but_the_page_numbers_and_nothing_is_linked_to_the_outside() -> None:
    datei = als_docx(make_bericht(entwurf=True, bausteine=[Ueberschrift("x"), *map(Absatz, BOESE)]))
    with zipfile.ZipFile(io.BytesIO(datei)) as archiv:
        alles = {name: archiv.read(name).decode("utf-8", "replace") for name in archiv.namelist()}

    befehle = {b.strip() for text in alles.values() for b in re.findall(r'w:instr="([^"]*)"', text)}
    assert befehle == {"PAGE", "NUMPAGES"}
    assert not any("instrText" in text for text in alles.values())
    assert not [name for name, text in alles.items() if 'TargetMode="External"' in text]
    assert not [name for name in alles if "vba" in name.lower() or "embeddings" in name]


def test_control_characters_do_not_stop_the_file() -> None:
    assert "ab" in absaetze(oeffnen(bausteine=[Ueberschrift("x"), Absatz("a\x00\x1b\ud800b")]), "Normal")


def test_draft_is_marked_in_head_text_and_watermark() -> None:
    entwurf, fertig = oeffnen(entwurf=True), oeffnen()

    assert any("noch nicht freigegeben" in p.text for p in entwurf.paragraphs)
    kopf = entwurf.sections[0].header._element.xml
    assert "ENTWURF – nicht freigegeben" in kopf
    assert 'string="ENTWURF"' in kopf
    assert "ENTWURF" not in fertig.sections[0].header._element.xml + fertig.element.xml


def test_page_numbers_are_fields() -> None:
    fuss = oeffnen().sections[0].footer._element.xml

    assert re.findall(r'w:instr="(\w+)"', fuss) == ["PAGE", "NUMPAGES"]


def test_properties_of_styles_stand_in_the_order_that_word_wants() -> None:
    reihenfolge = ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "bidi", "spacing", "ind", "jc"]
    reihenfolge = [*reihenfolge[:8], *reihenfolge[8:], "outlineLvl"]
    for eigenschaften in oeffnen().styles.element.iter(qn("w:pPr")):
        namen = [k.tag.split("}")[1] for k in eigenschaften]
        bekannt = [n for n in namen if n in reihenfolge]
        assert bekannt == sorted(bekannt, key=reihenfolge.index)
