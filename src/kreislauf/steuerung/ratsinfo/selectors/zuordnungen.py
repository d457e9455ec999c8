"""Papers as the rules of matching look at them, candidates by index, and what people decide on."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kreislauf.steuerung.ratsinfo import zuordnungsregeln as regeln
from kreislauf.steuerung.ratsinfo.models import Vorlage, Zuordnung
from kreislauf.steuerung.ratsinfo.permissions import vorlagen_aehnlich
from kreislauf.steuerung.ratsinfo.states import Zuordnungsstand

_OHNE = ("text", "lesung")


def papier(vorlage: Vorlage) -> regeln.Papier:
    return regeln.Papier(
        schluessel=str(vorlage.pk),
        nummer=vorlage.nummer,
        betreff=vorlage.betreff,
        art=vorlage.art,
        datum=vorlage.datum,
        einreicher=vorlage.einreicher,
        fingerabdruck=vorlage.fingerabdruck,
        verweise=frozenset(regeln.eben(str(v.get("nummer") or "")) for v in vorlage.lesung.get("verweise", [])),
    )


def kandidaten(vorlage: Vorlage) -> list[Vorlage]:
    """Readable papers that may belong to this one: by subject, by the beginning of the number, or by reference."""
    anfang = "".join(z for z in regeln.zerlege(vorlage.nummer).anfang if z.isalnum()) if vorlage.nummer else ""
    aehnliche = Q(pk__in=vorlagen_aehnlich(regeln.kern(vorlage.betreff)[:300], anfang))
    genannte = Q(rueckbezuege__von=vorlage) | Q(bezuege__auf=vorlage)
    alle = Vorlage.objects.filter(aehnliche | genannte, aufgegangen_in=None).exclude(pk=vorlage.pk)
    return list(alle.defer("text").distinct()[:80])


@dataclass(frozen=True, slots=True)
class Gegenueber:
    """A proposal with what stands against each other."""

    zuordnung: Zuordnung
    angaben: list[tuple[str, str, str]]


def zuordnungen(stand: str = Zuordnungsstand.VORGESCHLAGEN) -> QuerySet[Zuordnung]:
    """Proposals this person may see with both papers, surest first; decided ones newest first."""
    alle = Zuordnung.objects.filter(state=stand).select_related("von", "auf", "decided_by")
    if stand == Zuordnungsstand.VORGESCHLAGEN:
        alle = alle.filter(von__aufgegangen_in=None, auf__aufgegangen_in=None).order_by("-wert", "created_at")
    else:
        alle = alle.order_by("-decided_at")
    return alle.defer(*(f"{seite}__{feld}" for seite in ("von", "auf") for feld in _OHNE))


def gegenueber(zuordnung: Zuordnung) -> Gegenueber:
    felder = (
        ("Nummer", "nummer"),
        ("Art", "art"),
        ("Betreff", "betreff"),
        ("Datum", "datum"),
        ("eingereicht von", "einreicher"),
    )
    paare = [(name, _text(zuordnung.von, feld), _text(zuordnung.auf, feld)) for name, feld in felder]
    return Gegenueber(zuordnung, paare)


def _text(vorlage: Vorlage, feld: str) -> str:
    wert = getattr(vorlage, feld)
    return f"{wert:%d.%m.%Y}" if feld == "datum" and wert else str(wert or "–")


def von_vorlage(vorlage: Vorlage) -> QuerySet[Zuordnung]:
    """Everything that was ever proposed or decided for a paper."""
    return Zuordnung.objects.filter(Q(von=vorlage) | Q(auf=vorlage)).select_related("von", "auf", "decided_by")
