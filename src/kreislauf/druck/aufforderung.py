"""The letter that asks for proofs: what is missing, by when, what follows if nothing comes (§§ 60, 66 SGB I)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.brief import Brief, brief_als_pdf
from kreislauf.druck.dokument import Absatz, Baustein, Briefkopf, Dokumentfehler, Liste, Ueberschrift

FASSUNG = "aufforderung-1"
HILFE = (
    "Sie können Kopien schicken oder die Unterlagen abgeben. Wenn Sie etwas nicht bekommen oder mehr Zeit "
    "brauchen, melden Sie sich bitte vorher: Ich kann die Frist verlängern oder helfen, die Unterlagen zu beschaffen. "
    "Was Ihnen nicht zuzumuten ist oder was ich selbst leichter beschaffen kann, müssen Sie nicht vorlegen "
    "(§ 65 Abs. 1 SGB I)."
)
PFLICHT = (
    "Wer Sozialleistungen beantragt, muss alle Tatsachen angeben, die für die Leistung wichtig sind, und auf Verlangen "
    "Beweisurkunden vorlegen (§ 60 Abs. 1 Satz 1 Nr. 1 und 3 SGB I)."
)
FOLGE = (
    "Kommt bis zu diesem Tag nichts und wird es dadurch erheblich schwerer, Ihren Antrag zu klären, kann ich die "
    "Leistung ohne weitere Ermittlungen ganz oder teilweise versagen, soweit ihre Voraussetzungen nicht nachgewiesen "
    "sind (§ 66 Abs. 1 SGB I). Holen Sie es später nach, kann ich die Leistung nachträglich ganz oder teilweise "
    "bewilligen (§ 67 SGB I)."
)


@dataclass(frozen=True, slots=True)
class Fehlendes:
    """One missing proof and the child and benefit it is for (empty: for the whole application)."""

    text: str
    wofuer: str = ""


@dataclass(frozen=True, slots=True)
class Aufforderungsschreiben:
    """Everything that stands in the letter; `frist` is the last day, as it is told to the family."""

    briefkopf: Briefkopf
    empfaenger: Sequence[str]
    anrede: str
    datum: date
    aktenzeichen: str
    antrag_vom: date
    fehlend: Sequence[Fehlendes]
    frist: date
    hinweis: str = ""
    auskunft: Sequence[tuple[str, str]] = ()
    unterzeichner: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.fehlend:
            raise Dokumentfehler("Eine Aufforderung nennt mindestens einen Nachweis, der fehlt.")
        if self.frist <= self.datum:
            raise Dokumentfehler(f"Die Frist ({self.frist:%d.%m.%Y}) muss nach dem Tag des Schreibens liegen.")


def _bausteine(schreiben: Aufforderungsschreiben) -> list[Baustein]:
    hinweis = [Absatz(schreiben.hinweis)] if schreiben.hinweis else []
    fehlt = [f"{f.text} – {f.wofuer}" if f.wofuer else f.text for f in schreiben.fehlend]
    return [
        Absatz(
            f"Sie haben am {schreiben.antrag_vom:%d.%m.%Y} Leistungen für Bildung und Teilhabe beantragt. "
            "Damit ich entscheiden kann, fehlt noch:"
        ),
        Liste(fehlt),
        Absatz(f"Bitte reichen Sie das bis zum {schreiben.frist:%d.%m.%Y} ein.", fett=True),
        *hinweis,
        Absatz(HILFE),
        Ueberschrift("Warum ich danach frage"),
        Absatz(PFLICHT),
        Ueberschrift("Was geschieht, wenn nichts kommt"),
        Absatz(FOLGE),
    ]


def aufforderung_als_pdf(schreiben: Aufforderungsschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    return brief_als_pdf(
        Brief(
            briefkopf=schreiben.briefkopf,
            empfaenger=schreiben.empfaenger,
            datum=schreiben.datum,
            betreff="Bildung und Teilhabe: Bitte reichen Sie noch Unterlagen ein",
            infoblock=[("Aktenzeichen", schreiben.aktenzeichen), *schreiben.auskunft],
            anrede=schreiben.anrede,
            bausteine=_bausteine(schreiben),
            unterzeichner=schreiben.unterzeichner,
            verfasser=schreiben.briefkopf.koerperschaft,
        )
    )
