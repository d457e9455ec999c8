"""Tables of payments, the entitlement ledger and claims for refund."""

from kreislauf.verfahren.zahlung.models.forderung import Forderung
from kreislauf.verfahren.zahlung.models.zahlung import (
    Bankdatei,
    Buchung,
    Kleinzahlgrenze,
    Rueckmeldung,
    Sammelanteil,
    Zahllauf,
    Zahlung,
)

__all__ = [
    "Bankdatei",
    "Buchung",
    "Forderung",
    "Kleinzahlgrenze",
    "Rueckmeldung",
    "Sammelanteil",
    "Zahllauf",
    "Zahlung",
]
