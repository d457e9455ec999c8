"""Status lights, computed from dates and evidence, never typed.

The same rule runs on one duty in Python and on all duties in SQL (`ampel_filter`); a test holds the two
together.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, TextChoices

from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.states import Auftragsstand

BALD_TAGE = 28  # product default [P]: a duty turns yellow four weeks before its date


class Stufe(TextChoices):
    ROT = "rot", "überfällig"
    GELB = "gelb", "bald fällig"
    GRUEN = "gruen", "im Plan"
    FERTIG = "fertig", "erledigt"
    GRAU = "grau", "entfallen"

    @property
    def ui(self) -> str:
        """The level of the light as pages draw it."""
        return {"fertig": "gruen"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Ampel:
    """A light and why: `tage` are days overdue (positive) or left (negative), None without a date."""

    stufe: Stufe
    grund: str
    tage: int | None = None


def faellig_am(auftrag: Auftrag) -> date | None:
    """The day that counts: the deadline, else the day of re-submission."""
    return auftrag.frist or auftrag.wiedervorlage


def ampel(auftrag: Auftrag, heute: date) -> Ampel:
    """The light of one duty on a day, as it was read from the database."""
    if auftrag.state == Auftragsstand.ENTFALLEN:
        return Ampel(Stufe.GRAU, f"entfallen: {auftrag.entfallen_grund}")
    if auftrag.state == Auftragsstand.ERLEDIGT:
        if auftrag.nachweiszahl:
            return Ampel(Stufe.FERTIG, f"erledigt am {auftrag.erledigt_am:%d.%m.%Y}, Nachweis liegt vor")
        return Ampel(Stufe.GELB, f"als erledigt gemeldet am {auftrag.erledigt_am:%d.%m.%Y}, aber ohne Nachweis")
    tag = faellig_am(auftrag)
    assert tag is not None  # a constraint of the table
    wort = "Frist" if auftrag.frist else "Wiedervorlage"
    tage = (heute - tag).days
    if tage > 0:
        return Ampel(Stufe.ROT, f"{wort} {tag:%d.%m.%Y} ist seit {_tage(tage)} vorbei", tage)
    if tage >= -BALD_TAGE:
        wann = "ist heute" if tage == 0 else f"ist in {_tage(-tage)}"
        return Ampel(Stufe.GELB, f"{wort} {tag:%d.%m.%Y} {wann}", tage)
    return Ampel(Stufe.GRUEN, f"{wort} {tag:%d.%m.%Y} ist in {_tage(-tage)}", tage)


def _tage(anzahl: int) -> str:
    return "1 Tag" if anzahl == 1 else f"{anzahl} Tagen"


def ampel_filter(stufe: Stufe, heute: date) -> Q:
    """The same rule as a condition on Auftrag rows annotated with `faellig` (date)."""
    offen = Q(state__in=[Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT])
    bald = heute + timedelta(days=BALD_TAGE)
    return {
        Stufe.ROT: offen & Q(faellig__lt=heute),
        Stufe.GELB: (offen & Q(faellig__gte=heute, faellig__lte=bald))
        | Q(state=Auftragsstand.ERLEDIGT, nachweiszahl=0),
        Stufe.GRUEN: offen & Q(faellig__gt=bald),
        Stufe.FERTIG: Q(state=Auftragsstand.ERLEDIGT, nachweiszahl__gt=0),
        Stufe.GRAU: Q(state=Auftragsstand.ENTFALLEN),
    }[stufe]
