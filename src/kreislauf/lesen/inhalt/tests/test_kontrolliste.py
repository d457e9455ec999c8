"""A list of resolutions is read record by record."""

from datetime import date

from kreislauf.lesen import lies

LISTE = """Offene Beschlüsse
Stand: 15.06.2023

Vorlage:        0101/2022
Betreff:        Sprachförderung in Kitas
Gremium:        Jugendhilfeausschuss
Sitzung:        07.03.2022
Beschluss:      Die Verwaltung baut die Sprachförderung aus.
Ergebnis:       ungeändert beschlossen
Umsetzung:      Termin: 31.12.2022
Erledigt:       12.12.2022
Ergebnis:       Beschluss umgesetzt

Vorlage:        0207/2022
Betreff:        Familienbüro im Westen
Gremium:        Jugendhilfeausschuss
Sitzung:        04.04.2022
Ergebnis:       geändert beschlossen
Umsetzung:      Termin: 30.09.2023
Erledigt:
Realisierung:   Die Räume werden derzeit hergerichtet. Der Umbau kostet 84.000 Euro.
"""


def test_each_record_gives_its_sitting_its_result_and_its_state() -> None:
    lesung = lies(LISTE)

    assert lesung.betreff != "Sprachförderung in Kitas" and lesung.vorlagennummer is None
    assert [(b.datum, b.ergebnis) for b in lesung.beschluesse] == [
        (date(2022, 3, 7), "beschlossen"),
        (date(2022, 4, 4), "geaendert_beschlossen"),
    ]
    assert [b.datum for b in lesung.beratungsfolge] == [date(2022, 3, 7), date(2022, 4, 4)]
    assert [(p.nummer, p.status) for r in lesung.umsetzungsberichte for p in r.punkte] == [
        ("0101/2022 Sprachförderung in Kitas", "umgesetzt"),
        ("0207/2022 Familienbüro im Westen", "in_arbeit"),
    ]
    assert [v.nummer for v in lesung.verweise] == ["0101/2022", "0207/2022"]
    assert 84000 in [z.wert for z in lesung.zahlen]


def test_one_labelled_head_is_no_list() -> None:
    kopf = "Vorlage: 0101/2022\nBetreff: Sprachförderung\nGremium: Jugendhilfeausschuss\nTermin: 31.12.2022\n"

    assert lies(kopf).umsetzungsberichte == ()
    assert lies(kopf).vorlagennummer == "0101/2022"
