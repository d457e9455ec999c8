"""The letter that hears a family before something is taken back (§ 24 SGB X)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.brief import Brief, brief_als_pdf
from kreislauf.druck.dokument import Absatz, Baustein, Briefkopf, Dokumentfehler, Ueberschrift
from kreislauf.druck.rahmen import Betroffen, absaetze, tabellen

FASSUNG = "anhoerung-1"
ABSICHT = (
    "Ich habe noch nicht entschieden. Bevor ich entscheide, möchte ich wissen, was Sie dazu sagen (§ 24 Abs. 1 SGB X)."
)
FOLGE = (
    "Wird die Bewilligung auch für die Vergangenheit aufgehoben, ist zu erstatten, was dafür schon gezahlt wurde "
    "(§ 50 Abs. 1 SGB X). Ob und wie viel, prüfe ich erst nach Ihrer Antwort; das Gesetz schließt die Erstattung von "
    "Leistungen für Bildung und Teilhabe oft aus (§ 40 Abs. 6 Satz 3 SGB II)."
)
WEG = (
    "Sie können schreiben, anrufen oder vorbeikommen. Sie dürfen die Akte einsehen (§ 25 SGB X) und sich helfen oder "
    "vertreten lassen (§ 13 SGB X). Wenn Sie nicht antworten, entscheide ich nach dem, was ich weiß."
)


@dataclass(frozen=True, slots=True)
class Anhoerungsschreiben:
    """`bescheid` names what may be taken back, `anlass` the facts, `vergangenheit` why also for the past (or empty)."""

    briefkopf: Briefkopf
    empfaenger: Sequence[str]
    anrede: str
    datum: date
    aktenzeichen: str
    bescheid: str
    betroffene: Sequence[Betroffen]
    norm: str
    anlass: str
    frist: date
    vergangenheit: str = ""
    auskunft: Sequence[tuple[str, str]] = ()
    unterzeichner: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.betroffene or not self.anlass.strip():
            raise Dokumentfehler("Eine Anhörung nennt, worum es geht und was geschehen ist.")
        if self.frist <= self.datum:
            raise Dokumentfehler(f"Die Frist ({self.frist:%d.%m.%Y}) muss nach dem Tag des Schreibens liegen.")


def _bausteine(schreiben: Anhoerungsschreiben) -> list[Baustein]:
    vergangenheit = [f"Auch für die Vergangenheit: {schreiben.vergangenheit}."] if schreiben.vergangenheit else []
    return [
        Absatz(f"im {schreiben.bescheid} habe ich Leistungen für Bildung und Teilhabe bewilligt. {ABSICHT}"),
        Ueberschrift("Das beabsichtige ich"),
        Absatz(f"Ich prüfe, ob ich die Bewilligung für diese Leistungen und Zeiten aufhebe ({schreiben.norm}):"),
        *tabellen(schreiben.betroffene, "bewilligt"),
        Ueberschrift("Das ist geschehen"),
        *absaetze(schreiben.anlass),
        *map(Absatz, vergangenheit),
        *([Absatz(FOLGE)] if schreiben.vergangenheit else []),
        Ueberschrift("Ihre Antwort"),
        Absatz(f"Bitte antworten Sie bis zum {schreiben.frist:%d.%m.%Y}.", fett=True),
        Absatz(WEG),
    ]


def anhoerung_als_pdf(schreiben: Anhoerungsschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    return brief_als_pdf(
        Brief(
            briefkopf=schreiben.briefkopf,
            empfaenger=schreiben.empfaenger,
            datum=schreiben.datum,
            betreff="Bildung und Teilhabe: Anhörung vor einer Entscheidung",
            infoblock=[("Aktenzeichen", schreiben.aktenzeichen), *schreiben.auskunft],
            anrede=schreiben.anrede,
            bausteine=_bausteine(schreiben),
            unterzeichner=schreiben.unterzeichner,
            verfasser=schreiben.briefkopf.koerperschaft,
        )
    )
