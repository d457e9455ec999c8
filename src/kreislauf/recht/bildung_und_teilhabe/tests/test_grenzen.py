"""Both sides of every bound: ages, circles, first days of new law, late entry, applications, limitation."""

from decimal import Decimal

import pytest

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.tests.fabrik import (
    befoerderung,
    klassenfahrt,
    lernfoerderung,
    make_kindermonat,
    mittagessen,
)
from kreislauf.recht.regel import Entscheidung

OFFEN = "?"
HORT = mittagessen("4.00", 20, "hort")
TAGESPFLEGE: dict[str, Inhalt] = {"einrichtung": "kindertagespflege", "alter": 2}
ERST: dict[str, Inhalt] = {"aufnahme_art": "erstaufnahme"}
WIEDER: dict[str, Inhalt] = {"aufnahme_art": "wiederaufnahme"}
KAP3: dict[str, Inhalt] = {"rechtskreis": "sgb12_kap3"}
WOHNGELD: dict[str, Inhalt] = {"rechtskreis": "bkgg_wohngeld"}
JAHR_25: dict[str, Inhalt] = {"erster_schultag": "2025-08-27", "halbjahr_monat": "2026-02-01"}

GRENZEN: list[tuple[str, str, dict[str, Inhalt], str]] = [
    # Schulbedarf: key dates, school calendar, first days of amounts
    ("schulbedarf", "2011-07", {}, "0.00"),
    ("schulbedarf", "2012-02", {}, "30.00"),
    ("schulbedarf", "2026-07", {}, "0.00"),
    ("schulbedarf", "2026-09", {}, "0.00"),
    ("schulbedarf", "2026-01", {}, "0.00"),
    ("schulbedarf", "2026-03", {}, "0.00"),
    ("schulbedarf", "2026-08", {"einrichtung": "kita"}, "0.00"),
    ("schulbedarf", "2026-08", {"leistungsbezug_seit": "2026-08-01"}, "130.00"),
    ("schulbedarf", "2026-08", {"leistungsbezug_seit": "2026-08-02"}, "0.00"),
    ("schulbedarf", "2026-08", {"geburtsdatum": "2001-08-01"}, "0.00"),
    ("schulbedarf", "2026-08", {"geburtsdatum": "2001-08-01", **KAP3, "erster_schultag": "2026-08-12"}, "130.00"),
    ("schulbedarf", "2026-02", {**KAP3, **JAHR_25}, "65.00"),
    ("schulbedarf", "2026-01", {**KAP3, **JAHR_25, "halbjahr_monat": "2026-01-01"}, "65.00"),
    ("schulbedarf", "2026-02", {**KAP3, "erster_schultag": "2025-08-27"}, OFFEN),
    ("schulbedarf", "2026-08", KAP3, OFFEN),
    ("schulbedarf", "2026-10", KAP3, "0.00"),
    ("schulbedarf", "2026-08", {**KAP3, "erster_schultag": "2026-08-12", "leistungsbezug_seit": "2026-08-20"}, OFFEN),
    # late entry
    ("schulbedarf", "2026-02", {**ERST, "aufnahme_datum": "2026-02-01"}, "195.00"),
    ("schulbedarf", "2026-02", {**ERST, "aufnahme_datum": "2026-02-28"}, "195.00"),
    ("schulbedarf", "2026-01", {**ERST, "aufnahme_datum": "2026-01-31"}, "130.00"),
    ("schulbedarf", "2026-07", {**ERST, "aufnahme_datum": "2026-07-01"}, "195.00"),
    ("schulbedarf", "2025-12", {**ERST, "aufnahme_datum": "2025-12-01"}, "130.00"),
    ("schulbedarf", "2026-06", {**WIEDER, "aufnahme_datum": "2026-06-01"}, "65.00"),
    ("schulbedarf", "2025-10", {**WIEDER, "aufnahme_datum": "2025-10-01"}, OFFEN),
    ("schulbedarf", "2018-03", {**ERST, "aufnahme_datum": "2018-03-01"}, "100.00"),
    ("schulbedarf", "2026-08", {**ERST, "aufnahme_datum": "2026-08-01"}, "130.00"),
    ("schulbedarf", "2026-08", {**ERST, "aufnahme_datum": "2026-08-10"}, OFFEN),
    ("schulbedarf", "2026-09", {**ERST, "aufnahme_datum": "2026-09-15"}, OFFEN),
    ("schulbedarf", "2026-09", {**ERST, "aufnahme_datum": "2026-09-15", "erster_schultag": "2026-08-12"}, "130.00"),
    ("schulbedarf", "2025-12", {**ERST, "aufnahme_datum": "2025-11-03"}, "0.00"),
    ("schulbedarf", "2025-08", {**ERST, "aufnahme_datum": "2025-11-03"}, "0.00"),
    ("schulbedarf", "2025-11", {**ERST, "aufnahme_datum": "2025-11-03", "leistungsbezug_seit": "2025-11-02"}, "130.00"),
    ("schulbedarf", "2025-11", {**ERST, "aufnahme_datum": "2025-11-03", "leistungsbezug_seit": "2025-11-10"}, OFFEN),
    ("schulbedarf", "2026-02", {**WIEDER, "aufnahme_datum": "2026-02-01"}, "65.00"),
    ("schulbedarf", "2026-02", {**WIEDER, "aufnahme_datum": "2026-02-02"}, OFFEN),
    ("schulbedarf", "2026-03", {**WIEDER, "aufnahme_datum": "2026-03-02"}, "65.00"),
    ("schulbedarf", "2025-11", {**WIEDER, "aufnahme_datum": "2025-11-03"}, OFFEN),
    ("schulbedarf", "2018-01", {**ERST, "aufnahme_datum": "2018-01-31"}, "70.00"),
    ("schulbedarf", "2018-02", {**ERST, "aufnahme_datum": "2018-02-01"}, "100.00"),
    ("schulbedarf", "2018-04", {**WIEDER, "aufnahme_datum": "2018-04-09"}, "100.00"),
    ("schulbedarf", "2014-11", {**ERST, "aufnahme_datum": "2014-11-03"}, "0.00"),
    ("schulbedarf", "2014-02", {**ERST, "aufnahme_datum": "2014-02-01"}, "30.00"),
    ("schulbedarf", "2018-11", {**KAP3, **ERST, "aufnahme_datum": "2018-11-05"}, OFFEN),
    ("schulbedarf", "2026-02", {**KAP3, **JAHR_25, **ERST, "aufnahme_datum": "2026-02-10"}, "195.00"),
    ("schulbedarf", "2026-03", {**KAP3, **JAHR_25, **WIEDER, "aufnahme_datum": "2026-03-10"}, "65.00"),
    # Teilhabe
    ("teilhabe", "2019-07", {"teilhabe_kosten": "25"}, "10.00"),
    ("teilhabe", "2019-08", {"teilhabe_kosten": "25"}, "15.00"),
    ("teilhabe", "2019-07", {"teilhabe_kosten": "9.99"}, OFFEN),
    ("teilhabe", "2019-07", {"teilhabe_kosten": "10.00"}, "10.00"),
    ("teilhabe", "2026-02", {"geburtsdatum": "2008-02-29", "teilhabe_kosten": "9"}, "15.00"),
    ("teilhabe", "2026-03", {"geburtsdatum": "2008-02-29", "teilhabe_kosten": "9"}, "0.00"),
    ("teilhabe", "2026-05", {"teilhabe_kosten": "9", "leistungsbezug_seit": "2026-05-31"}, "15.00"),
    ("teilhabe", "2026-05", {"teilhabe_kosten": "9", "leistungsbezug_seit": "2026-06-01"}, "0.00"),
    ("teilhabe", "2018-05", {"teilhabe_kosten": "25", "antragsdatum": "2018-05-31"}, "10.00"),
    ("teilhabe", "2018-05", {"teilhabe_kosten": "25", "antragsdatum": "2018-06-01"}, OFFEN),
    ("teilhabe", "2012-05", {"teilhabe_kosten": "25", "antragsdatum": "2012-06-01"}, "0.00"),
    ("teilhabe", "2026-05", {**WOHNGELD, "teilhabe_kosten": "25", "antragsdatum": "2026-06-01"}, OFFEN),
    ("teilhabe", "2025-05", {**WOHNGELD, "teilhabe_kosten": "25", "antragsdatum": "2026-06-01"}, "v"),
    ("teilhabe", "2026-05", {"rechtskreis": "keiner", "teilhabe_kosten": "25"}, "0.00"),
    ("teilhabe", "2015-02", {"rechtskreis": "asylblg_3", "teilhabe_kosten": "25"}, "v"),
    ("teilhabe", "2015-03", {"rechtskreis": "asylblg_3", "teilhabe_kosten": "25"}, "10.00"),
    ("teilhabe", "2014-10", {"rechtskreis": "asylblg_2", "teilhabe_kosten": "25"}, "10.00"),
    ("teilhabe", "2026-05", {"anspruchseinschraenkung": True, "teilhabe_kosten": "25"}, "15.00"),
    ("teilhabe", "2026-05", {"rechtskreis": "asylblg_2", "anspruchseinschraenkung": True, "teilhabe_kosten": "9"}, OFFEN),
    # Mittagsverpflegung
    ("mittagsverpflegung", "2011-03", mittagessen("3.80", 20), "26.00"),
    ("mittagsverpflegung", "2011-04", mittagessen("3.80", 20), "56.00"),
    ("mittagsverpflegung", "2019-07", mittagessen("1.00", 20), "0.00"),
    ("mittagsverpflegung", "2019-07", mittagessen("1.01", 20), "0.20"),
    ("mittagsverpflegung", "2026-07", mittagessen("4.00", 0), "0.00"),
    ("mittagsverpflegung", "2013-12", HORT, "60.00"),
    ("mittagsverpflegung", "2014-01", HORT, "0.00"),
    ("mittagsverpflegung", "2019-07", mittagessen("4.00", 20, "hort", vertrag=True), "0.00"),
    ("mittagsverpflegung", "2019-08", mittagessen("4.00", 20, "hort", vertrag=True), "80.00"),
    ("mittagsverpflegung", "2020-02", {**mittagessen("4.50", 12), "mittag_gemeinschaftlich": False}, "0.00"),
    ("mittagsverpflegung", "2020-03", {**mittagessen("4.50", 12), "mittag_gemeinschaftlich": False}, "54.00"),
    ("mittagsverpflegung", "2021-12", {**mittagessen("4.50", 12), "mittag_gemeinschaftlich": False}, "54.00"),
    ("mittagsverpflegung", "2022-01", {**mittagessen("4.50", 12), "mittag_gemeinschaftlich": False}, "0.00"),
    ("mittagsverpflegung", "2026-05", {"einrichtung": "keine", **mittagessen("4.00", 18)}, "0.00"),
    ("mittagsverpflegung", "2026-05", mittagessen("4.00", 18, "kita"), OFFEN),
    ("mittagsverpflegung", "2026-08", {"geburtsdatum": "2001-08-02", **mittagessen("4.00", 18)}, OFFEN),
    ("mittagsverpflegung", "2026-08", {**WOHNGELD, "geburtsdatum": "2001-08-02", **mittagessen("4.00", 18)}, "72.00"),
    ("mittagsverpflegung", "2026-02", {"geburtsdatum": "2000-02-29", **mittagessen("4.00", 18)}, "0.00"),
    ("mittagsverpflegung", "2025-02", {"geburtsdatum": "2000-02-29", **mittagessen("4.00", 18)}, "72.00"),
    ("mittagsverpflegung", "2025-03", {"geburtsdatum": "2000-02-29", **mittagessen("4.00", 18)}, "0.00"),
    # Klassenfahrt, Ausflug
    ("klassenfahrt", "2026-10", klassenfahrt("380.00", "30.00", "2026-10-01"), "350.00"),
    ("klassenfahrt", "2026-10", klassenfahrt("380.00", "30.00", "2026-10-31"), "350.00"),
    ("klassenfahrt", "2026-10", klassenfahrt("380.00", "30.00", "2026-11-01"), "0.00"),
    ("klassenfahrt", "2026-10", klassenfahrt("380.00", "30.00", "2026-09-30"), "0.00"),
    ("klassenfahrt", "2026-10", klassenfahrt("30.00", "30.00", "2026-10-15"), "0.00"),
    ("klassenfahrt", "2026-10", {**klassenfahrt("380", "30", "2026-10-15"), "leistungsbezug_seit": "2026-10-16"}, OFFEN),
    ("klassenfahrt", "2026-10", {**klassenfahrt("380", "30", "2026-10-15"), "leistungsbezug_seit": "2026-10-15"}, "350.00"),
    ("ausflug", "2013-07", {**TAGESPFLEGE, "ausflug_kosten": "12"}, "0.00"),
    ("ausflug", "2013-08", {**TAGESPFLEGE, "ausflug_kosten": "12"}, "12.00"),
    ("ausflug", "2026-05", {"einrichtung": "keine", "ausflug_kosten": "12"}, "0.00"),
    ("ausflug", "2026-05", {"rechtskreis": "sgb12_kap4", "alter": 20, "ausflug_kosten": "12"}, "12.00"),
    # Schülerbeförderung
    ("schuelerbefoerderung", "2013-07", befoerderung("14.00"), OFFEN),
    ("schuelerbefoerderung", "2013-08", befoerderung("14.00"), "9.00"),
    ("schuelerbefoerderung", "2019-07", befoerderung("5.00"), "0.00"),
    ("schuelerbefoerderung", "2019-07", befoerderung("5.01"), "0.01"),
    ("schuelerbefoerderung", "2019-08", befoerderung("5.00"), "5.00"),
    ("schuelerbefoerderung", "2019-07", befoerderung("14.00", naechste=False, profil=True), OFFEN),
    ("schuelerbefoerderung", "2019-08", befoerderung("14.00", naechste=False, profil=True), "14.00"),
    # Lernförderung
    ("lernfoerderung", "2026-03", lernfoerderung("120", "2026-03-31"), "120.00"),
    ("lernfoerderung", "2026-03", lernfoerderung("120", "2026-04-01"), "0.00"),
    ("lernfoerderung", "2026-03", {**KAP3, **lernfoerderung("120", "2026-04-01")}, OFFEN),
    ("lernfoerderung", "2026-03", lernfoerderung("120", None), "0.00"),
    ("lernfoerderung", "2026-03", {**lernfoerderung("120", None), "antragsdatum": "2026-03-01"}, OFFEN),
    ("lernfoerderung", "2026-03", {**WOHNGELD, **lernfoerderung("120", None), "antragsdatum": "2026-03-01"}, "120.00"),
    ("lernfoerderung", "2026-03", lernfoerderung("120", "2026-03-01", bestaetigt=False), "0.00"),
    ("lernfoerderung", "2021-06", lernfoerderung("120", None), "0.00"),
    ("lernfoerderung", "2021-07", lernfoerderung("120", None), "120.00"),
    ("lernfoerderung", "2023-12", lernfoerderung("120", None), "120.00"),
    ("lernfoerderung", "2024-01", lernfoerderung("120", None), OFFEN),
    ("lernfoerderung", "2025-01", lernfoerderung("120", None), "0.00"),
    ("lernfoerderung", "2026-05", {**KAP3, "alter": 26, **lernfoerderung("120", "2026-05-01")}, "120.00"),
    ("lernfoerderung", "2026-05", {"rechtskreis": "asylblg_3", "alter": 26, **lernfoerderung("120", "2026-05-01")}, OFFEN),
    ("lernfoerderung", "2026-05", {**KAP3, "ausbildungsverguetung": True, **lernfoerderung("9", "2026-05-01")}, OFFEN),
]  # fmt: skip


@pytest.mark.parametrize(("leistung", "monat", "angaben", "erwartet"), GRENZEN)
def test_both_sides_of_a_bound(leistung: str, monat: str, angaben: dict[str, Inhalt], erwartet: str) -> None:
    ergebnis = berechne(make_kindermonat(monat, **angaben))[leistung]

    if erwartet in {OFFEN, "v"}:
        assert ergebnis.entscheidung is {OFFEN: Entscheidung.PERSON, "v": Entscheidung.VORSCHLAG_NEIN}[erwartet]
        assert ergebnis.betrag == (None if erwartet == OFFEN else Decimal("0.00"))
    else:
        assert ergebnis.betrag == Decimal(erwartet), [grund.text for grund in ergebnis.gruende]
        assert ergebnis.anspruch is (ergebnis.betrag > 0)
