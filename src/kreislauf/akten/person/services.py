"""Enter and change people; suspect duplicates and decide on them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kreislauf.akten.person.aehnlichkeit import lautform, suchform
from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Dublettenverdacht, Person, Vertretung
from kreislauf.akten.person.permissions import may_write_person
from kreislauf.akten.person.selectors import aehnliche, offene_dubletten
from kreislauf.akten.person.states import DUBLETTE_TRANSITIONS, Dublettenstand
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state


class NameFehlt(DomainError):
    """A person has a name."""


class DubletteOffen(DomainError):
    """A suspected duplicate must be decided before the next step."""


class GrundFehlt(DomainError):
    """A decision that must say why."""


def _benennen(person: Person) -> None:
    person.suchname = suchform(person.vorname, person.nachname)
    person.phonetik = lautform(person.vorname, person.nachname)


@transaction.atomic
def create_person(*, bereich_id: int, actor: User, at: datetime, **angaben: Any) -> Person:
    """Enter a person and suspect those already known; writes one journal line.

    Raises PermissionDenied or NameFehlt.
    """
    require(may_write_person, actor, bereich_id, tag=localdate(at))
    person = Person(bereich_id=bereich_id, created_by=actor, created_at=at, updated_at=at, **angaben)
    person.vorname, person.nachname = person.vorname.strip(), person.nachname.strip()
    if not person.nachname:
        raise NameFehlt("Bitte geben Sie einen Nachnamen an.")
    _benennen(person)
    person.save(force_insert=True)
    journal.record("person.create", person, actor=actor, at=at)
    suspect_dubletten(person=person, at=at)
    return person


def suspect_dubletten(*, person: Person, at: datetime) -> int:
    """Note everybody who may be the same human being; their number. Part of the caller's transaction."""
    gefunden = aehnliche(person)
    Dublettenverdacht.objects.bulk_create(
        (
            Dublettenverdacht(
                neue=person,
                vorhandene=bekannt,
                naehe=naehe.prozent,
                gruende=list(naehe.gruende),
                bereich_id=person.bereich_id,
                created_at=at,
            )
            for bekannt, naehe in gefunden
        ),
        ignore_conflicts=True,
    )
    return len(gefunden)


@transaction.atomic
def update_person(*, person_id: UUID, actor: User, at: datetime, **angaben: Any) -> Person:
    """Change a person's data; the journal names the fields. Raises PermissionDenied or NameFehlt."""
    person = lock(Person, person_id)
    require(may_write_person, actor, person.bereich_id, tag=localdate(at))
    geaendert = [name for name, wert in angaben.items() if getattr(person, name) != wert]
    for name in geaendert:
        setattr(person, name, angaben[name])
    if not person.nachname.strip():
        raise NameFehlt("Bitte geben Sie einen Nachnamen an.")
    _benennen(person)
    person.updated_at = at
    person.save()
    journal.record("person.update", person, actor=actor, at=at, details={"felder": geaendert})
    if {"vorname", "nachname", "geburtsdatum"} & set(geaendert):
        suspect_dubletten(person=person, at=at)
    return person


@transaction.atomic
def add_vertretung(
    *, vertretene: Person, vertreter: Person, art: str, beginn: date, actor: User, at: datetime
) -> Vertretung:
    """Who acts for whom from this day on. Raises PermissionDenied."""
    require(may_write_person, actor, vertretene.bereich_id, tag=localdate(at))
    vertretung, _ = Vertretung.objects.get_or_create(
        vertretene=vertretene,
        vertreter=vertreter,
        art=Vertretung.Art(art),
        beginn=beginn,
        defaults={"bereich_id": vertretene.bereich_id},
    )
    journal.record("vertretung.create", vertretung, actor=actor, at=at)
    return vertretung


def require_no_open_dublette(*, person_ids: list[object]) -> None:
    """Raise DubletteOffen while somebody among these may be recorded twice."""
    offen = offene_dubletten(person_ids).first()
    if offen is not None:
        raise DubletteOffen(
            f"{offen.neue} ist möglicherweise schon als {offen.vorhandene} erfasst. "
            "Bitte entscheiden Sie zuerst den Dublettenverdacht."
        )


def _entscheiden(verdacht: Dublettenverdacht, act: str, grund: str, actor: User, at: datetime) -> None:
    verdacht.state = next_state(DUBLETTE_TRANSITIONS, act, Dublettenstand(verdacht.state))
    if not grund.strip():
        raise GrundFehlt("Bitte begründen Sie die Entscheidung über den Dublettenverdacht.")
    verdacht.entscheidungsgrund, verdacht.decided_by, verdacht.decided_at = grund.strip(), actor, at
    verdacht.save()
    journal.record(f"dublettenverdacht.{act}", verdacht, actor=actor, at=at, details={"naehe": verdacht.naehe})


@transaction.atomic
def separate_dublette(*, verdacht_id: UUID, grund: str, actor: User, at: datetime) -> Dublettenverdacht:
    """Two different people. Raises PermissionDenied, IllegalTransition or GrundFehlt."""
    verdacht = lock(Dublettenverdacht, verdacht_id)
    require(may_write_person, actor, verdacht.bereich_id, tag=localdate(at))
    _entscheiden(verdacht, "separate", grund, actor, at)
    return verdacht


def _vertretungen_umziehen(alt: Person, neu: Person) -> None:
    """Who acts for whom moves along; what is known already stays with the doublet."""
    for vertretung in Vertretung.objects.filter(Q(vertretene=alt) | Q(vertreter=alt)):
        vertretene = neu.pk if vertretung.vertretene_id == alt.pk else vertretung.vertretene_id
        vertreter = neu.pk if vertretung.vertreter_id == alt.pk else vertretung.vertreter_id
        bekannt = Vertretung.objects.filter(vertretene_id=vertretene, vertreter_id=vertreter, art=vertretung.art)
        if vertretene != vertreter and not bekannt.exists():
            vertretung.vertretene_id, vertretung.vertreter_id = vertretene, vertreter
            vertretung.save(update_fields=["vertretene", "vertreter"])


@transaction.atomic
def merge_dublette(*, verdacht_id: UUID, grund: str, actor: User, at: datetime) -> Dublettenverdacht:
    """One human being: the new record points to the known one and all that hangs on it moves there.

    Raises PermissionDenied, IllegalTransition, GrundFehlt and what the apps raise that refuse to move their rows
    (decisions are never moved).
    """
    verdacht = lock(Dublettenverdacht, verdacht_id)
    require(may_write_person, actor, verdacht.bereich_id, tag=localdate(at))
    _entscheiden(verdacht, "merge", grund, actor, at)
    neue, bekannt = lock(Person, verdacht.neue_id), lock(Person, verdacht.vorhandene_id)
    person_merging.send(Person, alt=neue, neu=bekannt)
    neue.zusammengefuehrt_in = bekannt
    neue.updated_at = at
    neue.save()
    _vertretungen_umziehen(neue, bekannt)
    rest = Dublettenverdacht.objects.filter(neue=neue, state=Dublettenstand.OFFEN)
    rest.update(state=Dublettenstand.VERSCHIEDEN, entscheidungsgrund=grund, decided_by=actor, decided_at=at)
    return verdacht
