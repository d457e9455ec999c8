"""Which letters wait to be printed, and what a run holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from kreislauf.akten.person.models import Person
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten
from kreislauf.verfahren.anschreiben.states import LEBEND, Briefstand
from kreislauf.verfahren.antrag.models import Mitwirkungsaufforderung
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.states import Bescheidstand

ARTEN = ("bescheid", "aufforderung", "aufhebung")  # also the names of the columns of Briefposten


@dataclass(frozen=True, slots=True)
class Kandidat:
    """One letter that is ready and neither posted nor in a run."""

    art: str
    pk: UUID
    titel: str
    aktenzeichen: str
    adressat: Person
    seit: date

    @property
    def kennung(self) -> str:
        return f"{self.art}:{self.pk}"

    @property
    def ohne_anschrift(self) -> bool:
        return not all(w.strip() for w in (self.adressat.strasse, self.adressat.plz, self.adressat.ort))


def _frei(art: str) -> Q:
    lebend = Briefposten.objects.filter(state__in=LEBEND)
    return ~Q(Exists(lebend.filter(**{art: OuterRef("pk")})))


def druckbare_bescheide(bereich_id: int) -> QuerySet[Bescheid]:
    """Approved, to be sent by post, not posted."""
    menge = Bescheid.objects.filter(_frei("bescheid"), bereich_id=bereich_id, state=Bescheidstand.FREIGEGEBEN)
    return menge.select_related("adressat", "fallakte")


def druckbare_aufforderungen(bereich_id: int) -> QuerySet[Mitwirkungsaufforderung]:
    menge = Mitwirkungsaufforderung.objects.filter(_frei("aufforderung"), bereich_id=bereich_id, posted_on=None)
    return menge.select_related("antrag__antragsteller", "antrag__fallakte")


def druckbare_anhoerungen(bereich_id: int) -> QuerySet[Aufhebung]:
    menge = Aufhebung.objects.filter(_frei("aufhebung"), bereich_id=bereich_id, state=Aufhebungsstand.VORBEREITET)
    return menge.select_related("bescheid__adressat", "bescheid__fallakte")


def kandidaten(bereich_id: int) -> list[Kandidat]:
    """Everything that could go into a run, in the order of the post: by place and name."""
    gefunden = [
        Kandidat("bescheid", b.pk, str(b), b.fallakte.aktenzeichen, b.adressat, b.created_at.date())
        for b in druckbare_bescheide(bereich_id)
    ]
    gefunden += [
        Kandidat(
            "aufforderung",
            a.pk,
            f"Unterlagen anfordern bis {a.frist:%d.%m.%Y}",
            a.antrag.fallakte.aktenzeichen,
            a.antrag.antragsteller,
            a.created_at.date(),
        )
        for a in druckbare_aufforderungen(bereich_id)
    ]
    for h in druckbare_anhoerungen(bereich_id):
        akte, adressat = h.bescheid.fallakte.aktenzeichen, h.bescheid.adressat
        gefunden.append(Kandidat("aufhebung", h.pk, f"Anhörung: {h}", akte, adressat, h.created_at.date()))
    return sorted(gefunden, key=lambda k: (k.adressat.plz, k.adressat.suchname, k.aktenzeichen, k.art, str(k.pk)))


@dataclass(frozen=True, slots=True)
class Laufuebersicht:
    """Figures of a run."""

    je_stand: dict[str, int]
    seiten: int
    nicht_gedruckt: Sequence[Briefposten]
    entnommen: Sequence[Briefposten]

    @property
    def gesamt(self) -> int:
        return sum(self.je_stand.values())


def uebersicht(brieflauf: Brieflauf) -> Laufuebersicht:
    posten = brieflauf.posten.all()
    je_stand = dict(posten.order_by().values_list("state").annotate(n=Count("pk")))
    besondere = posten.filter(state__in=[Briefstand.FEHLER, Briefstand.ENTNOMMEN])
    liste = list(
        besondere.select_related(
            "bescheid__adressat", "aufforderung__antrag__antragsteller", "aufhebung__bescheid__adressat"
        )
    )
    return Laufuebersicht(
        je_stand,
        posten.aggregate(summe=Sum("seiten"))["summe"] or 0,
        [p for p in liste if p.state == Briefstand.FEHLER],
        [p for p in liste if p.state == Briefstand.ENTNOMMEN],
    )
