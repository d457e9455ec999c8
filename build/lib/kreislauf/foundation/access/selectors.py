"""Which rights a person has on a day: from Zustaendigkeit and the table of roles, nothing else."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import ROLLEN


@dataclass(frozen=True, slots=True)
class Rechte:
    """(class, verb) → ids of the areas where it holds; acts → ids of the areas where they may be done."""

    bereiche: Mapping[tuple[str, str], Set[int]]
    akte: Mapping[str, Set[int]] = field(default_factory=dict)

    def darf(self, klasse: str, verb: str, bereich_id: int | None = None) -> bool:
        """Whether the right holds in this area (None: anywhere)."""
        ids = self.bereiche.get((klasse, verb), frozenset())
        return bool(ids) if bereich_id is None else (0 in ids or bereich_id in ids)

    def darf_akt(self, akt: str, bereich_id: int | None = None) -> bool:
        ids = self.akte.get(akt, frozenset())
        return bool(ids) if bereich_id is None else bereich_id in ids


def _mit_untergeordneten() -> dict[int, set[int]]:
    """Each area with all areas below it."""
    kinder: dict[int | None, list[int]] = defaultdict(list)
    for pk, ueber in Bereich.objects.values_list("pk", "uebergeordnet_id").order_by():
        kinder[ueber].append(pk)

    def darunter(pk: int) -> set[int]:
        return {pk}.union(*(darunter(k) for k in kinder[pk])) if kinder[pk] else {pk}

    return {pk: darunter(pk) for kinder_von in list(kinder.values()) for pk in kinder_von}


def rechte_von(user: User, tag: date) -> Rechte:
    """Rights of a person on a day; inactive people have none."""
    gilt = Q(beginn__lte=tag) & (Q(ende__isnull=True) | Q(ende__gte=tag))
    zustaendigkeiten = list(Zustaendigkeit.objects.filter(gilt, user=user).values_list("rolle", "bereich_id"))
    if not zustaendigkeiten or not user.is_active:
        return Rechte({}, {})
    darunter = _mit_untergeordneten()
    bereiche: dict[tuple[str, str], set[int]] = defaultdict(set)
    akte: dict[str, set[int]] = defaultdict(set)
    for name, bereich_id in zustaendigkeiten:
        rolle = ROLLEN[name]
        for klasse, verben in rolle.rechte.items():
            for verb in verben:
                bereiche[klasse, verb] |= darunter[bereich_id]
        for akt in rolle.akte:
            akte[akt] |= darunter[bereich_id]
    return Rechte(dict(bereiche), dict(akte))
