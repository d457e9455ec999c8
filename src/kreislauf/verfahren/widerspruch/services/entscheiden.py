"""The Widerspruchsbescheid (§ 85 Abs. 2, 3 SGG): another person decides on what was not remedied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.entscheiden import Zeilenentscheidung, draft_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart
from kreislauf.verfahren.widerspruch.models import Widerspruch, Widerspruchszeile
from kreislauf.verfahren.widerspruch.permissions import may_write_widerspruch
from kreislauf.verfahren.widerspruch.services.annehmen import (
    IM_WIDERSPRUCHSBESCHEID,
    ZeileFehlt,
    lock_widerspruch,
    settle,
)
from kreislauf.verfahren.widerspruch.states import WIDERSPRUCH_TRANSITIONS, Kosten, Widerspruchsstand, Zeilenergebnis


class SelbstEntschieden(DomainError):
    """Who decided first does not decide on the objection."""


class BegruendungFehlt(DomainError):
    """A Widerspruchsbescheid gives its reasons (§ 85 Abs. 3 Satz 1 SGG)."""


class AbhilfeOffen(DomainError):
    """The remedy of other lines has not left the house yet."""


@dataclass(frozen=True, slots=True)
class Spruch:
    """What is decided on one attacked line; `neue` where the objection succeeds in part."""

    ergebnis: Zeilenergebnis
    grund: str
    neue: Zeilenentscheidung | None = None


@dataclass(frozen=True, slots=True)
class Kostenspruch:
    """§ 63 SGB X; `vertretung` whether calling in a representative was necessary (Abs. 3 Satz 2)."""

    kosten: Kosten
    grund: str = ""
    vertretung: bool = False


@transaction.atomic
def decide_widerspruch(
    *, widerspruch_id: UUID, sprueche: Mapping[UUID, Spruch], kosten: Kostenspruch, actor: User, at: datetime
) -> Bescheid:
    """Draft the Widerspruchsbescheid on all lines still open (keys: Entscheidungszeile).

    Raises PermissionDenied, IllegalTransition, SelbstEntschieden, ZeileFehlt, BegruendungFehlt, AbhilfeOffen and what
    `draft_bescheid` raises.
    """
    widerspruch = lock_widerspruch(widerspruch_id)
    require(may_write_widerspruch, actor, widerspruch.bereich_id, tag=localdate(at))
    if actor.pk in {widerspruch.erstentscheider_id, widerspruch.bescheid.created_by_id}:
        raise SelbstEntschieden("Über den Widerspruch entscheidet eine andere Person als über den Antrag.")
    widerspruch.state = next_state(WIDERSPRUCH_TRANSITIONS, "decide", Widerspruchsstand(widerspruch.state))
    offen = {z.zeile_id: z for z in widerspruch.zeilen.filter(ergebnis=Zeilenergebnis.OFFEN)}
    _pruefe(widerspruch, offen, sprueche)
    bescheid = draft_bescheid(
        fallakte=widerspruch.bescheid.fallakte,
        antrag=None,
        art=Bescheidart.WIDERSPRUCHSBESCHEID,
        zeilen=[s.neue for s in sprueche.values() if s.neue is not None],
        adressat=widerspruch.bescheid.adressat,
        ersetzt=widerspruch.bescheid,
        texte={"kosten": kosten.kosten, "kostengrund": kosten.grund.strip(), "vertretung": kosten.vertretung},
        actor=actor,
        at=at,
    )
    neue = {z.ersetzt_id: z for z in bescheid.zeilen.all()}
    for zeile_id, spruch in sprueche.items():
        zeile = offen[zeile_id]
        zeile.ergebnis, zeile.grund, zeile.neue_zeile = spruch.ergebnis, spruch.grund.strip(), neue.get(zeile_id)
        zeile.save()
    widerspruch.widerspruchsbescheid, widerspruch.decided_by = bescheid, actor
    widerspruch.save()
    details = {"bescheid": bescheid.nummer, "kosten": str(kosten.kosten)}
    journal.record("widerspruch.decide", widerspruch, actor=actor, at=at, details=details)
    return bescheid


def _pruefe(widerspruch: Widerspruch, offen: Mapping[UUID, Widerspruchszeile], sprueche: Mapping[UUID, Spruch]) -> None:
    if not sprueche or sprueche.keys() != offen.keys():
        raise ZeileFehlt("Der Widerspruchsbescheid entscheidet über jede angegriffene, noch offene Entscheidung.")
    abhilfe = widerspruch.abhilfebescheid
    if abhilfe is not None and abhilfe.bekanntgabe is None:
        raise AbhilfeOffen(f"Die Teilabhilfe ({abhilfe.nummer}) ist noch nicht versandt. Bitte zuerst versenden.")
    for spruch in sprueche.values():
        if spruch.ergebnis not in IM_WIDERSPRUCHSBESCHEID or not spruch.grund.strip():
            raise BegruendungFehlt("Bitte wählen Sie für jede Entscheidung das Ergebnis und begründen Sie es.")
        if (spruch.neue is not None) != (spruch.ergebnis is Zeilenergebnis.STATTGEGEBEN):
            raise ZeileFehlt("Nur eine geänderte Entscheidung hat einen neuen Betrag.")


@transaction.atomic
def conclude_widerspruch(*, bescheid: Bescheid, actor: User, at: datetime) -> None:
    """The Widerspruchsbescheid left the house: the attacked Bescheid is no longer pending."""
    widerspruch = Widerspruch.objects.filter(widerspruchsbescheid=bescheid).first()
    if widerspruch is not None:
        settle(lock_widerspruch(widerspruch.pk))
        journal.record("widerspruch.announce", widerspruch, actor=actor, at=at)
