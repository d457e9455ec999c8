"""Payments → pain.001.001.09: SEPA characters, field limits, checked against the XSD before anything leaves."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

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
    zerlegt = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_ERSATZ))
    ohne_zeichen = "".join(z for z in zerlegt if not unicodedata.combining(z))
    klar = " ".join(_NICHT_SEPA.sub(" ", ohne_zeichen).split())
    return klar.lstrip("/").replace("//", "/")[:laenge].rstrip(" /")


@cache
def _xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


def _cent(betrag: Decimal) -> int:
    cent = betrag * 100
    if cent != cent.to_integral_value() or not 0 < cent <= 99_999_999_999:
        raise DateiUngueltig(f"Der Betrag {betrag} EUR lässt sich nicht überweisen.")
    return int(cent)


def _zahlung(u: Ueberweisung, ausfuehrung: date) -> dict[str, object]:
    name, zweck = sepa_text(u.name, MAX_NAME), sepa_text(u.zweck, MAX_ZWECK)
    if not name or not zweck or not _KENNUNG.fullmatch(u.kennung):
        raise DateiUngueltig(
            f"Zahlung {u.kennung}: Name und Verwendungszweck brauchen lateinische Buchstaben oder Ziffern. "
            "Bitte ergänzen Sie die Bankverbindung."
        )
    angaben: dict[str, object] = {
        "name": name,
        "IBAN": u.iban,
        "amount": _cent(u.betrag),
        "execution_date": ausfuehrung,
        "description": zweck,
        "endtoend_id": u.kennung,
    }
    return {**angaben, "BIC": u.bic} if u.bic else angaben


def pain001(
    *,
    auftraggeber: Auftraggeber,
    ueberweisungen: Iterable[Ueberweisung],
    ausfuehrung: date,
    message_id: str,
    at: datetime,
) -> bytes:
    """The file for the bank; the same payments give the same bytes. Raises DateiUngueltig."""
    konto: Mapping[str, object] = {
        "name": sepa_text(auftraggeber.name, MAX_NAME),
        "IBAN": auftraggeber.iban,
        "BIC": auftraggeber.bic,
        "batch": True,
        "currency": "EUR",
    }
    if not konto["name"] or not auftraggeber.bic or not _KENNUNG.fullmatch(message_id):
        raise DateiUngueltig("Das Konto des Auftraggebers braucht Name und BIC, der Lauf eine Kennung.")
    datei = sepaxml.SepaTransfer(dict(konto), schema=SCHEMA, clean=False)
    for ueberweisung in ueberweisungen:
        datei.add_payment(_zahlung(ueberweisung, ausfuehrung))
    baum = etree.fromstring(datei.export(validate=False), _leser())
    for pfad, wert in (
        ("GrpHdr/MsgId", message_id),
        ("GrpHdr/CreDtTm", at.strftime("%Y-%m-%dT%H:%M:%S")),
        ("PmtInf/PmtInfId", message_id),
    ):
        knoten = baum.find("/".join(f"{{{NS}}}{teil}" for teil in ("CstmrCdtTrfInitn", *pfad.split("/"))))
        if knoten is None:
            raise DateiUngueltig("Der Zahllauf enthält keine Zahlung.")
        knoten.text = wert
    pruefen(baum)
    inhalt: bytes = etree.tostring(baum, xml_declaration=True, encoding="UTF-8")
    return inhalt


def _leser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def pruefen(baum: etree._Element) -> None:
    """Raises DateiUngueltig where the XSD of ISO 20022 is broken, naming the first line."""
    schema = _xsd()
    if not schema.validate(baum):
        fehler = schema.error_log[0]
        raise DateiUngueltig(f"Zeile {fehler.line} der Zahlungsdatei entspricht nicht {SCHEMA}: {fehler.message}")
