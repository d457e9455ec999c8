"""Instructions on remedies (§ 36 SGB X) as dated text files: `widerspruch-ab-JJJJ-MM-TT.txt` and `klage-ab-…`.

A file has a head (norm; what is not yet checked), an empty line and paragraphs with {behoerde},
{zugangswege} and {gericht}. The day in the name is the first day of posting it is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kreislauf.druck.dokument import Dokumentfehler

ORDNER = Path(__file__).parent
FELDER = ("{behoerde}", "{zugangswege}", "{gericht}")


@dataclass(frozen=True, slots=True)
class Belehrung:
    """One version of the text; `ungeprueft` says what has not been confirmed (empty: nothing)."""

    fassung: str
    norm: str
    ungeprueft: str
    absaetze: Sequence[str]

    def text(self, behoerde: str, zugangswege: str, gericht: str = "") -> list[str]:
        """Paragraphs with the agency and its seat, the court and its seat; a paragraph without content is left out."""
        werte = dict(zip(FELDER, (behoerde, zugangswege, gericht), strict=True))
        fertig = []
        for vorlage in self.absaetze:
            absatz = "".join(werte.get(teil, teil) for teil in _teile(vorlage))
            if absatz.strip():
                fertig.append(absatz.strip())
        return fertig


def _teile(vorlage: str) -> list[str]:
    """The text cut at its fields, so that what is filled in is never read as a field."""
    teile = [vorlage]
    for feld in FELDER:
        neu: list[str] = []
        for teil in teile:
            davor, *rest = teil.split(feld)
            neu.append(davor)
            for stueck in rest:
                neu += [feld, stueck]
        teile = neu
    return teile


@cache
def _fassungen(behelf: str) -> tuple[tuple[date, Belehrung], ...]:
    gefunden = []
    for datei in sorted(ORDNER.glob(f"{behelf}-ab-*.txt")):
        kopf, *absaetze = datei.read_text("utf-8").strip().split("\n\n")
        angaben = dict(zeile.split(": ", 1) for zeile in kopf.splitlines())
        belehrung = Belehrung(datei.stem, angaben["Norm"], angaben.get("Ungeprüft", ""), tuple(absaetze))
        gefunden.append((date.fromisoformat(datei.stem.removeprefix(f"{behelf}-ab-")), belehrung))
    return tuple(gefunden)


def _am(behelf: str, tag: date) -> Belehrung:
    gilt = [belehrung for ab, belehrung in _fassungen(behelf) if ab <= tag]
    if not gilt:
        raise Dokumentfehler(f"Für den {tag:%d.%m.%Y} ist keine Rechtsbehelfsbelehrung hinterlegt ({behelf}).")
    return gilt[-1]


def widerspruch_am(tag: date) -> Belehrung:
    """The text for a letter posted on this day. Raises Dokumentfehler before the first version."""
    return _am("widerspruch", tag)


def klage_am(tag: date) -> Belehrung:
    """The text of a Widerspruchsbescheid posted on this day. Raises Dokumentfehler before the first version."""
    return _am("klage", tag)
