"""Files of unknown origin → text. What a file is, its content says, never its name."""

from kreislauf.lesen.eingang.abschirmung import Dokument, lies_abgeschirmt, lies_dokument_abgeschirmt
from kreislauf.lesen.eingang.art import erkenne_art
from kreislauf.lesen.eingang.inhalt import lies_inhalt
from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, Quelltext

__all__ = [
    "Dokument",
    "Grenzen",
    "NichtLesbar",
    "Quelltext",
    "erkenne_art",
    "lies_abgeschirmt",
    "lies_dokument_abgeschirmt",
    "lies_inhalt",
]
