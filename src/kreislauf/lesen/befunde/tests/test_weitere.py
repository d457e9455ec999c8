"""Each kind of finding from both sides on own wording, and the findings of a real case."""

from pathlib import Path

import pytest

from kreislauf.lesen.befunde import REGELN
from kreislauf.lesen.leser import lies_papier

BESCHLUSS = (
    "Beschluss des Stadtrates am 20. Januar 2021\n\n"
    "1. Die Verwaltung legt das Spielraumkonzept dem Ausschuss bis zum 30.09.2021 vor.\n"
    "2. Eine Ombudsstelle wird eingerichtet.\n\nAbstimmungsergebnis:\n\neinstimmig angenommen\n\n"
)
KOPF = "Vorlage Nr.: 2024/0100\nDatum: 15.01.2024\n\nSachverhalt:\n"
LISTE = "noch nicht begonnen\nin Arbeit\ngeändert\n{}umgesetzt\nlaufend fortgeschrieben\n\n"
ENDE = "\nErneuter Termin zur Beschlussumsetzung: 12/2031\n"


def bericht(
    tag: str, eins: str, zwei: str = "Zu 2.\n\nDie Ombudsstelle ist in Arbeit.", kreuz: str | None = None
) -> str:
    liste = "" if kreuz is None else LISTE.format(kreuz)
    return f"Bericht zum Stand der Umsetzung vom {tag}:\n\n{liste}Sachstand:\n\nZu 1.\n\n{eins}\n\n{zwei}\n\n"


def antrag(eins: str, standpunkt: str) -> str:
    return (
        f"Antrag vom 3. März 2020\n\nBeschlussvorschlag:\n\n  1. {eins}\n  2. Der Landrat berichtet dem Kreistag zur Musikschule.\n\n"
        f"Verwaltungsstandpunkt vom 8. April 2020\n\n{standpunkt}\n\nZu Beschlusspunkt 2 des Antrages:\n\nWird übernommen.\n\n{BESCHLUSS}"
    )


def beschluss(punkt: str) -> str:
    return (
        f"Beschluss des Stadtrates am 20. Januar 2021\n\n1. {punkt}\n\nAbstimmungsergebnis:\n\neinstimmig angenommen\n"
    )


