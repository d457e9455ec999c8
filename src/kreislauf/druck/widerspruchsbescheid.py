"""The letter of a Widerspruchsbescheid: decision, costs, reasons, and how to sue (§ 85 Abs. 3 SGG, § 63 SGB X)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kreislauf.druck.dokument import Absatz, Baustein, Dokumentfehler, Ueberschrift
from kreislauf.druck.rahmen import Betroffen, Rahmen, absaetze, bescheid_im_rahmen, tabellen, vertretung
from kreislauf.druck.rechtsbehelf import klage_am

FASSUNG = "widerspruchsbescheid-1"


@dataclass(frozen=True, slots=True)
class Spruchzeile:
    """One attacked decision: what it was, what is decided on it, why, and the new amount where it changes."""

    betroffen: Betroffen
    ergebnis: str
    grund: str
    bisher: str
    neu: str = ""


@dataclass(frozen=True, slots=True)
class Widerspruchsbescheidschreiben:
    """`gericht` is the court with its address; `vertretung_noetig` is None where no costs are borne."""

    rahmen: Rahmen
    gericht: str
    widerspruch_vom: date
    gegen: str
    zeilen: Sequence[Spruchzeile]
    kosten: str
    kostengrund: str = ""
    abgeholfen: bool = False
    begruendung_der_familie: str = ""
    vertretung_noetig: bool | None = None

    def __post_init__(self) -> None:
        if not self.zeilen or not all(z.grund.strip() for z in self.zeilen):
            raise Dokumentfehler("Ein Widerspruchsbescheid begründet jede Entscheidung (§ 85 Abs. 3 Satz 1 SGG).")
        if not self.gericht.strip():
            raise Dokumentfehler("Für die Klagebelehrung fehlt das Gericht mit Anschrift (§ 36 SGB X).")


def _verfuegung(schreiben: Widerspruchsbescheidschreiben) -> list[Baustein]:
    soweit = ", soweit ich ihm nicht schon abgeholfen habe," if schreiben.abgeholfen else ""
    einleitung = (
        f"über Ihren Widerspruch vom {schreiben.widerspruch_vom:%d.%m.%Y} gegen den {schreiben.gegen}{soweit} "
        "entscheide ich wie folgt:"
    )
    betroffene = [replace(z.betroffen, weiteres=(z.ergebnis, z.bisher, z.neu or z.bisher)) for z in schreiben.zeilen]
    kosten = f"{schreiben.kosten} (§ 63 SGB X)."
    if schreiben.vertretung_noetig is not None:
        wort = "war" if schreiben.vertretung_noetig else "war nicht"
        kosten += f" Eine Bevollmächtigte oder einen Bevollmächtigten hinzuzuziehen {wort} notwendig."
    return [
        Absatz(einleitung),
        *vertretung(schreiben.rahmen),
        *tabellen(betroffene, "Entscheidung", "bisher", "jetzt"),
        Absatz(kosten),
    ]


def _gruende(schreiben: Widerspruchsbescheidschreiben) -> list[Baustein]:
    teile: list[Baustein] = [Ueberschrift("Begründung")]
    if schreiben.begruendung_der_familie:
        teile += [Absatz("Sie haben zur Begründung vorgebracht:"), *absaetze(schreiben.begruendung_der_familie)]
    for z in schreiben.zeilen:
        teile += [Ueberschrift(f"{z.betroffen.leistung} für {z.betroffen.kind}", 2), *absaetze(z.grund)]
    if schreiben.kostengrund:
        teile += [Ueberschrift("Kosten", 2), *absaetze(schreiben.kostengrund)]
    return teile


def widerspruchsbescheid_als_pdf(schreiben: Widerspruchsbescheidschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    rahmen = replace(schreiben.rahmen, gericht=schreiben.gericht)
    bausteine = [*_verfuegung(schreiben), *_gruende(schreiben)]
    return bescheid_im_rahmen(rahmen, "Widerspruchsbescheid", bausteine, klage_am(rahmen.datum))
