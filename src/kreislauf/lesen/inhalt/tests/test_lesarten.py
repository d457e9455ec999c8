"""Layouts and wordings of council papers, each in a few lines of our own."""

from datetime import date

import pytest

from kreislauf.lesen.leser import lies_papier
from kreislauf.lesen.lesung import Lesung


def lies(text: str) -> Lesung:
    return lies_papier(text, datei="papier.txt", oparl={})


def ergebnisse(text: str) -> list[tuple[date | None, str, int | None, int | None]]:
    return [(b.datum, b.ergebnis, b.ja, b.nein) for b in lies(text).beschluesse]


def staende(text: str) -> list[tuple[str | None, str]]:
    return [(p.nummer, p.status) for b in lies(text).umsetzungsberichte for p in b.punkte]


def fristen(satz: str) -> list[tuple[date | None, date | None, str | None]]:
    gelesen = lies(f"Vorlage Nr.: 2019/0001\nDatum: 01.02.2019\n\nSachverhalt:\n{satz}\n")
    return [(a.frist, a.beginn, a.wiederkehr) for a in gelesen.auftraege]


def zahlen(satz: str) -> list[tuple[str, str]]:
    return [(f"{z.wert:f}", z.einheit) for z in lies(f"Sachverhalt:\n{satz}\n").zahlen]


def test_lies_papier_reads_results_stacked_by_sitting() -> None:
    text = (
        "Vorlage 1904/2020\n\nJugendhilfeausschuss vom 17.09.2020, TOP 5.3\nErgebnis: geändert zugestimmt\n\n"
        "Finanzausschuss vom 28.09.2020, TOP 12.1\nErgebnis: vertagt\n"
    )

    assert ergebnisse(text) == [
        (date(2020, 9, 17), "geaendert_beschlossen", None, None),
        (date(2020, 9, 28), "vertagt", None, None),
    ]
    assert [b.gremium for b in lies(text).beratungsfolge] == ["Jugendhilfeausschuss", "Finanzausschuss"]


def test_lies_papier_reads_rows_whose_sitting_has_no_number() -> None:
    text = (
        "Betreff: Mobile Jugendarbeit\nBeratungsfolge:\nJugendhilfeausschuss Vorberatung\n06.05.2021\n"
        "Öffentliche/nichtöffentliche Sitzung des Jugendhilfeausschusses ungeändert beschlossen\n\nSachverhalt:\nText folgt.\n"
    )

    assert ergebnisse(text) == [(date(2021, 5, 6), "beschlossen", None, None)]


def test_lies_papier_takes_a_certified_resolution_as_passed() -> None:
    text = (
        "BESCHLUSSAUSFERTIGUNG\nStadtrat\n\nSitzung am: 16.12.2021\n\nBeschluss zu: A0282/21\n\nBeschluss:\n\n"
        "Der Oberbürgermeister wird beauftragt,\n1. neun Schulen auszustatten,\n2. bis zum 30.09.2022 zu berichten.\n"
    )
    gelesen = lies(text)

    assert [(b.datum, b.ergebnis) for b in gelesen.beschluesse] == [(date(2021, 12, 16), "beschlossen")]
    assert [(p.nummer, p.beschlossen) for p in gelesen.beschlusspunkte] == [("1", True), ("2", True)]
    assert {a.verantwortlich for a in gelesen.auftraege} == {"Oberbürgermeister"}


def test_lies_papier_ends_the_points_where_talk_begins() -> None:
    text = (
        "Beschluss: Einstimmig beschlossen.\n\nBeschlussvorschlag:\n\nDie Verwaltung wird beauftragt, ein Konzept vorzulegen.\n\n"
        "Zunächst wies Frau Lind darauf hin, dass Zahlen fehlen.\n\nSie sollen in der Vorlage ergänzt werden.\n"
    )

    assert [p.text for p in lies(text).beschlusspunkte] == ["Die Verwaltung wird beauftragt, ein Konzept vorzulegen."]


def test_lies_papier_keeps_the_votes_of_a_labelled_refusal() -> None:
    text = "Beschluss: mehrheitlich abgelehnt\n\nAbstimmungsergebnis:\n\nJa:\n\n13\n\nNein:\n\n4\n"

    assert ergebnisse(text) == [(None, "abgelehnt", 13, 4)]


def test_lies_papier_binds_nobody_to_what_was_voted_down() -> None:
    text = (
        "Niederschrift über die Sitzung des Jugendhilfeausschusses\nam 21.06.2017\n\nzu TOP 1\nFerien\n\n"
        "Dem Ausschuss liegt folgender Antrag vor:\n„Die Verwaltung wird gebeten, bis zum 15.08.2017 die Kosten darzulegen.“\n\n"
        "Der Ausschuss lehnt den Antrag mit 6 Ja-Stimmen und 8 Nein-Stimmen ab.\n\nzu TOP 2\nKita\n\n"
        "Die Verwaltung wird beauftragt, bis zum 01.09.2017 zu berichten.\n"
    )

    assert ergebnisse(text) == [(date(2017, 6, 21), "abgelehnt", 6, 8)]
    assert [a.frist for a in lies(text).auftraege] == [date(2017, 9, 1)]