ALTER_TEXT = (
    "Die Überarbeitung des Konzepts läuft in der Arbeitsgruppe aus Verwaltung und Trägern. Aktuell wird der Entwurf der "
    "Leitlinien mit den Schulen und den Vereinen abgestimmt."
)
FOLGE = "Beratungsfolge\n{} Sozialausschuss Vorberatung\n22.05.2024 Kreistag Entscheidung\n"
# Kind → paper in which it is, paper of the same wording in which it is not.
FAELLE: dict[str, tuple[str, str]] = {
    "prognose_nach_frist": (
        BESCHLUSS + bericht("01.02.2022", "Das Spielraumkonzept ist in Arbeit und soll bis zum 30.06.2022 vorliegen.") + ENDE,
        BESCHLUSS + bericht("01.02.2021", "Das Spielraumkonzept ist in Arbeit und soll bis zum 30.06.2021 vorliegen.") + ENDE,
    ),
    "dauer_ueberschritten": (
        BESCHLUSS + bericht("01.02.2022", "Ab Oktober 2021 läuft eine Untersuchung (gesamt 5 Monate). Sie ist in Arbeit.")
        + bericht("01.06.2023", "Die Untersuchung wurde im April 2023 abgeschlossen.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Ab Oktober 2021 läuft eine Untersuchung (gesamt 5 Monate). Sie ist in Arbeit.")
        + bericht("01.06.2023", "Die Untersuchung wurde im März 2022 abgeschlossen.") + ENDE,
    ),
    "ankuendigung_verstrichen": (
        BESCHLUSS + bericht("01.02.2022", "Der Entwurf wird am 04.07.2022 im Ausschuss vorgestellt. Er ist in Arbeit.")
        + bericht("01.12.2022", "Der Entwurf ist weiter in Arbeit.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Der Entwurf wird am 04.07.2022 im Ausschuss vorgestellt. Er ist in Arbeit.")
        + bericht("01.12.2022", "Der Entwurf wurde am 04.07.2022 vorgestellt, Änderungen sind in Arbeit.") + ENDE,
    ),
    "text_unveraendert": (
        BESCHLUSS + bericht("01.02.2022", ALTER_TEXT) + bericht("01.08.2022", ALTER_TEXT) + ENDE,
        BESCHLUSS + bericht("01.02.2022", ALTER_TEXT)
        + bericht("01.08.2022", "Der Entwurf der Leitlinien liegt vor; derzeit prüft ihn das Rechtsamt auf offene Fragen.") + ENDE,
    ),
    "rueckschritt": (
        BESCHLUSS + bericht("01.02.2022", "Das Konzept wurde beschlossen und umgesetzt.")
        + bericht("01.08.2022", "Das Konzept ist derzeit noch nicht abgeschlossen.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist derzeit noch nicht abgeschlossen.")
        + bericht("01.08.2022", "Das Konzept wurde beschlossen und umgesetzt.") + ENDE,
    ),
    "punkt_ausgelassen": (
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.") + bericht("01.08.2022", "Noch in Arbeit.", "") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.", "Zu 2.\n\nDie Ombudsstelle wurde eingerichtet und ist umgesetzt.")
        + bericht("01.08.2022", "Noch in Arbeit.", "") + ENDE,
    ),
    "wiedervorlage_fehlt": (
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit."),
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.") + ENDE,
    ),
    "bericht_vor_beschluss": (
        BESCHLUSS + bericht("01.02.2020", "Das Konzept ist in Arbeit.") + ENDE,
        BESCHLUSS + bericht("01.02.2021", "Das Konzept ist in Arbeit.") + ENDE,
    ),
    "ablehnung_ohne_grund": (
        BESCHLUSS + bericht("01.02.2022", "Die Umsetzung wird abgelehnt.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Die Umsetzung wird abgelehnt, weil das Grundstück verkauft ist.") + ENDE,
    ),
    "aufhebung_nicht_geprueft": (
        BESCHLUSS + bericht("01.02.2022", "Das Vorhaben ist nicht realisierbar.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Das Vorhaben ist nicht realisierbar; der Beschluss ist aufzuheben.") + ENDE,
    ),
    "gegenteil_im_standpunkt": (
        antrag("Es wird eine weisungsfreie Stabsstelle geschaffen.", "Vorgesehen ist eine dem Dienst gegenüber weisungsbefugte Stabsstelle."),
        antrag("Es wird eine weisungsfreie Stabsstelle geschaffen.", "Vorgesehen ist eine weisungsfreie Stabsstelle mit weisungsbefugter Leitung."),
    ),
    "antragspunkt_ohne_antwort": (
        antrag("Die Schulsozialarbeit an Grundschulen wird verdoppelt.", "Die Verwaltung verweist auf den Haushalt."),
        antrag("Die Schulsozialarbeit an Grundschulen wird verdoppelt.", "Schulsozialarbeit an Grundschulen kann nicht verdoppelt werden."),
    ),
    "beratung_nach_entscheidung": (FOLGE.format("27.05.2024"), FOLGE.format("13.05.2024")),
    "frist_unbestimmt": (
        beschluss("Die Verwaltung legt zeitnah ein Konzept zur Ferienbetreuung vor."),
        beschluss("Die Verwaltung legt zeitnah, spätestens bis zum 30.06.2021, ein Konzept zur Ferienbetreuung vor."),
    ),
    "turnus_unbestimmt": (
        beschluss("Die Verwaltung berichtet dem Ausschuss regelmäßig über den Stand."),
        beschluss("Die Verwaltung berichtet dem Ausschuss regelmäßig, und zwar halbjährlich, über den Stand."),
    ),
    "mehr_stimmen_als_mitglieder": (
        beschluss("Ein Konzept wird erstellt.").replace("einstimmig angenommen", "Ja: 12, Nein: 4, Enthaltungen: 2")
        + "\nAnwesend waren 15 stimmberechtigte Mitglieder.\n",
        beschluss("Ein Konzept wird erstellt.").replace("einstimmig angenommen", "Ja: 10, Nein: 4, Enthaltungen: 1")
        + "\nAnwesend waren 15 stimmberechtigte Mitglieder.\n",
    ),
    "anlage_fehlt": (
        KOPF + "Die Standorte zeigt Anlage 3.\n\nAnlagen:\n1. Kostenplan\n2. Lageplan\n",
        KOPF + "Die Standorte zeigt Anlage 2.\n\nAnlagen:\n1. Kostenplan\n2. Lageplan\n",
    ),
    "summe_passt_nicht": (
        KOPF + "Es gibt insgesamt 120 Plätze, verteilt auf 60 in Krippen und 50 in Tagespflege.",
        KOPF + "Es gibt insgesamt 120 Plätze, verteilt auf 60 in Krippen und 60 in Tagespflege.",
    ),
}  # fmt: skip
ANDERSWO = {  # shown from both sides in test_befunde
    "wochentag_passt_nicht", "zwei_fristen_nebeneinander", "zwei_fristen", "anteil_passt_nicht", "anteil_ohne_grundzahl",
    "veraenderung_passt_nicht", "frist_vor_vorlage", "einstimmig_mit_gegenstimmen", "umgesetzt_angekreuzt_aber_offen",
    "umgesetzt_aber_text_offen",
}  # fmt: skip
FAELLE |= {
    "punkt_nicht_beantwortet": (
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.", "") + bericht("01.08.2022", "Noch in Arbeit.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.") + ENDE,
    ),
    "wiedervorlage_versaeumt": (
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.") + "Erneuter Termin zur Beschlussumsetzung: 06/2022\n\n"
        + bericht("01.12.2022", "Noch in Arbeit.") + ENDE,
        BESCHLUSS + bericht("01.02.2022", "Das Konzept ist in Arbeit.") + "Erneuter Termin zur Beschlussumsetzung: 06/2022\n\n"
        + bericht("28.06.2022", "Noch in Arbeit.") + ENDE,
    ),
    "sitzung_an_freiem_tag": (FOLGE.format("12.05.2024"), FOLGE.format("13.05.2024")),
    "beginn_nach_frist": (
        KOPF + "Die Verwaltung wird beauftragt, ab 01.09.2024 bis zum 30.06.2024 ein Konzept zu erstellen.",
        KOPF + "Die Verwaltung wird beauftragt, ab 01.03.2024 bis zum 30.06.2024 ein Konzept zu erstellen.",
    ),
    "ergebnis_passt_nicht_zu_stimmen": (
        KOPF + "Abstimmung: beschlossen mit 5 Ja-Stimmen und 9 Nein-Stimmen",
        KOPF + "Abstimmung: beschlossen mit 9 Ja-Stimmen und 5 Nein-Stimmen",
    ),
}  # fmt: skip


