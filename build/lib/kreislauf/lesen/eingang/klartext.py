"""Plain text files."""

from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, Quelltext, pruefe_zeichen
from kreislauf.lesen.eingang.zeichen import dekodiere


def lies_klartext(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """The text with its own lines, so that line numbers hold in the file, too."""
    pruefe_zeichen(len(inhalt) // 4, grenzen)  # at most four bytes a character: too long without decoding
    text, warnungen = dekodiere(inhalt)
    pruefe_zeichen(len(text), grenzen)
    if not text.strip():
        raise NichtLesbar("leer", "Die Datei enthält keinen Text.")
    return Quelltext(text, "text", warnungen)
