"""What reading a file gives, what it may cost, and how it fails."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Art = Literal["text", "html", "pdf", "docx", "oparl"]

# No database and no JSON reader takes NUL or halves of surrogate pairs; other control characters only hide text.
_STEUERZEICHEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Quelltext:
    """`warnungen` are German, for people; `oparl` is the object, tidied, where the file was one."""

    text: str
    art: Art
    warnungen: tuple[str, ...] = ()
    oparl: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """What one file may cost. Nothing is cut to fit: a file beyond a limit is refused as a whole."""

    max_bytes: int = 50 * 1024 * 1024
    max_zeichen: int = 5_000_000
    max_seiten: int = 2_000
    max_entpackt: int = 64 * 1024 * 1024
    sekunden: float = 10.0
    speicher_mb: int = 512


class NichtLesbar(Exception):
    """The file cannot be read; the German message says why and what to do, `grund` is stable."""

    def __init__(self, grund: str, meldung: str) -> None:
        super().__init__(meldung)
        self.grund = grund


def ziffern(zahl: int) -> str:
    """1234567 → 1.234.567"""
    return f"{zahl:,}".replace(",", ".")


def pruefe_zeichen(anzahl: int, grenzen: Grenzen) -> None:
    if anzahl > grenzen.max_zeichen:
        raise NichtLesbar(
            "zu_lang",
            f"Der Text ist länger als {ziffern(grenzen.max_zeichen)} Zeichen. "
            "Bitte teilen Sie die Datei in mehrere auf.",
        )


def ohne_steuerzeichen(text: str) -> str:
    """The same text at the same length; characters that no one can see or store become blanks."""
    return _STEUERZEICHEN.sub(" ", text) if _STEUERZEICHEN.search(text) else text


def mit_zeilenenden(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
