"""Contradictions become findings, and what fits raises none."""

import pytest

from kreislauf.lesen.leser import lies_papier

KOPF = "Vorlage Nr.: 2024/0100\nDatum: 15.01.2024\n\nSachverhalt:\n"
LISTE = "noch nicht begonnen\nin Arbeit\ngeändert\n{kreuz}umgesetzt\nlaufend fortgeschrieben\nUmsetzung abgelehnt\n"


def arten(text: str) -> list[str]:
    return [befund.art for befund in lies_papier(text, datei="papier.txt", oparl={}).befunde]


@pytest.mark.parametrize(
    ("satz", "art"),
    [
        ("Die Sitzung ist am Mittwoch, dem 20. März 2023.", "wochentag_passt_nicht"),
        ("Die Sitzung ist am Do, 14.02.2020.", "wochentag_passt_nicht"),
        ("Von 49 von 732 Anträgen (= 7,69 %) ist die Rede.", "anteil_passt_nicht"),
        ("Es haben 23 von 31 Verbänden, also 64,2 %, unterschrieben.", "anteil_passt_nicht"),
        ("Vakant waren 57,5 von 611 Vollzeitstellen (19,4 %).", "anteil_passt_nicht"),
        ("Der Rückgang beträgt um 600 BG (ca. 33 %).", "anteil_ohne_grundzahl"),
        ("Die Zahl stieg von 640 um 85 auf 735.", "veraenderung_passt_nicht"),
        ("Die Verwaltung wird beauftragt, bis zum 31.12.2023 zu berichten.", "frist_vor_vorlage"),
        ("Die Träger legen den Nachweis spätestens bis zum 10. Dezember 31. Januar vor.", "zwei_fristen_nebeneinander"),
        ("Abstimmung: einstimmig, 12 Ja-Stimmen, 3 Nein-Stimmen", "einstimmig_mit_gegenstimmen"),
    ],
)
def test_finde_befunde_reports_what_does_not_fit(satz: str, art: str) -> None:
    assert art in arten(KOPF + satz)


@pytest.mark.parametrize(
    "satz",
    [
        "Die Sitzung ist am Montag, dem 20. März 2023.",
        "Die Sitzung ist am Fr, 14.02.2020.",
        "Von 49 von 732 Anträgen (= 6,69 %) ist die Rede.",
        "Es haben 23 von 31 Verbänden, also 74,2 %, unterschrieben.",
        "Vakant waren 57,5 von 611 Vollzeitstellen (9,4 %).",
        "Es sind 17 von 52 Kitas (rund 30 %) beteiligt.",
        "Die Zahl stieg von 640 um 85 auf 725.",
        "Die Verwaltung wird beauftragt, bis zum 31.12.2024 zu berichten.",
        "Die Träger legen den Nachweis bis zum 10. Dezember und die Daten bis zum 31. Januar 2025 vor.",
        "Abstimmung: mehrheitlich, 12 Ja-Stimmen, 3 Nein-Stimmen",
        "Die Punkte 1 und 2 wurden einstimmig beschlossen, Punkt 3 wurde bei 6 Ja-Stimmen und 7 Nein-Stimmen abgelehnt.",
    ],
)
def test_finde_befunde_is_silent_where_all_fits(satz: str) -> None:
    assert arten(KOPF + satz) == []


def bericht(kreuz: str, text: str) -> str:
    return (
        "Beschluss des Stadtrates am 20. Januar 2021\n\n1. Ein Bericht wird vorgelegt.\n\n"
        f"Bericht zum Stand der Umsetzung vom 11. November 2021\n\n{LISTE.format(kreuz=kreuz)}\nSachstand:\n\nZu 1.\n\n{text}\n"
    )


@pytest.mark.parametrize("kreuz", ["x\n", "x ", "☒ "])
def test_finde_befunde_sees_a_tick_against_the_text(kreuz: str) -> None:
    offen = bericht(kreuz, "Mit der Erarbeitung wurde noch nicht begonnen.")

    assert "umgesetzt_angekreuzt_aber_offen" in arten(offen)


@pytest.mark.parametrize("kreuz", ["x\n", "x ", "☒ "])
def test_finde_befunde_accepts_a_tick_that_the_text_bears_out(kreuz: str) -> None:
    assert arten(bericht(kreuz, "Der Bericht wurde am 5. Oktober 2021 veröffentlicht.")) == []


def kontrolle(text: str) -> str:
    return (
        "Vorlage 2788/2021\nBetreff: Frühe Hilfen ausbauen\n\nBeschlusskontrolle, Stand: 31.03.2023\n\n"
        f"Aufgabe: Beschlusskontrolle zu Ziffer 1\nErgebnis: Beschluss umgesetzt\nRealisierung: {text}\n"
    )


def test_finde_befunde_sees_a_label_against_its_own_text() -> None:
    assert "umgesetzt_aber_text_offen" in arten(kontrolle("Die Stellen sind noch nicht besetzt."))
    assert arten(kontrolle("Alle Stellen sind besetzt.")) == []


def test_finde_befunde_sees_two_deadlines_for_one_thing() -> None:
    zweimal = (
        "Die Verwaltung legt das Konzept zur Ferienbetreuung bis zum {} dem Jugendhilfeausschuss vor.\n\n"
        "Das Konzept zur Ferienbetreuung legt die Verwaltung dem Jugendhilfeausschuss bis zum {} vor.\n"
    )

    assert "zwei_fristen" in arten(KOPF + zweimal.format("30.06.2024", "30.09.2024"))
    assert arten(KOPF + zweimal.format("30.06.2024", "30.06.2024")) == []


def test_finde_befunde_knows_that_a_repeated_resolution_may_be_overdue() -> None:
    text = (
        "Vorlage Nr.: 2024/0100\nDatum: 15.01.2024\n\nSachverhalt:\n"
        "Der Rat hat am 15.03.2022 beschlossen, dass die Verwaltung bis zum 31.12.2023 berichten soll.\n"
    )

    assert "frist_vor_vorlage" not in arten(text)
