"""OParl objects from what is öffentlich. Run as a guest (`access.context`): PostgreSQL shows nothing else, and each
query asks for `schutzstufe = 0` besides. Numbers of queries do not depend on the length of a page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models import (
    Auftrag,
    Beratung,
    Beschluss,
    Beschlusspunkt,
    Gremium,
    Umsetzungsbericht,
    Vorlage,
    Vorlagenbezug,
)
from kreislauf.steuerung.ratsinfo.states import Berichtsstand
from kreislauf.steuerung.veroeffentlichung.darstellung import Darstellung, Objekt, ohne_leere
from kreislauf.steuerung.veroeffentlichung.models import Buergerseite, Stand

OFFEN = Q(schutzstufe=Schutzstufe.OEFFENTLICH)
_SELBST = {"schutzstufe": Schutzstufe.OEFFENTLICH, "aufgegangen_in": None}
SELBST = Q(**_SELBST)  # what was known twice shows once, as the one it is part of
BEIM_GREMIUM = OFFEN & (Q(state=Berichtsstand.VERSANDT) | Q(eingelesen=True))


@dataclass(frozen=True, slots=True)
class Filter:
    """Times as OParl has them: both ends included; deleted objects only with `modified_since`."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None

    def bedingung(self) -> Q:
        felder = {
            "created__gte": self.created_since,
            "created__lte": self.created_until,
            "modified__gte": self.modified_since,
            "modified__lte": self.modified_until,
        }
        q = Q(**{k: v for k, v in felder.items() if v is not None})
        return q if self.modified_since else q & Q(deleted=False)

    def passt(self, created: datetime, modified: datetime) -> bool:
        """The same for an object that stands in the settings."""
        return (
            (self.created_since is None or created >= self.created_since)
            and (self.created_until is None or created <= self.created_until)
            and (self.modified_since is None or modified >= self.modified_since)
            and (self.modified_until is None or modified <= self.modified_until)
        )


@dataclass(frozen=True, slots=True)
class Seite:
    objekte: Sequence[Objekt]
    gesamt: int
    weiter: int | None  # position after which the next page begins


def seite(d: Darstellung, typ: str, wahl: Filter, *, nach: int, limit: int, intern: bool) -> Seite:
    """One page of a list in order of appearance; `intern` embeds what belongs to the objects."""
    alle = Stand.objects.filter(wahl.bedingung(), typ=typ)
    zeilen = list(alle.filter(id__gt=nach).order_by("id")[: limit + 1])
    weiter = zeilen[limit - 1].pk if len(zeilen) > limit else None
    return Seite(objekte(d, typ, zeilen[:limit], intern=intern), alle.count(), weiter)


def einzeln(d: Darstellung, typ: str, schluessel: str) -> Objekt | None:
    """One object, a deleted one as such; None for what was never public."""
    zeilen = list(Stand.objects.filter(typ=typ, schluessel=schluessel))
    gefunden = objekte(d, typ, zeilen, intern=True)
    return gefunden[0] if gefunden else None


def objekte(d: Darstellung, typ: str, zeilen: Sequence[Stand], *, intern: bool) -> list[Objekt]:
    """In the order of `zeilen`. What is not visible (any more) appears as deleted, whatever its row says."""
    lebend = [z for z in zeilen if not z.deleted]
    gebaut = _LADEN[typ](d, lebend, intern) if lebend else {}
    return [gebaut.get(z.schluessel) or d.geloescht(z) for z in zeilen]


def _staende(typ: str, schluessel: Iterable[object]) -> dict[str, Stand]:
    gesucht = {str(s) for s in schluessel}
    return {z.schluessel: z for z in Stand.objects.filter(typ=typ, schluessel__in=gesucht, deleted=False)}


