"""A school's settlement before the office: each row with the child it means and what recht says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kreislauf.akten.person.models import Person
from kreislauf.leistungen.bildung_und_teilhabe.models import Sammelabrechnung, Sammelpruefung, Sammelzeile
from kreislauf.leistungen.bildung_und_teilhabe.rechnung import berechne_vorschlag
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import lagen
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.bescheid.services.entscheiden import Vorschlag
from kreislauf.verfahren.bescheid.states import Zeilenart

NULL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sammelvorschlag:
    """One row as the page proposes it; `sperre` says why it cannot be granted at all."""

    zeile: Sammelzeile
    kind: Person | None
    vorschlag: Vorschlag
    sperre: str


def abrechnungen(stand: str = "", suche: str = "") -> QuerySet[Sammelabrechnung]:
    menge = Sammelabrechnung.objects.select_related("fahrt__zugang")
    menge = menge.filter(state=stand) if stand else menge
    return menge.filter(fahrt__zugang__name__icontains=suche) if suche else menge


def _kinder(zeilen: Sequence[Sammelzeile], bereich_id: int) -> dict[tuple[str, date], list[Person]]:
    gefunden: dict[tuple[str, date], list[Person]] = {}
    menge = Person.objects.filter(
        bereich_id=bereich_id,
        suchname__in={z.suchname for z in zeilen},
        geburtsdatum__in={z.geburtsdatum for z in zeilen},
        zusammengefuehrt_in=None,
    )
    for person in menge:
        if person.geburtsdatum is not None:
            gefunden.setdefault((person.suchname, person.geburtsdatum), []).append(person)
    return gefunden


def einzeln_bewilligt(code: str, kinder: Sequence[UUID]) -> set[UUID]:
    """Children for whom this trip was granted on an application of their own."""
    zeilen = Entscheidungszeile.objects.filter(
        kind__in=kinder, leistung="ausflug", art="bewilligt", unwirksam_ab=None, bedarf__angaben__fahrt=code
    )
    return set(zeilen.values_list("kind_id", flat=True))


def gesammelt(code: str, kinder: Sequence[UUID]) -> set[UUID]:
    """Children for whom this trip was settled with the school."""
    menge = Sammelpruefung.objects.filter(fahrt__code=code, kind__in=kinder, gilt=True, art="bewilligt")
    return {pk for pk in menge.values_list("kind_id", flat=True) if pk is not None}


def _sperre(kinder: Sequence[Person], einzeln: set[UUID], vorher: set[UUID]) -> str:
    if not kinder:
        return "Zu Namen und Geburtsdatum gibt es hier kein Kind."
    if len(kinder) > 1:
        return "Mehrere Akten passen: Bitte entscheiden Sie zuerst über die Dublette."
    if kinder[0].pk in einzeln:
        return "Für dieses Kind ist die Fahrt schon auf eigenen Antrag bewilligt."
    return "Für dieses Kind ist die Fahrt schon gesammelt abgerechnet." if kinder[0].pk in vorher else ""


def vorschlaege(abrechnung: Sammelabrechnung) -> list[Sammelvorschlag]:
    """Each row with its proposal, computed now; a child that is not found once is never proposed for a grant."""
    fahrt, zeilen = abrechnung.fahrt, list(abrechnung.zeilen.all())
    personen = _kinder(zeilen, abrechnung.bereich_id)
    eindeutig = [p[0].pk for p in personen.values() if len(p) == 1]
    bekannt = lagen(eindeutig)
    einzeln, vorher = einzeln_bewilligt(fahrt.code, eindeutig), gesammelt(fahrt.code, eindeutig)
    antrag = Antrag(antragsdatum=localdate(abrechnung.created_at))
    ergebnis = []
    for zeile in zeilen:
        kinder = personen.get((zeile.suchname, zeile.geburtsdatum), [])
        sperre = _sperre(kinder, einzeln, vorher)
        if len(kinder) != 1:
            leer = Vorschlag(Zeilenart.ABGELEHNT, {fahrt.beginn.replace(day=1): NULL}, [], [], "", luecken=(sperre,))
            ergebnis.append(Sammelvorschlag(zeile, None, leer, sperre))
            continue
        bedarf = Antragsbedarf(
            antrag=antrag,
            kind=kinder[0],
            leistung=Leistungsart.AUSFLUG.value,
            beginn=fahrt.beginn,
            ende=fahrt.ende,
            angaben={"kosten": str(zeile.betrag), "faellig_am": fahrt.beginn.isoformat()},
        )
        ergebnis.append(Sammelvorschlag(zeile, kinder[0], berechne_vorschlag(bedarf, bekannt[kinder[0].pk]), sperre))
    return ergebnis
