import io

import pikepdf
import pytest

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, lies_inhalt
from kreislauf.lesen.eingang.tests.dateien import Text, make_pdf, pdf_aus

LINKS = "Die Verwaltung berichtet dem Ausschuss"
RECHTS = "Der Kreistag nimmt den Bericht gern an"


def text_von(inhalt: bytes) -> str:
    return lies_inhalt(inhalt, Grenzen()).text


def zeilen_von(inhalt: bytes) -> list[str]:
    return [zeile for zeile in text_von(inhalt).split("\n") if zeile]


def absatz(anfang: int, zeilen: list[str], x: float = 70) -> list[Text]:
    return [(x, anfang - 14 * stelle, zeile) for stelle, zeile in enumerate(zeilen)]


def test_lies_pdf_keeps_lines_and_marks_paragraphs_by_blank_lines() -> None:
    seite = [*absatz(800, ["Beschlussvorschlag:", "Die Verwaltung wird"]), *absatz(740, ["Begründung: groß"])]

    assert text_von(make_pdf([seite])) == "Beschlussvorschlag:\nDie Verwaltung wird\n\nBegründung: groß\n"


def test_lies_pdf_keeps_the_hyphen_and_the_line_end_of_divided_words() -> None:
    seite = absatz(800, ["Die Weiterent-", "wicklung der Schutzkonzepte"])

    assert zeilen_von(make_pdf([seite])) == ["Die Weiterent-", "wicklung der Schutzkonzepte"]


def test_lies_pdf_puts_tabs_between_cells_of_a_row() -> None:
    seite = [(70, 800, "Jugendhilfeausschuss"), (250, 800, "19.06.2026"), (400, 800, "Vorberatung")]

    assert zeilen_von(make_pdf([seite])) == ["Jugendhilfeausschuss\t19.06.2026\tVorberatung"]


def test_lies_pdf_reads_columns_that_are_written_line_by_line_one_after_the_other() -> None:
    seite = [
        (x, 780 - 14 * nummer, f"{text} {nummer}") for nummer in range(10) for x, text in ((60, LINKS), (320, RECHTS))
    ]

    zeilen = zeilen_von(make_pdf([[(60, 820, "Niederschrift des Kreistages"), *seite, (60, 600, "Ende des Berichts")]]))

    spalten = [f"{text} {nummer}" for text in (LINKS, RECHTS) for nummer in range(10)]
    assert zeilen == ["Niederschrift des Kreistages", *spalten, "Ende des Berichts"]


def test_lies_pdf_keeps_columns_that_are_written_one_after_the_other() -> None:
    linke = absatz(780, [f"{LINKS} {nummer}" for nummer in range(10)], x=60)
    rechte = absatz(780, [f"{RECHTS} {nummer}" for nummer in range(10)], x=320)

    assert zeilen_von(make_pdf([[*linke, *rechte]])) == [text for _, _, text in [*linke, *rechte]]


def test_lies_pdf_brings_values_back_to_their_labels() -> None:
    """Labels first, values later: as Karlsruhe's old papers and Dresden's Beratungsfolge are written."""
    etiketten = absatz(780, ["Gremium:", "Termin:", "Vorlage Nr.:"])
    werte = absatz(780, ["Sozialausschuss", "05.03.2024", "2024/0123"], x=200)

    zeilen = zeilen_von(make_pdf([[*etiketten, *werte, (70, 700, "Die Verwaltung berichtet.")]]))

    assert zeilen == [
        "Gremium:\tSozialausschuss",
        "Termin:\t05.03.2024",
        "Vorlage Nr.:\t2024/0123",
        "Die Verwaltung berichtet.",
    ]


def test_lies_pdf_puts_a_head_that_is_written_last_first() -> None:
    seite = [*absatz(700, ["Die Verwaltung wird beauftragt,", "zu berichten."]), (70, 800, "Landkreis Musterau")]

    assert zeilen_von(make_pdf([seite])) == ["Landkreis Musterau", "Die Verwaltung wird beauftragt,", "zu berichten."]


