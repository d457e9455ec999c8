"""Submit, approve, return, announce, become final."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.recht.fristen.bekanntgabe import Bekanntgabe, fiktion, im_ausland
from kreislauf.recht.fristen.frist import Frist, Schritt
from kreislauf.recht.fristen.kalender import schreibe
from kreislauf.recht.fristen.rechtsbehelf import rechtsbehelf
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import advance_antrag
from kreislauf.verfahren.antrag.states import Antragsstand
from kreislauf.verfahren.bescheid.events import bescheid_announced, bescheid_returned, zeile_superseded
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.permissions import (
    may_approve_bescheid,
    may_decide,
    may_return_bescheid,
    may_send_bescheid,
)
from kreislauf.verfahren.bescheid.selectors import behoerde_am, dienstsitz
from kreislauf.verfahren.bescheid.services.versagung import check_versagung, withhold
from kreislauf.verfahren.bescheid.states import BESCHEID_TRANSITIONS, Bescheidart, Bescheidstand


class SelbstFreigegeben(DomainError):
    """Author and approver must differ."""


class GrundFehlt(DomainError):
    """A return must say why."""


class TagUnmoeglich(DomainError):
    """The day of posting or handing over cannot be."""


def lock_bescheid(bescheid_id: UUID) -> Bescheid:
    """The Bescheid, locked; its application first, as everywhere."""
    antrag_id = Bescheid.objects.values_list("antrag_id", flat=True).get(pk=bescheid_id)
    if antrag_id is not None:
        lock(Antrag, antrag_id)
    return lock(Bescheid, bescheid_id)


def step_bescheid(bescheid: Bescheid, act: str) -> None:
    bescheid.state = next_state(BESCHEID_TRANSITIONS, act, Bescheidstand(bescheid.state))


@transaction.atomic
def submit_bescheid(*, bescheid_id: UUID, actor: User, at: datetime) -> Bescheid:
    """Hand a draft to the second person. Raises PermissionDenied or IllegalTransition."""
    bescheid = lock_bescheid(bescheid_id)
    require(may_decide, actor, bescheid.bereich_id, tag=localdate(at))
    step_bescheid(bescheid, "submit")
    bescheid.submitted_by, bescheid.submitted_at, bescheid.rueckgabegrund = actor, at, ""
    bescheid.save()
    journal.record("bescheid.submit", bescheid, actor=actor, at=at)
    return bescheid


@transaction.atomic
def approve_bescheid(*, bescheid_id: UUID, actor: User, at: datetime) -> Bescheid:
    """Approve; above the county's limit neither author nor submitter may.

    Raises PermissionDenied, IllegalTransition or SelbstFreigegeben.
    """
    bescheid = lock_bescheid(bescheid_id)
    require(may_approve_bescheid, actor, bescheid, tag=localdate(at))
    if bescheid.zweite_person_noetig and actor.pk in {bescheid.created_by_id, bescheid.submitted_by_id}:
        raise SelbstFreigegeben("Ab der Wertgrenze gibt eine zweite Person frei, nicht wer entschieden hat.")
    angegriffen = bescheid.ersetzt if bescheid.art == Bescheidart.WIDERSPRUCHSBESCHEID else None
    if angegriffen is not None and actor.pk == angegriffen.created_by_id:
        raise SelbstFreigegeben(
            "Wer den angegriffenen Bescheid erlassen hat, gibt den Widerspruchsbescheid nicht frei."
        )
    step_bescheid(bescheid, "approve")
    bescheid.approved_by, bescheid.approved_at = actor, at
    bescheid.save()
    journal.record("bescheid.approve", bescheid, actor=actor, at=at)
    return bescheid


@transaction.atomic
def return_bescheid(*, bescheid_id: UUID, grund: str, actor: User, at: datetime) -> Bescheid:
    """Give a decision back with the reason before it leaves the house; it is kept, and decided anew.

    Raises PermissionDenied, IllegalTransition or GrundFehlt.
    """
    bescheid = lock_bescheid(bescheid_id)
    require(may_return_bescheid, actor, bescheid, tag=localdate(at))
    if not grund.strip():
        raise GrundFehlt("Bitte schreiben Sie, was zu ändern ist.")
    step_bescheid(bescheid, "return")
    bescheid.rueckgabegrund = grund.strip()[:500]
    bescheid.save()
    journal.record("bescheid.return", bescheid, actor=actor, at=at, details={"grund": bescheid.rueckgabegrund})
    antrag = bescheid.antrag
    if antrag is not None and antrag.state == Antragsstand.ENTSCHIEDEN:
        advance_antrag(antrag, "return", actor=actor, at=at)
    bescheid_returned.send(Bescheid, bescheid=bescheid, actor=actor, at=at)
    return bescheid


@transaction.atomic
def announce_bescheid(
    *, bescheid_id: UUID, posted_on: date, actor: User, at: datetime, versandart: str = Bescheid.Versandart.POST
) -> Bescheid:
    """Record that a Bescheid left the house; Bekanntgabe and the end of the objection period follow from recht.

    `posted_on` is the day of posting or sending, of handing over, or of receipt abroad. What the Bescheid replaces
    stops to count. Raises PermissionDenied, IllegalTransition, TagUnmoeglich or VorgabeFehlt.
    """
    bescheid = lock_bescheid(bescheid_id)
    require(may_send_bescheid, actor, bescheid, tag=localdate(at))
    step_bescheid(bescheid, "announce")
    check_versagung(bescheid)
    approved = bescheid.approved_at
    assert approved is not None
    if not localdate(approved) <= posted_on <= localdate(at):
        raise TagUnmoeglich(f"Der Tag muss zwischen der Freigabe ({approved:%d.%m.%Y}) und heute liegen.")
    art = Bescheid.Versandart(versandart)
    frist = _frist(bescheid, art, posted_on)
    bescheid.versandart, bescheid.posted_on, bescheid.posted_by = art, posted_on, actor
    bescheid.bekanntgabe, bescheid.widerspruchsfrist = frist.bekanntgabe, frist.fristende
    bescheid.rechenweg = [f"{s.text} ({s.norm})" for s in frist.rechenweg] + list(frist.offen)
    bescheid.save()
    journal.record("bescheid.announce", bescheid, actor=actor, at=at, details={"frist": frist.fristende.isoformat()})
    for zeile in bescheid.zeilen.exclude(ersetzt=None).select_related("ersetzt"):
        assert zeile.ersetzt is not None
        _ersetzen(zeile.ersetzt, zeile.beginn, actor, at)
    if bescheid.art == Bescheidart.VERSAGUNG:
        withhold(bescheid, actor=actor, at=at)
    elif bescheid.antrag is not None and bescheid.antrag.state == Antragsstand.ENTSCHIEDEN:
        advance_antrag(bescheid.antrag, "announce", actor=actor, at=at)
    bescheid_announced.send(Bescheid, bescheid=bescheid, actor=actor, at=at)
    return bescheid


def _bekanntgabe(art: str, tag: date) -> Bekanntgabe:
    if art == Bescheid.Versandart.AUSLAND:
        return im_ausland(tag)
    if art == Bescheid.Versandart.PERSOENLICH:
        return Bekanntgabe(tag, Schritt(f"Persönlich übergeben am {schreibe(tag)}.", "§ 37 Abs. 1 SGB X"))
    return fiktion(tag)


def _frist(bescheid: Bescheid, art: str, posted_on: date) -> Frist:
    """A Widerspruchsbescheid can be challenged in court, everything else by Widerspruch."""
    behelf = "klage" if bescheid.art == Bescheidart.WIDERSPRUCHSBESCHEID else "widerspruch"
    sitz = dienstsitz(behoerde_am(bescheid.bereich_id, posted_on))
    return rechtsbehelf(behelf, _bekanntgabe(art, posted_on), belehrt=True, sitz=sitz)


def _ersetzen(alte: Entscheidungszeile, ab: date, actor: User, at: datetime) -> None:
    alte = lock(Entscheidungszeile, alte.pk)
    alte.unwirksam_ab = ab
    alte.save(update_fields=["unwirksam_ab"])
    zeile_superseded.send(Entscheidungszeile, zeile=alte, actor=actor, at=at)


@transaction.atomic
def finalise_bescheid(*, bescheid_id: UUID, actor: User, at: datetime) -> Bescheid:
    """The objection period is over. Raises PermissionDenied, IllegalTransition or TagUnmoeglich."""
    bescheid = lock_bescheid(bescheid_id)
    require(may_decide, actor, bescheid.bereich_id, tag=localdate(at))
    if bescheid.widerspruchsfrist is None or bescheid.widerspruchsfrist >= localdate(at):
        raise TagUnmoeglich("Die Frist für den Widerspruch läuft noch.")
    step_bescheid(bescheid, "become_final")
    bescheid.save(update_fields=["state"])
    journal.record("bescheid.become_final", bescheid, actor=actor, at=at)
    return bescheid
