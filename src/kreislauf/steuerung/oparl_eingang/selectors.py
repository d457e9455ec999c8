"""Sources as people see them: what they hold, how the last fetches went."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kreislauf.steuerung.oparl_eingang.models import Abruf, Bindung, Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.ratschlaege import BESONDERHEITEN, RATSCHLAEGE
from kreislauf.steuerung.oparl_eingang.states import Bindungsstand

ARTEN = {
    "Paper": "Vorlagen",
    "Meeting": "Sitzungen",
    "Consultation": "Beratungen",
    "AgendaItem": "Tagesordnungspunkte",
    "Organization": "Gremien und Ämter",
    "File": "Dateien",
}


class Fehlergruppe(NamedTuple):
    """Failures of one kind: what it is, what to do, and where it happened."""

    was: str
    rat: str
    stellen: list[Mapping[str, str]]


def letzte_abrufe(quellen_ids: list[UUID]) -> dict[UUID, Abruf]:
    """The last fetch of each source."""
    abrufe = Abruf.objects.filter(quelle_id__in=quellen_ids).order_by("quelle_id", "-started_at").distinct("quelle_id")
    return {abruf.quelle_id: abruf for abruf in abrufe.select_related("lauf")}


def bestand(quelle: Quelle) -> list[tuple[str, int]]:
    """How many living objects of each kind the mirror holds."""
    zahlen = dict(
        Spiegelobjekt.objects.filter(quelle=quelle, geloescht=False)
        .values_list("typ")
        .annotate(anzahl=Count("pk"))
        .order_by()
    )
    return [(label, zahlen.get(typ, 0)) for typ, label in ARTEN.items()]


def fehlergruppen(abruf: Abruf) -> list[Fehlergruppe]:
    """What could not be read, grouped by kind, with advice."""
    gruppen: dict[str, list[Mapping[str, str]]] = {}
    for fehler in abruf.fehler:
        gruppen.setdefault(fehler["art"], []).append(fehler)
    unbekannt = RATSCHLAEGE["unlesbar"]
    return [Fehlergruppe(*RATSCHLAEGE.get(art, unbekannt), stellen) for art, stellen in gruppen.items()]


def besonderheiten(abruf: Abruf) -> list[tuple[str, int]]:
    """What was put right in reading, and how often."""
    return [(BESONDERHEITEN[art], anzahl) for art, anzahl in abruf.besonderheiten.items() if art in BESONDERHEITEN]


def ergebnis(abruf: Abruf) -> list[tuple[str, Any]]:
    """The numbers of a fetch, for a description list."""
    zahlen = Counter(abruf.zahlen)
    return [
        (
            "Umfang",
            "alles" if abruf.voll else f"Änderungen seit {abruf.seit:%d.%m.%Y %H:%M}" if abruf.seit else "alles",
        ),
        ("neu", zahlen["neu"]),
        ("geändert", zahlen["geaendert"]),
        ("gelöscht", zahlen["geloescht"]),
        ("unverändert", zahlen["gleich"] + zahlen["eigene"]),
    ]


def gebundene_vorlagen(quelle: Quelle, *, stand: str = "", suche: str = "") -> QuerySet[Bindung]:
    """Papers of a source that are tied to the record or wait for a decision; those that wait come first."""
    alle = Bindung.objects.filter(objekt__quelle=quelle, vorlage__isnull=False)
    if stand:
        alle = alle.filter(state=stand)
    if suche:
        alle = alle.filter(Q(vorlage__nummer__icontains=suche) | Q(vorlage__betreff__icontains=suche))
    geladen = alle.select_related("objekt", "vorlage").defer("vorlage__text", "vorlage__lesung")
    return geladen.order_by("-state", "-created_at", "pk")  # vorgeschlagen, getrennt, gebunden


def anzahl_zu_pruefen(quelle: Quelle) -> int:
    return Bindung.objects.filter(objekt__quelle=quelle, state=Bindungsstand.VORGESCHLAGEN).count()


def titel(bindung: Bindung) -> str:
    """Number and subject of a paper as the source gives them."""
    roh = bindung.objekt.roh
    return ": ".join(str(t) for t in (roh.get("reference"), roh.get("name")) if t) or "Vorlage ohne Betreff"


def gegenueber(bindung: Bindung) -> list[tuple[str, object, object]]:
    """Field by field: what the source says, what stands here."""
    roh, hier = bindung.objekt.roh, bindung.vorlage
    assert hier is not None
    return [
        ("Nummer", roh.get("reference"), hier.nummer),
        ("Betreff", roh.get("name"), hier.betreff),
        ("Art", roh.get("paperType"), hier.art),
        ("Datum", roh.get("date"), hier.datum.isoformat() if hier.datum else ""),
    ]
