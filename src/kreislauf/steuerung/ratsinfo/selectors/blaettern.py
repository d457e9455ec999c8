"""Pages of long lists: by key, not by number, and counted up to a limit, the hundredth as quick as the first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from kreislauf.steuerung.ratsinfo.ampel import Ampel, Stufe, ampel_filter
from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.permissions import auftraege_lesend_mit, auftraege_mit_hoechstens
from kreislauf.steuerung.ratsinfo.selectors.auftraege import Auswahl, gefiltert, gezeigte, mit_ampel

HAEUFIG = 2000  # duties with a word from which it counts as frequent
GRENZE = 1000  # more hits than this are not counted
JE_SEITE = 50
# Fields by which a sorted list goes on, each with its direction (True: falling); the key breaks ties.
FOLGEN: dict[str, tuple[tuple[str, bool], ...]] = {
    "faellig": (("faellig", False),),
    "-faellig": (("faellig", True),),
    "stelle": (("verantwortlich__name", False), ("faellig", False)),
    "-stelle": (("verantwortlich__name", True), ("faellig", False)),
    "stand": (("state", False), ("faellig", False)),
    "-stand": (("state", True), ("faellig", False)),
}


@dataclass(frozen=True, slots=True)
class Ausschnitt:
    """Rows of one page; `naechster` is the key after which the next begins, empty at the end.

    `treffer` says in words how many there are; None on later pages.
    """

    zeilen: Sequence[Any]
    naechster: str
    treffer: str | None


def hinter(folge: Sequence[tuple[str, bool]], werte: Sequence[Any]) -> Q:
    """What comes after a row with these values in this order; the first field alone as a bound an index can use."""
    q = Q()
    gleich = Q()
    for (feld, fallend), wert in zip(folge, werte, strict=True):
        q |= gleich & Q(**{f"{feld}__{'lt' if fallend else 'gt'}": wert})
        gleich &= Q(**{feld: wert})
    (erstes, fallend), wert = folge[0], werte[0]
    return q & Q(**{f"{erstes}__{'lte' if fallend else 'gte'}": wert})


def treffertext(anzahl: int) -> str:
    return str(anzahl) if anzahl <= GRENZE else f"mehr als {GRENZE:,}".replace(",", ".")


def schneide(
    menge: QuerySet[Any], folge: Sequence[tuple[str, bool]], nach: str, *, sehr_viele: bool = False
) -> tuple[list[UUID], str, str | None]:
    """Keys of one page of `menge` in this order, the key to go on from, and the number of hits in words.

    `sehr_viele`: that there are more than are counted is known already, so only one page is read.
    """
    folge = (*folge, ("pk", False))
    anker = _anker(menge, folge, nach)
    if anker:
        menge = menge.filter(hinter(folge, anker))
    sortiert = menge.order_by(*[f"{'-' if fallend else ''}{feld}" for feld, fallend in folge])
    ids = list(sortiert.values_list("pk", flat=True)[: JE_SEITE + 1 if anker or sehr_viele else GRENZE + 1])
    naechster = str(ids[JE_SEITE - 1]) if len(ids) > JE_SEITE else ""
    return ids[:JE_SEITE], naechster, None if anker else treffertext(GRENZE + 1 if sehr_viele else len(ids))


def _anker(menge: QuerySet[Any], folge: Sequence[tuple[str, bool]], nach: str) -> tuple[Any, ...] | None:
    """Where the last page ended; None if that row is gone or not to be seen: then the list begins anew."""
    try:
        schluessel = UUID(nach)
    except ValueError:
        return None
    return menge.filter(pk=schluessel).values_list(*[feld for feld, _ in folge]).first()


def in_reihe(ids: Sequence[UUID], geladen: QuerySet[Any]) -> list[Any]:
    je = geladen.in_bulk(ids)
    return [je[pk] for pk in ids if pk in je]


def auftragsseite(auswahl: Auswahl, heute: date, nach: str = "") -> Ausschnitt:
    """One page of duties as `auftraege` gives them."""
    folge = FOLGEN.get(auswahl.sortierung, FOLGEN["faellig"])
    menge, sehr_viele = _gesucht(auswahl, heute)
    ids, naechster, treffer = schneide(menge, folge, nach, sehr_viele=sehr_viele)
    return Ausschnitt(in_reihe(ids, gezeigte()), naechster, treffer)


def _gesucht(auswahl: Auswahl, heute: date) -> tuple[QuerySet[Auftrag], bool]:
    """Rare words are looked up by index; a word that stands in thousands of duties is met on every page that is read.

    With a further filter only the index is sure to be quick.
    """
    if not auswahl.suche or replace(auswahl, suche="", sortierung="faellig") != Auswahl():
        return gefiltert(auswahl, heute), False
    ohne = gefiltert(replace(auswahl, suche=""), heute)
    ids = auftraege_mit_hoechstens(auswahl.suche, HAEUFIG)
    if len(ids) < HAEUFIG:
        return ohne.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [ids])), False
    bedingung, werte = auftraege_lesend_mit(auswahl.suche)
    return ohne.extra(where=bedingung, params=werte), True  # noqa: S610 -- our own condition, words as parameters


def tafel(auswahl: Auswahl, heute: date) -> list[tuple[Stufe, str, bool, list[tuple[Auftrag, Ampel]]]]:
    """The board: one column per light with its number in words, whether there is more, and its first duties."""
    spalten = []
    for stufe in (Stufe.ROT, Stufe.GELB, Stufe.GRUEN, Stufe.FERTIG):
        menge = gefiltert(auswahl, heute).filter(ampel_filter(stufe, heute))
        ids, naechster, treffer = schneide(menge, FOLGEN["faellig"], "")
        karten = mit_ampel(in_reihe(ids, gezeigte()), heute)
        spalten.append((stufe, treffer or "0", bool(naechster), karten))
    return spalten
