import pytest

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, erkenne_art, lies_inhalt
from kreislauf.lesen.eingang.tests.dateien import make_docx, make_pdf

SATZ = "Für die Maßnahme entstehen Kosten in Höhe von 5 €.\nZweite Zeile"


@pytest.mark.parametrize("kodierung", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_lies_inhalt_reads_text_in_every_usual_encoding(kodierung: str) -> None:
    gelesen = lies_inhalt(SATZ.encode(kodierung), Grenzen())

    assert (gelesen.text, gelesen.art) == (SATZ, "text")
    assert bool(gelesen.warnungen) == (kodierung == "cp1252")


def test_lies_inhalt_keeps_the_line_numbers_of_the_file() -> None:
    assert lies_inhalt(b"eins\r\n\r\ndrei\rvier\n", Grenzen()).text == "eins\n\ndrei\nvier\n"


def test_lies_inhalt_replaces_broken_bytes_and_says_so() -> None:
    gelesen = lies_inhalt("Größe für Ämter".encode() + b" \xff kaputt", Grenzen())

    assert gelesen.text == "Größe für Ämter \ufffd kaputt"
    assert gelesen.warnungen == ("1 beschädigte Zeichen sind durch \ufffd ersetzt; bitte die Stellen prüfen.",)


def test_lies_inhalt_replaces_invisible_characters_by_blanks_of_the_same_length() -> None:
    gelesen = lies_inhalt(b"Beschluss\x00vorlage" + b" lang genug" * 20, Grenzen())

    assert gelesen.text.startswith("Beschluss vorlage lang")
    assert gelesen.warnungen == ("Unsichtbare Steuerzeichen wurden durch Leerzeichen ersetzt.",)


@pytest.mark.parametrize(
    ("inhalt", "art"),
    [
        (b"Beschlussvorlage", "text"),
        (b"[Barrierefreiheit] Vorlage", "text"),
        (b"a < b und b > c", "text"),
        (b"<!DOCTYPE HTML><html>", "html"),
        (b"<div class='x'>Vorlage</div>", "html"),
        (b'\xef\xbb\xbf {"type": "x"}', "oparl"),
        (make_pdf([[(1, 1, "A")]]), "pdf"),
        (b"\n\n%PDF-1.5", "pdf"),
        (make_docx(""), "docx"),
        (b"PK\x03\x04irgendwas", "archiv"),
        (b"PK\x03\x04xl/workbook.xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (b"{\\rtf1 x}", "rtf"),
        (b"\x89PNG\r\n\x1a\n\x00", "bild"),
        (bytes(range(256)) * 4, "binaer"),
        (b"", "leer"),
        (b" \n\t", "leer"),
    ],
)
def test_erkenne_art_goes_by_the_content(inhalt: bytes, art: str) -> None:
    assert erkenne_art(inhalt) == art


@pytest.mark.parametrize(
    ("inhalt", "hinweis"),
    [(b"", "leer"), (b"{\\rtf1 x}", "DOCX"), (b"\x89PNG\r\n\x1a\n\x00", "OCR"), (b"PK\x03\x04", "Archiv")],
)
def test_lies_inhalt_says_what_to_do_with_files_that_it_does_not_read(inhalt: bytes, hinweis: str) -> None:
    with pytest.raises(NichtLesbar, match=hinweis):
        lies_inhalt(inhalt, Grenzen())


def test_lies_inhalt_refuses_as_a_whole_what_is_too_long() -> None:
    grenzen = Grenzen(max_zeichen=1000, max_bytes=10_000)

    assert len(lies_inhalt(b"x" * 1000, grenzen).text) == 1000
    for laenge, grund in ((1001, "zu_lang"), (10_001, "zu_gross")):
        with pytest.raises(NichtLesbar) as fehler:
            lies_inhalt(b"x" * laenge, grenzen)
        assert fehler.value.grund == grund
