"""Any bytes give rows or a clear error, and nothing outside the file is ever touched."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kreislauf.verfahren.zahlung.bankmeldung import BankdateiUngueltig, lies_bankmeldung

RAUM = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


def camt(inhalt: str, kopf: str = "<MsgId>C1</MsgId>") -> bytes:
    return (
        f'<Document xmlns="{RAUM}"><BkToCstmrDbtCdtNtfctn><GrpHdr>{kopf}</GrpHdr>\n<Ntfctn>\n{inhalt}\n</Ntfctn>'
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def eintrag(betrag: str = "5.00", waehrung: str = "EUR", richtung: str = "CRDT", tag: str = "2026-12-04") -> str:
    return (
        f'<Ntry><Amt Ccy="{waehrung}">{betrag}</Amt><CdtDbtInd>{richtung}</CdtDbtInd><BookgDt><Dt>{tag}</Dt></BookgDt>'
        "<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
    )


def test_a_booking_is_read_with_its_line_amount_and_day() -> None:
    meldung = lies_bankmeldung(camt(eintrag())).meldungen[0]

    assert (meldung.zeile, meldung.kennung, meldung.betrag, meldung.tag) == (
        3,
        "E1",
        Decimal("5.00"),
        date(2026, 12, 4),
    )


@pytest.mark.parametrize(
    ("inhalt", "text"),
    [
        (b"", "leer"),
        (b"Umsatz;5,00", "kein XML"),
        (b"<Document>", "beschädigt"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', "weder pain.002 noch camt.054"),
        (b"<html/>", "weder pain.002 noch camt.054"),
        (camt("", "<MsgId>1</MsgId>"), "keine Meldung"),
        (camt(eintrag(), ""), "GrpHdr/MsgId"),
        (camt(eintrag(betrag="fünf")), "Zeile 3: „fünf“ ist kein Betrag"),
        (camt(eintrag(betrag="5.001")), "Euro und Cent"),
        (camt(eintrag(betrag="-5")), "Euro und Cent"),
        (camt(eintrag(betrag="NaN")), "Euro und Cent"),
        (camt(eintrag(waehrung="CHF")), "Währung ist CHF"),
        (camt(eintrag(richtung="")), "Gutschrift oder Belastung"),
        (camt(eintrag(tag="2026-13-01")), "kein Tag"),
        (b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + camt(eintrag(tag="&x;")), "Dokumenttyp"),
        (b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + camt("&b;"), "Dokumenttyp"),
        (camt("<a>" * 5000 + "</a>" * 5000), "beschädigt"),
    ],
)  # fmt: skip
def test_other_bytes_are_refused_with_the_way_out(inhalt: bytes, text: str) -> None:
    with pytest.raises(BankdateiUngueltig, match=text):
        lies_bankmeldung(inhalt)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 60))
def test_damaged_files_give_rows_or_a_clear_error(fremd: bytes, stelle: int, laenge: int) -> None:
    gut = camt(eintrag() * 3)
    try:
        lies_bankmeldung(gut[:stelle] + fremd + gut[stelle + laenge :])
    except BankdateiUngueltig as fehler:
        assert str(fehler)