def arten(text: str) -> set[str]:
    return {b.art for b in lies_papier(text, datei="papier.txt", oparl={}).befunde}


@pytest.mark.parametrize("art", FAELLE)
def test_finding_is_made_where_it_is_due_and_not_in_the_same_words_without_it(art: str) -> None:
    faellig, ohne = FAELLE[art]

    assert art in arten(faellig)
    assert art not in arten(ohne)


def test_every_kind_of_finding_is_shown_from_both_sides() -> None:
    assert set(REGELN) == set(FAELLE) | ANDERSWO


def test_every_kind_of_finding_stands_in_the_documentation() -> None:
    seite = (Path(__file__).parents[5] / "docs" / "auffaelligkeiten.md").read_text(encoding="utf-8")

    assert [art for art, regel in REGELN.items() if f"`{art}` | {regel.regel}" not in seite] == []


EIGENER_FALL = (
    antrag("Es wird eine weisungsfreie Stabsstelle geschaffen.", "Vorgesehen ist eine weisungsbefugte Stabsstelle.")
    + bericht("08.02.2022", "Das Spielraumkonzept ist in Arbeit.", "")
    + bericht("17.05.2022", "Am Spielraumkonzept wird noch gearbeitet, der Entwurf ist in Arbeit.", "")
    + bericht("16.12.2022", "Das Konzept befindet sich in Abstimmung.", "")
    + "Erneuter Termin zur Beschlussumsetzung: 06/2023\n\n"
    + bericht("11.01.2024", "Zielsetzung ist der Beschluss des Spielraumkonzepts im ersten Quartal 2024.", kreuz="x ")
)
ERWARTET = {
    "prognose_nach_frist": "mindestens 913 Tage Verzug, obwohl „umgesetzt“ angekreuzt ist",
    "wiedervorlage_versaeumt": "zugesagte Bericht kam am 11.01.2024, 195 Tage später",
    "punkt_nicht_beantwortet": "erst im 4. Bericht beantwortet",
    "gegenteil_im_standpunkt": "weisungsbefugte",
}


def texte(text: str) -> dict[str, str]:
    return {b.art: b.text for b in lies_papier(text, datei="fall.txt", oparl={}).befunde}


@pytest.mark.shared
def test_real_case_gives_all_that_is_expected_of_it(shared: Path) -> None:
    gefunden = texte((shared / "ratsdokumente" / "texte" / "002.txt").read_text(encoding="utf-8"))

    assert {art: satz in gefunden.get(art, "") for art, satz in ERWARTET.items()} == dict.fromkeys(ERWARTET, True)
    assert "Punkt 3" in gefunden["punkt_nicht_beantwortet"]
    assert "weisungsfreie" in gefunden["gegenteil_im_standpunkt"]


def test_same_ground_in_own_words_gives_the_same() -> None:
    gefunden = texte(EIGENER_FALL)

    assert {art: satz in gefunden.get(art, "") for art, satz in ERWARTET.items()} == dict.fromkeys(ERWARTET, True)


def test_case_without_the_faults_gives_none_of_them() -> None:
    """The control of the two tests above: the same case, kept in time, complete and of one mind."""
    ohne = (
        EIGENER_FALL.replace("weisungsbefugte", "weisungsfreie")
        .replace("Sachstand:\n\nZu 1.", "Sachstand:\n\nZu 2.\n\nDie Ombudsstelle ist in Arbeit.\n\nZu 1.")
        .replace("06/2023", "01/2024")
        .replace("im ersten Quartal 2024", "erreicht")
    )

    assert set(texte(ohne)) & set(ERWARTET) == set()
