"""What all decision letters beside the Bescheid on benefits share: head, file number, signature, instruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.brief import Brief, brief_als_pdf
from kreislauf.druck.dokument import Absatz, Baustein, Briefkopf, Dokumentfehler, Tabelle, Ueberschrift
from kreislauf.druck.rechtsbehelf import Belehrung

BETRAGSSPALTEN = ("bewilligt", "gezahlt", "zu erstatten", "bisher", "jetzt")


@dataclass(frozen=True, slots=True)
class Rahmen:
    """Letterhead, addressee and who answers for the decision; `sitz` is the agency with its seat."""

    briefkopf: Briefkopf
    empfaenger: Sequence[str]
    anrede: str
    datum: date
    aktenzeichen: str
    nummer: str
    sitz: str
    zugangswege: str = ""
    gericht: str = ""
    vertritt: Sequence[str] = ()
    auskunft: Sequence[tuple[str, str]] = ()
    unterzeichner: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not any(name.strip() for name in self.unterzeichner):
            raise Dokumentfehler("Ein Bescheid braucht den Namen der Person, die ihn verantwortet (§ 33 Abs. 3 SGB X).")


@dataclass(frozen=True, slots=True)
class Betroffen:
    """One benefit of one child that a letter is about; further columns as the letter needs them."""

    kind: str
    leistung: str
    zeit: str
    weiteres: Sequence[str] = ()


def tabellen(betroffene: Sequence[Betroffen], *spalten: str) -> list[Baustein]:
    """One table per child."""
    teile: list[Baustein] = []
    for kind in dict.fromkeys(b.kind for b in betroffene):
        zeilen = [(b.leistung, b.zeit, *b.weiteres) for b in betroffene if b.kind == kind]
        kopf = ("Leistung", "Zeitraum", *spalten)
        rechts = tuple(n for n, name in enumerate(kopf) if name in BETRAGSSPALTEN)
        teile.append(Tabelle(kopf, zeilen, titel=f"Für {kind}", rechts=rechts, zeilenkopf=True))
    return teile


def vertretung(rahmen: Rahmen) -> list[Baustein]:
    if not rahmen.vertritt:
        return []
    namen = list(rahmen.vertritt)
    reihe = " und ".join([", ".join(namen[:-1]), namen[-1]] if len(namen) > 1 else namen)
    return [Absatz(f"Der Bescheid geht an Sie in Vertretung von {reihe}.")]


def absaetze(text: str) -> list[Baustein]:
    """What a person wrote, with its paragraphs."""
    return [Absatz(teil.strip()) for teil in text.replace("\r\n", "\n").split("\n\n") if teil.strip()]


def bescheid_im_rahmen(rahmen: Rahmen, titel: str, bausteine: Sequence[Baustein], belehrung: Belehrung) -> bytes:
    """PDF/A-3a and PDF/UA-1 with the instruction on remedies at its end. Raises NichtBarrierefrei."""
    return brief_als_pdf(
        Brief(
            briefkopf=rahmen.briefkopf,
            empfaenger=rahmen.empfaenger,
            datum=rahmen.datum,
            betreff=f"Bildung und Teilhabe: {titel} {rahmen.nummer}",
            infoblock=[("Aktenzeichen", rahmen.aktenzeichen), *rahmen.auskunft],
            anrede=rahmen.anrede,
            bausteine=[
                *bausteine,
                Ueberschrift("Rechtsbehelfsbelehrung"),
                *(Absatz(text) for text in belehrung.text(rahmen.sitz, rahmen.zugangswege, rahmen.gericht)),
            ],
            unterzeichner=rahmen.unterzeichner,
            verfasser=rahmen.briefkopf.koerperschaft,
        )
    )
