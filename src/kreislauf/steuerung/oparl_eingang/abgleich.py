"""What a run changes in what is already known: new, changed and deleted objects, each once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kreislauf.steuerung.oparl_eingang.abruf import Ertrag
from kreislauf.steuerung.oparl_eingang.lesart import Objekt, build_objekt, embedded_kennungen


@dataclass(frozen=True)
class Abgleich:
    neu: tuple[Objekt, ...]
    geaendert: tuple[Objekt, ...]
    geloescht: tuple[str, ...]


def compare_ertrag(bekannt: Mapping[str, Objekt], ertrag: Ertrag, *, voll: bool) -> Abgleich:
    """Compares by content, since some servers call everything changed; stamps alone change nothing.

    What is missing counts as deleted only after a full run that read every list to its end.
    """
    neu: list[Objekt] = []
    geaendert: list[Objekt] = []
    geloescht: set[str] = set()
    for kennung, objekt in ertrag.objekte.items():
        bisher = bekannt.get(kennung)
        if objekt.geloescht:
            geloescht |= {kennung} & bekannt.keys()
        elif bisher is None:
            neu.append(objekt)
        else:
            jetzt = _completed(bisher, objekt)
            if bisher.abdruck != jetzt.abdruck:
                geaendert.append(jetzt)
    if voll and ertrag.vollstaendig:
        geloescht |= bekannt.keys() - ertrag.objekte.keys()
    else:
        geloescht |= _fallen_out(bekannt, ertrag, geaendert, geloescht)
    return Abgleich(tuple(neu), tuple(geaendert), tuple(sorted(geloescht)))


def _completed(bisher: Objekt, objekt: Objekt) -> Objekt:
    """An embedded copy leaves fields out that are known from the object's own page; these stay."""
    if bisher.eingebettet or not objekt.eingebettet:
        return objekt
    return build_objekt(bisher.roh | objekt.roh, objekt.typ, objekt.kennung)


def _fallen_out(
    bekannt: Mapping[str, Objekt], ertrag: Ertrag, geaendert: list[Objekt], geloescht: set[str]
) -> set[str]:
    """What a changed or deleted object held before and holds no longer, nobody else holds, and no list names."""
    vorher: set[str] = set()
    jetzt = {objekt.kennung: objekt for objekt in geaendert}
    for kennung in jetzt.keys() | geloescht:
        vorher |= embedded_kennungen(bekannt[kennung])
    verdacht = {
        kennung
        for kennung in (vorher & bekannt.keys()) - ertrag.objekte.keys() - geloescht
        if bekannt[kennung].eingebettet
    }
    if verdacht:
        for kennung, objekt in bekannt.items():
            if kennung not in geloescht and kennung not in verdacht:
                verdacht -= embedded_kennungen(jetzt.get(kennung, objekt))
    return verdacht


def apply_abgleich(bekannt: Mapping[str, Objekt], abgleich: Abgleich) -> dict[str, Objekt]:
    """What is known after the run."""
    weg = set(abgleich.geloescht)
    stand = {kennung: objekt for kennung, objekt in bekannt.items() if kennung not in weg}
    return stand | {objekt.kennung: objekt for objekt in (*abgleich.neu, *abgleich.geaendert)}


def next_seit(bisher: datetime | None, beginn: datetime, ertrag: Ertrag) -> datetime | None:
    """From when the next run asks: the start of this one, or unchanged if something could not be read."""
    return beginn if ertrag.vollstaendig else bisher
