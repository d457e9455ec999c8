"""What comes out is accessible, complete and literal."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pdfua import validate

from kreislauf.druck import (
    Absatz,
    Bericht,
    Bild,
    Briefkopf,
    Hinweis,
    Kaestchen,
    Liste,
    NichtBarrierefrei,
    Saetze,
    Tabelle,
    Ueberschrift,
    als_docx,
    als_pdf,
)
from kreislauf.druck.schaubild import gestapelte_balken

SVG = gestapelte_balken([("Jugendamt", (3, 2, 1))], ("a", "b", "c"), titel="Titel <b>", beschreibung="Text")
BOESE = [
    '#read("/etc/passwd")',
    "#sys.inputs",
    "$x^2$",
    "*fett*",
    "<script>alert(1)</script>",
    "=1+1",
    "\\u{41}",
    "@ref",
]


def make_bericht(**angaben: Any) -> Bericht:
    angaben.setdefault(
        "bausteine",
        [
            Ueberschrift("Punkt 1"),
            Kaestchen([("umgesetzt", True), ("in Arbeit", False)]),
            Tabelle(["Größe", "Maß"], [["ß", "€"]], titel="Tabelle"),
            Saetze([("Alt.", True), ("Neu.", False)], marke="unverändert seit Bericht"),
            Liste(["eins", "zwei"]),
            Hinweis("Hinweis", "Text"),
            Bild(SVG, "Balken", "Bild"),
            *(Absatz(text) for text in BOESE),
        ],
    )
    return Bericht(
        Briefkopf("Kreis Auental"), "Bericht über Ärger", date(2026, 11, 24), kennzeilen=[("Frist", "–")], **angaben
    )


def text_von(pdf: bytes) -> str:
    dokument = pypdfium2.PdfDocument(pdf)
    return "\n".join(seite.get_textpage().get_text_range() for seite in dokument)


def test_pdf_passes_the_accessibility_check(tmp_path: Path) -> None:
    datei = tmp_path / "bericht.pdf"
    datei.write_bytes(als_pdf(make_bericht()))

    assert list(validate(str(datei)).findings) == []


def test_pdf_is_tagged_with_language_title_and_conformance() -> None:
    with pikepdf.open(io.BytesIO(als_pdf(make_bericht()))) as pdf:
        wurzel = pdf.Root
        assert bool(wurzel.MarkInfo.Marked)
        assert str(wurzel.Lang).startswith("de")
        assert bool(wurzel.ViewerPreferences.DisplayDocTitle)
        merkmale = bytes(wurzel.Metadata.read_bytes()).decode()
        assert "pdfuaid:part" in merkmale
        assert "pdfaid:part" in merkmale
        rollen = {str(k.S) for k in _knoten(wurzel.StructTreeRoot) if "/S" in k}
        assert {"/H1", "/Table", "/TH", "/L", "/Figure"} <= rollen
        assert all("/Alt" in k for k in _knoten(wurzel.StructTreeRoot) if k.get("/S") == "/Figure")


def _knoten(knoten: Any) -> list[Any]:
    if isinstance(knoten, pikepdf.Array):
        return [n for k in knoten for n in _knoten(k)]
    if isinstance(knoten, pikepdf.Dictionary):
        return [knoten, *(_knoten(knoten.K) if "/K" in knoten else [])]
    return []


@pytest.mark.parametrize("text", BOESE)
def test_text_is_printed_literally_and_never_evaluated(text: str) -> None:
    bericht = make_bericht(bausteine=[Ueberschrift("x"), Absatz(text)])

    assert text in text_von(als_pdf(bericht))
    assert text in _worttext(als_docx(bericht))


def test_umlauts_and_currency_survive() -> None:
    text = text_von(als_pdf(make_bericht()))

    assert all(zeichen in text for zeichen in ("Größe", "ß", "€", "unverändert seit Bericht", "☒"))


def test_draft_says_so_on_the_page() -> None:
    assert "ENTWURF" in text_von(als_pdf(make_bericht(entwurf=True)))
    assert "ENTWURF" not in text_von(als_pdf(make_bericht()))


def test_skipped_heading_level_is_refused() -> None:
    with pytest.raises(NichtBarrierefrei):
        als_pdf(make_bericht(bausteine=[Ueberschrift("a", 1), Ueberschrift("b", 3)]))


def test_picture_without_text_is_refused() -> None:
    with pytest.raises(NichtBarrierefrei):
        als_pdf(make_bericht(bausteine=[Ueberschrift("a"), Bild(SVG, "")]))


def _worttext(docx: bytes) -> str:
    from docx import Document

    dokument = Document(io.BytesIO(docx))
    return "\n".join(p.text for p in dokument.paragraphs)


def test_docx_has_real_headings_and_header_rows() -> None:
    from docx import Document

    dokument = Document(io.BytesIO(als_docx(make_bericht())))

    assert [p.text for p in dokument.paragraphs if p.style is not None and p.style.name == "Heading 1"] == ["Punkt 1"]
    assert "w:tblHeader" in dokument.tables[-1]._tbl.xml
    assert dokument.core_properties.language == "de-DE"


def test_chart_has_title_and_no_style_that_a_strict_page_would_block() -> None:
    assert ">Titel &lt;b&gt;</title>" in SVG
    assert "<style" not in SVG
    assert ' style="' not in SVG
    assert "<script" not in SVG