def test_lies_papier_reads_states_of_labelled_records() -> None:
    text = (
        "Offene Beschlüsse\nSachstandsliste, Stand: 15.11.2024\n\nGegenstand: Jugendtreff\nStand der Umsetzung: in Arbeit\n\n"
        "Gegenstand: Nachtbus\nStand der Umsetzung: nicht umsetzbar\n"
    )

    assert staende(text) == [("Jugendtreff", "in_arbeit"), ("Nachtbus", "nicht_realisierbar")]
    assert lies(text).umsetzungsberichte[0].datum == date(2024, 11, 15)


def test_lies_papier_reads_states_of_rows_with_four_columns() -> None:
    text = (
        "Bericht, Stand: 30.06.2021\n\nNr.   Maßnahme            Status           Erläuterung\n"
        "1     Spielplätze         umgesetzt        Satzung gilt\n2     Kinderbüro          zurückgestellt   keine Mittel\n"
    )

    assert staende(text) == [("1", "umgesetzt"), ("2", "noch_nicht_begonnen")]


@pytest.mark.parametrize("kreuz", ["X", "x", "☒"])
def test_lies_papier_reads_ticks_below_each_point(kreuz: str) -> None:
    text = (
        "Bericht zum Stand der Umsetzung vom 11. November 2021\n\nBeschlusspunkt 1\n\n"
        f"{kreuz} noch nicht begonnen\n  in Arbeit\n  umgesetzt\n\nBeschlusspunkt 2\n\n  noch nicht begonnen\n{kreuz} in Arbeit\n  umgesetzt\n"
    )

    assert staende(text) == [("1", "noch_nicht_begonnen"), ("2", "in_arbeit")]


@pytest.mark.parametrize(
    ("satz", "erwartet"),
    [
        ("Der Nachweis ist alljährlich zum 30. April zu führen.", [(None, None, "P1Y")]),
        ("Die Träger berichten jeweils zum 31. März.", [(None, None, "P1Y")]),
        ("Die Satzung gilt ab dem Haushaltsjahr 2020.", [(None, date(2020, 1, 1), None)]),
        ("Der Zuschuss wurde bis zum 31.07.2024 verlängert.", [(date(2024, 7, 31), None, None)]),
        ("Die Beratungen finden vom 13.11.-05.12.2019 statt.", [(date(2019, 12, 5), date(2019, 11, 13), None)]),
        ("Ziel ist die Eröffnung im IV. Quartal 2020.", [(date(2020, 12, 31), date(2020, 10, 1), None)]),
        ("Vor dem 22.11.2019 ist eine Anhörung nicht mehr durchzuführen.", []),
        ("Nach Einbringung in den Kreistag am 31.01.2019 wurde beraten.", []),
    ],
)
def test_lies_papier_dates_duties(satz: str, erwartet: list[tuple[date | None, date | None, str | None]]) -> None:
    assert fristen(satz) == erwartet


@pytest.mark.parametrize(
    ("satz", "erwartet"),
    [
        ("Die Zahl der Fälle stieg von 412 auf 487.", [("412", "Fälle"), ("487", "Fälle")]),
        ("Die Wartezeit beträgt acht bis zehn Wochen.", [("8", "Wochen"), ("10", "Wochen")]),
        ("Im Jahr 2020 waren es 118 Plätze, 2021 waren es noch 96.", [("118", "Plätze"), ("96", "Plätze")]),
        ("Im Kreis leben 31 000 Kinder.", [("31000", "Kinder")]),
        ("Das Angebot ist für Kinder von 6 bis 12 Jahren gedacht.", []),
        ("Am 1. Juli 2017 öffnete ein Jugendbüro.", []),
        ("Im Jahr 2018 wurden sie von 2.140 Familien besucht.", [("2140", "Familien")]),
    ],
)
def test_lies_papier_counts_what_is_counted(satz: str, erwartet: list[tuple[str, str]]) -> None:
    assert zahlen(satz) == erwartet


def test_lies_papier_knows_a_list_from_the_head_of_one_paper() -> None:
    satz = "Vorlage: {}\nGegenstand: {}\nStand der Umsetzung: umgesetzt\n\n"
    text = "Offene Beschlüsse im Überblick\n\n" + "".join(
        satz.format(f"01{n}/2022", name) for n, name in enumerate(("Bus", "Treff", "Lotsen"))
    )

    assert lies(text).vorlagennummer is None
    assert [v.nummer for v in lies(text).verweise] == ["010/2022", "011/2022", "012/2022"]


