"""Text layer of PDF files."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kreislauf.lesen.eingang.pdfordnung import ordne
from kreislauf.lesen.eingang.pdfseiten import Seite, ohne_seitenrand, seitentext
from kreislauf.lesen.eingang.pdftext import Messung, Stueck, Textseite
from kreislauf.lesen.eingang.quelltext import (
    Grenzen,
    NichtLesbar,
    Quelltext,
    ohne_steuerzeichen,
    pruefe_zeichen,
    ziffern,
)

_SPERRE = threading.Lock()  # PDFium is not made for several threads
_FEHLER = {
    3: ("kaputt", "Die PDF-Datei ist beschädigt. Bitte laden Sie sie neu oder drucken Sie sie erneut als PDF."),
    4: ("verschluesselt", "Die PDF-Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern."),
    5: ("verschluesselt", "Die PDF-Datei ist auf eine Weise geschützt, die nicht unterstützt wird."),
}
_XFA_GANZ = 2
_OHNE_ZUORDNUNG = re.compile("[\ufffd\ue000-\uf8ff]")


def lies_pdf(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """Text in reading order; lines repeated at the edge of every page stand once."""
    with _SPERRE, _offen(inhalt) as (pdfium, dokument):
        anzahl = pdfium.FPDF_GetPageCount(dokument)
        if anzahl > grenzen.max_seiten:
            raise NichtLesbar(
                "zu_lang", f"Die PDF-Datei hat mehr als {ziffern(grenzen.max_seiten)} Seiten. Bitte teilen Sie sie auf."
            )
        formular = pdfium.FPDF_GetFormType(dokument)
        messung = Messung(pdfium)
        seiten: list[Seite] = []
        zeichen = 0
        for nummer in range(anzahl):
            seite = _lies_seite(messung, dokument, nummer, formular=formular != 0)
            zeichen += seite.zeichen
            pruefe_zeichen(zeichen, grenzen)
            seiten.append(seite)
    if not zeichen:
        raise NichtLesbar(
            "ohne_text",
            "Die PDF-Datei enthält keinen Text, wahrscheinlich ist sie eingescannt. "
            "Bitte lassen Sie eine Texterkennung (OCR) laufen.",
        )
    text = ohne_steuerzeichen(seitentext(ohne_seitenrand(seiten)))
    return Quelltext(text, "pdf", tuple(_hinweise(seiten, text, formular)))


def _hinweise(seiten: list[Seite], text: str, formular: int) -> Iterator[str]:
    ohne = [str(nummer) for nummer, seite in enumerate(seiten, start=1) if not seite.stuecke and seite.hat_bilder]
    if ohne:
        genannt = ", ".join(ohne[:10]) + (" …" if len(ohne) > 10 else "")
        yield f"Ohne Text, vermutlich Bilder: Seite {genannt}. Was dort steht, wurde nicht gelesen."
    if len(_OHNE_ZUORDNUNG.findall(text)) > len(text) * 0.05:
        yield "Viele Zeichen der PDF-Datei haben keine Zuordnung zu Buchstaben; bitte mit dem Ausdruck vergleichen."
    if any(seite.kaputt for seite in seiten):
        yield "Einzelne Seiten der PDF-Datei sind beschädigt und wurden nicht gelesen."
    if formular == _XFA_GANZ:
        yield "Die PDF-Datei ist ein dynamisches Formular (XFA); ihr Inhalt steht vielleicht nicht im Text."


@contextmanager
def _offen(inhalt: bytes) -> Iterator[tuple[Any, Any]]:
    import pypdfium2  # loading the library takes time: only where a PDF is read
    import pypdfium2.raw as pdfium

    assert pypdfium2.PDFIUM_INFO is not None
    dokument = pdfium.FPDF_LoadMemDocument64(inhalt, len(inhalt), None)
    if not dokument:
        raise NichtLesbar(*_FEHLER.get(pdfium.FPDF_GetLastError(), _FEHLER[3]))
    try:
        yield pdfium, dokument
    finally:
        pdfium.FPDF_CloseDocument(dokument)


def _lies_seite(messung: Messung, dokument: Any, nummer: int, *, formular: bool) -> Seite:
    pdfium = messung.pdfium
    seite = pdfium.FPDF_LoadPage(dokument, nummer)
    if not seite:
        return Seite([], hat_bilder=False, kaputt=True)
    if formular and pdfium.FPDFPage_Flatten(seite, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        # only a page loaded anew shows what stands in the fields
        pdfium.FPDF_ClosePage(seite)
        seite = pdfium.FPDF_LoadPage(dokument, nummer)
        if not seite:
            return Seite([], hat_bilder=False, kaputt=True)
    try:
        textseite = pdfium.FPDFText_LoadPage(seite)
        if not textseite:
            return Seite([], hat_bilder=False, kaputt=True)
        try:
            stuecke: list[Stueck] = ordne(Textseite(textseite, messung).stuecke())
        finally:
            pdfium.FPDFText_ClosePage(textseite)
        return Seite(stuecke, hat_bilder=not stuecke and pdfium.FPDFPage_CountObjects(seite) > 0)
    finally:
        pdfium.FPDF_ClosePage(seite)
