"""The report as accessible PDF."""

from typing import Any

from kreislauf.druck.dokument import Bericht, Saetze, Tabelle
from kreislauf.druck.satz import als_daten, setze
from kreislauf.druck.zeilenkopf import mark_zeilenkoepfe


def mit_passagen(dokument: Any) -> dict[str, Any]:
    """A report or letter as the templates read it, sentences of one kind already joined."""
    daten: dict[str, Any] = als_daten(dokument)
    for teil, quelle in zip(daten["bausteine"], dokument.bausteine, strict=True):
        if isinstance(quelle, Saetze):
            teil["passagen"] = als_daten(quelle.passagen())
    return daten


def als_pdf(bericht: Bericht) -> bytes:
    """PDF/A-3a and PDF/UA-1; the same report gives the same bytes. Raises NichtBarrierefrei."""
    pdf = setze("bericht", mit_passagen(bericht), bericht.datum)
    return mark_zeilenkoepfe(pdf, [b.zeilenkopf for b in bericht.bausteine if isinstance(b, Tabelle)])
