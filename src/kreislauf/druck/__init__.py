"""Letters and reports: data → accessible PDF (PDF/A-3a, PDF/UA-1) and DOCX. No database, no clock, no network."""

from kreislauf.druck.dokument import (
    Absatz,
    Bericht,
    Bild,
    Briefkopf,
    Hinweis,
    Kaestchen,
    Liste,
    Saetze,
    Tabelle,
    Ueberschrift,
)
from kreislauf.druck.pdf import NichtBarrierefrei, als_pdf
from kreislauf.druck.word import als_docx

__all__ = [
    "Absatz",
    "Bericht",
    "Bild",
    "Briefkopf",
    "Hinweis",
    "Kaestchen",
    "Liste",
    "NichtBarrierefrei",
    "Saetze",
    "Tabelle",
    "Ueberschrift",
    "als_docx",
    "als_pdf",
]
