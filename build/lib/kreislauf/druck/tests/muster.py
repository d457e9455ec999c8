"""Sample documents for the tests and measurements of this package."""

from datetime import date
from typing import Any

from kreislauf.druck import Absatz, Bild, Brief, Briefkopf, Tabelle
from kreislauf.druck.jahresuebersicht import Jahresuebersicht, OffenerAuftrag, Puenktlichkeit
from kreislauf.druck.umsetzungsbericht import Befund, Berichtspunkt, Umsetzungsbericht, Umsetzungsstand, Verschiebung

LOGO = Bild(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path d="M5,5h50v30q0,20 -25,22q-25,-2 -25,-22z" '
    'fill="#fff" stroke="#000" stroke-width="3"/><path d="M8,38q11,-10 22,0t22,0" fill="none" stroke="#000" '
    'stroke-width="4"/></svg>',
    "Wappen des Kreises Auental",
)
BRIEFKOPF = Briefkopf(
    "Kreis Auental",
    "Jugendamt, Stabsstelle Steuerung",
    "Schloßstraße 1\n12345 Auenstadt",
    "Telefon 01234 56-0\npost@auental.example",
    LOGO,
)
ALT = "Die Arbeitsgruppe mit den Trägern hat dreimal getagt."
ALT_2 = "Sie legte im Oktober 2022 einen ersten Entwurf vor."
NEU = (
    "Seit März 2023 liegt die externe Untersuchung vor; die Fachstandards werden gestaffelt ab 1. Juni 2024 eingeführt."
)

PUNKT_1 = Berichtspunkt(
    nummer="1",
    wortlaut="Die Verwaltung überprüft die Abläufe im Allgemeinen Sozialen Dienst und berichtet dem Ausschuss.",
    stand=Umsetzungsstand.UMGESETZT,
    verantwortlich="Jugendamt, Abteilungsleitung ASD",
    sachstand=[("Die Überprüfung ist abgeschlossen, der Bericht liegt dem Ausschuss vor.", False)],
    frist=date(2023, 6, 30),
    verzug=0,
    verzug_warum="umgesetzt am 30.04.2023, Frist 30.06.2023",
    angaben=[("Umgesetzt am", "30.04.2023")],
    seither=["Nachweis vom 30.04.2023: Abschlussbericht der externen Untersuchung"],
    nachweise=["Abschlussbericht der externen Untersuchung, 30.04.2023"],
)
PUNKT_2 = Berichtspunkt(
    nummer="2",
    wortlaut="Dem Jugendhilfeausschuss werden bis zum Ende des dritten Quartals 2021 Fachstandards für die Hilfen zur "
    "Erziehung vorgelegt.\nSie gelten für den öffentlichen Träger und die freien Träger.",
    stand=Umsetzungsstand.IN_ARBEIT,
    verantwortlich="Jugendamt, Abteilungsleitung Hilfen zur Erziehung",
    sachstand=[(ALT, True), (ALT_2, True), (NEU, False)],
    frist=date(2021, 9, 30),
    verschiebungen=[
        Verschiebung(date(2021, 9, 30), date(2022, 12, 31), "Zuarbeit von außen fehlt", "Ausschreibung der Studie"),
        Verschiebung(
            date(2022, 12, 31), date(2024, 3, 31), "Umfang größer als erwartet", "ergänzende Rahmenvereinbarung"
        ),
    ],
    verzug=913,
    verzug_warum="Prognose 31.03.2024, ursprüngliche Frist 30.09.2021",
    angaben=[
        ("Erledigte Schritte", "Studie, Entwurf, Beteiligung der Träger"),
        ("Offene Schritte", "Beschluss im Ausschuss, Einführung in drei Stufen"),
        ("Voraussichtlich fertig", "31.03.2024"),
    ],
    seither=["Nachweis vom 30.04.2023: Studie", "Frist verschoben auf 31.03.2024 (Umfang größer als erwartet)"],
    nachweise=["Studie zu Abläufen und Fachstandards, 30.04.2023"],
    wiedervorlage=date(2024, 6, 30),
)
PUNKT_3 = Berichtspunkt(
    nummer="3",
    wortlaut="Eine Stabsstelle mit Weisungsrecht gegenüber dem ASD wird eingerichtet.",
    stand=Umsetzungsstand.NOCH_NICHT_BEGONNEN,
    verantwortlich="Dezernat Soziales",
    sachstand=[("Die Stelle ist im Stellenplan 2024 angemeldet (1,0 VZÄ, 71.500 €).", False)],
    angaben=[("Grund", "Stellenplan noch nicht beschlossen"), ("Geplanter Beginn", "01.07.2024")],
    wiedervorlage=date(2024, 6, 30),
)


