"""Everything the case page shows of one application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kreislauf.akten.haushalt.models import Einrichtungsbesuch, Leistungszeitraum
from kreislauf.akten.person.models import Dublettenverdacht, Person
from kreislauf.akten.person.selectors import offene_dubletten
from kreislauf.foundation.journal.selectors import Eintrag, history_of
from kreislauf.foundation.ui.bausteine import Ampel
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import Zeilenvorschlag, bedarfe_von, lagen, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.selectors.postkorb import uhr
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung, Nachweisforderung
from kreislauf.verfahren.antrag.states import Forderungsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.selectors import VorgabeFehlt, behoerde_am


@dataclass(frozen=True, slots=True)
class Kind:
    """A child of the application with what is known about it."""

    person: Person
    alter: int | None
    zeitraeume: Sequence[Leistungszeitraum]
    besuche: Sequence[Einrichtungsbesuch]


@dataclass(frozen=True, slots=True)
class Fallseite:
    ampel: Ampel
    uhr: str
    kinder: list[Kind]
    zeilen: list[Zeilenvorschlag]
    forderungen: list[Nachweisforderung]
    offen: list[Nachweisforderung]
    aufforderungen: list[Mitwirkungsaufforderung]
    dubletten: list[Dublettenverdacht]
    bescheide: list[Bescheid]
    rueckgabe: str
    verlauf: list[Eintrag]
    mitwirkungstage: int


def alter_am(geburtsdatum: date | None, tag: date) -> int | None:
    """Completed years."""
    if geburtsdatum is None:
        return None
    return tag.year - geburtsdatum.year - ((tag.month, tag.day) < (geburtsdatum.month, geburtsdatum.day))


def fallseite(antrag: Antrag, heute: date) -> Fallseite:
    """Read everything in a fixed number of queries; proposals are computed now."""
    bedarfe = bedarfe_von(antrag)
    personen = {b.kind_id: b.kind for b in bedarfe}
    bekannt = lagen(list(personen))
    kinder = [
        Kind(p, alter_am(p.geburtsdatum, heute), bekannt[pk].zeitraeume, bekannt[pk].besuche)
        for pk, p in personen.items()
    ]
    forderungen = list(antrag.forderungen.select_related("bedarf__kind").prefetch_related("nachweise__dokument"))
    bescheide = list(antrag.bescheide.all())
    licht, hinweis = uhr(antrag, heute)
    return Fallseite(
        ampel=licht,
        uhr=hinweis,
        kinder=kinder,
        zeilen=vorschlaege(bedarfe, heute),
        forderungen=forderungen,
        offen=[f for f in forderungen if f.state in {Forderungsstand.OFFEN, Forderungsstand.ANGEFORDERT}],
        aufforderungen=list(antrag.aufforderungen.select_related("dokument")),
        dubletten=list(offene_dubletten([antrag.antragsteller_id, *personen])),
        bescheide=bescheide,
        rueckgabe=next((b.rueckgabegrund for b in bescheide if b.rueckgabegrund), ""),
        verlauf=history_of(antrag),
        mitwirkungstage=_tage(antrag.bereich_id, heute),
    )


def _tage(bereich_id: int, heute: date) -> int:
    try:
        return behoerde_am(bereich_id, heute).mitwirkungstage
    except VorgabeFehlt:
        return 14


def gruende(spur: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stored trace for reading: months with the same reasons together, each with its calculation."""
    gruppen: dict[str, dict[str, Any]] = {}
    for monat in spur:
        texte = [g["text"] for g in monat.get("gruende", ())]
        kennung = "|".join([str(monat.get("entscheidung")), str(monat.get("betrag")), *texte])
        gruppe = gruppen.setdefault(kennung, {**monat, "monate": []})
        gruppe["monate"].append(date.fromisoformat(monat["monat"]))
    for gruppe in gruppen.values():
        von, bis = gruppe["monate"][0], gruppe["monate"][-1]
        gruppe["zeit"] = f"{von:%m/%Y}" if von == bis else f"{von:%m/%Y} bis {bis:%m/%Y}"
    return list(gruppen.values())
