"""The letter of a Bescheid: what is granted and refused, why, duties and remedy (§§ 33, 35, 36 SGB X)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kreislauf.druck.brief import Brief, brief_als_pdf
from kreislauf.druck.dokument import Absatz, Baustein, Briefkopf, Dokumentfehler, Liste, Tabelle, Ueberschrift
from kreislauf.druck.erlaeuterung import Beilage
from kreislauf.druck.rechtsbehelf import widerspruch_am

FASSUNG = "bescheid-1"
UEBERSCHRIFTEN = {
    "bewilligt": "Das bewillige ich",
    "vorlaeufig": "Das bewillige ich vorläufig",
    "abgelehnt": "Das lehne ich ab",
}
VORLAEUFIG = (
    "Über diese Leistungen entscheide ich vorläufig, weil noch nicht alles geklärt ist; den Grund lesen Sie in der "
    "Begründung. Die endgültige Entscheidung kann höher oder niedriger ausfallen; dann zahle ich nach oder fordere "
    "zu viel Gezahltes zurück."
)
PFLICHTEN = (
    "Bitte teilen Sie mir unverzüglich mit, wenn sich etwas ändert, das für diese Leistungen wichtig ist, zum Beispiel "
    "ein Umzug, ein Wechsel der Schule oder Kita, das Ende eines Angebots oder das Ende von Grundsicherungsgeld, "
    "Wohngeld, Kinderzuschlag oder anderen Leistungen. Dazu sind Sie verpflichtet (§ 60 Abs. 1 Satz 1 Nr. 2 SGB I)."
)
WEITERE_GRUENDE = (
    "Soweit ich Ihrem Antrag entspreche, ist eine weitere Begründung nicht nötig (§ 35 Abs. 2 Nr. 1 SGB X). Auf "
    "Verlangen begründe ich sie innerhalb eines Jahres nach der Bekanntgabe schriftlich (§ 35 Abs. 3 SGB X)."
)


@dataclass(frozen=True, slots=True)
class Grund:
    """One condition of the stored trace; `stand` says in words what was found ("nicht erfüllt")."""

    stand: str
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Begruendung:
    """Reasons and calculation of months that have the same."""

    zeit: str
    gruende: Sequence[Grund] = ()
    rechenweg: Sequence[tuple[str, Decimal | None]] = ()


@dataclass(frozen=True, slots=True)
class Zeile:
    """Child × benefit × period: what is decided, for which months, in what form, to whom, and why."""

    kind: str
    leistung: str
    beginn: date
    ende: date
    art: str  # a key of UEBERSCHRIFTEN
    betrag: Decimal = Decimal(0)
    monate: Sequence[tuple[date, Decimal]] = ()
    form: str = ""
    empfaenger: str = ""
    ersetzt: str = ""
    grund: str = ""
    begruendung: Sequence[Begruendung] = ()

    def __post_init__(self) -> None:
        if self.art not in UEBERSCHRIFTEN:
            raise Dokumentfehler(f"„{self.art}“ ist keine Entscheidung, die ein Bescheid ausspricht.")
        if self.art == "abgelehnt" and not (self.grund or self.begruendung):
            raise Dokumentfehler(
                f"Die Ablehnung „{self.leistung}“ für {self.kind} hat keine Begründung (§ 35 Abs. 1 SGB X)."
            )
        if self.monate and sum(b for _, b in self.monate) != self.betrag:
            raise Dokumentfehler(f"Die Monate von „{self.leistung}“ für {self.kind} ergeben nicht {euro(self.betrag)}.")

    @property
    def zeit(self) -> str:
        return f"{self.beginn:%d.%m.%Y} bis {self.ende:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Bescheidschreiben:
    """Everything that stands in the letter; `sitz` is the agency with its seat for the instruction on remedies."""

    briefkopf: Briefkopf
    empfaenger: Sequence[str]
    anrede: str
    datum: date
    aktenzeichen: str
    nummer: str
    titel: str
    sitz: str
    zeilen: Sequence[Zeile]
    antrag_vom: date | None = None
    aendert: str = ""
    vertritt: Sequence[str] = ()
    zugangswege: str = ""
    auskunft: Sequence[tuple[str, str]] = ()
    unterzeichner: Sequence[str] = ()
    fuss: Sequence[Sequence[str]] = ()
    beilage: Beilage | None = None

    def __post_init__(self) -> None:
        if not self.zeilen:
            raise Dokumentfehler("Ein Bescheid ohne Entscheidung lässt sich nicht schreiben.")
        if not any(name.strip() for name in self.unterzeichner):
            raise Dokumentfehler("Ein Bescheid braucht den Namen der Person, die ihn verantwortet (§ 33 Abs. 3 SGB X).")


def euro(betrag: Decimal) -> str:
    return f"{betrag:,.2f} €".translate({ord(","): ".", ord("."): ","})


def _betrag(zeile: Zeile) -> str:
    """The sum, and what it is per month."""
    monate = [(m, b) for m, b in zeile.monate if b]
    if len(monate) < 2:
        return euro(zeile.betrag)
    if len({b for _, b in monate}) == 1 and len(monate) == len(zeile.monate):
        return f"{euro(zeile.betrag)} (je Monat {euro(monate[0][1])})"
    return f"{euro(zeile.betrag)} ({'; '.join(f'{m:%m/%Y}: {euro(b)}' for m, b in monate)})"


def _weg(zeile: Zeile) -> str:
    return f"{zeile.form} an {zeile.empfaenger}" if zeile.empfaenger else zeile.form


def _tabelle(kind: str, zeilen: Sequence[Zeile], art: str) -> Tabelle:
    if art == "abgelehnt":
        return Tabelle(
            ("Leistung", "Zeitraum"), [(z.leistung, z.zeit) for z in zeilen], titel=f"Für {kind}", zeilenkopf=True
        )
    inhalt = [(z.leistung, z.zeit, _betrag(z), _weg(z)) for z in zeilen]
    kopf = ("Leistung", "Zeitraum", "Betrag", "Form und Empfänger")
    return Tabelle(kopf, inhalt, titel=f"Für {kind}", breiten=(2.4, 2, 2.2, 2.6), zeilenkopf=True)


def _einleitung(schreiben: Bescheidschreiben) -> Iterator[Baustein]:
    anlass = f"auf Ihren Antrag vom {schreiben.antrag_vom:%d.%m.%Y} " if schreiben.antrag_vom else ""
    satz = f"{anlass}entscheide ich über Leistungen für Bildung und Teilhabe wie folgt."
    if schreiben.aendert:
        satz += f" Dieser Bescheid ändert den {schreiben.aendert}, soweit er über dieselben Leistungen entscheidet."
    yield Absatz(satz)
    if schreiben.vertritt:
        yield Absatz(f"Der Bescheid geht an Sie in Vertretung von {_reihe(schreiben.vertritt)}.")


def _reihe(namen: Sequence[str]) -> str:
    return " und ".join([", ".join(namen[:-1]), namen[-1]] if len(namen) > 1 else namen)


def _verfuegung(zeilen: Sequence[Zeile]) -> Iterator[Baustein]:
    for art, ueberschrift in UEBERSCHRIFTEN.items():
        betroffen = [z for z in zeilen if z.art == art]
        if not betroffen:
            continue
        yield Ueberschrift(ueberschrift)
        for kind in dict.fromkeys(z.kind for z in betroffen):
            yield _tabelle(kind, [z for z in betroffen if z.kind == kind], art)
        if art == "vorlaeufig":
            yield Absatz(VORLAEUFIG)
    ersetzt = [f"{z.leistung} für {z.kind}, bisher: {z.ersetzt}" for z in zeilen if z.ersetzt]
    if ersetzt:
        yield Absatz("Damit ist ersetzt:")
        yield Liste(ersetzt)


def _gruende(zeilen: Sequence[Zeile]) -> Iterator[Baustein]:
    yield Ueberschrift("Begründung")
    for z in zeilen:
        if z.grund or z.begruendung:
            yield Ueberschrift(f"{z.leistung} für {z.kind}", 2)
        for teil in z.begruendung:
            yield Absatz(f"{teil.zeit}:", fett=True)
            if teil.gruende:
                yield Liste([f"{g.stand}: {g.text} ({g.norm})" for g in teil.gruende])
            rechnung = [(text, euro(betrag)) for text, betrag in teil.rechenweg if betrag is not None]
            if rechnung:
                yield Tabelle(("Rechenschritt", "Betrag"), rechnung, breiten=(4, 1), rechts=(1,), zeilenkopf=True)
        if z.grund:
            yield Absatz(z.grund)
    if any(z.art != "abgelehnt" for z in zeilen):
        yield Absatz(WEITERE_GRUENDE)


def brief_des_bescheids(schreiben: Bescheidschreiben) -> Brief:
    """The letter as building blocks; `datum` chooses the instruction on remedies."""
    belehrung = widerspruch_am(schreiben.datum)
    return Brief(
        briefkopf=schreiben.briefkopf,
        empfaenger=schreiben.empfaenger,
        datum=schreiben.datum,
        betreff=f"Bildung und Teilhabe: {schreiben.titel} {schreiben.nummer}",
        infoblock=[("Aktenzeichen", schreiben.aktenzeichen), *schreiben.auskunft],
        anrede=schreiben.anrede,
        bausteine=[
            *_einleitung(schreiben),
            *_verfuegung(schreiben.zeilen),
            *_gruende(schreiben.zeilen),
            Ueberschrift("Ihre Pflichten"),
            Absatz(PFLICHTEN),
            Ueberschrift("Rechtsbehelfsbelehrung"),
            *(Absatz(text) for text in belehrung.text(schreiben.sitz, schreiben.zugangswege)),
        ],
        unterzeichner=schreiben.unterzeichner,
        anlagen=[schreiben.beilage.name] if schreiben.beilage else [],
        beilage=schreiben.beilage,
        fuss=schreiben.fuss,
        verfasser=schreiben.briefkopf.koerperschaft,
    )


def bescheid_als_pdf(schreiben: Bescheidschreiben) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises NichtBarrierefrei."""
    return brief_als_pdf(brief_des_bescheids(schreiben))


def vorlagenversion(datum: date) -> str:
    """Version of the letter and of its instruction, as stored with the Bescheid."""
    return f"{FASSUNG}/{widerspruch_am(datum).fassung}"
