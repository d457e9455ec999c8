"""Who answers for a duty: exactly the role the duty names, in its unit or the nearest one above."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from django.db.models import Q

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.states import Auftragsstand

GESCHAEFTSFUEHRUNG = "geschaeftsfuehrung"


class Verzeichnis:
    """Who holds which role where on a day."""

    def __init__(self, tag: date) -> None:
        self._ueber = dict(Bereich.objects.values_list("pk", "uebergeordnet_id"))
        self._wer: dict[tuple[str, int], set[UUID]] = {}
        gilt = Q(beginn__lte=tag) & (Q(ende__isnull=True) | Q(ende__gte=tag))
        for rolle, bereich, user in Zustaendigkeit.objects.filter(gilt, user__is_active=True).values_list(
            "rolle", "bereich_id", "user_id"
        ):
            self._wer.setdefault((rolle, bereich), set()).add(user)

    def naechste(self, rolle: str, bereich: int | None) -> Set[UUID]:
        while bereich is not None:
            if wer := self._wer.get((rolle, bereich)):
                return wer
            bereich = self._ueber.get(bereich)
        return frozenset()

    def zustaendige(self, auftrag: Auftrag) -> Set[UUID]:
        """The people who answer for the duty; where nobody holds the role, the office of the body."""
        return self.naechste(auftrag.verantwortliche_rolle, auftrag.verantwortlich_id) or self.naechste(
            GESCHAEFTSFUEHRUNG, auftrag.bereich_id
        )


def eigene_auftraege(user: User, bis: date, *, tag: date) -> list[Auftrag]:
    """Open duties for which this person answers, with a deadline or re-submission until `bis`."""
    offen = Auftrag.objects.filter(
        Q(frist__lte=bis) | Q(wiedervorlage__lte=bis), state__in=[Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT]
    )
    verzeichnis = Verzeichnis(tag)
    return [a for a in offen if user.pk in verzeichnis.zustaendige(a)]
