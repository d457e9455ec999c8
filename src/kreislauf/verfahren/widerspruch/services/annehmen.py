"""Objections: taken in per line, remedied by a changed decision, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.recht.fristen.weitere import WEITERE
from kreislauf.verfahren.antrag.models import Eingang
from kreislauf.verfahren.antrag.services.nachsendungen import assign_eingang
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services.entscheiden import Zeilenentscheidung, draft_bescheid
from kreislauf.verfahren.bescheid.services.freigeben import lock_bescheid, step_bescheid
from kreislauf.verfahren.bescheid.states import BESCHEID_TRANSITIONS, WIRKSAM, Bescheidart, Bescheidstand
from kreislauf.verfahren.widerspruch.models import Widerspruch, Widerspruchszeile
from kreislauf.verfahren.widerspruch.permissions import may_write_widerspruch
from kreislauf.verfahren.widerspruch.states import WIDERSPRUCH_TRANSITIONS, Widerspruchsstand, Zeilenergebnis

IM_WIDERSPRUCHSBESCHEID = (Zeilenergebnis.ZURUECKGEWIESEN, Zeilenergebnis.VERWORFEN, Zeilenergebnis.STATTGEGEBEN)


class ZeileFehlt(DomainError):
    """An objection attacks at least one line of the Bescheid."""


class NichtBekanntgegeben(DomainError):
    """Only what is effective can be attacked."""


class TagUnmoeglich(DomainError):
    """An objection cannot arrive tomorrow."""


@transaction.atomic
def file_widerspruch(
    *,
    bescheid_id: UUID,
    zeile_ids: Sequence[UUID],
    form: str,
    eingegangen_am: date,
    begruendung: str = "",
    actor: User,
    at: datetime,
    eingang: Eingang | None = None,
) -> Widerspruch:
    """Take in an objection against lines of a Bescheid; whether it is in time is computed, what is late is kept too.

    An `eingang` is what arrived; it and its files go into the file.

    Raises PermissionDenied, IllegalTransition, NichtBekanntgegeben, ZeileFehlt or TagUnmoeglich.
    """
    bescheid = lock_bescheid(bescheid_id)
    require(may_write_widerspruch, actor, bescheid.bereich_id, tag=localdate(at))
    if Bescheidstand(bescheid.state) not in WIRKSAM or bescheid.widerspruchsfrist is None:
        raise NichtBekanntgegeben("Gegen einen Bescheid, der nicht bekannt gegeben ist, gibt es keinen Widerspruch.")
    if eingegangen_am > localdate(at):
        raise TagUnmoeglich("Der Widerspruch kann nicht in der Zukunft eingegangen sein.")
    if bescheid.art == Bescheidart.WIDERSPRUCHSBESCHEID:
        raise NichtBekanntgegeben("Gegen einen Widerspruchsbescheid ist die Klage beim Sozialgericht gegeben.")
    zeilen = list(bescheid.zeilen.filter(pk__in=zeile_ids))
    if not zeilen or len(zeilen) != len(set(zeile_ids)):
        raise ZeileFehlt("Bitte wählen Sie, gegen welche Entscheidungen dieses Bescheids sich der Widerspruch richtet.")
    if ("object", Bescheidstand(bescheid.state)) in BESCHEID_TRANSITIONS:  # a second objection keeps the state
        step_bescheid(bescheid, "object")
        bescheid.save(update_fields=["state"])
    if eingang is not None:
        assign_eingang(eingang_id=eingang.pk, fallakte=bescheid.fallakte, actor=actor, at=at)
    widerspruch = Widerspruch.objects.create(
        bescheid=bescheid,
        eingang=eingang,
        form=Widerspruch.Form(form),
        eingegangen_am=eingegangen_am,
        fristgerecht=eingegangen_am <= bescheid.widerspruchsfrist,
        begruendung=begruendung.strip(),
        erstentscheider=bescheid.created_by,
        untaetigkeit_ab=WEITERE["untaetigkeit_widerspruch"](eingegangen_am, None).fristende,
        bereich_id=bescheid.bereich_id,
        created_by=actor,
        created_at=at,
    )
    Widerspruchszeile.objects.bulk_create(
        Widerspruchszeile(widerspruch=widerspruch, zeile=z, bereich_id=bescheid.bereich_id) for z in zeilen
    )
    details = {"zeilen": len(zeilen), "fristgerecht": widerspruch.fristgerecht}
    journal.record("widerspruch.create", widerspruch, actor=actor, at=at, details=details)
    return widerspruch


def lock_widerspruch(widerspruch_id: UUID) -> Widerspruch:
    lock_bescheid(Widerspruch.objects.values_list("bescheid_id", flat=True).get(pk=widerspruch_id))
    return lock(Widerspruch, widerspruch_id)


@transaction.atomic
def remedy_widerspruch(
    *, widerspruch_id: UUID, zeilen: Sequence[Zeilenentscheidung], actor: User, at: datetime
) -> Bescheid:
    """Remedy attacked lines (§ 85 Abs. 1 SGG): a change Bescheid, which replaces them once it is announced.

    Each of `zeilen` names the line it replaces. Lines left out stay open for the Widerspruchsbescheid.
    Raises PermissionDenied, IllegalTransition, ZeileFehlt and what `draft_bescheid` raises.
    """
    widerspruch = lock_widerspruch(widerspruch_id)
    require(may_write_widerspruch, actor, widerspruch.bereich_id, tag=localdate(at))
    offen = {z.zeile_id: z for z in widerspruch.zeilen.filter(ergebnis=Zeilenergebnis.OFFEN)}
    ersetzte = {z.ersetzt.pk for z in zeilen if z.ersetzt is not None}
    if not zeilen or len(ersetzte) != len(zeilen) or not ersetzte <= offen.keys():
        raise ZeileFehlt("Abgeholfen wird nur angegriffenen, noch offenen Entscheidungen.")
    act = "remedy" if len(ersetzte) == len(offen) else "remedy_partly"
    widerspruch.state = next_state(WIDERSPRUCH_TRANSITIONS, act, Widerspruchsstand(widerspruch.state))
    bescheid = draft_bescheid(
        fallakte=widerspruch.bescheid.fallakte,
        antrag=None,
        art=Bescheidart.AENDERUNG,
        zeilen=zeilen,
        adressat=widerspruch.bescheid.adressat,
        ersetzt=widerspruch.bescheid,
        actor=actor,
        at=at,
    )
    for neue in bescheid.zeilen.all():
        assert neue.ersetzt_id is not None
        zeile = offen[neue.ersetzt_id]
        zeile.ergebnis, zeile.neue_zeile, zeile.grund = Zeilenergebnis.ABGEHOLFEN, neue, neue.abweichung_grund
        zeile.save()
    widerspruch.abhilfebescheid = bescheid
    widerspruch.save()
    journal.record(f"widerspruch.{act}", widerspruch, actor=actor, at=at, details={"bescheid": bescheid.nummer})
    if act == "remedy":
        settle(widerspruch)
    return bescheid


def settle(widerspruch: Widerspruch) -> None:
    """No other objection open: the attacked Bescheid is no longer pending."""
    bescheid = widerspruch.bescheid
    andere = bescheid.widersprueche.filter(
        state__in=[Widerspruchsstand.ERHOBEN, Widerspruchsstand.TEILABGEHOLFEN]
    ).exclude(pk=widerspruch.pk)
    if not andere.exists() and bescheid.state == Bescheidstand.WIDERSPRUCH:
        step_bescheid(bescheid, "settle")
        bescheid.save(update_fields=["state"])


@transaction.atomic
def reopen_widerspruch(*, widerspruch_id: UUID, actor: User, at: datetime) -> Widerspruch:
    """What followed was given back before it left the house: the attacked lines are open again.

    Raises IllegalTransition. Called where the Bescheid is given back, by who may do that.
    """
    widerspruch = lock_widerspruch(widerspruch_id)
    widerspruch.state = next_state(WIDERSPRUCH_TRANSITIONS, "reopen", Widerspruchsstand(widerspruch.state))
    zurueck = widerspruch.widerspruchsbescheid or widerspruch.abhilfebescheid
    if widerspruch.widerspruchsbescheid is not None:
        entschieden = widerspruch.zeilen.filter(ergebnis__in=IM_WIDERSPRUCHSBESCHEID)
        widerspruch.widerspruchsbescheid, widerspruch.decided_by = None, None
    else:
        entschieden = widerspruch.zeilen.filter(neue_zeile__bescheid=zurueck)
        widerspruch.abhilfebescheid = None
    entschieden.update(ergebnis=Zeilenergebnis.OFFEN, neue_zeile=None, grund="")
    widerspruch.save()
    if widerspruch.bescheid.state == Bescheidstand.BEKANNTGEGEBEN:
        step_bescheid(widerspruch.bescheid, "object")
        widerspruch.bescheid.save(update_fields=["state"])
    journal.record("widerspruch.reopen", widerspruch, actor=actor, at=at)
    return widerspruch


@transaction.atomic
def withdraw_widerspruch(*, widerspruch_id: UUID, actor: User, at: datetime) -> Widerspruch:
    """The family withdraws its objection. Raises PermissionDenied or IllegalTransition."""
    widerspruch = lock_widerspruch(widerspruch_id)
    require(may_write_widerspruch, actor, widerspruch.bereich_id, tag=localdate(at))
    widerspruch.state = next_state(WIDERSPRUCH_TRANSITIONS, "withdraw", Widerspruchsstand(widerspruch.state))
    widerspruch.save(update_fields=["state"])
    journal.record("widerspruch.withdraw", widerspruch, actor=actor, at=at)
    settle(widerspruch)
    return widerspruch


def attacked(widerspruch: Widerspruch) -> Sequence[Entscheidungszeile]:
    """Lines still open."""
    return [z.zeile for z in widerspruch.zeilen.filter(ergebnis=Zeilenergebnis.OFFEN).select_related("zeile__kind")]
