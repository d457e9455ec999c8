"""What comes out is accessible, complete, literal and always the same."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pdfua import validate
from pikepdf import Name

from kreislauf.druck import (
    Absatz,
    Baustein,
    Bericht,
    Bild,
    Briefkopf,
    Hinweis,
    Kaestchen,
    Kennzeilen,
    Liste,
    NichtBarrierefrei,
    Saetze,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Unterschriften,
    als_docx,
    als_pdf,
)
from kreislauf.druck.pdfpruefung import _elemente, maengel
from kreislauf.druck.satz import setze
from kreislauf.druck.schaubild import gestapelte_balken
from kreislauf.druck.tests.muster import BRIEFKOPF

SVG = gestapelte_balken([("Jugendamt", (3, 2, 1))], ("a", "b", "c"), titel="Titel <b>", beschreibung="Text")
BOESE = [
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "#sys.inputs",
    '"))) #read("/brief.typ") #(("',
    "$x^2$ $ \\",
    "*fett* _kursiv_ `code`",
    "= Überschrift",
    "- Punkt",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\\u{41} \\\\",
    "@ref <label>",
    "https://beispiel.invalid/x",
    "]#panic()[",
    "{{7*7}} {% x %} ${7*7}",
    "&lt; &amp; <w:t>x</w:t> ]]>",
]


def make_bericht(**angaben: Any) -> Bericht:
    bausteine: list[Baustein] = [
        Ueberschrift("Punkt 1"),
        Kaestchen([("umgesetzt", True), ("in Arbeit", False)]),
        Kennzeilen([("Frist", "30.09.2021")]),
        Ueberschrift("Näheres", 2),
        Tabelle(["Größe", "Maß"], [["ß", "€"], ["ä", "–"]], titel="Tabelle", zeilenkopf=True),
        Tabelle(["Größe", "Maß"], [["ß", "€"]], rechts=(1,)),
        Saetze([("Alt.", True), ("Neu.", False)], marke="unverändert seit Bericht"),
        Liste(["eins", "zwei"]),
        Liste(["erstens", "zweitens"], nummeriert=True),
        Hinweis("Hinweis", "Text"),
        Bild(SVG, "Balken", "Bild"),
        Unterschriften([Unterschrift("verfasst von", "A"), Unterschrift("freigegeben von", "", "steht aus")]),
    ]
    angaben = {"kennzeilen": [("Frist", "–")], "bausteine": bausteine, "briefkopf": BRIEFKOPF, **angaben}
    return Bericht(titel="Bericht über Ärger", datum=date(2026, 11, 24), **angaben)


def text_von(pdf: bytes) -> str:
    dokument = pypdfium2.PdfDocument(pdf)
    return "\n".join(seite.get_textpage().get_text_range() for seite in dokument)


def test_pdf_passes_the_accessibility_check(tmp_path: Path) -> None:
    datei = tmp_path / "bericht.pdf"
    datei.write_bytes(als_pdf(make_bericht()))

    assert list(validate(str(datei)).findings) == []


def test_pdf_passes_our_own_checks() -> None:
    assert maengel(als_pdf(make_bericht())) == []
    assert maengel(als_pdf(make_bericht(entwurf=True))) == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf fehlt")
def test_pdf_is_sound_for_qpdf(tmp_path: Path) -> None:
    datei = tmp_path / "bericht.pdf"
    datei.write_bytes(als_pdf(make_bericht()))

    assert subprocess.run(["qpdf", "--check", str(datei)], capture_output=True, check=False).returncode == 0


def test_structure_says_what_each_part_is() -> None:
    with pikepdf.open(io.BytesIO(als_pdf(make_bericht()))) as pdf:
        rollen = [str(e.S) for e in _elemente(pdf.Root.StructTreeRoot)]
        alternativtexte = [str(e.Alt) for e in _elemente(pdf.Root.StructTreeRoot) if Name.Figure == e.S]

    assert rollen.count("/H1") == 1  # the title
    assert {"/H2", "/H3", "/Table", "/THead", "/TBody", "/TH", "/TD", "/L", "/LI", "/Caption"} <= set(rollen)
    assert alternativtexte == ["Wappen des Kreises Auental", "Balken"]


def test_first_cells_are_row_headers_only_where_the_table_says_so() -> None:
    with pikepdf.open(io.BytesIO(als_pdf(make_bericht()))) as pdf:
        tabellen = [e for e in _elemente(pdf.Root.StructTreeRoot) if Name.Table == e.S]
        zeilenkoepfe = [
            sum(1 for z in _elemente(t) if Name.TH == z.S and any(a.get("/Scope") == Name.Row for a in z.A))
            for t in tabellen
        ]

    assert zeilenkoepfe == [2, 0]


def test_metadata_carry_title_author_language_and_day() -> None:
    with pikepdf.open(io.BytesIO(als_pdf(make_bericht(verfasser="Mara Lüders")))) as pdf, pdf.open_metadata() as xmp:
        assert str(pdf.Root.Lang) == "de-DE"
        assert xmp["dc:title"] == "Bericht über Ärger"
        assert xmp["dc:creator"] == ["Mara Lüders"]
        assert str(xmp["xmp:CreateDate"]).startswith("2026-11-24")


def test_same_report_gives_the_same_bytes() -> None:
    assert als_pdf(make_bericht()) == als_pdf(make_bericht())
    assert als_docx(make_bericht()) == als_docx(make_bericht())


@pytest.mark.parametrize("text", BOESE)
def test_text_is_printed_literally_and_never_evaluated(text: str) -> None:
    bausteine = [
        Ueberschrift(text),
        Absatz(text),
        Liste([text]),
        Hinweis(text, text),
        Kaestchen([(text, True)]),
        Tabelle([text, "b"], [["a", text]], titel=text),
    ]
    bericht = make_bericht(bausteine=bausteine, untertitel=text, kennzeilen=[("a", text)], briefkopf=Briefkopf(text))

    gelesen = " ".join(text_von(als_pdf(bericht)).replace("\ufffe", "").split())

    assert gelesen.count(" ".join(text.split())) >= 10


def test_umlauts_currency_and_boxes_survive() -> None:
    text = text_von(als_pdf(make_bericht()))

    assert all(zeichen in text for zeichen in ("Größe", "Schloßstraße", "€", "unverändert seit Bericht", "☒", "☐"))


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [("Gruß 😀", "[U+1F600]"), ("中", "[U+4E2D]"), ("a\x00b\x1b", "ab"), ("\ue000", "[U+E000]"), ("a\u202eb", "ab")],
)
def test_characters_without_a_glyph_are_named_and_never_stop_a_letter(text: str, erwartet: str) -> None:
    assert erwartet in text_von(als_pdf(make_bericht(bausteine=[Ueberschrift("x"), Absatz(text)])))


def test_arabic_is_shown_with_its_own_font_and_language() -> None:
    pdf = als_pdf(make_bericht(bausteine=[Ueberschrift("x"), Absatz("مرحبا بكم", sprache="ar")]))

    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        assert "ar" in {str(e.get("/Lang", "")) for e in _elemente(dokument.Root.StructTreeRoot)}
    assert b"NotoSansArabic" in b"".join(_schriftnamen(pdf))
    assert maengel(pdf) == []


def _schriftnamen(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        return [
            str(o.BaseFont).encode() for o in dokument.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        ]


def test_every_page_says_which_it_is_and_repeats_the_table_head() -> None:
    tabelle = Tabelle(["Kopfzelle", "Wert"], [[f"Zeile {n}", "x"] for n in range(120)])
    dokument = pypdfium2.PdfDocument(als_pdf(make_bericht(bausteine=[Ueberschrift("x"), tabelle])))

    seiten = [seite.get_textpage().get_text_range() for seite in dokument]

    assert len(seiten) > 2
    assert all(f"Seite {n} von {len(seiten)}" in text for n, text in enumerate(seiten, 1))
    assert all("Kopfzelle" in text for text in seiten)


def test_draft_says_so_in_words_and_on_each_page() -> None:
    seiten = list(pypdfium2.PdfDocument(als_pdf(make_bericht(entwurf=True))))

    assert all("ENTWURF" in seite.get_textpage().get_text_range() for seite in seiten)
    assert "noch nicht freigegeben" in text_von(als_pdf(make_bericht(entwurf=True)))
    assert "ENTWURF" not in text_von(als_pdf(make_bericht()))


def test_refusal_of_typst_becomes_one_clear_exception() -> None:
    daten = {"art": "bericht", "titel": "", "bausteine": []}

    with pytest.raises(NichtBarrierefrei, match="untertitel"):
        setze("bericht", daten, date(2026, 11, 24))
