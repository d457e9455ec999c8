"""Tie what a family sent later to its application: proofs to what was asked for, files to the household's file."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.antrag.events import eingang_assigned
from kreislauf.verfahren.antrag.models import Antrag, Eingang, Nachsendung, Nachweis
from kreislauf.verfahren.antrag.permissions import may_write_antrag
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, lock_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis
from kreislauf.verfahren.antrag.states import EINGANG_TRANSITIONS, Eingangsstand


class AntragFehlt(DomainError):
    """What came first must become an application before what came later can be tied to it."""


def antrag_zu(eingang: Eingang) -> Antrag:
    """The application a later Eingang belongs to. Raises AntragFehlt."""
    nachsendung = Nachsendung.objects.filter(eingang=eingang).first()
    antrag = Antrag.objects.filter(eingang_id=nachsendung.zu_eingang_id).first() if nachsendung else None
    if antrag is None:
        raise AntragFehlt(
            "Der Antrag, zu dem das gehört, ist noch nicht erfasst. Bitte erfassen Sie zuerst den Antrag im Postkorb."
        )
    return antrag


def assign_eingang(*, eingang_id: UUID, fallakte: Fallakte, actor: User, at: datetime) -> list[Dokument]:
    """Put an Eingang and its files into a file; the documents. Inside a service that holds lock and permission.

    Raises IllegalTransition. Writes one journal line.
    """
    eingang = lock(Eingang, eingang_id)
    eingang.state = next_state(EINGANG_TRANSITIONS, "assign", Eingangsstand(eingang.state))
    eingang.fallakte = fallakte
    eingang.save(update_fields=["state", "fallakte"])
    antworten = eingang_assigned.send(Eingang, eingang=eingang, fallakte=fallakte, actor=actor, at=at)
    journal.record("eingang.assign", eingang, actor=actor, at=at, details={"akte": fallakte.aktenzeichen})
    return [dokument for _, dokumente in antworten for dokument in cast(list[Dokument], dokumente)]


@transaction.atomic
def take_over_nachweis(
    *, eingang_id: UUID, forderung_ids: Sequence[UUID], vollstaendig: bool, actor: User, at: datetime
) -> Antrag:
    """Take in proofs that came later: each of `forderung_ids` lies there from now on, on the day the Eingang came.

    With `vollstaendig` the application is complete and its clock changes. Raises PermissionDenied, AntragFehlt,
    IllegalTransition, NachweiseFehlen or DubletteOffen; then nothing is written.
    """
    eingang = Eingang.objects.get(pk=eingang_id)
    antrag = lock_antrag(antrag_zu(eingang).pk, None)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    dokumente = assign_eingang(eingang_id=eingang_id, fallakte=antrag.fallakte, actor=actor, at=at)
    tag, wort = localdate(eingang.received_at), eingang.text.strip()[:300] or eingang.betreff
    for forderung in antrag.forderungen.filter(pk__in=forderung_ids):
        receive_nachweis(
            forderung_id=forderung.pk,
            beschreibung=wort,
            eingegangen_am=tag,
            dokument=dokumente[0] if dokumente else None,
            actor=actor,
            at=at,
        )
    for dokument in dokumente[1:] if forderung_ids else ():
        Nachweis.objects.create(
            antrag=antrag,
            forderung_id=forderung_ids[0],
            dokument=dokument,
            beschreibung=wort,
            eingegangen_am=tag,
            bereich_id=antrag.bereich_id,
            created_by=actor,
            created_at=at,
        )
    return complete_antrag(antrag_id=antrag.pk, actor=actor, at=at) if vollstaendig else antrag