def test_lies_pdf_keeps_edges_of_pages_once_and_drops_page_counters() -> None:
    seiten = [
        [
            (70, 810, "Vorlage 2026/0354 des Landkreises"),
            (70, 700, f"Inhalt der Seite, Absatz {'abc'[nummer]}"),
            (280, 30, f"Seite {nummer + 1} von 3"),
        ]
        for nummer in range(3)
    ]

    assert zeilen_von(make_pdf(seiten)) == [
        "Vorlage 2026/0354 des Landkreises",
        *(f"Inhalt der Seite, Absatz {buchstabe}" for buchstabe in "abc"),
    ]


def test_lies_pdf_keeps_last_lines_that_only_look_alike() -> None:
    seiten = [
        [(70, 500, f"Jahr {2020 + nummer}"), (70, 60, f"Summe {summe} Plätze")]
        for nummer, summe in ((0, 410), (7, 388))
    ]

    assert "Summe 388 Plätze" in text_von(make_pdf(seiten))


def test_lies_pdf_reads_what_stands_in_form_fields() -> None:
    puffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf([[(70, 700, "Abstimmung:")]]))) as pdf:
        bild = pdf.make_stream(b"BT /F1 10 Tf 2 2 Td (einstimmig) Tj ET")
        bild.Type, bild.Subtype, bild.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 20]
        bild.Resources = pdf.pages[0].Resources
        feld = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="ergebnis", V="einstimmig",
                Rect=[150, 695, 250, 715], F=4, AP=pikepdf.Dictionary(N=bild),
            )
        )  # fmt: skip
        pdf.pages[0].Annots = pikepdf.Array([feld])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[feld])
        pdf.save(puffer)

    assert "einstimmig" in text_von(puffer.getvalue())


@pytest.mark.parametrize(("besitzer", "grund"), [(False, "verschluesselt"), (True, None)])
def test_lies_pdf_refuses_only_files_that_need_a_password_to_open(besitzer: bool, grund: str | None) -> None:
    puffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf([[(70, 700, "Beschluss")]]))) as pdf:
        pdf.save(puffer, encryption=pikepdf.Encryption(owner="geheim", user="" if besitzer else "auch"))

    if grund is None:
        assert "Beschluss" in text_von(puffer.getvalue())
        return
    with pytest.raises(NichtLesbar, match="Kennwort") as fehler:
        lies_inhalt(puffer.getvalue(), Grenzen())
    assert fehler.value.grund == grund


def test_lies_pdf_refuses_scans_and_damaged_files() -> None:
    with pytest.raises(NichtLesbar, match="Texterkennung"):
        lies_inhalt(make_pdf([[]]), Grenzen())
    with pytest.raises(NichtLesbar, match="beschädigt"):
        lies_inhalt(b"%PDF-1.7\nnur der Anfang", Grenzen())


def test_lies_pdf_names_pages_without_text() -> None:
    linie = "<< /Length 20 >>\nstream\n10 10 100 100 re f    \nendstream"
    seite = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    pdf = pikepdf.open(io.BytesIO(make_pdf([[(70, 700, "Beschluss")]])))
    objekte = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", seite, linie]
    bild = pikepdf.open(io.BytesIO(pdf_aus(objekte)))
    pdf.pages.append(bild.pages[0])
    puffer = io.BytesIO()
    pdf.save(puffer)

    assert lies_inhalt(puffer.getvalue(), Grenzen()).warnungen == (
        "Ohne Text, vermutlich Bilder: Seite 2. Was dort steht, wurde nicht gelesen.",
    )


def test_lies_pdf_refuses_more_pages_and_characters_than_allowed() -> None:
    inhalt = make_pdf([[(70, 700, "Beschluss")]] * 3)

    with pytest.raises(NichtLesbar, match="2 Seiten"):
        lies_inhalt(inhalt, Grenzen(max_seiten=2))
    with pytest.raises(NichtLesbar, match="20 Zeichen"):
        lies_inhalt(inhalt, Grenzen(max_zeichen=20))
