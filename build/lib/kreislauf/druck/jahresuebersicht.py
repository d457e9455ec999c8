"""The yearly overview for a committee: open duties by age, postponements, punctuality by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.druck.dokument import (
    Absatz,
    Baustein,
    Bericht,
    Bild,
    Briefkopf,
    Dokumentfehler,
    Tabelle,
    Ueberschrift,
)
from kreislauf.druck.schaubild import Reihe, balken
from kreislauf.druck.umsetzungsbericht import tag, tage, tagen

OHNE_FRIST = "ohne Frist"


@dataclass(frozen=True, slots=True)
class OffenerAuftrag:
    """One open duty; `altersklasse` is one of the overview's classes, `alter` and `verschoben_tage` are days."""

    vorlage_nummer: str
    text: str
    verantwortlich: str
    altersklasse: str
    alter: int
    frist: date | None = None
    verschiebungen: int = 0
    verschoben_tage: int = 0


@dataclass(frozen=True, slots=True)
class Puenktlichkeit:
    """Duties of one unit whose original date lay in the year: done in time, done later, still open."""

    stelle: str
    faellig: int
    puenktlich: int
    verspaetet: int
    offen: int

    @property
    def quote(self) -> str:
        return f"{100 * self.puenktlich / self.faellig:.1f} %".replace(".", ",") if self.faellig else "–"


@dataclass(frozen=True, slots=True)
class Jahresuebersicht:
    """All that the overview says as of `stichtag`; every count of open duties is made here from `offene`."""

    briefkopf: Briefkopf
    jahr: int
    stichtag: date
    gremium: str
    altersklassen: Sequence[str]
    offene: Sequence[OffenerAuftrag]
    verschiebungen: Sequence[tuple[str, int, int]]  # reason, number in the year, days
    stellen: Sequence[Puenktlichkeit]
    verfasser: str = ""
    entwurf: bool = False

    def __post_init__(self) -> None:
        fremd = {a.altersklasse for a in self.offene} - set(self.altersklassen)
        if fremd:
            raise Dokumentfehler(f"Diese Altersklassen gibt es nicht: {', '.join(sorted(fremd))}.")
        for stelle in self.stellen:
            if stelle.puenktlich + stelle.verspaetet + stelle.offen != stelle.faellig:
                raise Dokumentfehler(f"Die Zahlen zu „{stelle.stelle}“ ergeben nicht die Summe {stelle.faellig}.")


def als_bericht(daten: Jahresuebersicht) -> Bericht:
    """The overview as a document for both writers."""
    ueberfaellig = [a for a in daten.offene if _ueberfaellig(a, daten.stichtag)]
    return Bericht(
        briefkopf=daten.briefkopf,
        titel=f"Offene Aufträge: Jahresübersicht {daten.jahr}",
        untertitel=daten.gremium,
        datum=daten.stichtag,
        kennzeilen=[
            ("Stichtag", tag(daten.stichtag)),
            ("Offene Aufträge", str(len(daten.offene))),
            ("davon überfällig", str(len(ueberfaellig))),
            ("Verschiebungen im Jahr", str(sum(anzahl for _, anzahl, _ in daten.verschiebungen))),
        ],
        bausteine=[*_alter(daten), *_verschiebungen(daten), *_stellen(daten), *_liste(daten)],
        entwurf=daten.entwurf,
        verfasser=daten.verfasser,
        stichwoerter=("Jahresübersicht", str(daten.jahr), daten.gremium),
    )


def _ueberfaellig(auftrag: OffenerAuftrag, stichtag: date) -> bool:
    return auftrag.frist is not None and auftrag.frist < stichtag


def altersverteilung(daten: Jahresuebersicht) -> list[tuple[str, int, int]]:
    """Per class of age: open duties still within their date (or without one), and those past it."""
    zeilen = []
    for klasse in daten.altersklassen:
        hier = [a for a in daten.offene if a.altersklasse == klasse]
        spaet = sum(_ueberfaellig(a, daten.stichtag) for a in hier)
        zeilen.append((klasse, len(hier) - spaet, spaet))
    return zeilen


def schaubild(daten: Jahresuebersicht) -> str:
    """The chart of the overview as SVG, for print and page."""
    zeilen = altersverteilung(daten)
    return balken(
        titel=f"Offene Aufträge nach Alter, {tag(daten.stichtag)}",
        beschreibung=_in_worten(daten),
        kategorien=[klasse for klasse, _, _ in zeilen],
        reihen=[
            Reihe("in der Frist", [z[1] for z in zeilen]),
            Reihe("überfällig", [z[2] for z in zeilen]),
        ],
        einheit="Aufträge",
    )


def _in_worten(daten: Jahresuebersicht) -> str:
    teile = [
        f"{klasse}: {im_plan} in der Frist, {spaet} überfällig" for klasse, im_plan, spaet in altersverteilung(daten)
    ]
    return f"Balken für {len(teile)} Altersklassen. {'; '.join(teile)}."


