"""The letter of a Bescheid says what is decided, why, and what can be done against it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pdfua import validate

from kreislauf.druck import Dokumentfehler
from kreislauf.druck.bescheid import (
    Begruendung,
    Bescheidschreiben,
    Grund,
    Zeile,
    bescheid_als_pdf,
    brief_des_bescheids,
    vorlagenversion,
)
from kreislauf.druck.dokument import Tabelle, Ueberschrift
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.rechtsbehelf import widerspruch_am
from kreislauf.druck.tests.muster import BRIEFKOPF
from kreislauf.druck.tests.test_pdf import text_von

SEIT, BIS = date(2026, 8, 1), date(2027, 1, 31)
MONATE = [(date(2026, m, 1), Decimal("15.00")) for m in range(8, 13)] + [(date(2027, 1, 1), Decimal("15.00"))]
BEWILLIGT = Zeile(
    "Ida Brömmelkamp, geboren am 15.01.2017", "Soziale und kulturelle Teilhabe", SEIT, BIS, "bewilligt",
    Decimal("90.00"), MONATE, "Zahlung an den Anbieter", "Turnverein Auental",
)  # fmt: skip
ABGELEHNT = Zeile(
    "Jonte Brömmelkamp, geboren am 02.05.2013", "Lernförderung", SEIT, BIS, "abgelehnt",
    begruendung=[
        Begruendung(
            "08/2026 bis 01/2027",
            [Grund("nicht erfüllt", "Die Schule bestätigt keinen Bedarf.", "§ 28 Abs. 5 SGB II")],
            [("Kosten je Monat", Decimal("1080.50")), ("Betrag", None)],
        )
    ],
)  # fmt: skip
SCHREIBEN = Bescheidschreiben(
    briefkopf=BRIEFKOPF,
    empfaenger=["Silke Brömmelkamp", "Am Wehr 2", "12345 Auenstadt"],
    anrede="Guten Tag Silke Brömmelkamp,",
    datum=date(2026, 11, 24),
    aktenzeichen="BuT-2026-000001",
    nummer="BuT-2026-000001/1",
    titel="Teilbewilligung",
    sitz="Kreis Auental, Schloßstraße 1, 12345 Auenstadt",
    zeilen=[BEWILLIGT, ABGELEHNT],
    antrag_vom=date(2026, 9, 14),
    vertritt=["Ida Brömmelkamp", "Jonte Brömmelkamp"],
    unterzeichner=["Im Auftrag", "Mara Lüders"],
)


def gelesen(schreiben: Bescheidschreiben) -> str:
    return " ".join(text_von(bescheid_als_pdf(schreiben)).replace("\ufffe", "").split())


def test_letter_is_accessible(tmp_path: Path) -> None:
    datei = tmp_path / "bescheid.pdf"
    datei.write_bytes(bescheid_als_pdf(SCHREIBEN))

    assert list(validate(str(datei)).findings) == []
    assert maengel(datei.read_bytes()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kreis Auental",
        "24.11.2026",
        "BuT-2026-000001",
        "Am Wehr 2",
        "Antrag vom 14.09.2026",
        "in Vertretung von Ida Brömmelkamp und Jonte Brömmelkamp",
        "01.08.2026 bis 31.01.2027",
        "90,00 € (je Monat 15,00 €)",
        "Turnverein Auental",
        "nicht erfüllt: Die Schule bestätigt keinen Bedarf. (§ 28 Abs. 5 SGB II)",
        "1.080,50 €",
        "§ 60 Abs. 1 Satz 1 Nr. 2 SGB I",
        "Soweit ich Ihrem Antrag entspreche",
        "zur Niederschrift bei Kreis Auental, Schloßstraße 1, 12345 Auenstadt",
        "am vierten Tag nach Aufgabe zur Post",
        "Mara Lüders",
    ],
)
def test_letter_says(text: str) -> None:
    assert text in gelesen(SCHREIBEN)


def test_grants_and_refusals_stand_apart() -> None:
    bausteine = brief_des_bescheids(SCHREIBEN).bausteine
    koepfe = [b.text for b in bausteine if isinstance(b, Ueberschrift) and b.ebene == 1]
    tabellen = [b for b in bausteine if isinstance(b, Tabelle) and b.titel]

    assert koepfe[:2] == ["Das bewillige ich", "Das lehne ich ab"]
    assert [t.titel for t in tabellen] == [f"Für {BEWILLIGT.kind}", f"Für {ABGELEHNT.kind}"]
    assert "€" not in str(tabellen[1].zeilen)


def test_months_of_different_amounts_are_named_one_by_one() -> None:
    monate = [(date(2026, 8, 1), Decimal("130.00")), (date(2026, 9, 1), Decimal(0)), (date(2027, 2, 1), Decimal(65))]
    zeile = replace(BEWILLIGT, betrag=Decimal("195.00"), monate=monate)

    text = gelesen(replace(SCHREIBEN, zeilen=[zeile]))

    assert "195,00 € (08/2026: 130,00 €; 02/2027: 65,00 €)" in text
    assert "Das lehne ich ab" not in text


@pytest.mark.parametrize(
    ("tag", "ordnung", "fassung"),
    [
        (date(2024, 12, 31), "dritten", "widerspruch-ab-2018-01-01"),
        (date(2025, 1, 1), "vierten", "widerspruch-ab-2025-01-01"),
    ],
)
def test_day_of_posting_chooses_the_instruction(tag: date, ordnung: str, fassung: str) -> None:
    belehrung = widerspruch_am(tag)

    assert f"am {ordnung} Tag nach Aufgabe zur Post" in gelesen(replace(SCHREIBEN, datum=tag))
    assert vorlagenversion(tag) == f"bescheid-1/{fassung}"
    assert "§ 36 SGB X" in belehrung.norm
    assert belehrung.ungeprueft  # until somebody signs it off


def test_what_is_filled_in_is_never_read_as_a_field() -> None:
    absaetze = widerspruch_am(date(2026, 1, 1)).text("{zugangswege} Str. 1", "per {behoerde}")

    assert "bei {zugangswege} Str. 1 einzureichen" in absaetze[0]
    assert absaetze[1] == "per {behoerde}"
    assert len(widerspruch_am(date(2026, 1, 1)).text("Kreis", "")) == 2


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"zeilen": []}, "ohne Entscheidung"),
        ({"unterzeichner": [" "]}, "33 Abs. 3"),
        ({"datum": date(2017, 1, 1)}, "Rechtsbehelf"),
    ],
)
def test_incomplete_letter_is_refused(angaben: dict[str, object], meldung: str) -> None:
    with pytest.raises(Dokumentfehler, match=meldung):
        brief_des_bescheids(replace(SCHREIBEN, **angaben))  # type: ignore[arg-type]


def test_refusal_needs_reasons_and_months_add_up() -> None:
    with pytest.raises(Dokumentfehler, match="keine Begründung"):
        replace(ABGELEHNT, begruendung=[])
    with pytest.raises(Dokumentfehler, match="ergeben nicht"):
        replace(BEWILLIGT, betrag=Decimal("91.00"))
