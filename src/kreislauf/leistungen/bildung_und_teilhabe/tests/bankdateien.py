"""Answers of a bank for tests, as banks build them."""

from collections.abc import Sequence
from decimal import Decimal

PAIN002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
CAMT054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


def pain002(lauf: str, *, status: str = "", abgelehnt: Sequence[tuple[str, str]] = (), kennung: str = "S1") -> bytes:
    """A status report: of the whole run, and single rejections as (EndToEndId, reason)."""
    einzeln = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{e}</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{g}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        for e, g in abgelehnt
    )
    gruppe = f"<GrpSts>{status}</GrpSts>" if status else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{PAIN002}"><CstmrPmtStsRpt><GrpHdr>'
        f"<MsgId>{kennung}</MsgId><CreDtTm>2026-11-30T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{lauf}</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>{gruppe}</OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{lauf}</OrgnlPmtInfId>{einzeln}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>"
    ).encode()


def umsatz(
    betrag: Decimal | str, *, kennung: str = "", grund: str = "", lauf: str = "", tag: str = "2026-12-04"
) -> str:
    """One booking: a run debited as one sum, or a payment credited back."""
    richtung = "DBIT" if lauf else "CRDT"
    sammler = f"<Btch><PmtInfId>{lauf}</PmtInfId></Btch>" if lauf else ""
    zurueck = f"<RtrInf><Rsn><Cd>{grund}</Cd></Rsn></RtrInf>" if grund else ""
    einzeln = f"<TxDtls><Refs><EndToEndId>{kennung}</EndToEndId></Refs>{zurueck}</TxDtls>" if kennung else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{betrag}</Amt><CdtDbtInd>{richtung}</CdtDbtInd><BookgDt><Dt>{tag}</Dt></BookgDt>'
        f"<NtryDtls>{sammler}{einzeln}</NtryDtls></Ntry>"
    )


def camt054(*umsaetze: str, kennung: str = "C1") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT054}"><BkToCstmrDbtCdtNtfctn><GrpHdr>'
        f"<MsgId>{kennung}</MsgId></GrpHdr><Ntfctn><Id>1</Id>{''.join(umsaetze)}</Ntfctn></BkToCstmrDbtCdtNtfctn>"
        "</Document>"
    ).encode()
