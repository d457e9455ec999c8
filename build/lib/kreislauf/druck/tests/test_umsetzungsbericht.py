"""The implementation report says for each point what was resolved, what became of it and where figures come from."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document

from kreislauf.druck import Bericht, Dokumentfehler, Kaestchen, Saetze, Tabelle, Ueberschrift, als_docx, als_pdf
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.tests.muster import ALT, ALT_2, NEU, PUNKT_2, make_umsetzungsbericht
from kreislauf.druck.umsetzungsbericht import Umsetzungsstand, als_bericht, tage


def text_von(bericht: Bericht) -> str:
    dokument = pypdfium2.PdfDocument(als_pdf(bericht))
    text = "\n".join(seite.get_textpage().get_text_range() for seite in dokument)
    return " ".join(text.replace("\ufffe", "").split())


def test_report_prints_everything_a_committee_asks_for() -> None:
    text = text_von(als_bericht(make_umsetzungsbericht()))

    for angabe in (
        "Kreis Auental",
        "V/0064/2021",
        "Jugendhilfeausschuss",
        "21.04.2021",
        "11.01.2024",
        "Mara Lüders",
        "Dr. Jörg Groß, 15.01.2024",
        "bis zum Ende des dritten Quartals 2021 Fachstandards",
        "Jugendamt, Abteilungsleitung Hilfen zur Erziehung",
        "913 Tage (Prognose 31.03.2024, ursprüngliche Frist 30.09.2021)",
        "Umfang größer als erwartet: ergänzende Rahmenvereinbarung",
        "456 Tage",
        "unverändert seit Bericht vom 16.12.2022",
        "Nachweis vom 30.04.2023: Studie",
        "Wiedervorlage 30.06.2024",
        "zugesagt im Bericht vom 16.12.2022, nächster Bericht 11.01.2024",
    ):
        assert angabe in text


def test_report_is_accessible_signed_or_not() -> None:
    assert maengel(als_pdf(als_bericht(make_umsetzungsbericht()))) == []
    assert maengel(als_pdf(als_bericht(make_umsetzungsbericht(freigegeben_von="", freigegeben_am=None)))) == []


@pytest.mark.parametrize("stand", list(Umsetzungsstand))
def test_exactly_one_of_seven_boxes_is_ticked_for_each_point_and_the_whole(stand: Umsetzungsstand) -> None:
    daten = make_umsetzungsbericht(gesamtstand=stand, punkte=[replace(PUNKT_2, stand=stand)])
    kaestchen = [b for b in als_bericht(daten).bausteine if isinstance(b, Kaestchen)]

    assert [len(k.auswahl) for k in kaestchen] == [7, 7]
    assert [[text for text, an in k.auswahl if an] for k in kaestchen] == [[stand.label]] * 2


def test_unchanged_passages_are_marked_and_new_ones_are_not() -> None:
    saetze = [b for b in als_bericht(make_umsetzungsbericht()).bausteine if isinstance(b, Saetze)]

    assert saetze[1].passagen() == [(f"{ALT} {ALT_2}", True), (NEU, False)]
    assert saetze[1].marke == "unverändert seit Bericht vom 16.12.2022"


def test_every_postponement_keeps_the_old_date() -> None:
    tabellen = [b for b in als_bericht(make_umsetzungsbericht()).bausteine if isinstance(b, Tabelle)]
    verschiebungen = next(t for t in tabellen if t.titel.startswith("Verschiebungen"))

    assert [tuple(z[:2]) for z in verschiebungen.zeilen] == [("30.09.2021", "31.12.2022"), ("31.12.2022", "31.03.2024")]


def test_report_without_second_person_is_a_draft() -> None:
    bericht = als_bericht(make_umsetzungsbericht(freigegeben_von="", freigegeben_am=None))

    assert bericht.entwurf
    assert "ENTWURF" in text_von(bericht)
    assert "Freigabe durch eine zweite Person · steht aus" in text_von(bericht)
    assert not als_bericht(make_umsetzungsbericht()).entwurf


def test_no_findings_are_said_in_words() -> None:
    assert "keine Befunde" in text_von(als_bericht(make_umsetzungsbericht(befunde=[])))


def test_missing_dates_are_said_in_words() -> None:
    punkt = replace(PUNKT_2, frist=None, verzug=None, verzug_warum="", wiedervorlage=None, seither=[], nachweise=[])
    text = text_von(als_bericht(make_umsetzungsbericht(punkte=[punkt])))

    assert "Ursprüngliche Frist keine Angabe" in text
    assert "Es liegen keine Nachweise vor." in text


def test_pdf_and_docx_say_the_same() -> None:
    bericht = als_bericht(make_umsetzungsbericht())
    word = Document(io.BytesIO(als_docx(bericht)))
    woerter = [p.text for p in word.paragraphs] + [z.text for t in word.tables for r in t.rows for z in r.cells]
    text = text_von(bericht)

    for baustein in bericht.bausteine:
        if isinstance(baustein, Ueberschrift):
            assert baustein.text in text
            assert baustein.text in woerter


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"punkte": []}, "mindestens einen Punkt"),
        ({"freigegeben_am": None}, "Name und Tag"),
        ({"letzter_bericht_vom": None}, "Datum des letzten Berichts"),
    ],
)
def test_report_that_contradicts_itself_is_refused(angaben: dict[str, object], meldung: str) -> None:
    with pytest.raises(Dokumentfehler, match=meldung):
        make_umsetzungsbericht(**angaben)


def test_tage_counts_one_and_thousands() -> None:
    assert [tage(n).replace("\u00a0", " ") for n in (0, 1, 2, 1153)] == ["0 Tage", "1 Tag", "2 Tage", "1.153 Tage"]
