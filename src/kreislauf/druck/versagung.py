"""The letter that withholds benefits until the family cooperates (§ 66 SGB I): what, why, and how to make up for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.dokument import Absatz, Baustein, Dokumentfehler, Liste, Ueberschrift
from kreislauf.druck.rahmen import Betroffen, Rahmen, absaetze, bescheid_im_rahmen, tabellen, vertretung
from kreislauf.druck.rechtsbehelf import widerspruch_am

FASSUNG = "versagung-1"
NACHHOLEN = (
    "Sie können das jederzeit nachholen. Sobald die Unterlagen da sind und die Voraussetzungen vorliegen, kann ich die "
    "Leistungen nachträglich ganz oder teilweise bewilligen (§ 67 SGB I)."
)


@dataclass(frozen=True, slots=True)
class Anforderung:
    """One written request: its day, when it counts as served, by when, and what did not come."""

    schreiben_vom: date
    bekanntgabe: date
    frist: date
    fehlt: Sequence[str]


@dataclass(frozen=True, slots=True)
class Versagungsschreiben:
    """`erschwert` and `ermessen` are the reasons a person wrote (§ 66 Abs. 1 SGB I, § 35 Abs. 1 Satz 3 SGB X)."""

    rahmen: Rahmen
    antrag_vom: date
    betroffene: Sequence[Betroffen]
    anforderungen: Sequence[Anforderung]
    erschwert: str
    ermessen: str

    def __post_init__(self) -> None:
        if not self.betroffene or not self.anforderungen:
            raise Dokumentfehler("Eine Versagung nennt die Leistung und das Schreiben, auf das nichts kam.")
        if not self.erschwert.strip() or not self.ermessen.strip():
            raise Dokumentfehler("Eine Versagung braucht ihre Gründe und die des Ermessens (§ 35 Abs. 1 SGB X).")


def _gruende(schreiben: Versagungsschreiben) -> list[Baustein]:
    teile: list[Baustein] = []
    for a in schreiben.anforderungen:
        teile += [
            Absatz(
                f"Mit Schreiben vom {a.schreiben_vom:%d.%m.%Y}, bekannt gegeben am {a.bekanntgabe:%d.%m.%Y}, habe ich "
                f"Sie gebeten, bis zum {a.frist:%d.%m.%Y} vorzulegen:"
            ),
            Liste(a.fehlt),
        ]
    return [
        *teile,
        Absatz(
            "Auf die Folgen habe ich in diesem Schreiben hingewiesen (§ 66 Abs. 3 SGB I). Es liegt bis heute nicht vor."
        ),
        *absaetze(schreiben.erschwert),
        Ueberschrift("Wie ich abgewogen habe", 2),
        Absatz("Ob ich versage, steht in meinem Ermessen (§ 66 Abs. 1 SGB I)."),
        *absaetze(schreiben.ermessen),
    ]


def versagung_als_pdf(schreiben: Versagungsschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    bausteine: list[Baustein] = [
        Absatz(
            f"auf Ihren Antrag vom {schreiben.antrag_vom:%d.%m.%Y} versage ich die folgenden Leistungen für Bildung "
            "und Teilhabe, bis Sie die fehlenden Unterlagen vorlegen (§ 66 Abs. 1 SGB I)."
        ),
        *vertretung(schreiben.rahmen),
        *tabellen(schreiben.betroffene),
        Absatz(NACHHOLEN),
        Ueberschrift("Begründung"),
        *_gruende(schreiben),
    ]
    belehrung = widerspruch_am(schreiben.rahmen.datum)
    return bescheid_im_rahmen(schreiben.rahmen, "Versagung", bausteine, belehrung)
