"""Reads for the administration of people: what a filter leaves, in which order."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit

SORTIERUNG = {"name": ("nachname", "vorname"), "email": ("email",), "zugang": ("is_active", "nachname", "vorname")}


def gueltig(tag: date) -> Q:
    """Roles in force on that day or later; withdrawn ones never are."""
    return Q(ende__isnull=True) | (Q(ende__gte=tag) & Q(ende__gte=F("beginn")))


def personen(filter: Mapping[str, Any], sortierung: str, *, tag: date) -> QuerySet[User]:
    """People with their roles in force or to come (`rollen`); an unknown order means by name."""
    rollen = Zustaendigkeit.objects.filter(gueltig(tag)).select_related("bereich")
    menge = User.objects.prefetch_related(Prefetch("zustaendigkeiten", rollen, to_attr="rollen"))
    for wort in (filter.get("suche") or "").split():
        menge = menge.filter(Q(nachname__icontains=wort) | Q(vorname__icontains=wort) | Q(email__icontains=wort))
    if filter.get("rolle"):
        menge = menge.filter(pk__in=rollen.filter(rolle=filter["rolle"]).values("user_id"))
    if filter.get("bereich"):
        unter = [b.pk for _, b in baum(filter["bereich"])]
        menge = menge.filter(pk__in=rollen.filter(bereich__in=unter).values("user_id"))
    if filter.get("zugang"):
        menge = menge.filter(is_active=filter["zugang"] == "aktiv")
    felder = SORTIERUNG.get(sortierung.removeprefix("-"), SORTIERUNG["name"])
    return menge.order_by(*(f"-{f}" if sortierung.startswith("-") else f for f in felder), "pk")


def baum(wurzel: Bereich | None = None) -> list[tuple[int, Bereich]]:
    """All areas (below and with `wurzel`), each after the one it belongs to, with its depth."""
    kinder: dict[int | None, list[Bereich]] = {}
    for bereich in Bereich.objects.order_by("name"):
        kinder.setdefault(bereich.uebergeordnet_id, []).append(bereich)

    def zweig(bereich: Bereich, tiefe: int) -> Iterator[tuple[int, Bereich]]:
        yield tiefe, bereich
        for kind in kinder.get(bereich.pk, []):
            yield from zweig(kind, tiefe + 1)

    return [z for oben in ([wurzel] if wurzel else kinder.get(None, [])) for z in zweig(oben, 0)]
