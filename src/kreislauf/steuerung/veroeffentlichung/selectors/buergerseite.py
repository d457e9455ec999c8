"""What citizens see: papers that the office released, under the guest's row-level security."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.steuerung.ratsinfo.ampel import Ampel, Stufe, ampel
from kreislauf.steuerung.ratsinfo.models import (
    Auftrag,
    Berichtspunkt,
    Beschluss,
    Beschlusspunkt,
    Umsetzungsbericht,
    Vorlage,
)
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus
from kreislauf.steuerung.veroeffentlichung.models import Buergerseite
from kreislauf.steuerung.veroeffentlichung.selectors.oparl import BEIM_GREMIUM, OFFEN, SELBST

OHNE_BERICHT = "ohne"
# The seven states of a report in plain words, with the kind of badge that carries them.
KLARTEXT: dict[str, tuple[str, str]] = {
    Umsetzungsstatus.NOCH_NICHT_BEGONNEN: ("Noch nicht begonnen", "info"),
    Umsetzungsstatus.IN_ARBEIT: ("Daran wird gearbeitet", "info"),
    Umsetzungsstatus.GEAENDERT: ("Wird anders umgesetzt als beschlossen", "warning"),
    Umsetzungsstatus.UMGESETZT: ("Umgesetzt", "success"),
    Umsetzungsstatus.LAUFEND_FORTGESCHRIEBEN: ("Läuft dauerhaft weiter", "success"),
    Umsetzungsstatus.NICHT_REALISIERBAR: ("Kann nicht umgesetzt werden", "danger"),
    Umsetzungsstatus.ABGELEHNT: ("Wird nicht umgesetzt", "danger"),
    "": ("Noch kein Bericht dazu", "info"),
}
AMPELWORT = {
    Stufe.ROT: "Der Termin ist überschritten",
    Stufe.GELB: "Der Termin ist bald, oder der Nachweis fehlt noch",
    Stufe.GRUEN: "Im Zeitplan",
    Stufe.FERTIG: "Erledigt",
    Stufe.GRAU: "Entfallen",
}


@dataclass(frozen=True, slots=True)
class Punkt:
    """One point of a resolution: its state by the last report, and its duties with their lights."""

    nummer: str
    text: str
    stand: tuple[str, str]
    sachstand: str
    auftraege: list[tuple[Auftrag, Ampel, str]]


@dataclass(frozen=True, slots=True)
class Seite:
    vorlage: Vorlage
    beschluesse: list[tuple[Beschluss, list[Punkt]]]
    weitere: list[tuple[Auftrag, Ampel, str]]  # duties that hang on no point
    letzter_bericht: Any


# From the state citizens should worry about most to the best one; a point that no report answers is not done.
_VOM_SCHLECHTESTEN = (
    Umsetzungsstatus.ABGELEHNT,
    Umsetzungsstatus.NICHT_REALISIERBAR,
    Umsetzungsstatus.NOCH_NICHT_BEGONNEN,
    "",
    Umsetzungsstatus.IN_ARBEIT,
    Umsetzungsstatus.GEAENDERT,
    Umsetzungsstatus.LAUFEND_FORTGESCHRIEBEN,
    Umsetzungsstatus.UMGESETZT,
)
_BEIM_GREMIUM = (Q(bericht__schutzstufe=0) & (Q(bericht__state="versandt") | Q(bericht__eingelesen=True))) & Q(
    schutzstufe=0
)


def _schlechtester(status: QuerySet[Any], feld: str) -> Subquery:
    rang = Case(*(When(**{feld: wert}, then=Value(n)) for n, wert in enumerate(_VOM_SCHLECHTESTEN)), default=Value(3))
    return Subquery(status.order_by(rang).values(feld)[:1])


def freigegebene(suche: str = "", stand: str = "") -> QuerySet[Vorlage]:
    """Released papers, newest first, with `stand` (None without a report) and `anzahl` of points.

    `stand` is the worst over all points of the resolution, each by its last report; without points, over the last
    report's own.
    """
    berichtspunkte = Berichtspunkt.objects.filter(_BEIM_GREMIUM, bericht__vorlage_id=OuterRef("pk"))
    zu_punkt = Berichtspunkt.objects.filter(
        _BEIM_GREMIUM,
        Q(punkt_id=OuterRef("pk")) | Q(punkt_id=None, nummer=OuterRef("nummer")),
        bericht__vorlage_id=OuterRef("vorlage_id"),
    ).order_by("-bericht__datum", "-bericht__created_at")
    punkte = Beschlusspunkt.objects.filter(vorlage_id=OuterRef("pk"), satz="beschluss", schutzstufe=0).annotate(
        antwort=Coalesce(Subquery(zu_punkt.values("status")[:1]), Value(""))
    )
    letzter = berichtspunkte.filter(
        bericht_id=Subquery(
            Umsetzungsbericht.objects.filter(BEIM_GREMIUM, OFFEN, vorlage_id=OuterRef(OuterRef("pk")))
            .order_by("-datum", "-created_at")
            .values("pk")[:1]
        )
    )
    alle = Vorlage.objects.filter(SELBST, buergerseite__schutzstufe=Schutzstufe.OEFFENTLICH).defer("text", "lesung")
    alle = alle.annotate(
        stand=Case(
            When(
                Exists(berichtspunkte),
                then=Coalesce(_schlechtester(punkte, "antwort"), _schlechtester(letzter, "status")),
            ),
            default=None,
        ),
        anzahl=Count("punkte", filter=Q(punkte__satz="beschluss", punkte__schutzstufe=0)),
    )
    for wort in suche.replace("\x00", " ").split()[:8]:
        alle = alle.filter(Q(betreff__icontains=wort) | Q(nummer__icontains=wort))
    if stand == OHNE_BERICHT:
        alle = alle.filter(stand=None)
    elif stand:
        alle = alle.filter(stand=stand)
    return alle.order_by("-datum", "pk")


def _mit_licht(auftraege: Iterable[Auftrag], heute: date) -> list[tuple[Auftrag, Ampel, str]]:
    lichter = [(a, ampel(a, heute)) for a in auftraege]
    return [(a, licht, AMPELWORT[licht.stufe]) for a, licht in lichter]


def seite(vorlage_id: UUID, heute: date) -> Seite | None:
    """Everything about one released paper; None if it is not released or not öffentlich."""
    auftraege = Auftrag.objects.filter(SELBST).select_related("verantwortlich")
    punkte = Beschlusspunkt.objects.filter(OFFEN, satz="beschluss").order_by("position", "nummer")
    vorlage: Any = (
        freigegebene()
        .filter(pk=vorlage_id)
        .prefetch_related(
            Prefetch("auftraege", auftraege.order_by("frist", "pk"), to_attr="offene_auftraege"),
            Prefetch("beschluesse", Beschluss.objects.filter(OFFEN), to_attr="offene_beschluesse"),
            Prefetch("punkte", punkte, to_attr="offene_punkte"),
        )
        .first()
    )
    if vorlage is None:
        return None
    berichte = vorlage.umsetzungsberichte.filter(BEIM_GREMIUM).order_by("-datum", "-created_at")
    antworten: dict[object, Berichtspunkt] = {}
    alle = Berichtspunkt.objects.filter(OFFEN, bericht__in=berichte).order_by("-bericht__datum")
    for antwort in alle:
        antworten.setdefault(antwort.punkt_id or antwort.nummer, antwort)
    je_punkt: dict[object, list[Auftrag]] = {}
    for a in vorlage.offene_auftraege:
        je_punkt.setdefault(a.punkt_id, []).append(a)

    def punkt(p: Beschlusspunkt) -> Punkt:
        antwort = antworten.get(p.pk) or antworten.get(p.nummer)
        stand = KLARTEXT[antwort.status if antwort else ""]
        sachstand = antwort.sachstand if antwort else ""
        return Punkt(p.nummer, p.text, stand, sachstand, _mit_licht(je_punkt.pop(p.pk, []), heute))

    beschluesse = [
        (b, [punkt(p) for p in vorlage.offene_punkte if p.beschluss_id == b.pk]) for b in vorlage.offene_beschluesse
    ]
    weitere = [a for rest in je_punkt.values() for a in rest]
    return Seite(vorlage, beschluesse, _mit_licht(weitere, heute), berichte.first())


def freigabe(vorlage: Vorlage) -> Buergerseite | None:
    return Buergerseite.objects.filter(OFFEN, vorlage=vorlage).select_related("created_by").first()
