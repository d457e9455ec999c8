"""The inbox: open applications in queues, with the clock that runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, QuerySet, When

from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.foundation.ui.bausteine import Ampel
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
from kreislauf.verfahren.antrag.states import OFFEN, UHREN, Antragsstand

VORLAUF = timedelta(days=28)  # product default [P]: how long before its day a clock turns yellow
FAECHER: Mapping[str, tuple[str, tuple[Antragsstand, ...]]] = {
    "neu": ("Neu", (Antragsstand.EINGEGANGEN,)),
    "pruefung": ("In Prüfung", (Antragsstand.IN_PRUEFUNG,)),
    "unterlagen": ("Unterlagen angefordert", (Antragsstand.UNVOLLSTAENDIG,)),
    "entscheiden": ("Entscheidungsreif", (Antragsstand.VOLLSTAENDIG,)),
    "freigabe": ("Entschieden, noch nicht versandt", (Antragsstand.ENTSCHIEDEN,)),
    "alle": ("Alle offenen", OFFEN),
    "erledigt": ("Erledigt", tuple(s for s in Antragsstand if s not in OFFEN)),
}
SORTIERUNG = {
    "faellig": ("faellig", "antragsdatum"),
    "-faellig": ("-faellig", "antragsdatum"),
    "eingang": ("antragsdatum", "created_at"),
    "-eingang": ("-antragsdatum", "-created_at"),
    "name": ("antragsteller__suchname", "antragsdatum"),
    "-name": ("-antragsteller__suchname", "antragsdatum"),
}
FAELLIG = Case(
    When(state=Antragsstand.UNVOLLSTAENDIG, then=F("mitwirkungsfrist")),
    default=F("untaetigkeit_ab"),
    output_field=DateField(),
)


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What the inbox is narrowed to."""

    fach: str = "alle"
    suche: str = ""
    leistung: str = ""
    kanal: str = ""
    zustaendig: UUID | None = None
    ueberfaellig_am: date | None = None
    sortierung: str = "faellig"


def _gesucht(text: str) -> Q:
    form = suchform(text)
    kind = Antragsbedarf.objects.filter(antrag=OuterRef("pk"), kind__suchname__contains=form)
    return Q(fallakte__aktenzeichen__icontains=text) | Q(antragsteller__suchname__contains=form) | Q(Exists(kind))


def antraege(auswahl: Auswahl) -> QuerySet[Antrag]:
    """Applications that fit, in the chosen order; each with `faellig`, the day of its clock."""
    menge = Antrag.objects.annotate(faellig=FAELLIG).select_related("antragsteller", "fallakte", "zustaendig")
    menge = menge.filter(state__in=FAECHER.get(auswahl.fach, FAECHER["alle"])[1])
    if auswahl.suche:
        menge = menge.filter(_gesucht(auswahl.suche))
    if auswahl.leistung:
        menge = menge.filter(Exists(Antragsbedarf.objects.filter(antrag=OuterRef("pk"), leistung=auswahl.leistung)))
    if auswahl.kanal:
        menge = menge.filter(kanal=auswahl.kanal)
    if auswahl.zustaendig:
        menge = menge.filter(zustaendig=auswahl.zustaendig)
    if auswahl.ueberfaellig_am:
        menge = menge.filter(faellig__lte=auswahl.ueberfaellig_am)
    return menge.order_by(*SORTIERUNG.get(auswahl.sortierung, SORTIERUNG["faellig"]), "pk")


def zahlen() -> dict[str, int]:
    """How many wait in each queue of open applications."""
    je_stand = dict(Antrag.objects.filter(state__in=OFFEN).values_list("state").annotate(n=Count("pk")).order_by())
    return {
        name: sum(je_stand.get(s, 0) for s in staende) for name, (_, staende) in FAECHER.items() if name != "erledigt"
    }


def uhr(antrag: Antrag, heute: date) -> tuple[Ampel, str]:
    """Light and words of the clock that runs in the application's state."""
    gefunden = UHREN.get(Antragsstand(antrag.state))
    if gefunden is None:
        return Ampel.GRAU, ""
    spalte, was = gefunden
    tag: date | None = getattr(antrag, spalte)
    if tag is None:
        return Ampel.GRAU, ""
    licht = Ampel.ROT if tag <= heute else Ampel.GELB if tag <= heute + VORLAUF else Ampel.GRUEN
    return licht, f"{was}: {tag:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Zeile:
    antrag: Antrag
    ampel: Ampel
    hinweis: str
    leistungen: str


def mit_uhr(menge: Iterable[Antrag], heute: date) -> list[Zeile]:
    """Rows of the inbox with light and the benefits asked for."""
    liste = list(menge)
    bedarfe: dict[UUID, dict[str, None]] = {}
    for bedarf in Antragsbedarf.objects.filter(antrag__in=liste).select_related("kind").order_by("leistung"):
        bedarfe.setdefault(bedarf.antrag_id, {})[f"{bedarf.get_leistung_display()} ({bedarf.kind.vorname})"] = None
    return [Zeile(a, *uhr(a, heute), ", ".join(bedarfe.get(a.pk, ()))) for a in liste]
