"""Files, duplicates, payees: what their lists show."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.haushalt.models import Mitgliedschaft
from kreislauf.akten.person.aehnlichkeit import lautform, suchform
from kreislauf.akten.person.models import Dublettenverdacht, Person
from kreislauf.akten.person.states import Dublettenstand
from kreislauf.akten.traeger.models import Bankverbindung, Zahlungsempfaenger
from kreislauf.akten.traeger.states import Bankstand


def akten(suche: str) -> QuerySet[Fallakte]:
    """Files by number or by anybody in the household, forgiving typos and sound."""
    menge = Fallakte.objects.select_related("antragsteller", "haushalt")
    if not suche:
        return menge
    form, laut = suchform(suche), lautform(suche)
    name = Q(person__suchname__contains=form) | Q(person__suchname__trigram_similar=form)
    if laut:
        name |= Q(person__phonetik=laut)
    dabei = Mitgliedschaft.objects.filter(name, haushalt=OuterRef("haushalt"))
    return menge.filter(Q(aktenzeichen__icontains=suche) | Q(haushalt__externe_nummer=suche) | Exists(dabei))


def dubletten() -> QuerySet[Dublettenverdacht]:
    """Undecided suspicions, nearest first."""
    return Dublettenverdacht.objects.filter(state=Dublettenstand.OFFEN).select_related("neue", "vorhandene")


def vergleich(verdacht: Dublettenverdacht) -> list[tuple[str, str, str]]:
    """Both records field by field: name of the field, new record, known record."""

    def angaben(person: Person) -> dict[str, str]:
        haushalte = ", ".join(str(m.haushalt) for m in person.mitgliedschaften.select_related("haushalt"))
        return {
            "Vorname": person.vorname,
            "Nachname": person.nachname,
            "geboren": f"{person.geburtsdatum:%d.%m.%Y}" if person.geburtsdatum else "–",
            "Anschrift": " ".join(filter(None, [person.strasse, person.plz, person.ort])) or "–",
            "Haushalt": haushalte or "–",
            "erfasst am": f"{person.created_at:%d.%m.%Y}",
        }

    neu, alt = angaben(verdacht.neue), angaben(verdacht.vorhandene)
    return [(name, neu[name], alt[name]) for name in neu]


def empfaenger(suche: str) -> QuerySet[Zahlungsempfaenger]:
    menge = Zahlungsempfaenger.objects.prefetch_related("bankverbindungen")
    return menge.filter(name__icontains=suche) if suche else menge


def offene_konten() -> QuerySet[Bankverbindung]:
    """Accounts that wait for the second person."""
    menge = Bankverbindung.objects.filter(state=Bankstand.NEU).select_related("empfaenger", "created_by")
    return menge.order_by("created_at")
