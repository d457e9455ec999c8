"""The letter that takes back what was granted and says what is to be refunded (§§ 45, 47, 48, 50 SGB X)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kreislauf.druck.bescheid import euro
from kreislauf.druck.dokument import Absatz, Baustein, Dokumentfehler, Liste, Ueberschrift
from kreislauf.druck.rahmen import Betroffen, Rahmen, absaetze, bescheid_im_rahmen, tabellen, vertretung
from kreislauf.druck.rechtsbehelf import widerspruch_am

FASSUNG = "aufhebung-1"
KEINE_ERSTATTUNG = "Sie müssen nichts erstatten. Weitere Zahlungen dafür enden."
ZAHLUNG = (
    "Diesen Betrag müssen Sie erstatten (§ 50 Abs. 1 SGB X). Wohin und bis wann Sie zahlen, teilt Ihnen die Kreiskasse "
    "mit, wenn dieser Bescheid unanfechtbar ist. Können Sie nicht auf einmal zahlen, fragen Sie bitte nach Raten."
)
# § 39 Nr. 1 SGB II and § 11 Abs. 4 AsylbLG; the refund stays suspended by § 86a Abs. 1 SGG.
SOFORT = {
    "sgb2": "Ein Widerspruch gegen die Aufhebung hat keine aufschiebende Wirkung (§ 39 Nr. 1 SGB II).",
    "asylblg": "Ein Widerspruch gegen die Aufhebung hat keine aufschiebende Wirkung (§ 11 Abs. 4 AsylbLG).",
}
ERSTATTUNG_RUHT = (
    "Solange über einen Widerspruch nicht entschieden ist, müssen Sie nichts erstatten (§ 86a Abs. 1 SGG)."
)


@dataclass(frozen=True, slots=True)
class Anhoerungsvermerk:
    """That the family was heard and what it said, or which exception of § 24 Abs. 2 SGB X there was."""

    vom: date | None = None
    aeusserung: str = ""
    geaeussert_am: date | None = None
    ausnahme: str = ""
    ausnahme_grund: str = ""


@dataclass(frozen=True, slots=True)
class Aufhebungsschreiben:
    """`betroffene` carry what was paid and what is claimed back; `erstattungsgruende` say why less, or otherwise."""

    rahmen: Rahmen
    bescheid: str
    betroffene: Sequence[Betroffen]
    norm: str
    anlass: str
    anhoerung: Anhoerungsvermerk
    ermessen: str
    erstattung: Decimal
    vergangenheit: str = ""
    erstattungsgruende: Sequence[str] = ()
    rechtskreise: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.betroffene or not self.anlass.strip() or not self.ermessen.strip():
            raise Dokumentfehler("Eine Aufhebung nennt die Entscheidung, die Tatsachen und ihre Gründe (§ 35 SGB X).")
        if self.anhoerung.vom is None and not self.anhoerung.ausnahme:
            raise Dokumentfehler("Ohne Anhörung nennt der Bescheid die Ausnahme (§ 24 Abs. 2 SGB X).")


def _anhoerung(vermerk: Anhoerungsvermerk) -> list[Baustein]:
    if vermerk.vom is None:
        ausnahme = f"Von einer Anhörung habe ich abgesehen: {vermerk.ausnahme} des § 24 Abs. 2 SGB X."
        return [Absatz(f"{ausnahme} {vermerk.ausnahme_grund}")]
    vorn = f"Mit Schreiben vom {vermerk.vom:%d.%m.%Y} habe ich Sie angehört (§ 24 Abs. 1 SGB X)."
    if vermerk.geaeussert_am is None:
        return [Absatz(f"{vorn} Sie haben sich nicht geäußert.")]
    vorgebracht = f"{vorn} Am {vermerk.geaeussert_am:%d.%m.%Y} haben Sie dazu vorgebracht:"
    return [Absatz(vorgebracht), *absaetze(vermerk.aeusserung)]


def _erstattung(schreiben: Aufhebungsschreiben) -> list[Baustein]:
    gruende: list[Baustein] = [Liste(schreiben.erstattungsgruende)] if schreiben.erstattungsgruende else []
    if not schreiben.erstattung:
        return [Absatz(KEINE_ERSTATTUNG), *gruende]
    return [Absatz(f"Zu erstatten sind {euro(schreiben.erstattung)}.", fett=True), Absatz(ZAHLUNG), *gruende]


def _wirkung(schreiben: Aufhebungsschreiben) -> list[Baustein]:
    saetze = [SOFORT["sgb2"]] if "sgb2" in schreiben.rechtskreise else []
    saetze += [SOFORT["asylblg"]] if any(k.startswith("asylblg") for k in schreiben.rechtskreise) else []
    saetze += [ERSTATTUNG_RUHT] if schreiben.erstattung else []
    return [Ueberschrift("Was gilt, wenn Sie widersprechen"), *map(Absatz, saetze)] if saetze else []


def aufhebung_als_pdf(schreiben: Aufhebungsschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    vergangenheit = [f"Auch für die Vergangenheit: {schreiben.vergangenheit}."] if schreiben.vergangenheit else []
    bausteine: list[Baustein] = [
        Absatz(f"den {schreiben.bescheid} hebe ich für diese Leistungen und Zeiten auf ({schreiben.norm}):"),
        *vertretung(schreiben.rahmen),
        *tabellen(schreiben.betroffene, "gezahlt", "zu erstatten"),
        Ueberschrift("Erstattung"),
        *_erstattung(schreiben),
        Ueberschrift("Begründung"),
        *absaetze(schreiben.anlass),
        *map(Absatz, vergangenheit),
        *_anhoerung(schreiben.anhoerung),
        *absaetze(schreiben.ermessen),
        *_wirkung(schreiben),
    ]
    titel = "Aufhebung und Erstattung" if schreiben.erstattung else "Aufhebung"
    return bescheid_im_rahmen(schreiben.rahmen, titel, bausteine, widerspruch_am(schreiben.rahmen.datum))
