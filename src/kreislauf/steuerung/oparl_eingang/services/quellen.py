"""Create, change and switch sources."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.oparl_eingang.models import Quelle
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle, may_create_quelle

# What makes another server of it: then everything has to be read again.
_ANDERS_GELESEN = frozenset({"adresse", "personen", "vorsilbe_daten", "vorsilbe_abruf"})


class SchonVorhanden(DomainError):
    """The same address is a source of this area already."""


def _check_once(quelle: Quelle) -> None:
    gleiche = Quelle.objects.filter(bereich_id=quelle.bereich_id, adresse=quelle.adresse).exclude(pk=quelle.pk)
    if vorhanden := gleiche.first():
        raise SchonVorhanden(f"Diese Adresse ist schon als Quelle „{vorhanden}“ angelegt.")


@transaction.atomic
def create_quelle(*, bereich: Bereich, angaben: Mapping[str, Any], actor: User, at: datetime) -> Quelle:
    """Create a source; writes one journal line. Raises PermissionDenied or SchonVorhanden."""
    require(may_create_quelle, actor, bereich.pk, tag=at.date())
    quelle = Quelle(
        **angaben,
        bereich=bereich,
        schutzstufe=Schutzstufe.INTERN,
        naechtlich_als=actor if angaben.get("naechtlich") else None,
        created_by=actor,
        created_at=at,
        updated_at=at,
    )
    _check_once(quelle)
    quelle.save()
    journal.record("quelle.create", quelle, actor=actor, at=at, details={"adresse": quelle.adresse})
    return quelle


@transaction.atomic
def change_quelle(*, quelle_id: UUID, angaben: Mapping[str, Any], actor: User, at: datetime) -> Quelle:
    """Change a source; another address or way of reading makes the next fetch a whole one; writes one journal line.

    Raises PermissionDenied or SchonVorhanden.
    """
    quelle = lock(Quelle, quelle_id)
    require(may_change_quelle, actor, quelle, tag=at.date())
    anders = sorted(feld for feld, wert in angaben.items() if getattr(quelle, feld) != wert)
    for feld, wert in angaben.items():
        setattr(quelle, feld, wert)
    if "naechtlich" in anders:
        quelle.naechtlich_als = actor if quelle.naechtlich else None
    if _ANDERS_GELESEN & set(anders):
        quelle.seit = None
    _check_once(quelle)
    quelle.updated_at = at
    quelle.save()
    journal.record("quelle.change", quelle, actor=actor, at=at, details={"felder": anders})
    return quelle


@transaction.atomic
def switch_quelle(*, quelle_id: UUID, ein: bool, actor: User, at: datetime) -> Quelle:
    """Switch fetching on or off; what was fetched stays. Writes one journal line. Raises PermissionDenied."""
    quelle = lock(Quelle, quelle_id)
    require(may_change_quelle, actor, quelle, tag=at.date())
    quelle.eingeschaltet, quelle.updated_at = ein, at
    quelle.save(update_fields=["eingeschaltet", "updated_at"])
    journal.record("quelle.switch_on" if ein else "quelle.switch_off", quelle, actor=actor, at=at)
    return quelle
