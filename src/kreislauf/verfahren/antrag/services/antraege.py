"""From what arrived to an application: record, register, examine, complete, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.person.models import Person
from kreislauf.akten.person.services import require_no_open_dublette
from kreislauf.akten.traeger.models import Einrichtung, Zahlungsempfaenger
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.recht.fristen.weitere import WEITERE
from kreislauf.verfahren.antrag.events import antrag_registered
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf, Eingang, Nachweisforderung
from kreislauf.verfahren.antrag.permissions import may_write_antrag
from kreislauf.verfahren.antrag.states import (
    ANTRAG_TRANSITIONS,
    EINGANG_TRANSITIONS,
    Antragsstand,
    Eingangsstand,
    Forderungsstand,
    Kanal,
    Leistungsart,
)


class BedarfFehlt(DomainError):
    """An application asks for something."""


class ZeitraumUngueltig(DomainError):
    """The end lies before the beginning."""


class InzwischenGeaendert(DomainError):
    """Somebody else changed the application since this page was opened."""


class NachweiseFehlen(DomainError):
    """Proofs are still open."""


class AntragInZukunft(DomainError):
    """An application cannot arrive tomorrow."""


@dataclass(frozen=True, slots=True)
class Bedarfsangabe:
    """What is asked for, for one child; `nachweise` are (key, text) of the proofs the benefit needs."""

    kind: Person
    leistung: Leistungsart
    beginn: date
    ende: date
    angaben: dict[str, Any] = field(default_factory=dict)
    beschreibung: str = ""
    einrichtung: Einrichtung | None = None
    empfaenger: Zahlungsempfaenger | None = None
    nachweise: Sequence[tuple[str, str]] = ()


@transaction.atomic
def record_eingang(
    *,
    bereich_id: int,
    kanal: str,
    betreff: str,
    received_at: datetime,
    actor: User,
    at: datetime,
    sprache: str = "de",
    absender: str = "",
    text: str = "",
    dokument: Dokument | None = None,
) -> Eingang:
    """Keep what arrived. Raises PermissionDenied or AntragInZukunft."""
    require(may_write_antrag, actor, bereich_id, tag=localdate(at))
    if received_at > at:
        raise AntragInZukunft("Der Eingang kann nicht in der Zukunft liegen. Bitte prüfen Sie das Datum.")
    eingang = Eingang.objects.create(
        bereich_id=bereich_id,
        kanal=Kanal(kanal),
        betreff=betreff[:300],
        received_at=received_at,
        sprache=sprache,
        absender=absender,
        text=text,
        dokument=dokument,
        created_by=actor,
        created_at=at,
    )
    journal.record("eingang.create", eingang, actor=actor, at=at, details={"kanal": kanal})
    return eingang


@transaction.atomic
def register_antrag(
    *,
    fallakte: Fallakte,
    antragsteller: Person,
    antragsdatum: date,
    kanal: str,
    bedarfe: Sequence[Bedarfsangabe],
    actor: User,
    at: datetime,
    eingang: Eingang | None = None,
) -> Antrag:
    """Make an application of what arrived; its clock under § 88 SGG starts. Writes one journal line.

    Raises PermissionDenied, BedarfFehlt, ZeitraumUngueltig, AntragInZukunft or IllegalTransition.
    """
    require(may_write_antrag, actor, fallakte.bereich_id, tag=localdate(at))
    if not bedarfe:
        raise BedarfFehlt("Bitte geben Sie mindestens eine Leistung für ein Kind an.")
    if antragsdatum > localdate(at):
        raise AntragInZukunft("Der Antrag kann nicht in der Zukunft liegen. Bitte prüfen Sie das Datum.")
    if eingang is not None:
        eingang = lock(Eingang, eingang.pk)
        eingang.state = next_state(EINGANG_TRANSITIONS, "assign", Eingangsstand(eingang.state))
        eingang.fallakte = fallakte
        eingang.save(update_fields=["state", "fallakte"])
    antrag = Antrag.objects.create(
        fallakte=fallakte,
        eingang=eingang,
        antragsteller=antragsteller,
        kanal=Kanal(kanal),
        antragsdatum=antragsdatum,
        untaetigkeit_ab=WEITERE["untaetigkeit_antrag"](antragsdatum, None).fristende,
        zustaendig=actor,
        bereich_id=fallakte.bereich_id,
        created_by=actor,
        created_at=at,
        updated_at=at,
    )
    for bedarf in bedarfe:
        _anlegen(antrag, bedarf, at)
    journal.record("antrag.create", antrag, actor=actor, at=at, details={"bedarfe": len(bedarfe), "kanal": kanal})
    antrag_registered.send(Antrag, antrag=antrag, eingang=eingang, actor=actor, at=at)
    return antrag


def _anlegen(antrag: Antrag, angabe: Bedarfsangabe, at: datetime) -> None:
    if angabe.ende < angabe.beginn:
        raise ZeitraumUngueltig(
            f"{angabe.kind}, {angabe.leistung.label}: Das Ende ({angabe.ende:%d.%m.%Y}) liegt vor dem Beginn "
            f"({angabe.beginn:%d.%m.%Y})."
        )
    bedarf = Antragsbedarf.objects.create(
        antrag=antrag,
        kind=angabe.kind,
        leistung=angabe.leistung,
        beginn=angabe.beginn,
        ende=angabe.ende,
        angaben=angabe.angaben,
        beschreibung=angabe.beschreibung,
        einrichtung=angabe.einrichtung,
        empfaenger=angabe.empfaenger,
        bereich_id=antrag.bereich_id,
        created_at=at,
    )
    for art, text in angabe.nachweise:
        Nachweisforderung.objects.create(
            antrag=antrag, bedarf=bedarf, art=art, text=text, bereich_id=antrag.bereich_id, created_at=at
        )


def lock_antrag(antrag_id: UUID, version: int | None) -> Antrag:
    """The application, locked. Raises InzwischenGeaendert when the page showed an older state of it."""
    antrag = lock(Antrag, antrag_id)
    if version is not None and antrag.version != version:
        raise InzwischenGeaendert(
            "Der Antrag wurde inzwischen von jemand anderem bearbeitet. Bitte laden Sie die Seite neu und prüfen Sie "
            "den neuen Stand; Ihre Eingabe wurde nicht gespeichert."
        )
    return antrag


def advance_antrag(
    antrag: Antrag, act: str, *, actor: User, at: datetime, details: dict[str, Any] | None = None
) -> None:
    """Make one step of a locked application and write it down; for services that already hold lock and permission."""
    antrag.state = next_state(ANTRAG_TRANSITIONS, act, Antragsstand(antrag.state))
    antrag.version += 1
    antrag.updated_at = at
    antrag.save()
    journal.record(f"antrag.{act}", antrag, actor=actor, at=at, details=details)


def personen(antrag: Antrag) -> list[object]:
    """Ids of everybody the application names."""
    return [antrag.antragsteller_id, *antrag.bedarfe.values_list("kind_id", flat=True).distinct()]


@transaction.atomic
def examine_antrag(*, antrag_id: UUID, actor: User, at: datetime, version: int | None = None) -> Antrag:
    """Begin to examine. Raises PermissionDenied, IllegalTransition, DubletteOffen or InzwischenGeaendert."""
    antrag = lock_antrag(antrag_id, version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    require_no_open_dublette(person_ids=personen(antrag))
    antrag.zustaendig = actor
    advance_antrag(antrag, "examine", actor=actor, at=at)
    return antrag


@transaction.atomic
def complete_antrag(*, antrag_id: UUID, actor: User, at: datetime, version: int | None = None) -> Antrag:
    """All that the decision needs is there; from today the interest watch of § 44 SGB I counts.

    Raises PermissionDenied, IllegalTransition, DubletteOffen, InzwischenGeaendert or NachweiseFehlen.
    """
    antrag = lock_antrag(antrag_id, version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    require_no_open_dublette(person_ids=personen(antrag))
    offen = antrag.forderungen.filter(
        state__in=[Forderungsstand.OFFEN, Forderungsstand.ANGEFORDERT],
        bedarf__zurueckgenommen_am__isnull=True,
        bedarf__versagt_am__isnull=True,
    )
    if offen.exists():
        fehlt = "; ".join(f.text for f in offen[:5])
        raise NachweiseFehlen(
            f"Es fehlt noch: {fehlt}. Fordern Sie es an oder halten Sie fest, warum es entbehrlich ist."
        )
    antrag.vollstaendig_am = localdate(at)
    advance_antrag(antrag, "complete", actor=actor, at=at)
    return antrag


@transaction.atomic
def withdraw_antrag(*, antrag_id: UUID, actor: User, at: datetime, version: int | None = None) -> Antrag:
    """The family withdraws its application. Raises PermissionDenied, IllegalTransition or InzwischenGeaendert."""
    antrag = lock_antrag(antrag_id, version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    advance_antrag(antrag, "withdraw", actor=actor, at=at)
    return antrag


@transaction.atomic
def resume_antrag(*, antrag_id: UUID, actor: User, at: datetime, version: int | None = None) -> Antrag:
    """What was missing came after all: examine what had been withheld (§ 67 SGB I).

    Raises PermissionDenied, IllegalTransition or InzwischenGeaendert.
    """
    antrag = lock_antrag(antrag_id, version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    antrag.zustaendig = actor
    advance_antrag(antrag, "resume", actor=actor, at=at)
    antrag.bedarfe.filter(versagt_am__isnull=False).update(versagt_am=None)
    return antrag
