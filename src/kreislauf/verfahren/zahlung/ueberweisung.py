"""Payments → pain.001.001.09: SEPA characters, field limits, checked against the XSD before anything leaves."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import sepaxml
from lxml import etree

from kreislauf.foundation.states import DomainError

SCHEMA = "pain.001.001.09"
NS = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
MAX_NAME, MAX_ZWECK, MAX_KENNUNG = 70, 140, 35
_ERSATZ = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "&": "+", "€": "EUR",
     "–": "-", "—": "-", "’": "'", "„": "'", "“": "'", "ø": "o", "Ø": "O", "æ": "ae", "ł": "l", "Ł": "L", "ı": "i",
     "đ": "d", "Đ": "D", "_": "-", "@": "(at)", "×": "x"}
)  # fmt: skip
_NICHT_SEPA = re.compile(r"[^A-Za-z0-9/?:().,'+\- ]+")
_KENNUNG = re.compile(r"[A-Za-z0-9+?:().,'\-]{1,35}")


class DateiUngueltig(DomainError):
    """The payment file would break the rules of the bank."""


@dataclass(frozen=True, slots=True)
class Auftraggeber:
    name: str
    iban: str
    bic: str


@dataclass(frozen=True, slots=True)
class Ueberweisung:
    kennung: str
    name: str
    iban: str
    bic: str
    betrag: Decimal
    zweck: str


def sepa_text(text: str, laenge: int) -> str:
    """The text in the SEPA character set, not longer than allowed; what has no equivalent becomes a blank."""
    text = unicodedata.normalize("NFC", text).translate(_ERSATZ)
    if not text.isascii():
        text = "".join(z for z in unicodedata.normalize("NFKD", text) if not unicodedata.combining(z))
    klar = " ".join(_NICHT_SEPA.sub(" ", text).split())
    return klar.lstrip("/").replace("//", "/")[:laenge].rstrip(" /")


@cache
def _xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


def _cent(betrag: Decimal) -> int:
    cent = betrag * 100
    if cent != cent.to_integral_value() or not 0 < cent <= 99_999_999_999:
        raise DateiUngueltig(f"Der Betrag {betrag} EUR lässt sich nicht überweisen.")
    return int(cent)


def _angaben(u: Ueberweisung) -> dict[str, str]:
    name, zweck = sepa_text(u.name, MAX_NAME), sepa_text(u.zweck, MAX_ZWECK)
    if not name or not zweck or not _KENNUNG.fullmatch(u.kennung):
        raise DateiUngueltig(
            f"Zahlung {u.kennung}: Name und Verwendungszweck brauchen lateinische Buchstaben oder Ziffern. "
            "Bitte ergänzen Sie die Bankverbindung."
        )
    return {
        "name": name,
        "iban": escape(u.iban),
        "betrag": _euro(_cent(u.betrag)),
        "zweck": zweck,
        "kennung": u.kennung,
        "bic": escape(u.bic),
    }


def _euro(cent: int) -> str:
    return f"{cent // 100}.{cent % 100:02}"


def _muster(auftraggeber: Mapping[str, object], ausfuehrung: date, *, bic: bool) -> etree._Element:
    """What the library writes for one payment, with marks in place of what differs from payment to payment."""
    datei = sepaxml.SepaTransfer(dict(auftraggeber), schema=SCHEMA, clean=False)
    marken: dict[str, object] = {
        "name": "@name@",
        "IBAN": "@iban@",
        "amount": 1,
        "execution_date": ausfuehrung,
        "description": "@zweck@",
        "endtoend_id": "@kennung@",
    }
    datei.add_payment({**marken, "BIC": "@bic@"} if bic else marken)
    baum = etree.fromstring(datei.export(validate=False), _leser())
    _setze(baum, "PmtInf/CdtTrfTxInf/Amt/InstdAmt", "@betrag@")
    return baum


def _setze(baum: etree._Element, pfad: str, wert: str) -> None:
    knoten = baum.find("/".join(f"{{{NS}}}{teil}" for teil in ("CstmrCdtTrfInitn", *pfad.split("/"))))
    assert knoten is not None, pfad
    knoten.text = wert


def _geteilt(baum: etree._Element) -> tuple[str, str, str]:
    """The file before its payment, the payment as a form to be filled in, and the file after it."""
    text = etree.tostring(baum, encoding="unicode")
    beginn, ende = text.index("<CdtTrfTxInf>"), text.index("</CdtTrfTxInf>") + len("</CdtTrfTxInf>")
    vordruck = re.sub(r"@(\w+)@", r"%(\1)s", text[beginn:ende].replace("%", "%%"))
    return text[:beginn], vordruck, text[ende:]


def pain001(
    *,
    auftraggeber: Auftraggeber,
    ueberweisungen: Iterable[Ueberweisung],
    ausfuehrung: date,
    message_id: str,
    at: datetime,
) -> bytes:
    """The file for the bank; the same payments give the same bytes. Raises DateiUngueltig.

    The library writes the file with one payment; this payment, filled in again and again, gives the others.
    """
    konto: Mapping[str, object] = {
        "name": sepa_text(auftraggeber.name, MAX_NAME),
        "IBAN": auftraggeber.iban,
        "BIC": auftraggeber.bic,
        "batch": True,
        "currency": "EUR",
    }
    if not konto["name"] or not auftraggeber.bic or not _KENNUNG.fullmatch(message_id):
        raise DateiUngueltig("Das Konto des Auftraggebers braucht Name und BIC, der Lauf eine Kennung.")
    angaben = [_angaben(u) for u in ueberweisungen]
    if not angaben:
        raise DateiUngueltig("Der Zahllauf enthält keine Zahlung.")
    baum = _muster(konto, ausfuehrung, bic=False)
    summe = _euro(sum(int(z["betrag"].replace(".", "")) for z in angaben))
    for pfad, wert in (
        ("GrpHdr/MsgId", message_id),
        ("GrpHdr/CreDtTm", at.strftime("%Y-%m-%dT%H:%M:%S")),
        ("PmtInf/PmtInfId", message_id),
        *((f"{teil}/NbOfTxs", str(len(angaben))) for teil in ("GrpHdr", "PmtInf")),
        *((f"{teil}/CtrlSum", summe) for teil in ("GrpHdr", "PmtInf")),
    ):
        _setze(baum, pfad, wert)
    vorn, ohne_bic, hinten = _geteilt(baum)
    mit_bic = _geteilt(_muster(konto, ausfuehrung, bic=True))[1]
    zahlungen = "".join((mit_bic if z["bic"] else ohne_bic) % z for z in angaben)
    inhalt = f"<?xml version='1.0' encoding='UTF-8'?>\n{vorn}{zahlungen}{hinten}".encode()
    pruefen(etree.fromstring(inhalt, _leser()))
    return inhalt


def _leser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def pruefen(baum: etree._Element) -> None:
    """Raises DateiUngueltig where the XSD of ISO 20022 is broken, naming the first line."""
    schema = _xsd()
    if not schema.validate(baum):
        fehler = schema.error_log[0]
        raise DateiUngueltig(f"Zeile {fehler.line} der Zahlungsdatei entspricht nicht {SCHEMA}: {fehler.message}")
