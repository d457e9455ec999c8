"""The implementation report to a committee: what was resolved, what became of it, where every figure comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kreislauf.druck.dokument import (
    Absatz,
    Baustein,
    Bericht,
    Briefkopf,
    Dokumentfehler,
    Hinweis,
    Kaestchen,
    Kennzeilen,
    Liste,
    Saetze,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Unterschriften,
)

OHNE = "keine Angabe"


class Umsetzungsstand(StrEnum):
    """The seven boxes, in the order in which they are printed; values are those of the record."""

    NOCH_NICHT_BEGONNEN = "noch_nicht_begonnen"
    IN_ARBEIT = "in_arbeit"
    GEAENDERT = "geaendert"
    UMGESETZT = "umgesetzt"
    LAUFEND_FORTGESCHRIEBEN = "laufend_fortgeschrieben"
    NICHT_REALISIERBAR = "nicht_realisierbar"
    ABGELEHNT = "abgelehnt"

    @property
    def label(self) -> str:
        return _LABEL[self]


_LABEL = {
    Umsetzungsstand.NOCH_NICHT_BEGONNEN: "noch nicht begonnen",
    Umsetzungsstand.IN_ARBEIT: "in Arbeit",
    Umsetzungsstand.GEAENDERT: "geändert",
    Umsetzungsstand.UMGESETZT: "umgesetzt",
    Umsetzungsstand.LAUFEND_FORTGESCHRIEBEN: "laufend fortgeschrieben",
    Umsetzungsstand.NICHT_REALISIERBAR: "Umsetzung nicht realisierbar",
    Umsetzungsstand.ABGELEHNT: "Umsetzung abgelehnt",
}


@dataclass(frozen=True, slots=True)
class Verschiebung:
    """One postponement with its coded reason (label); the old date stays readable (C4)."""

    von: date | None
    auf: date
    grund: str
    erlaeuterung: str = ""


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding; `warum` names the figures it was computed from."""

    text: str
    warum: str


@dataclass(frozen=True, slots=True)
class Berichtspunkt:
    """One point of the resolution and what became of it.

    `sachstand`: sentence, and whether it stood word for word in the last report (C6); `angaben`: the fields that
    the state demands; `frist`: the original one; `verzug`: days late, with `verzug_warum` saying from what.
    """

    nummer: str
    wortlaut: str
    stand: Umsetzungsstand
    verantwortlich: str
    sachstand: Sequence[tuple[str, bool]]
    frist: date | None = None
    verschiebungen: Sequence[Verschiebung] = ()
    verzug: int | None = None
    verzug_warum: str = ""
    angaben: Sequence[tuple[str, str]] = ()
    seither: Sequence[str] = ()
    nachweise: Sequence[str] = ()
    wiedervorlage: date | None = None


@dataclass(frozen=True, slots=True)
class Umsetzungsbericht:
    """All that the report says. Without `freigegeben_von` it is a draft and printed as one."""

    briefkopf: Briefkopf
    vorlage_nummer: str
    betreff: str
    gremium: str
    berichtsdatum: date
    verfasser: str
    gesamtstand: Umsetzungsstand
    punkte: Sequence[Berichtspunkt]
    beschluss_vom: date | None = None
    letzter_bericht_vom: date | None = None
    naechster_bericht: date | None = None
    befunde: Sequence[Befund] = ()
    freigegeben_von: str = ""
    freigegeben_am: date | None = None

    def __post_init__(self) -> None:
        if not self.punkte:
            raise Dokumentfehler("Ein Umsetzungsbericht braucht mindestens einen Punkt.")
        if bool(self.freigegeben_von) != (self.freigegeben_am is not None):
            raise Dokumentfehler("Zur Freigabe gehören Name und Tag.")
        if self.letzter_bericht_vom is None and any(alt for p in self.punkte for _, alt in p.sachstand):
            raise Dokumentfehler("Unveränderte Sätze brauchen das Datum des letzten Berichts.")

    @property
    def entwurf(self) -> bool:
        return not self.freigegeben_von


def tag(datum: date | None) -> str:
    return f"{datum:%d.%m.%Y}" if datum else OHNE


def tage(anzahl: int) -> str:
    """A number of days; number and word stay on one line."""
    return "1\u00a0Tag" if anzahl == 1 else f"{anzahl:,}\u00a0Tage".replace(",", ".")


def tagen(anzahl: int) -> str:
    return "1\u00a0Tag" if anzahl == 1 else f"{anzahl:,}\u00a0Tagen".replace(",", ".")


def als_bericht(daten: Umsetzungsbericht) -> Bericht:
    """The report as a document for both writers."""
    bausteine: list[Baustein] = [*_gesamt(daten)]
    for punkt in daten.punkte:
        bausteine += _punkt(punkt, daten.letzter_bericht_vom)
    bausteine += _befunde(daten)
    bausteine += [Ueberschrift("Freigabe"), Unterschriften(_unterschriften(daten))]
    return Bericht(
        briefkopf=daten.briefkopf,
        titel=f"Umsetzungsbericht zu {daten.vorlage_nummer}",
        untertitel=daten.betreff,
        datum=daten.berichtsdatum,
        kennzeilen=_kennzeilen(daten),
        bausteine=bausteine,
        entwurf=daten.entwurf,
        verfasser=daten.verfasser,
        stichwoerter=("Umsetzungsbericht", daten.vorlage_nummer, daten.gremium),
    )