def make_umsetzungsbericht(**angaben: Any) -> Umsetzungsbericht:
    muster: dict[str, Any] = {
        "briefkopf": BRIEFKOPF,
        "vorlage_nummer": "V/0064/2021",
        "betreff": "Qualität im Kinderschutz: Abläufe überprüfen, Fachstandards beschließen, Stabsstelle einrichten",
        "gremium": "Jugendhilfeausschuss",
        "berichtsdatum": date(2024, 1, 11),
        "verfasser": "Mara Lüders",
        "gesamtstand": Umsetzungsstand.NOCH_NICHT_BEGONNEN,
        "punkte": [PUNKT_1, PUNKT_2, PUNKT_3],
        "beschluss_vom": date(2021, 4, 21),
        "letzter_bericht_vom": date(2022, 12, 16),
        "naechster_bericht": date(2024, 6, 30),
        "befunde": [
            Befund("Punkt 2: 913 Tage Verzug.", "ursprüngliche Frist 30.09.2021, Prognose 31.03.2024"),
            Befund(
                "Der für den 30.06.2023 zugesagte Bericht kam 195 Tage später.",
                "zugesagt im Bericht vom 16.12.2022, nächster Bericht 11.01.2024",
            ),
            Befund(
                "Punkt 3 wird erst im vierten Bericht beantwortet.", "vier Berichte, Punkt 3 fehlt in den ersten drei"
            ),
        ],
        "freigegeben_von": "Dr. Jörg Groß",
        "freigegeben_am": date(2024, 1, 15),
    }
    return Umsetzungsbericht(**{**muster, **angaben})


KLASSEN = ("unter 6 Monate", "6 bis 12 Monate", "1 bis 2 Jahre", "über 2 Jahre")


def make_jahresuebersicht(**angaben: Any) -> Jahresuebersicht:
    offene = [
        OffenerAuftrag(
            vorlage_nummer=f"V/{n:04d}/202{n % 4}",
            text=("Fachstandards vorlegen", "Bedarfsplan fortschreiben", "Konzept Schulsozialarbeit erstellen")[n % 3],
            verantwortlich=("ASD", "Jugendhilfeplanung", "Wirtschaftliche Jugendhilfe")[n % 3],
            altersklasse=KLASSEN[(n * n) % 4 if n % 5 else 3],
            alter=40 + 53 * n,
            frist=date(2026, 1 + n % 12, 28) if n % 4 else None,
            verschiebungen=n % 3,
            verschoben_tage=(n % 3) * 61,
        )
        for n in range(1, 22)
    ]
    muster: dict[str, Any] = {
        "briefkopf": BRIEFKOPF,
        "jahr": 2026,
        "stichtag": date(2026, 11, 24),
        "gremium": "Jugendhilfeausschuss",
        "altersklassen": KLASSEN,
        "offene": offene,
        "verschiebungen": [
            ("Zuarbeit von außen fehlt", 6, 540),
            ("Personal fehlt", 3, 270),
            ("Rechtslage offen", 1, 92),
        ],
        "stellen": [
            Puenktlichkeit("Allgemeiner Sozialer Dienst", 12, 7, 3, 2),
            Puenktlichkeit("Jugendhilfeplanung", 5, 5, 0, 0),
            Puenktlichkeit("Wirtschaftliche Jugendhilfe", 3, 1, 1, 1),
        ],
        "verfasser": "Mara Lüders",
    }
    return Jahresuebersicht(**{**muster, **angaben})


def make_brief(**angaben: Any) -> Brief:
    """A letter of two pages with a table, as a Bescheid has it."""
    gruende = (
        "Leistungen für Bildung und Teilhabe werden neben dem maßgebenden Regelbedarf gesondert berücksichtigt "
        "(§ 28 Abs. 1 SGB II). Ihr Kind lebt in Ihrem Haushalt, ist unter 18 Jahre alt und besucht eine Schule. "
        "Die Voraussetzungen liegen damit für den ganzen Bewilligungszeitraum vor. "
    )
    muster: dict[str, Any] = {
        "briefkopf": BRIEFKOPF,
        "empfaenger": ["Frau", "Şebnem Öztürk-Groß", "c/o Weiß", "Am Mühlgraben 17 a", "12345 Auenstadt"],
        "vermerke": ["Postzustellungsurkunde"],
        "datum": date(2026, 11, 24),
        "betreff": "Bildung und Teilhabe für Ihr Kind Deniz, geboren am 15.01.2017: Bewilligung",
        "infoblock": [
            ("Unser Zeichen", "51.3-BuT-2026-004711"),
            ("Auskunft", "Mara Lüders"),
            ("Telefon", "01234 56-789"),
        ],
        "anrede": "Sehr geehrte Frau Öztürk-Groß,",
        "bausteine": [
            Absatz("auf Ihren Antrag vom 3. November 2026 bewillige ich Ihnen die folgenden Leistungen."),
            Tabelle(
                kopf=("Leistung", "Zeitraum", "Empfänger", "Betrag"),
                zeilen=[
                    (f"Mittagessen, Monat {n}", f"{n:02d}/2027", "Grundschule Mühlgraben", "72,00 €")
                    for n in range(1, 13)
                ],
                titel="Bewilligte Leistungen",
                breiten=(3, 1.3, 3, 1.3),
                rechts=(3,),
            ),
            *(Absatz(gruende * 3) for _ in range(4)),
            Absatz("لا تترددوا في الاتصال بنا.", sprache="ar"),
        ],
        "unterzeichner": ["Im Auftrag", "Mara Lüders"],
        "anlagen": ["Rechtsbehelfsbelehrung"],
        "fuss": [
            ["Kreis Auental", "Schloßstraße 1", "12345 Auenstadt"],
            ["Sprechzeiten", "Mo–Fr 8–12 Uhr"],
            ["Sparkasse Auental", "DE02 1234 5678 9012 3456 78"],
        ],
    }
    return Brief(**{**muster, **angaben})
