"""Content of a file → text, in this process."""

from kreislauf.lesen.eingang.art import erkenne_art, pruefe_art
from kreislauf.lesen.eingang.klartext import lies_klartext
from kreislauf.lesen.eingang.oparl import lies_oparl
from kreislauf.lesen.eingang.pdf import lies_pdf
from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, Quelltext, ziffern
from kreislauf.lesen.eingang.webseite import lies_html
from kreislauf.lesen.eingang.worddokument import lies_docx

_LESER = {"text": lies_klartext, "html": lies_html, "pdf": lies_pdf, "docx": lies_docx, "oparl": lies_oparl}


def lies_inhalt(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """Sizes are limited here, time and memory are not: for files of strangers take `lies_abgeschirmt`.

    Raises NichtLesbar.
    """
    pruefe_groesse(len(inhalt), grenzen)
    art = erkenne_art(inhalt)
    pruefe_art(art)
    return _LESER[art](inhalt, grenzen)


def pruefe_groesse(anzahl: int, grenzen: Grenzen) -> None:
    if anzahl > grenzen.max_bytes:
        raise NichtLesbar(
            "zu_gross",
            f"Die Datei ist größer als {ziffern(grenzen.max_bytes // 1024 // 1024)} MB. Bitte teilen Sie sie auf.",
        )
