"""Duties: filter, sort, board, calendar; what is overdue, how long and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kreislauf.steuerung.ratsinfo.ampel import Ampel, Stufe, ampel, ampel_filter
from kreislauf.steuerung.ratsinfo.models import Auftrag, Fristverschiebung, Gremium
from kreislauf.steuerung.ratsinfo.permissions import auftraege_mit
from kreislauf.steuerung.ratsinfo.states import Auftragsstand

SORTIERUNGEN = {
    "faellig": (F("faellig").asc(),),
    "-faellig": (F("faellig").desc(),),
    "stelle": (F("verantwortlich__name").asc(), F("faellig").asc()),
    "-stelle": (F("verantwortlich__name").desc(), F("faellig").asc()),
    "stand": (F("state").asc(), F("faellig").asc()),
    "-stand": (F("state").desc(), F("faellig").asc()),
}


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What a list of duties is narrowed to; empty fields narrow nothing."""

    suche: str = ""
    gremium: str = ""
    gremienart: str = ""
    stelle: int | None = None
    stand: str = ""
    ampel: str = ""
    einreicher: str = ""
    von: date | None = None
    bis: date | None = None
    sortierung: str = "faellig"


def _verschiebungen() -> Coalesce:
    """Number of postponements of a duty, counted for the rows that are shown only."""
    je = Fristverschiebung.objects.filter(auftrag_id=OuterRef("pk")).order_by().values("auftrag_id")
    return Coalesce(Subquery(je.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def gefiltert(auswahl: Auswahl, heute: date) -> QuerySet[Auftrag]:
    """Duties this person may see, annotated with `faellig`; unsorted."""
    return Auftrag.objects.annotate(faellig=F("faelligkeit")).filter(_bedingung(auswahl, heute)).order_by()


def auftraege(auswahl: Auswahl, heute: date) -> QuerySet[Auftrag]:
    """The same with `anzahl_verschiebungen` and what a list shows, sorted."""
    alle = gefiltert(auswahl, heute).annotate(anzahl_verschiebungen=_verschiebungen())
    alle = alle.select_related("vorlage", "verantwortlich", "gremium", "punkt").defer(
        "vorlage__text", "vorlage__lesung"
    )
    return alle.order_by(*SORTIERUNGEN.get(auswahl.sortierung, SORTIERUNGEN["faellig"]), "pk")


GEZEIGT = (
    "text", "state", "frist", "wiedervorlage", "faelligkeit", "erledigt_am", "nachweiszahl", "entfallen_grund",
    "vorlage__nummer", "vorlage__betreff", "verantwortlich__name",
)  # fmt: skip


def gezeigte() -> QuerySet[Auftrag]:
    """Duties with what a row of the list or a card of the board shows: reading all else would take longer."""
    alle = Auftrag.objects.annotate(faellig=F("faelligkeit"), anzahl_verschiebungen=_verschiebungen())
    return alle.select_related("vorlage", "verantwortlich").only(*GEZEIGT).order_by()


def _bedingung(auswahl: Auswahl, heute: date) -> Q:
    q = Q(aufgegangen_in=None)
    if auswahl.suche:
        q &= Q(pk__in=auftraege_mit(auswahl.suche))
    if auswahl.gremium:
        q &= Q(gremium_id=auswahl.gremium)
    if auswahl.gremienart:
        q &= Q(gremium__in=Gremium.objects.filter(art=auswahl.gremienart))
    if auswahl.stelle:
        q &= Q(verantwortlich_id=auswahl.stelle)
    if auswahl.stand:
        q &= Q(state=auswahl.stand)
    if auswahl.einreicher:
        q &= Q(vorlage__einreicher__icontains=auswahl.einreicher)
    if auswahl.von:
        q &= Q(faellig__gte=auswahl.von)
    if auswahl.bis:
        q &= Q(faellig__lte=auswahl.bis)
    if auswahl.ampel in Stufe.values:
        q &= ampel_filter(Stufe(auswahl.ampel), heute)
    return q


def mit_ampel(liste: Iterable[Auftrag], heute: date) -> list[tuple[Auftrag, Ampel]]:
    return [(a, ampel(a, heute)) for a in liste]


def faellige_der_stellen(stellen: Iterable[int], bis: date) -> QuerySet[Auftrag]:
    """Open duties of these units that are due until a day: for reminders and „Meine Aufgaben“."""
    offen = Auftrag.objects.filter(state__in=[Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT])
    return (
        offen.filter(verantwortlich_id__in=list(stellen))
        .annotate(faellig=F("faelligkeit"))
        .filter(faellig__lte=bis)
        .select_related("vorlage", "verantwortlich")
        .defer("vorlage__text", "vorlage__lesung")
        .order_by("faellig", "pk")
    )
