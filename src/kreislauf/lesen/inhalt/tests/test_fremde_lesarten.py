"""Layouts that no known system makes, each in a few lines of our own."""

import time
from datetime import date

from kreislauf.lesen.inhalt.tests.test_lesarten import ergebnisse, lies, staende


def test_lies_papier_reads_a_table_drawn_with_bars() -> None:
    text = (
        "Stadt Hohenbruck\nArbeitsstand der Aufträge        Berichtsmonat: April 2022\n\n+-----+--------------------+-----------+------------+\n"
        "| Nr. | Auftrag            | bis wann   | Stand          |\n+-----+--------------------+-----------+------------+\n"
        "| 1   | Schulwegplan       | 31.08.2022 | in Bearbeitung |\n| 2   | Trinkbrunnen       | 30.06.2022 | erledigt       |\n"
    )
    gelesen = lies(text)

    assert staende(text) == [("1", "in_arbeit"), ("2", "umgesetzt")]
    assert gelesen.umsetzungsberichte[0].stand == "2022-04"
    assert [a.frist for a in gelesen.auftraege] == [date(2022, 8, 31), date(2022, 6, 30)]


def test_lies_papier_reads_the_course_of_a_paper_and_what_was_passed() -> None:
    text = (
        "Vorgang 2022-0457\nTitel: Hitzeschutz\n\nVerlauf\n2022-07-05  Jugendhilfeausschuss: vertagt\n"
        "2022-09-29  Kreistag: in geänderter Fassung beschlossen (38/11/0)\n\nBeschlossene Fassung\nDer Kreis Dornau\n"
        "a. erstellt einen Plan,\nb. stellt 150.000 Euro bereit.\n\nZwischenbericht vom 11.04.2023\n"
        "a. Der Plan ist veröffentlicht.\nb. 17 Segel sind bestellt, die Lieferung dauert an.\n"
    )

    assert ergebnisse(text) == [
        (date(2022, 7, 5), "vertagt", None, None), (date(2022, 9, 29), "geaendert_beschlossen", 38, 11),
    ]  # fmt: skip
    assert [p.nummer for p in lies(text).beschlusspunkte] == ["a", "b"]
    assert staende(text) == [("a", "umgesetzt"), ("b", "in_arbeit")]


def test_lies_papier_reads_results_that_a_body_labels_in_a_list_of_one_sitting() -> None:
    text = (
        "Abstimmungsliste zum Haushalt, Kreistag am 11.12.2019\n\nInhalt:       Eine Stelle im Pflegekinderdienst\n"
        "Kreistag:     angenommen, 27 Ja, 22 Nein, 1 Enthaltung\n\nInhalt:       Fahrtkostenzuschuss\nKreistag:     zurückgezogen\n"
    )

    assert ergebnisse(text) == [
        (date(2019, 12, 11), "beschlossen", 27, 22), (date(2019, 12, 11), "zurueckgezogen", None, None),
    ]  # fmt: skip


def test_lies_papier_knows_whom_a_pronoun_means() -> None:
    text = (
        "Gemeinde Oberndorf\n\nOberndorf, 19. August 2021\n\nSachverhalt:\nDer Hauptausschuss hat sich am 17. Juni 2021 mit dem Antrag "
        "befasst und ihn an den Verkehrsausschuss überwiesen. Dieser hat am 12. August 2021 mit 9 gegen 4 Stimmen beschlossen, "
        "einen Zebrastreifen anzulegen.\n"
    )

    assert (date(2021, 8, 12), "beschlossen", 9, 4) in ergebnisse(text)


def test_lies_papier_reads_marks_of_headings_as_headings() -> None:
    text = "# Protokoll Lenkungskreis\n\n- **Datum:** 2023-11-14\n\n## 2 Willkommensbesuche\n\nEs wurden 447 Familien besucht.\n"

    assert lies(text).datum == date(2023, 11, 14)
    assert [(int(z.wert), z.einheit) for z in lies(text).zahlen] == [(447, "Familien")]


def test_lies_papier_ends_soon_on_a_sentence_of_a_thousand_dates() -> None:
    satz = "wird bis zum 30.06.2024 nach Beginn des Jahres 2025 zugesagt und bis zum 31. Dezember 2025 vorgelegt " * 600
    beginn = time.process_time()

    lies(f"Vorlage Nr.: 2024/0001\n\nSachverhalt:\nDie Verwaltung {satz}\n")

    assert time.process_time() - beginn < 3  # before it was limited: 10 seconds
