"""The file for the bank: characters, limits, schema."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from kreislauf.verfahren.zahlung.ueberweisung import (
    NS,
    Auftraggeber,
    DateiUngueltig,
    Ueberweisung,
    pain001,
    pruefen,
    sepa_text,
)

KREIS = Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001")
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def make_datei(*ueberweisungen: Ueberweisung) -> bytes:
    return pain001(
        auftraggeber=KREIS, ueberweisungen=ueberweisungen, ausfuehrung=date(2026, 12, 1), message_id="KL1", at=AT
    )


def make_ueberweisung(**werte: object) -> Ueberweisung:
    vorgabe = {"kennung": "E1", "name": "Grundschule", "iban": "DE89370400440532013000", "bic": "", "zweck": "BUT 1"}
    return Ueberweisung(**{"betrag": Decimal("0.01"), **vorgabe, **werte})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Förderverein Grundschule Süd e. V.", "Foerderverein Grundschule Sued e. V."),
        ("Ağaoğlu & Çelik", "Agaoglu + Celik"),
        ("Łukasz Żak_1", "Lukasz Zak-1"),
        ("//Kita; 5 €", "Kita 5 EUR"),
        ("a" * 80, "a" * 70),
        ("Олена", ""),
    ],
)
def test_sepa_text_keeps_to_the_character_set(text: str, erwartet: str) -> None:
    assert sepa_text(text, 70) == erwartet


def test_the_same_payments_give_the_same_valid_bytes() -> None:
    zahlungen = [make_ueberweisung(kennung=f"E{i}", betrag=Decimal(i) / 100) for i in range(1, 101)]

    datei = make_datei(*zahlungen)

    assert datei == make_datei(*zahlungen)
    baum = etree.fromstring(datei)
    assert baum.findtext(f".//{{{NS}}}GrpHdr/{{{NS}}}CtrlSum") == "50.50"
    assert baum.findtext(f".//{{{NS}}}ReqdExctnDt/{{{NS}}}Dt") == "2026-12-01"
    assert baum.findtext(f".//{{{NS}}}ChrgBr") == "SLEV"


@pytest.mark.parametrize(
    "werte",
    [
        {"name": "Олена"},
        {"kennung": "E" * 36},
        {"kennung": "E 1"},
        {"betrag": Decimal("0.00")},
        {"betrag": Decimal("0.005")},
        {"betrag": Decimal("1000000000.00")},
        {"iban": "DE89 3704"},
        {"bic": "KURZ"},
    ],
)
def test_what_the_bank_would_refuse_never_becomes_a_file(werte: dict[str, object]) -> None:
    with pytest.raises(DateiUngueltig):
        make_datei(make_ueberweisung(**werte))


def test_an_empty_run_is_refused() -> None:
    with pytest.raises(DateiUngueltig):
        make_datei()


def test_the_schema_check_finds_a_broken_file() -> None:
    baum = etree.fromstring(make_datei(make_ueberweisung()))
    knoten = baum.find(f".//{{{NS}}}EndToEndId")
    assert knoten is not None
    knoten.text = "E" * 36

    with pytest.raises(DateiUngueltig, match="EndToEndId"):
        pruefen(baum)
