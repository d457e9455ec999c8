"""Letters, decisions and reports: data → accessible PDF (PDF/A-3a, PDF/UA-1) and DOCX, and charts.

Pure: no database, no clock, no network, no fonts of the system. The same data give the same bytes.
"""

from kreislauf.druck.brief import Brief, brief_als_pdf
from kreislauf.druck.dokument import (
    Absatz,
    Baustein,
    Bericht,
    Bild,
    Briefkopf,
    Dokumentfehler,
    Hinweis,
    Kaestchen,
    Kennzeilen,
    Liste,
    NichtBarrierefrei,
    Saetze,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Unterschriften,
)
from kreislauf.druck.pdf import als_pdf
from kreislauf.druck.word import als_docx

__all__ = [
    "Absatz",
    "Baustein",
    "Bericht",
    "Bild",
    "Brief",
    "Briefkopf",
    "Dokumentfehler",
    "Hinweis",
    "Kaestchen",
    "Kennzeilen",
    "Liste",
    "NichtBarrierefrei",
    "Saetze",
    "Tabelle",
    "Ueberschrift",
    "Unterschrift",
    "Unterschriften",
    "als_docx",
    "als_pdf",
    "brief_als_pdf",
]
