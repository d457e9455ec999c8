"""What a decision letter says, in the family's language: one catalogue per language, all with the same entries.

Not binding, and says so; only the German letter is. Amounts and days stay as the letter prints them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kreislauf.druck.dokument import Absatz, Baustein, Liste, Ueberschrift

ORDNER = Path(__file__).parent
SPRACHEN = ("ls", "en", "tr", "uk", "ru", "ar", "fr")  # beside German, those of the portal
_VON_LINKS = "\u200e"  # keeps an amount or a day in its order within a line that is read from the right
_AUSZEICHNUNG = {"ls": "de"}  # Leichte Sprache has no code of its own


@dataclass(frozen=True, slots=True)
class Beilage:
    """Pages behind the letter in another language; `name` is what the list of enclosures calls them."""

    sprache: str
    name: str
    titel: str
    bausteine: Sequence[Baustein]


@dataclass(frozen=True, slots=True)
class Punkt:
    """One decision as the explanation names it; `leistung` and `art` are keys of the catalogue."""

    kind: str
    leistung: str
    art: str
    betrag: Decimal
    beginn: date
    ende: date


@cache
def katalog(sprache: str) -> Mapping[str, Any]:
    """All texts of one language; raises KeyError for a language that is not offered."""
    if sprache not in SPRACHEN:
        raise KeyError(sprache)
    texte: Mapping[str, Any] = yaml.safe_load((ORDNER / f"{sprache}.yaml").read_text("utf-8"))
    return texte


def _zeile(texte: Mapping[str, Any], punkt: Punkt) -> str:
    betrag = f"{punkt.betrag:,.2f} €".translate({ord(","): ".", ord("."): ","})
    text: str = texte[punkt.art]
    return text.format(
        kind=punkt.kind,
        leistung=texte["leistungen"][punkt.leistung],
        betrag=_VON_LINKS + betrag + _VON_LINKS,
        von=f"{_VON_LINKS}{punkt.beginn:%d.%m.%Y}{_VON_LINKS}",
        bis=f"{_VON_LINKS}{punkt.ende:%d.%m.%Y}{_VON_LINKS}",
    )


def erlaeuterung(sprache: str, punkte: Sequence[Punkt]) -> Beilage | None:
    """The explanation of a decision letter; None for German and for languages without a catalogue."""
    if sprache not in SPRACHEN:
        return None
    texte, code = katalog(sprache), _AUSZEICHNUNG.get(sprache, sprache)

    def absatz(name: str, *, fett: bool = False) -> Absatz:
        return Absatz(texte[name], fett=fett)

    return Beilage(
        sprache=code,
        name=f"Erläuterung in der Sprache {texte['sprache']} (nicht verbindlich)",
        titel=texte["titel"],
        bausteine=[
            absatz("verbindlich", fett=True),
            absatz("einleitung"),
            Liste([_zeile(texte, p) for p in punkte]),
            absatz("zahlung"),
            Ueberschrift(texte["pflicht_titel"], 2),
            absatz("pflicht"),
            Ueberschrift(texte["widerspruch_titel"], 2),
            absatz("widerspruch"),
            absatz("hilfe"),
        ],
    )
