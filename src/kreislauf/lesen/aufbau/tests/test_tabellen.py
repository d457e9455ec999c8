"""Tables are read by the columns that their head names."""

from datetime import date

from kreislauf.lesen import lies
from kreislauf.lesen.aufbau.dokument import baue_dokument

KONTROLLE = """Durchführung der Beschlüsse des Kreistages
Stand: 19.03.2024

lfd.   Beschluss-Nr.      Inhalt des Beschlusses                  verant-     Termin        Stand der Erfüllung
Nr.    vom                                                        wortlich
----------------------------------------------------------------------------------------------------------------
1      BV/0112/2023       Anbau der Mensa an der                  Amt 65      31.10.2025    in Arbeit
       05.07.2023         Gesamtschule Süd                                                  Der Antrag ist gestellt.

2      BV/0133/2023       Satzung zur Schülerbeförderung          Amt 40      01.08.2023    umgesetzt
       05.07.2023

Die Übersicht enthält nur Beschlüsse, deren Erfüllung noch zu überwachen war.
"""
PROTOKOLL = """Beschlussprotokoll
der Sitzung der Stadtverordnetenversammlung vom 26.01.2024

TOP   Vorlage        Gegenstand                                   Ja   Nein  Enth.  Ergebnis
-----------------------------------------------------------------------------------------------
4.1   VO/0812/2023   Kita-Entwicklungsplanung                     42     9     6    beschlossen
4.2   VO/0866/2023   Schulweghelfer an Grundschulen               18    36     3    abgelehnt
4.3   VO/0871/2023   Tempo 30 vor allen Kitas                     35    19     3    in geänderter
                                                                                    Fassung
                                                                                    beschlossen
"""


def test_rows_of_a_list_become_states_days_and_references() -> None:
    lesung = lies(KONTROLLE)

    assert [(p.nummer, p.status) for r in lesung.umsetzungsberichte for p in r.punkte] == [
        ("1", "in_arbeit"),
        ("2", "umgesetzt"),
    ]
    assert [(a.frist, a.verantwortlich, a.text) for a in lesung.auftraege] == [
        (date(2025, 10, 31), "Amt 65", "Anbau der Mensa an der Gesamtschule Süd"),
        (date(2023, 8, 1), "Amt 40", "Satzung zur Schülerbeförderung"),
    ]
    assert [v.nummer for v in lesung.verweise] == ["BV/0112/2023", "BV/0133/2023"]


def test_rows_with_counts_become_decisions_of_the_sitting() -> None:
    lesung = lies(PROTOKOLL)

    assert [(b.ergebnis, b.ja, b.nein, b.enthaltung, b.datum) for b in lesung.beschluesse] == [
        ("beschlossen", 42, 9, 6, date(2024, 1, 26)),
        ("abgelehnt", 18, 36, 3, date(2024, 1, 26)),
        ("geaendert_beschlossen", 35, 19, 3, date(2024, 1, 26)),
    ]


def test_a_table_without_named_columns_stays_text() -> None:
    ohne = KONTROLLE.replace("Termin ", "Blume ").replace("Stand der Erfüllung", "Farbe")

    assert baue_dokument(ohne).tabellen == ()
    assert len(baue_dokument(KONTROLLE).tabellen) == 2