def _organizations(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    je = {str(g.pk): g for g in Gremium.objects.filter(OFFEN, pk__in=[z.schluessel for z in zeilen])}
    return {z.schluessel: d.organization(z, je[z.schluessel]) for z in zeilen if z.schluessel in je}


def _beschluesse() -> "Prefetch[Any]":
    punkte = Beschlusspunkt.objects.filter(OFFEN).order_by("position", "nummer")
    return Prefetch(
        "beschluesse",
        Beschluss.objects.filter(OFFEN).prefetch_related(Prefetch("punkte", punkte, to_attr="offene_punkte")),
        to_attr="offene_beschluesse",
    )


def _beratungen(schluessel: Iterable[object]) -> QuerySet[Beratung]:
    offen = Beratung.objects.filter(OFFEN, vorlage__schutzstufe=Schutzstufe.OEFFENTLICH, vorlage__aufgegangen_in=None)
    return offen.filter(pk__in=list(schluessel)).select_related("vorlage").defer("vorlage__text", "vorlage__lesung")


def _consultations(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    je = {str(b.pk): b for b in _beratungen(z.schluessel for z in zeilen)}
    sitzung = {k: s.gruppe for k, s in _staende("agendaitem", je).items()}
    return {
        z.schluessel: d.consultation(z, je[z.schluessel], sitzung.get(z.schluessel, ""))
        for z in zeilen
        if z.schluessel in je
    }


def _agendaitems(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    vorlagen = Vorlage.objects.defer("text", "lesung").prefetch_related(_beschluesse())
    geladen = _beratungen(z.schluessel for z in zeilen).select_related(None)
    je = {str(b.pk): b for b in geladen.prefetch_related(Prefetch("vorlage", vorlagen))}
    sitzungen = {z.gruppe for z in zeilen}
    nummer = Window(RowNumber(), partition_by=F("gruppe"), order_by=F("id").asc())  # gone items leave gaps
    punkte = Stand.objects.filter(typ="agendaitem", gruppe__in=sitzungen).annotate(nummer=nummer)
    ordnung = dict(punkte.values_list("schluessel", "nummer"))
    return {
        k: d.agendaitem(z, b, b.vorlage.offene_beschluesse, ordnung[k] - 1)  # type: ignore[attr-defined]
        for z in zeilen
        if (b := je.get(k := z.schluessel))
    }


def zerlege_sitzung(schluessel: str) -> tuple[UUID, date]:
    """Body and day of a meeting; raises ValueError."""
    return UUID(schluessel[:36]), date.fromisoformat(schluessel[37:])


def _meetings(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    teile = {z.schluessel: zerlege_sitzung(z.schluessel) for z in zeilen}
    gremien = {g.pk: g for g in Gremium.objects.filter(OFFEN, pk__in={g for g, _ in teile.values()})}
    punkte: dict[str, list[Objekt]] = {z.schluessel: [] for z in zeilen}
    if intern:
        staende = list(Stand.objects.filter(typ="agendaitem", gruppe__in=teile, deleted=False).order_by("id"))
        gebaut = _agendaitems(d, staende, False)
        for stand in staende:
            if punkt := gebaut.get(stand.schluessel):
                punkte[stand.gruppe].append(punkt)
    return {
        z.schluessel: d.meeting(z, gremien[g], tag, punkte[z.schluessel])
        for z in zeilen
        for g, tag in [teile[z.schluessel]]
        if g in gremien
    }


def _files(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    je = {str(x.pk): x for x in Dokument.objects.filter(OFFEN, pk__in=[z.schluessel for z in zeilen])}
    vorlagen: dict[str, list[UUID]] = {k: [] for k in je}
    auf_offen = Q(aufgegangen_in=None) | Q(aufgegangen_in__schutzstufe=Schutzstufe.OEFFENTLICH)
    zu = Vorlage.objects.filter(OFFEN, auf_offen, dokument_id__in=list(je)).order_by("pk")
    for datei, vorlage in zu.values_list("dokument_id", Coalesce("aufgegangen_in_id", "pk")):
        if vorlage not in vorlagen[str(datei)]:
            vorlagen[str(datei)].append(vorlage)
    return {z.schluessel: d.file(z, je[z.schluessel], v) for z in zeilen if (v := vorlagen.get(z.schluessel, []))}


def _vorlagen(schluessel: Iterable[str]) -> dict[str, Vorlage]:
    auftraege = Auftrag.objects.filter(SELBST).select_related("verantwortlich")
    auftraege = auftraege.order_by("created_at", "pk")
    beide = {f"{ende}__{feld}": wert for ende in ("auf", "von") for feld, wert in _SELBST.items()}
    bezuege = Vorlagenbezug.objects.filter(OFFEN, **beide).order_by("pk")
    teile = Vorlage.objects.filter(OFFEN).exclude(dokument=None).select_related("dokument").defer("text", "lesung")
    menge = Vorlage.objects.filter(SELBST, pk__in=list(schluessel)).defer("text", "lesung").select_related("dokument")
    menge = menge.prefetch_related(
        _beschluesse(),
        Prefetch("beratungen", Beratung.objects.filter(OFFEN).order_by("datum", "pk"), to_attr="offene_beratungen"),
        Prefetch("auftraege", auftraege, to_attr="offene_auftraege"),
        Prefetch(
            "umsetzungsberichte",
            Umsetzungsbericht.objects.filter(BEIM_GREMIUM).order_by("datum", "pk").prefetch_related("punkte"),
            to_attr="offene_berichte",
        ),
        Prefetch("teile", teile, to_attr="offene_teile"),
        Prefetch("bezuege", bezuege, to_attr="offene_bezuege"),
        Prefetch("rueckbezuege", bezuege, to_attr="offene_rueckbezuege"),
    )
    return {str(v.pk): v for v in menge}


def _papers(d: Darstellung, zeilen: Sequence[Stand], intern: bool) -> Mapping[str, Objekt]:
    je = _vorlagen(z.schluessel for z in zeilen)
    beratungen = [b for v in je.values() for b in v.offene_beratungen]  # type: ignore[attr-defined]
    consultations = _staende("consultation", (b.pk for b in beratungen))
    sitzung = {k: s.gruppe for k, s in _staende("agendaitem", (b.pk for b in beratungen)).items()}
    mit_datei = [t for v in je.values() for t in (v, *v.offene_teile) if t.dokument_id]  # type: ignore[attr-defined]
    dateien = _staende("file", (t.dokument_id for t in mit_datei))
    seiten = set(Buergerseite.objects.filter(OFFEN, vorlage_id__in=list(je)).values_list("vorlage_id", flat=True))

    def paper(z: Stand, v: Any) -> Objekt:
        folge = [
            d.consultation(consultations[str(b.pk)], b, sitzung.get(str(b.pk), ""))
            for b in v.offene_beratungen
            if str(b.pk) in consultations
        ]
        datei = dateien.get(str(v.dokument_id))
        weitere = {t.dokument_id: t.dokument for t in v.offene_teile if t.dokument_id != v.dokument_id}
        return ohne_leere(
            {
                **d.kopf("paper", z.schluessel, z.created, z.modified),
                "body": d.koerper(),
                "name": v.betreff,
                "reference": v.nummer,
                "date": v.datum and v.datum.isoformat(),
                "paperType": v.art,
                "web": f"{d.basis}/beschluesse/{v.pk}/" if v.pk in seiten else None,
                "relatedPaper": sorted(
                    {d.url("paper", b.auf_id) for b in v.offene_bezuege}
                    | {d.url("paper", b.von_id) for b in v.offene_rueckbezuege}
                ),
                "mainFile": d.file(datei, v.dokument, [v.pk]) if datei else None,
                "auxiliaryFile": [d.file(s, x, [v.pk]) for k, x in weitere.items() if (s := dateien.get(str(k)))],
                "consultation": folge,
                "kreislauf:beschluss": [d.beschluss(b) for b in v.offene_beschluesse],
                "kreislauf:auftrag": [d.auftrag(a) for a in v.offene_auftraege],
                "kreislauf:bericht": [d.bericht(b) for b in v.offene_berichte],
            }
        )

    return {z.schluessel: paper(z, je[z.schluessel]) for z in zeilen if z.schluessel in je}


_Lader = Callable[[Darstellung, Sequence[Stand], bool], Mapping[str, Objekt]]
_LADEN: Mapping[str, _Lader] = {
    "organization": _organizations,
    "paper": _papers,
    "consultation": _consultations,
    "agendaitem": _agendaitems,
    "meeting": _meetings,
    "file": _files,
}


def datei(schluessel: UUID) -> Dokument | None:
    """The file if it belongs to a public paper."""
    offen = Stand.objects.filter(typ="file", schluessel=str(schluessel), deleted=False).exists()
    return Dokument.objects.filter(OFFEN, pk=schluessel).first() if offen else None
