"""What the bank answers: pain.002 (status report) and camt.054 (bookings) → plain rows. Pure, and safe for any bytes.

Nothing is resolved or loaded from elsewhere, a document type declaration is refused, and depth and size are limited.
Versions of a message differ in their namespace only as far as is read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from kreislauf.foundation.states import DomainError

MAX_BYTES = 20 * 1024 * 1024
MAX_EINTRAEGE = 100_000
_NAMENSRAUM = "urn:iso:std:iso:20022:tech:xsd:"
PAIN002, CAMT054 = "pain.002", "camt.054"


class BankdateiUngueltig(DomainError):
    """The file is none that a bank sends as an answer; the text says where and what to do."""


@dataclass(frozen=True, slots=True)
class Meldung:
    """One statement of the bank. `zeile` is its line in the file; empty words and None were not given."""

    zeile: int
    ebene: str  # lauf or zahlung
    kennung: str  # MsgId of the run or EndToEndId of the payment
    status: str  # TxSts/GrpSts of pain.002, CRDT or DBIT of camt.054
    grund: str
    hinweis: str
    betrag: Decimal | None
    tag: date | None


@dataclass(frozen=True, slots=True)
class Bankmeldung:
    art: str
    message_id: str
    meldungen: list[Meldung]


def lies_bankmeldung(inhalt: bytes) -> Bankmeldung:
    """The rows of one file. Raises BankdateiUngueltig."""
    if not inhalt.strip():
        raise BankdateiUngueltig("Die Datei ist leer. Bitte laden Sie sie noch einmal aus dem Bankprogramm.")
    if len(inhalt) > MAX_BYTES:
        raise BankdateiUngueltig("Die Datei ist größer als 20 MB. Bitte lassen Sie sich die Meldungen je Tag geben.")
    wurzel = _wurzel(inhalt)
    raum = etree.QName(wurzel).namespace or ""
    art = raum.removeprefix(_NAMENSRAUM)[: len(PAIN002)]
    if not raum.startswith(_NAMENSRAUM) or art not in {PAIN002, CAMT054} or _name(wurzel) != "Document":
        raise BankdateiUngueltig(
            f"Die Datei ist weder pain.002 noch camt.054 (gefunden: {raum[-40:] or _name(wurzel)}). Bitte wählen Sie "
            "die Statusmeldung oder die Einzelumsätze aus dem Bankprogramm."
        )
    meldungen = list(_pain002(wurzel) if art == PAIN002 else _camt054(wurzel))
    if len(meldungen) > MAX_EINTRAEGE:
        raise BankdateiUngueltig(f"Die Datei hat mehr als {MAX_EINTRAEGE} Einträge. Bitte teilen Sie sie.")
    kennung = _text(wurzel, "CstmrPmtStsRpt" if art == PAIN002 else "BkToCstmrDbtCdtNtfctn", "GrpHdr", "MsgId")
    if not kennung:
        raise BankdateiUngueltig("In der Datei fehlt die Kennung der Nachricht (GrpHdr/MsgId). Sie ist unvollständig.")
    if not meldungen:
        raise BankdateiUngueltig("Die Datei enthält keine Meldung zu Zahlungen.")
    return Bankmeldung(art, kennung, meldungen)


def _wurzel(inhalt: bytes) -> etree._Element:
    leser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        wurzel = etree.fromstring(inhalt, leser)
    except (etree.XMLSyntaxError, ValueError) as fehler:
        zeile = getattr(fehler, "lineno", None)
        raise BankdateiUngueltig(
            f"Die Datei lässt sich nicht lesen{f' (Zeile {zeile})' if zeile else ''}; sie ist beschädigt oder kein XML."
        ) from None
    if wurzel.getroottree().docinfo.doctype or wurzel.getroottree().docinfo.internalDTD is not None:
        raise BankdateiUngueltig("Die Datei enthält eine Dokumenttyp-Erklärung; so etwas sendet keine Bank.")
    return wurzel


def _name(knoten: etree._Element) -> str:
    return etree.QName(knoten).localname if isinstance(knoten.tag, str) else ""


def _kinder(knoten: etree._Element, *pfad: str) -> Iterator[etree._Element]:
    """All nodes at a path of local names."""
    if not pfad:
        yield knoten
        return
    for kind in knoten:
        if _name(kind) == pfad[0]:
            yield from _kinder(kind, *pfad[1:])


def _knoten(knoten: etree._Element, *pfad: str) -> etree._Element | None:
    return next(_kinder(knoten, *pfad), None)


def _text(knoten: etree._Element, *pfad: str) -> str:
    gefunden = _knoten(knoten, *pfad)
    return (gefunden.text or "").strip()[:140] if gefunden is not None else ""


def _zeile(knoten: etree._Element) -> int:
    return int(knoten.sourceline or 0)


def _tag(knoten: etree._Element, *pfad: str) -> date | None:
    roh = _text(knoten, *pfad)
    if not roh:
        return None
    try:
        return date.fromisoformat(roh[:10])
    except ValueError:
        raise BankdateiUngueltig(f"Zeile {_zeile(knoten)}: „{roh[:30]}“ ist kein Tag.") from None


def _betrag(knoten: etree._Element, *pfad: str) -> Decimal | None:
    gefunden = _knoten(knoten, *pfad)
    if gefunden is None:
        return None
    roh, waehrung = (gefunden.text or "").strip(), gefunden.get("Ccy", "EUR")
    try:
        betrag = Decimal(roh)
    except InvalidOperation:
        raise BankdateiUngueltig(f"Zeile {_zeile(gefunden)}: „{roh[:30]}“ ist kein Betrag.") from None
    if not betrag.is_finite() or betrag < 0 or betrag != round(betrag, 2) or betrag >= 10**12:
        raise BankdateiUngueltig(f"Zeile {_zeile(gefunden)}: „{roh[:30]}“ ist kein Betrag in Euro und Cent.")
    if waehrung != "EUR":
        raise BankdateiUngueltig(f"Zeile {_zeile(gefunden)}: Die Währung ist {waehrung[:3]}, erwartet ist EUR.")
    return betrag


def _status(knoten: etree._Element, status: str, kennung: str, ebene: str, tag: date | None) -> Meldung:
    return Meldung(
        zeile=_zeile(knoten),
        ebene=ebene,
        kennung=kennung,
        status=status,
        grund=_text(knoten, "StsRsnInf", "Rsn", "Cd") or _text(knoten, "StsRsnInf", "Rsn", "Prtry"),
        hinweis=_text(knoten, "StsRsnInf", "AddtlInf"),
        betrag=_betrag(knoten, "OrgnlTxRef", "Amt", "InstdAmt"),
        tag=tag,
    )


def _pain002(wurzel: etree._Element) -> Iterator[Meldung]:
    """Status of the whole file, of a payment block (each block is one run here) and of single payments."""
    for bericht in _kinder(wurzel, "CstmrPmtStsRpt"):
        tag = _tag(bericht, "GrpHdr", "CreDtTm")
        lauf = ""
        for gruppe in _kinder(bericht, "OrgnlGrpInfAndSts"):
            lauf = _text(gruppe, "OrgnlMsgId")
            if status := _text(gruppe, "GrpSts"):
                yield _status(gruppe, status, lauf, "lauf", tag)
        for block in _kinder(bericht, "OrgnlPmtInfAndSts"):
            if status := _text(block, "PmtInfSts"):
                yield _status(block, status, _text(block, "OrgnlPmtInfId") or lauf, "lauf", tag)
            for einzeln in _kinder(block, "TxInfAndSts"):
                if status := _text(einzeln, "TxSts"):
                    yield _status(einzeln, status, _text(einzeln, "OrgnlEndToEndId"), "zahlung", tag)


def _camt054(wurzel: etree._Element) -> Iterator[Meldung]:
    """Bookings: a run debited as one sum, a payment that came back, anything else as it stands."""
    for umsatz in _kinder(wurzel, "BkToCstmrDbtCdtNtfctn", "Ntfctn", "Ntry"):
        richtung = _text(umsatz, "CdtDbtInd")
        if richtung not in {"CRDT", "DBIT"}:
            raise BankdateiUngueltig(f"Zeile {_zeile(umsatz)}: Beim Umsatz fehlt, ob er Gutschrift oder Belastung ist.")
        tag = _tag(umsatz, "BookgDt", "Dt") or _tag(umsatz, "BookgDt", "DtTm")
        sammler = _text(umsatz, "NtryDtls", "Btch", "MsgId") or _text(umsatz, "NtryDtls", "Btch", "PmtInfId")
        if sammler:
            yield _umsatz(umsatz, richtung, ("lauf", sammler), tag, _betrag(umsatz, "Amt"))
        einzeln = list(_kinder(umsatz, "NtryDtls", "TxDtls"))
        for teil in einzeln:
            betrag = _betrag(teil, "AmtDtls", "TxAmt", "Amt") or _betrag(teil, "Amt") or _betrag(umsatz, "Amt")
            yield _umsatz(teil, richtung, ("zahlung", _text(teil, "Refs", "EndToEndId")), tag, betrag)
        if not einzeln and not sammler:
            yield _umsatz(umsatz, richtung, ("zahlung", ""), tag, _betrag(umsatz, "Amt"))


def _umsatz(
    knoten: etree._Element, richtung: str, wen: tuple[str, str], tag: date | None, betrag: Decimal | None
) -> Meldung:
    ebene, kennung = wen
    return Meldung(
        zeile=_zeile(knoten),
        ebene=ebene,
        kennung=kennung,
        status=_text(knoten, "CdtDbtInd") or richtung,
        grund=_text(knoten, "RtrInf", "Rsn", "Cd") or _text(knoten, "RtrInf", "Rsn", "Prtry"),
        hinweis=_text(knoten, "RtrInf", "AddtlInf") or _text(knoten, "AddtlTxInf"),
        betrag=betrag,
        tag=tag,
    )
