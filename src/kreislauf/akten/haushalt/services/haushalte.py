"""Households, members, benefit periods, attendance."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kreislauf.akten.haushalt.models import Einrichtungsbesuch, Haushalt, Leistungszeitraum, Mitgliedschaft
from kreislauf.akten.haushalt.permissions import may_write_haushalt
from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError


class ZeitraumUngueltig(DomainError):
    """The end lies before the beginning."""


class ZeitraumBelegt(DomainError):
    """Another benefit period of the person overlaps."""


def _pruefe(beginn: date, ende: date | None) -> None:
    if ende is not None and ende < beginn:
        raise ZeitraumUngueltig(f"Das Ende ({ende:%d.%m.%Y}) liegt vor dem Beginn ({beginn:%d.%m.%Y}).")


def _ueberschneidend(beginn: date, ende: date | None) -> Q:
    davor = Q(ende__isnull=True) | Q(ende__gte=beginn)
    return davor if ende is None else davor & Q(beginn__lte=ende)


@transaction.atomic
def create_haushalt(
    *,
    bereich_id: int,
    bezeichnung: str,
    actor: User,
    at: datetime,
    art: str = Haushalt.Art.HAUSHALTSGEMEINSCHAFT,
    externe_nummer: str = "",
) -> Haushalt:
    """Enter a household. Raises PermissionDenied."""
    require(may_write_haushalt, actor, bereich_id, tag=localdate(at))
    haushalt = Haushalt.objects.create(
        bereich_id=bereich_id,
        bezeichnung=bezeichnung[:200],
        art=Haushalt.Art(art),
        externe_nummer=externe_nummer,
        created_at=at,
    )
    journal.record("haushalt.create", haushalt, actor=actor, at=at)
    return haushalt


@transaction.atomic
def add_mitglied(
    *,
    haushalt: Haushalt,
    person: Person,
    rolle: str,
    beginn: date,
    actor: User,
    at: datetime,
    kindergeld: bool | None = None,
) -> Mitgliedschaft:
    """Let a person belong to a household; who already does stays as is. Raises PermissionDenied."""
    require(may_write_haushalt, actor, haushalt.bereich_id, tag=localdate(at))
    lock(Haushalt, haushalt.pk)
    vorhanden = haushalt.mitgliedschaften.filter(_ueberschneidend(beginn, None), person=person).first()
    if vorhanden is not None:
        return vorhanden
    mitgliedschaft = Mitgliedschaft.objects.create(
        haushalt=haushalt,
        person=person,
        rolle=Mitgliedschaft.Rolle(rolle),
        beginn=beginn,
        kindergeld=kindergeld,
        bereich_id=haushalt.bereich_id,
    )
    journal.record("mitgliedschaft.create", mitgliedschaft, actor=actor, at=at)
    return mitgliedschaft


@transaction.atomic
def add_leistungszeitraum(
    *,
    haushalt: Haushalt,
    person: Person,
    rechtskreis: str,
    beginn: date,
    actor: User,
    at: datetime,
    ende: date | None = None,
    **angaben: Any,
) -> Leistungszeitraum:
    """A period in which the person draws a base benefit.

    Raises PermissionDenied, ZeitraumUngueltig or ZeitraumBelegt.
    """
    require(may_write_haushalt, actor, haushalt.bereich_id, tag=localdate(at))
    _pruefe(beginn, ende)
    lock(Person, person.pk)
    belegt = person.leistungszeitraeume.filter(_ueberschneidend(beginn, ende)).first()
    if belegt is not None:
        bis = f"bis {belegt.ende:%d.%m.%Y}" if belegt.ende else "ohne Ende"
        raise ZeitraumBelegt(
            f"{person}: Für {belegt.beginn:%d.%m.%Y} {bis} ist schon {belegt.get_rechtskreis_display()} eingetragen. "
            "Bitte beenden Sie zuerst den bisherigen Zeitraum."
        )
    zeitraum = Leistungszeitraum.objects.create(
        haushalt=haushalt,
        person=person,
        rechtskreis=Rechtskreis(rechtskreis),
        beginn=beginn,
        ende=ende,
        bereich_id=haushalt.bereich_id,
        created_at=at,
        **angaben,
    )
    journal.record("leistungszeitraum.create", zeitraum, actor=actor, at=at, details={"rechtskreis": rechtskreis})
    return zeitraum


@transaction.atomic
def end_leistungszeitraum(*, zeitraum: Leistungszeitraum, ende: date, actor: User, at: datetime) -> Leistungszeitraum:
    """End a period earlier or extend it. Raises PermissionDenied, ZeitraumUngueltig or ZeitraumBelegt."""
    require(may_write_haushalt, actor, zeitraum.bereich_id, tag=localdate(at))
    lock(Person, zeitraum.person_id)
    zeitraum = lock(Leistungszeitraum, zeitraum.pk)
    _pruefe(zeitraum.beginn, ende)
    andere = zeitraum.person.leistungszeitraeume.filter(_ueberschneidend(zeitraum.beginn, ende)).exclude(pk=zeitraum.pk)
    if andere.exists():
        raise ZeitraumBelegt(f"{zeitraum.person}: Bis {ende:%d.%m.%Y} ist schon ein anderer Zeitraum eingetragen.")
    vorher = zeitraum.ende
    zeitraum.ende = ende
    zeitraum.save(update_fields=["ende"])
    details = {"ende": ende.isoformat(), "bisher": vorher.isoformat() if vorher else None}
    journal.record("leistungszeitraum.update", zeitraum, actor=actor, at=at, details=details)
    return zeitraum


@transaction.atomic
def add_besuch(
    *, person: Person, einrichtung: Einrichtung, beginn: date, actor: User, at: datetime, **angaben: Any
) -> Einrichtungsbesuch:
    """Attendance from this day on; another open attendance ends on the day before. Raises PermissionDenied."""
    require(may_write_haushalt, actor, person.bereich_id, tag=localdate(at))
    lock(Person, person.pk)
    gleich = person.besuche.filter(_ueberschneidend(beginn, None), einrichtung=einrichtung).first()
    if gleich is not None:
        return gleich
    for besuch in person.besuche.filter(ende__isnull=True, beginn__lt=beginn):
        besuch.ende = date.fromordinal(beginn.toordinal() - 1)
        besuch.save(update_fields=["ende"])
    besuch = Einrichtungsbesuch.objects.create(
        person=person, einrichtung=einrichtung, beginn=beginn, bereich_id=person.bereich_id, **angaben
    )
    journal.record("einrichtungsbesuch.create", besuch, actor=actor, at=at)
    return besuch
