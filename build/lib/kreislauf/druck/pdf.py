"""The report as accessible PDF."""

from typing import Any

from kreislauf.druck.dokument import Bericht, Saetze, Tabelle
from kreislauf.druck.satz import als_daten, setze
from kreislauf.druck.zeilenkopf import mark_zeilenkoepfe

TEXTBREITE = 165  # mm, A4 less both margins
_RAND, _LETTER = 3.6, 2.1  # mm: both insets of a cell, and a letter of table text (a little wide on purpose)


def vorlagendaten(dokument: Any) -> dict[str, Any]:
    """A report or letter as the templates read it: passages joined, cells marked whose words must be divided."""
    daten: dict[str, Any] = als_daten(dokument)
    for teil, quelle in zip(daten["bausteine"], dokument.bausteine, strict=True):
        if isinstance(quelle, Saetze):
            teil["passagen"] = als_daten(quelle.passagen())
        elif isinstance(quelle, Tabelle):
            _bereite_tabelle(teil)
    return daten


def _bereite_tabelle(teil: dict[str, Any]) -> None:
    anteile = teil["breiten"] or [1] * len(teil["kopf"])
    platz = [(TEXTBREITE * anteil / sum(anteile) - _RAND) / _LETTER for anteil in anteile]

    def zellen(zeile: list[str]) -> list[Any]:
        return [[w] if _laengstes_wort(w) > p else w for w, p in zip(zeile, platz, strict=True)]

    teil["laengste"] = max((len(w) for zeile in teil["zeilen"] for w in zeile), default=0)
    teil["kopf"], teil["zeilen"] = zellen(teil["kopf"]), [zellen(zeile) for zeile in teil["zeilen"]]


def _laengstes_wort(text: str) -> int:
    return max(map(len, text.replace("-", "- ").split()), default=0)


def als_pdf(bericht: Bericht) -> bytes:
    """PDF/A-3a and PDF/UA-1; the same report gives the same bytes. Raises NichtBarrierefrei."""
    pdf = setze("bericht", vorlagendaten(bericht), bericht.datum)
    return mark_zeilenkoepfe(pdf, [b.zeilenkopf for b in bericht.bausteine if isinstance(b, Tabelle)])
