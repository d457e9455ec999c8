"""Instructions on remedies (§ 36 SGB X) as dated text files: `widerspruch-ab-JJJJ-MM-TT.txt`, by day of posting.

A file has a head (norm; what is not yet checked), an empty line and paragraphs with {behoerde} and {zugangswege}.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kreislauf.druck.dokument import Dokumentfehler

ORDNER = Path(__file__).parent
VORN = "widerspruch-ab-"


@dataclass(frozen=True, slots=True)
class Belehrung:
    """One version of the text; `ungeprueft` says what has not been confirmed (empty: nothing)."""

    fassung: str
    norm: str
    ungeprueft: str
    absaetze: Sequence[str]

    def text(self, behoerde: str, zugangswege: str) -> list[str]:
        """Paragraphs with the agency and its seat; a paragraph without content is left out."""
        werte = {"{behoerde}": behoerde, "{zugangswege}": zugangswege}
        fertig = []
        for vorlage in self.absaetze:
            absatz = "".join(werte.get(teil, teil) for teil in _teile(vorlage))
            if absatz.strip():
                fertig.append(absatz.strip())
        return fertig


def _teile(vorlage: str) -> list[str]:
    """The text cut at its two fields, so that what is filled in is never read as a field."""
    teile = [vorlage]
    for feld in ("{behoerde}", "{zugangswege}"):
        neu: list[str] = []
        for teil in teile:
            davor, *rest = teil.split(feld)
            neu.append(davor)
            for stueck in rest:
                neu += [feld, stueck]
        teile = neu
    return teile


@cache
def _fassungen() -> tuple[tuple[date, Belehrung], ...]:
    gefunden = []
    for datei in sorted(ORDNER.glob(f"{VORN}*.txt")):
        kopf, *absaetze = datei.read_text("utf-8").strip().split("\n\n")
        angaben = dict(zeile.split(": ", 1) for zeile in kopf.splitlines())
        belehrung = Belehrung(datei.stem, angaben["Norm"], angaben.get("Ungeprüft", ""), tuple(absaetze))
        gefunden.append((date.fromisoformat(datei.stem.removeprefix(VORN)), belehrung))
    return tuple(gefunden)


def widerspruch_am(tag: date) -> Belehrung:
    """The text for a letter posted on this day. Raises Dokumentfehler before the first version."""
    gilt = [belehrung for ab, belehrung in _fassungen() if ab <= tag]
    if not gilt:
        raise Dokumentfehler(f"Für den {tag:%d.%m.%Y} ist keine Rechtsbehelfsbelehrung hinterlegt.")
    return gilt[-1]
