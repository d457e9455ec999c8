"""Letters on A4 after DIN 5008 form B: the base of every Bescheid and Anschreiben."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.dokument import Baustein, Briefkopf, Dokumentfehler, Tabelle, check_ebenen
from kreislauf.druck.erlaeuterung import Beilage
from kreislauf.druck.pdf import vorlagendaten
from kreislauf.druck.satz import setze
from kreislauf.druck.zeilenkopf import mark_zeilenkoepfe

ANSCHRIFT_ZEILEN = 6  # DIN 5008: Anschriftzone, 27.3 mm
VERMERK_ZEILEN = 3  # DIN 5008: Zusatz- und Vermerkzone, 12.7 mm
FUSS_SPALTEN = 4


@dataclass(frozen=True, slots=True)
class Brief:
    """One letter; `infoblock` stands beside the address (Zeichen, Telefon), `fuss` in columns below page 1."""

    briefkopf: Briefkopf
    empfaenger: Sequence[str]
    datum: date
    betreff: str
    bausteine: Sequence[Baustein]
    anrede: str = "Sehr geehrte Damen und Herren,"
    gruss: str = "Mit freundlichen Grüßen"
    unterzeichner: Sequence[str] = ()
    vermerke: Sequence[str] = ()
    infoblock: Sequence[tuple[str, str]] = ()
    anlagen: Sequence[str] = ()
    fuss: Sequence[Sequence[str]] = ()
    entwurf: bool = False
    verfasser: str = ""
    sprache: str = "de"
    stichwoerter: Sequence[str] = ()
    beilage: Beilage | None = None  # behind the letter, in another language

    def __post_init__(self) -> None:
        if not self.betreff.strip():
            raise Dokumentfehler("Ein Brief braucht einen Betreff.")
        if not 1 <= len(self.empfaenger) <= ANSCHRIFT_ZEILEN:
            raise Dokumentfehler(
                f"Das Anschriftfeld hat 1 bis {ANSCHRIFT_ZEILEN} Zeilen, nicht {len(self.empfaenger)}."
            )
        if len(self.vermerke) > VERMERK_ZEILEN:
            raise Dokumentfehler(
                f"Über der Anschrift haben {VERMERK_ZEILEN} Vermerke Platz, nicht {len(self.vermerke)}."
            )
        if len(self.fuss) > FUSS_SPALTEN:
            raise Dokumentfehler(f"Der Fuß hat bis zu {FUSS_SPALTEN} Spalten, nicht {len(self.fuss)}.")
        check_ebenen(self.bausteine)


def brief_als_pdf(brief: Brief) -> bytes:
    """PDF/A-3a and PDF/UA-1; the same letter gives the same bytes. Raises NichtBarrierefrei."""
    pdf = setze("brief", vorlagendaten(brief), brief.datum)
    return mark_zeilenkoepfe(pdf, [b.zeilenkopf for b in brief.bausteine if isinstance(b, Tabelle)])
