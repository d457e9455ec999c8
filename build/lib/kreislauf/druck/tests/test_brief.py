"""Letters keep the measures of DIN 5008 form B and are accessible."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdfua import validate

from kreislauf.druck import Absatz, Dokumentfehler, Ueberschrift, brief_als_pdf
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.tests.muster import make_brief
from kreislauf.druck.tests.test_pdf import BOESE, text_von

MM = 72 / 25.4


def ort(pdf: bytes, text: str) -> tuple[float, float]:
    """Left edge and top edge of a text on page 1, in mm from the corner of the paper."""
    seite = pypdfium2.PdfDocument(pdf)[0]
    textseite = seite.get_textpage()
    beginn, anzahl = textseite.search(text, match_case=True).get_next()
    links, _, _, oben = textseite.get_charbox(beginn)
    assert anzahl == len(text)
    return links / MM, 297 - oben / MM


def test_letter_is_accessible(tmp_path: Path) -> None:
    datei = tmp_path / "brief.pdf"
    datei.write_bytes(brief_als_pdf(make_brief()))

    assert list(validate(str(datei)).findings) == []
    assert maengel(datei.read_bytes()) == []
    assert maengel(brief_als_pdf(make_brief(entwurf=True))) == []


@pytest.mark.parametrize(
    ("text", "links", "oben", "unten"),
    [
        ("Şebnem", 25, 62.7, 90),  # Anschriftzone
        ("Postzustellungsurkunde", 25, 45, 62.7),  # Zusatz- und Vermerkzone
        ("Unser Zeichen", 125, 50, 90),  # Informationsblock
        ("Bildung und Teilhabe für", 25, 98.4, 103),  # Betreff
    ],
)
def test_fields_stand_where_din_5008_wants_them(text: str, links: float, oben: float, unten: float) -> None:
    x, y = ort(brief_als_pdf(make_brief()), text)

    assert abs(x - links) < 1
    assert oben <= y < unten


def test_address_of_six_lines_stays_in_its_window() -> None:
    empfaenger = ["Frau", "Dr. Ayşe Müller", "c/o Weiß", "Haus 3", "Am Mühlgraben 17 a", "98765 Letzteort"]

    x, y = ort(brief_als_pdf(make_brief(empfaenger=empfaenger)), "98765")

    assert abs(x - 25) < 1
    assert y < 88


def test_letter_says_page_of_pages_and_names_its_subject_again() -> None:
    seiten = [s.get_textpage().get_text_range() for s in pypdfium2.PdfDocument(brief_als_pdf(make_brief()))]

    assert len(seiten) == 2
    assert all(f"Seite {n} von 2" in text for n, text in enumerate(seiten, 1))
    assert "Bildung und Teilhabe für Ihr Kind Deniz" in seiten[1]


@pytest.mark.parametrize("text", BOESE)
def test_text_in_any_field_is_printed_literally(text: str) -> None:
    angaben: dict[str, Any] = {
        "empfaenger": [text], "betreff": text, "anrede": text, "gruss": text, "unterzeichner": [text],
        "bausteine": [Absatz(text)], "anlagen": [text], "fuss": [[text]],
    }  # fmt: skip
    gelesen = " ".join(text_von(brief_als_pdf(make_brief(**angaben))).replace("\ufffe", "").split())

    assert gelesen.count(" ".join(text.split())) >= 7


def test_same_letter_gives_the_same_bytes() -> None:
    assert brief_als_pdf(make_brief()) == brief_als_pdf(make_brief())


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"betreff": " "}, "Betreff"),
        ({"empfaenger": []}, "Anschriftfeld"),
        ({"empfaenger": ["x"] * 7}, "Anschriftfeld"),
        ({"vermerke": ["x"] * 4}, "Vermerke"),
        ({"fuss": [["x"]] * 5}, "Spalten"),
        ({"bausteine": [Ueberschrift("x", 2)]}, "Ebene 1"),
    ],
)
def test_letter_that_does_not_fit_its_form_is_refused(angaben: dict[str, Any], meldung: str) -> None:
    with pytest.raises(Dokumentfehler, match=meldung):
        make_brief(**angaben)