def _kennzeilen(daten: Umsetzungsbericht) -> list[tuple[str, str]]:
    freigabe = (
        f"{daten.freigegeben_von}, {tag(daten.freigegeben_am)}" if daten.freigegeben_von else "noch nicht erteilt"
    )
    return [
        ("Vorlage", daten.vorlage_nummer),
        ("Gremium", daten.gremium),
        ("Beschluss vom", tag(daten.beschluss_vom)),
        ("Stand des Berichts", tag(daten.berichtsdatum)),
        ("Letzter Bericht", tag(daten.letzter_bericht_vom) if daten.letzter_bericht_vom else "dies ist der erste"),
        ("Verfasst von", daten.verfasser),
        ("Freigegeben von", freigabe),
        ("Nächster Bericht", tag(daten.naechster_bericht) if daten.naechster_bericht else "keiner vorgesehen"),
    ]


def _gesamt(daten: Umsetzungsbericht) -> list[Baustein]:
    zeilen = [
        (p.nummer, p.stand.label, tag(p.frist), _verzug(p), tag(p.wiedervorlage) if p.wiedervorlage else "–")
        for p in daten.punkte
    ]
    return [
        Ueberschrift("Stand der Umsetzung insgesamt"),
        Kaestchen([(stand.label, stand == daten.gesamtstand) for stand in Umsetzungsstand]),
        Absatz("Der Gesamtstand ist der des am wenigsten weit umgesetzten Punktes.", leise=True),
        Tabelle(
            kopf=("Punkt", "Stand", "Frist", "Verzug", "Wiedervorlage"),
            zeilen=zeilen,
            titel="Die Punkte des Beschlusses im Überblick",
            breiten=(1.1, 3, 1.7, 1.7, 1.9),
            zeilenkopf=True,
        ),
    ]


def _verzug(punkt: Berichtspunkt) -> str:
    if punkt.verzug is None:
        return OHNE
    return tage(punkt.verzug) if punkt.verzug > 0 else "keiner"


def _punkt(punkt: Berichtspunkt, letzter: date | None) -> list[Baustein]:
    verzug = _verzug(punkt) + (f" ({punkt.verzug_warum})" if punkt.verzug_warum else "")
    zeilen = [
        ("Verantwortlich", punkt.verantwortlich or OHNE),
        ("Ursprüngliche Frist", tag(punkt.frist)),
        ("Verzug", verzug),
        *punkt.angaben,
        ("Wiedervorlage", tag(punkt.wiedervorlage) if punkt.wiedervorlage else "keine"),
    ]
    return [
        Ueberschrift(f"Punkt {punkt.nummer}"),
        Hinweis("Beschlossen wurde", punkt.wortlaut),
        Ueberschrift("Stand", 2),
        Kaestchen([(stand.label, stand == punkt.stand) for stand in Umsetzungsstand]),
        Kennzeilen(zeilen),
        *_verschiebungen(punkt),
        Ueberschrift("Sachstand", 2),
        Saetze(punkt.sachstand, marke=f"unverändert seit Bericht vom {tag(letzter)}"),
        Ueberschrift("Was seit dem letzten Bericht geschah", 2),
        Liste(punkt.seither) if punkt.seither else Absatz("Es ist nichts eingetragen."),
        Ueberschrift("Nachweise", 2),
        Liste(punkt.nachweise) if punkt.nachweise else Absatz("Es liegen keine Nachweise vor."),
    ]


def _verschiebungen(punkt: Berichtspunkt) -> list[Baustein]:
    if not punkt.verschiebungen:
        return []
    zeilen = [
        (
            tag(v.von),
            tag(v.auf),
            tage((v.auf - v.von).days) if v.von else OHNE,
            f"{v.grund}: {v.erlaeuterung}".strip(": "),
        )
        for v in punkt.verschiebungen
    ]
    return [
        Tabelle(
            kopf=("Frist bisher", "Frist neu", "Dauer", "Grund"),
            zeilen=zeilen,
            titel=f"Verschiebungen der Frist zu Punkt {punkt.nummer}",
            breiten=(1.6, 1.6, 1.4, 4.6),
        )
    ]


def _befunde(daten: Umsetzungsbericht) -> list[Baustein]:
    if not daten.befunde:
        return [Ueberschrift("Befunde"), Absatz("Aus den Daten ergeben sich keine Befunde.")]
    zeilen = [(str(nummer), b.text, b.warum) for nummer, b in enumerate(daten.befunde, 1)]
    return [
        Ueberschrift("Befunde"),
        Absatz("Diese Feststellungen hat Kreislauf aus den Daten berechnet; sie sind nicht von Hand geschrieben."),
        Tabelle(
            kopf=("Nr.", "Befund", "Warum? Woher die Zahlen kommen"),
            zeilen=zeilen,
            titel="Befunde mit ihrer Herkunft",
            breiten=(0.7, 5, 4.3),
            zeilenkopf=True,
        ),
    ]


def _unterschriften(daten: Umsetzungsbericht) -> list[Unterschrift]:
    return [
        Unterschrift("verfasst von", daten.verfasser, f"Stand {tag(daten.berichtsdatum)}"),
        Unterschrift("freigegeben von", daten.freigegeben_von, tag(daten.freigegeben_am))
        if daten.freigegeben_von
        else Unterschrift("Freigabe durch eine zweite Person", "", "steht aus"),
    ]
