"""Papers: lists and the whole story of one."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from kreislauf.steuerung.ratsinfo.models import (
    Beratung,
    Beschlusspunkt,
    Punktvergleich,
    Umsetzungsbericht,
    Vorlage,
)
from kreislauf.steuerung.ratsinfo.permissions import vorlagen_mit
from kreislauf.steuerung.ratsinfo.selectors.blaettern import Ausschnitt, in_reihe, schneide
from kreislauf.steuerung.ratsinfo.states import Auftragsstand

# Fields of each order with their direction (True: falling); undated papers count as the oldest.
FOLGEN: dict[str, tuple[tuple[str, bool], ...]] = {
    "": (("tag", True),),
    "datum": (("tag", False),),
    "-datum": (("tag", True),),
    "nummer": (("nummer", False),),
    "-nummer": (("nummer", True),),
    "betreff": (("betreff", False),),
    "-betreff": (("betreff", True),),
}


@dataclass(frozen=True, slots=True)
class Ereignis:
    """One station in the story of a paper."""

    datum: date | None
    titel: str
    text: str = ""
    url: str = ""


def vorlagen(suche: str = "", art: str = "", gremium: str = "", sortierung: str = "", nach: str = "") -> Ausschnitt:
    """One page of the papers that this person may see, with the number of their open duties."""
    alle = Vorlage.objects.filter(aufgegangen_in=None).annotate(tag=F("sortiertag")).order_by()
    if suche:
        alle = alle.filter(pk__in=vorlagen_mit(suche))
    if art:
        alle = alle.filter(art=art)
    if gremium:
        alle = alle.filter(pk__in=Beratung.objects.filter(gremium_id=gremium).values("vorlage_id"))
    ids, naechster, treffer = schneide(alle, FOLGEN.get(sortierung, FOLGEN[""]), nach)
    offen = Q(auftraege__state__in=[Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT])
    geladen = Vorlage.objects.defer("text", "lesung").annotate(anzahl_offen=Count("auftraege", filter=offen))
    return Ausschnitt(in_reihe(ids, geladen), naechster, treffer)


# One step of the index per kind, instead of a look at every paper; row-level security holds at each step.
_ARTEN = """
WITH RECURSIVE arten AS (
    (SELECT art FROM ratsinfo_vorlage WHERE art > '' ORDER BY art LIMIT 1)
    UNION ALL
    SELECT (SELECT v.art FROM ratsinfo_vorlage v WHERE v.art > arten.art ORDER BY v.art LIMIT 1)
    FROM arten WHERE arten.art IS NOT NULL
) SELECT art FROM arten WHERE art IS NOT NULL
"""


def arten() -> list[str]:
    """Kinds of the papers this person may see."""
    with connection.cursor() as cursor:
        cursor.execute(_ARTEN)
        return [art for (art,) in cursor.fetchall()]


def punkte_nach_satz(vorlage: Vorlage) -> list[tuple[str, list[Beschlusspunkt]]]:
    """Points grouped as motion, position, resolution, in that order."""
    punkte = list(vorlage.punkte.select_related("beschluss").prefetch_related("auftraege"))
    gruppen: list[tuple[str, list[Beschlusspunkt]]] = []
    for satz in Beschlusspunkt.Satz:
        for text in dict.fromkeys(p.satz_text for p in punkte if p.satz == satz):
            gruppen.append((text or satz.label, [p for p in punkte if p.satz == satz and p.satz_text == text]))
    return gruppen


def vergleiche(vorlage: Vorlage) -> QuerySet[Punktvergleich]:
    """C5: deviations, motion by motion point."""
    return vorlage.punktvergleiche.select_related("von", "nach").order_by("von__position", "nach__position")


def berichte(vorlage: Vorlage) -> QuerySet[Umsetzungsbericht]:
    return vorlage.umsetzungsberichte.prefetch_related("punkte").order_by("datum", "created_at")


def geschichte(vorlage: Vorlage) -> list[Ereignis]:
    """Motion → position → deliberation → resolution → reports, by date; undated stations last."""
    stationen = [Ereignis(vorlage.datum, vorlage.art or "Vorlage", vorlage.betreff)]
    for beratung in vorlage.beratungen.all():
        neu = beratung.verlegt_auf
        zusatz = f" – verlegt auf {neu.datum:%d.%m.%Y}" if neu and neu.datum else ""
        text = f"{beratung.zustaendigkeit or 'Beratung'}{zusatz}"
        stationen.append(Ereignis(beratung.datum, beratung.gremium_name, text))
    stationen += [
        Ereignis(b.datum, f"Beschluss {b.gremium_name}".strip(), b.get_ergebnis_display())
        for b in vorlage.beschluesse.all()
    ]
    stationen += [
        Ereignis(b.datum, "Umsetzungsbericht", b.get_state_display()) for b in vorlage.umsetzungsberichte.all()
    ]
    return sorted(stationen, key=lambda e: (e.datum is None, e.datum or date.min))
