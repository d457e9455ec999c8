"""A school's access, and the trips it enters."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from kreislauf.akten.traeger.bank import normalisiere_iban
from kreislauf.akten.traeger.models import Bankverbindung, Einrichtung
from kreislauf.akten.traeger.services import add_bankverbindung, ensure_empfaenger
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.permissions import may_open_schulzugang, may_write_fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fahrten import kontostand
from kreislauf.leistungen.bildung_und_teilhabe.states import FAHRT_TRANSITIONS, Fahrtstand

_ZEICHEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U: what is misread is not used
CODELAENGE = 8  # 40 bits; what a code shows is no secret of a family, and guessing is counted
HOECHSTENS = 300  # trips of one institution in a day: a slip or an attack, not a school


class BereichUnpassend(DomainError):
    """The area cannot be the one of this institution."""


class KontoBekannt(DomainError):
    """The payee has this account already."""


class ZuVieleFahrten(DomainError):
    """More trips than a school can have."""


def _require_own_area(bereich: Bereich, stelle_id: int) -> None:
    """The school's area lies neither in the office's nor above it: the list of a class is for the school alone."""
    ueber: Bereich | None = bereich
    while ueber is not None:
        if ueber.pk == stelle_id:
            raise BereichUnpassend(
                "Dieser Bereich gehört zum Amt. Bitte wählen Sie den eigenen Bereich der Schule oder Kita; die "
                "technische Verwaltung legt ihn unter dem Kreis an."
            )
        ueber = ueber.uebergeordnet
    if bereich.art != Bereich.Art.EINHEIT:
        raise BereichUnpassend("Der Bereich einer Schule oder Kita ist eine Organisationseinheit.")


@transaction.atomic
def open_schulzugang(*, einrichtung: Einrichtung, schulbereich: Bereich, actor: User, at: datetime) -> Schulzugang:
    """Let the people of an area enter trips for an institution. Raises PermissionDenied or BereichUnpassend."""
    require(may_open_schulzugang, actor, einrichtung.bereich_id, tag=localdate(at))
    _require_own_area(schulbereich, einrichtung.bereich_id)
    try:
        with transaction.atomic():
            zugang = Schulzugang.objects.create(
                einrichtung=einrichtung,
                schulbereich=schulbereich,
                name=einrichtung.name,
                art=einrichtung.art,
                bereich_id=einrichtung.bereich_id,
                created_by=actor,
                created_at=at,
            )
    except IntegrityError:
        raise BereichUnpassend("Diese Einrichtung oder dieser Bereich hat schon einen Zugang.") from None
    journal.record("schulzugang.create", zugang, actor=actor, at=at, details={"schulbereich": schulbereich.pk})
    return zugang


@transaction.atomic
def create_fahrt(*, zugang: Schulzugang, angaben: Mapping[str, Any], actor: User, at: datetime) -> Fahrt:
    """Enter a trip; it is open for applications at once. Raises PermissionDenied, IbanUngueltig or ZuVieleFahrten."""
    require(may_write_fahrt, actor, zugang.schulbereich_id, tag=localdate(at))
    if Fahrt.objects.filter(zugang=zugang, created_at__date=localdate(at)).count() >= HOECHSTENS:
        raise ZuVieleFahrten(f"Heute sind schon {HOECHSTENS} Fahrten eingetragen. Bitte sprechen Sie mit dem Amt.")
    fahrt = Fahrt.objects.create(
        zugang=zugang,
        code="".join(secrets.choice(_ZEICHEN) for _ in range(CODELAENGE)),
        bereich_id=zugang.bereich_id,
        schulbereich_id=zugang.schulbereich_id,
        created_by=actor,
        created_at=at,
        **_bereinigt(angaben),
    )
    journal.record("fahrt.create", fahrt, actor=actor, at=at)
    return fahrt


def _bereinigt(angaben: Mapping[str, Any]) -> dict[str, Any]:
    return {**angaben, "iban": normalisiere_iban(angaben["iban"])}


@transaction.atomic
def update_fahrt(*, fahrt_id: UUID, angaben: Mapping[str, Any], actor: User, at: datetime) -> Fahrt:
    """Correct a trip; the journal says which fields. Raises PermissionDenied, IbanUngueltig or IllegalTransition."""
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    next_state(FAHRT_TRANSITIONS, "cancel", Fahrtstand(fahrt.state))  # one that is called off stays as it was
    neu = _bereinigt(angaben)
    geaendert = sorted(feld for feld, wert in neu.items() if getattr(fahrt, feld) != wert)
    for feld in geaendert:
        setattr(fahrt, feld, neu[feld])
    fahrt.save()
    if geaendert:
        journal.record("fahrt.update", fahrt, actor=actor, at=at, details={"felder": geaendert})
    return fahrt


def lock_code(code: str) -> None:
    """Who grants this trip, on an application or with the school, waits for the other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"fahrt-{code}"])


@transaction.atomic
def enter_konto(*, fahrt: Fahrt, actor: User, at: datetime) -> Bankverbindung:
    """The account of a trip as one of the institution; it counts after a second person has confirmed it.

    Raises PermissionDenied or KontoBekannt.
    """
    if kontostand(fahrt, localdate(at)):
        raise KontoBekannt("Dieses Konto ist für die Einrichtung schon eingetragen.")
    empfaenger = ensure_empfaenger(wer=fahrt.zugang.einrichtung, actor=actor, at=at)
    return add_bankverbindung(
        empfaenger_id=empfaenger.pk,
        inhaber=fahrt.kontoinhaber,
        iban=fahrt.iban,
        beginn=localdate(at),
        actor=actor,
        at=at,
    )


def _handeln(act: str, fahrt_id: UUID, actor: User, at: datetime) -> Fahrt:
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    fahrt.state = next_state(FAHRT_TRANSITIONS, act, Fahrtstand(fahrt.state))
    fahrt.save(update_fields=["state"])
    return fahrt


@transaction.atomic
def close_fahrt(*, fahrt_id: UUID, actor: User, at: datetime) -> Fahrt:
    """The code opens nothing any more. Raises PermissionDenied or IllegalTransition."""
    fahrt = _handeln("close", fahrt_id, actor, at)
    journal.record("fahrt.close", fahrt, actor=actor, at=at)
    return fahrt


@transaction.atomic
def reopen_fahrt(*, fahrt_id: UUID, actor: User, at: datetime) -> Fahrt:
    """The code opens again. Raises PermissionDenied or IllegalTransition."""
    fahrt = _handeln("reopen", fahrt_id, actor, at)
    journal.record("fahrt.reopen", fahrt, actor=actor, at=at)
    return fahrt


@transaction.atomic
def cancel_fahrt(*, fahrt_id: UUID, actor: User, at: datetime) -> Fahrt:
    """The trip does not take place. Raises PermissionDenied or IllegalTransition."""
    fahrt = _handeln("cancel", fahrt_id, actor, at)
    journal.record("fahrt.cancel", fahrt, actor=actor, at=at)
    return fahrt
