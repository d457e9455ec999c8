"""People, as far as the user may see them."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet

from kreislauf.akten.person.aehnlichkeit import SCHWELLE, Merkmale, Naehe, lautform, naehe, suchform
from kreislauf.akten.person.models import Dublettenverdacht, Person
from kreislauf.akten.person.states import Dublettenstand

KANDIDATEN = 200


def _merkmale(person: Person) -> Merkmale:
    return Merkmale(person.vorname, person.nachname, person.geburtsdatum)


def aehnliche(person: Person, *, schwelle: int = SCHWELLE) -> list[tuple[Person, Naehe]]:
    """Other people of the area who may be this one, nearest first.

    The database proposes (trigrams, sound, birth date), `naehe` judges.
    """
    menge = Person.objects.filter(bereich_id=person.bereich_id, zusammengefuehrt_in__isnull=True).exclude(pk=person.pk)
    gesucht = Q(suchname__trigram_similar=person.suchname)
    if person.phonetik:
        gesucht |= Q(phonetik=person.phonetik)
    if person.geburtsdatum:
        gesucht |= Q(geburtsdatum=person.geburtsdatum)
    kandidaten = menge.filter(gesucht).annotate(nah=TrigramSimilarity("suchname", person.suchname)).order_by("-nah")
    bewertet = [(k, naehe(_merkmale(person), _merkmale(k))) for k in kandidaten[:KANDIDATEN]]
    treffer = [(k, n) for k, n in bewertet if n.prozent >= schwelle]
    return sorted(treffer, key=lambda paar: -paar[1].prozent)


def suche(text: str, *, bereich_id: int | None = None) -> QuerySet[Person]:
    """People by name, forgiving typos and sound."""
    form, laut = suchform(text), lautform(text)
    menge = Person.objects.filter(zusammengefuehrt_in__isnull=True)
    if bereich_id is not None:
        menge = menge.filter(bereich_id=bereich_id)
    gesucht = Q(suchname__contains=form) | Q(suchname__trigram_similar=form)
    if laut:
        gesucht |= Q(phonetik__contains=laut)
    return menge.filter(gesucht).annotate(nah=TrigramSimilarity("suchname", form)).order_by("-nah", "nachname")


def offene_dubletten(person_ids: list[object]) -> QuerySet[Dublettenverdacht]:
    """Undecided suspicions about these people, as the new or the known one."""
    betrifft = Q(neue_id__in=person_ids) | Q(vorhandene_id__in=person_ids)
    return Dublettenverdacht.objects.filter(betrifft, state=Dublettenstand.OFFEN).select_related("neue", "vorhandene")