def _alter(daten: Jahresuebersicht) -> list[Baustein]:
    if not daten.offene:
        return [Ueberschrift("Offene Aufträge nach Alter"), Absatz("Es ist kein Auftrag offen.")]
    zeilen = [(k, str(plan + spaet), str(plan), str(spaet)) for k, plan, spaet in altersverteilung(daten)]
    summe = [sum(int(z[spalte]) for z in zeilen) for spalte in (1, 2, 3)]
    return [
        Ueberschrift("Offene Aufträge nach Alter"),
        Bild(
            schaubild(daten),
            _in_worten(daten),
            titel="Schaubild: offene Aufträge nach Alter (dieselben Zahlen in der Tabelle darunter)",
        ),
        Tabelle(
            kopf=("Alter seit der Vorlage", "offen", "in der Frist", "überfällig"),
            zeilen=[*zeilen, ("Summe", *map(str, summe))],
            titel="Offene Aufträge nach Alter",
            breiten=(3, 1, 1.3, 1.3),
            rechts=(1, 2, 3),
            zeilenkopf=True,
        ),
        Absatz("„In der Frist“ zählt auch Aufträge, die nur eine Wiedervorlage haben.", leise=True),
    ]


def _verschiebungen(daten: Jahresuebersicht) -> list[Baustein]:
    kopf: list[Baustein] = [Ueberschrift("Verschobene Fristen")]
    if not daten.verschiebungen:
        return [*kopf, Absatz(f"Im Jahr {daten.jahr} wurde keine Frist verschoben.")]
    zeilen = [(grund, str(anzahl), str(dauer)) for grund, anzahl, dauer in daten.verschiebungen]
    summe = ("Summe", str(sum(v[1] for v in daten.verschiebungen)), str(sum(v[2] for v in daten.verschiebungen)))
    return [
        *kopf,
        Tabelle(
            kopf=("Grund", "Anzahl", "Tage zusammen"),
            zeilen=[*zeilen, summe],
            titel=f"Verschiebungen im Jahr {daten.jahr} nach Grund",
            breiten=(4, 1, 1.3),
            rechts=(1, 2),
            zeilenkopf=True,
        ),
    ]


def _stellen(daten: Jahresuebersicht) -> list[Baustein]:
    kopf: list[Baustein] = [Ueberschrift("Pünktlichkeit nach Stelle")]
    if not daten.stellen:
        return [*kopf, Absatz(f"Im Jahr {daten.jahr} war kein Auftrag fällig.")]
    return [
        *kopf,
        Tabelle(
            kopf=("Stelle", "fällig", "pünktlich", "verspätet", "noch offen", "Quote"),
            zeilen=[
                (s.stelle, str(s.faellig), str(s.puenktlich), str(s.verspaetet), str(s.offen), s.quote)
                for s in daten.stellen
            ],
            titel=f"Aufträge, deren ursprüngliche Frist im Jahr {daten.jahr} lag",
            breiten=(4, 1, 1.25, 1.25, 1.35, 1.1),
            rechts=(1, 2, 3, 4, 5),
            zeilenkopf=True,
        ),
        Absatz("Quote: Anteil der bis zur ursprünglichen Frist erledigten an den fälligen Aufträgen.", leise=True),
    ]


def _liste(daten: Jahresuebersicht) -> list[Baustein]:
    if not daten.offene:
        return []
    return [
        Ueberschrift("Alle offenen Aufträge, die ältesten zuerst"),
        Tabelle(
            kopf=("Vorlage", "Auftrag", "Verantwortlich", "Alter in Tagen", "Frist, überfällig seit", "Verschoben"),
            zeilen=[_zeile(a, daten.stichtag) for a in sorted(daten.offene, key=lambda a: -a.alter)],
            titel=f"Offene Aufträge am {tag(daten.stichtag)}",
            breiten=(1.75, 2.7, 2.55, 1.3, 2.0, 1.75),
            rechts=(3,),
            zeilenkopf=True,
        ),
    ]


def _zahl(wert: int) -> str:
    return f"{wert:,}".replace(",", ".")


def _zeile(auftrag: OffenerAuftrag, stichtag: date) -> tuple[str, ...]:
    frist = tag(auftrag.frist) if auftrag.frist else OHNE_FRIST
    if auftrag.frist and _ueberfaellig(auftrag, stichtag):
        frist += f"\nseit {tagen((stichtag - auftrag.frist).days)}"
    verschoben = f"{auftrag.verschiebungen}-mal,\n{tage(auftrag.verschoben_tage)}" if auftrag.verschiebungen else "–"
    return (auftrag.vorlage_nummer, auftrag.text, auftrag.verantwortlich, _zahl(auftrag.alter), frist, verschoben)