def test_a_report_without_points_is_no_report() -> None:
    lesung = lies("Bericht zum Stand der Umsetzung vom 16.12.2022:\n\nDatum\tStand\n\nZu\n")

    assert lesung.umsetzungsberichte == ()


def test_lies_papier_takes_the_unit_of_an_amount_from_the_head_of_its_column() -> None:
    mit_tab = (
        "Maßnahme\tAnsatz 2024 in T€\tAnteil in %\tBemerkung\nKita Nord\t1.250\t12,5\tneu\nKita Süd\t80\t4\t2 Räume"
    )
    mit_luecken = (
        "Posten                    Kosten (EUR)     Plätze\nMiete                          4.800         12\n"
        "Personal                      61.000"
    )

    assert {*zahlen(mit_tab)} == {("1250000", "EUR"), ("12.5", "%"), ("80000", "EUR"), ("4", "%"), ("2", "Räume")}
    assert {*zahlen(mit_luecken)} == {("4800", "EUR"), ("12", "Plätze"), ("61000", "EUR")}


def test_lies_papier_takes_no_amount_from_a_column_without_a_unit() -> None:
    assert zahlen("Nr.\tGremium\tSeite\n1\tKreistag\t14\n2\tRat\t15") == []


def test_lies_papier_reads_a_report_that_a_sentence_announces() -> None:
    text = (
        "Vorlage Nr.: 2019/0044\nDatum: 12.02.2019\n\nBeschluss:\n1. alle Höfe zu prüfen,\n2. die Schulen zu beteiligen.\n\n"
        "Ein erstes Ergebnis lag dem Ausschuss im Dezember vor. Hierzu wird mit\nStand vom 11.02.2019 ergänzend mitgeteilt:\n\n"
        "Zu 1.\nDer Prüfauftrag ist umgesetzt.\n\nZu 2.\nDie Beteiligung ist noch nicht abgeschlossen.\n"
    )

    assert staende(text) == [("1", "umgesetzt"), ("2", "in_arbeit")]
    assert lies(text).umsetzungsberichte[0].datum == date(2019, 2, 11)


def test_lies_papier_reads_a_report_by_counted_names() -> None:
    text = (
        "Vorlage Nr.: 2021/0100\n\nSachstand der Sanierung (Stand: 14.06.2021)\n\nBauabschnitt 1 (Haupthaus)\n"
        "ist abgeschlossen.\n\nBauabschnitt 2 (Halle)\nwurde noch nicht begonnen.\n"
    )

    assert staende(text) == [
        ("Bauabschnitt 1 (Haupthaus)", "umgesetzt"), ("Bauabschnitt 2 (Halle)", "noch_nicht_begonnen"),
    ]  # fmt: skip


def test_lies_papier_reads_a_table_of_states_whose_topics_are_counted() -> None:
    text = (
        "Vorlage:\t0148/2020\nDatum:\t21.08.2020\n\nSachverhalt:\n\nStand zum 31.07.2020\n\nAuftrag\tStatus\tErläuterung\n"
        "1. Anlaufstelle erweitern\tumgesetzt\tSie ist offen.\n2. Bedarf ermitteln\tin Bearbeitung\tDie Auswertung folgt.\n"
        "3. Heim übernehmen\tabgelehnt\tMit 7 gegen 4 Stimmen.\n"
    )

    assert staende(text) == [("1", "umgesetzt"), ("2", "in_arbeit"), ("3", "abgelehnt")]
    assert lies(text).umsetzungsberichte[0].datum == date(2020, 7, 31)


def test_lies_papier_reads_points_of_several_resolutions_below_their_numbers() -> None:
    text = (
        "Beschlusstexte\n\nZu 4.1   VO/0812/2023\n\nDie Stadtverordnetenversammlung beschließt:\n\n1. Der Plan wird beschlossen.\n"
        "2. Der Magistrat wird beauftragt, jährlich zu berichten.\n\nZu 4.2   VO/0847/2023\n\n"
        "1. Der Gründung wird zugestimmt.\n2. Das Kapital beträgt 50.000 EUR.\n"
    )

    assert [p.nummer for p in lies(text).beschlusspunkte] == ["1", "2", "1", "2"]


def test_lies_papier_reads_letters_below_a_resolution_told_again() -> None:
    text = (
        "1. Gegenstand der Vorlage: Öffnung\n   Beschluss Nr. 874/V der BVV vom 17.03.2022\n\n2. Berichterstatterin: Stadträtin\n\n"
        "3. Die BVV hat in ihrer Sitzung am 17.03.2022 folgendes Ersuchen an das Bezirksamt gerichtet:\n\n"
        "   Das Bezirksamt wird ersucht,\n   a) die Häuser zu öffnen,\n   b) die Jugendlichen zu beteiligen.\n"
    )

    assert [p.nummer for p in lies(text).beschlusspunkte] == ["a", "b"]
