"""Start, take up and end a fetch; one at a time for each source."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import start_lauf
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.oparl_eingang.lesart import Objekt
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle
from kreislauf.steuerung.oparl_eingang.services.spiegel import store_objekte
from kreislauf.steuerung.oparl_eingang.states import ABRUF_TRANSITIONS, Abrufstand

LAUFART = "oparl_eingang.abrufen"
UEBERLAPPUNG = timedelta(minutes=10)  # what was being written elsewhere while we asked shows up a little later
LAUFEND = (Abrufstand.WARTET, Abrufstand.LAEUFT)


class Ausgeschaltet(DomainError):
    """The source is switched off."""


class SchonUnterwegs(DomainError):
    """The source is being fetched already."""


@transaction.atomic
def start_abruf(*, quelle_id: UUID, voll: bool, actor: User, at: datetime) -> Lauf:
    """Queue a fetch of everything or of what changed; the first one is always whole.

    Raises PermissionDenied, Ausgeschaltet or SchonUnterwegs; then nothing is written.
    """
    quelle = lock(Quelle, quelle_id)
    require(may_change_quelle, actor, quelle, tag=at.date())
    if not quelle.eingeschaltet:
        raise Ausgeschaltet(f"„{quelle}“ ist ausgeschaltet. Schalten Sie die Quelle zuerst wieder ein.")
    if quelle.abrufe.filter(state__in=LAUFEND).exists():
        raise SchonUnterwegs(f"„{quelle}“ wird gerade abgerufen. Warten Sie, bis dieser Abruf fertig ist.")
    seit = None if voll or not quelle.filter_moeglich else quelle.seit
    abruf = Abruf.objects.create(
        quelle=quelle,
        bereich_id=quelle.bereich_id,
        schutzstufe=quelle.schutzstufe,
        voll=seit is None,
        seit=seit,
        started_at=at,
        created_by=actor,
    )
    was = "alles" if seit is None else "Änderungen"
    abruf.lauf = start_lauf(
        art=LAUFART, titel=f"{quelle}: {was} abrufen", angaben={"abruf": str(abruf.pk)}, actor=actor, at=at
    )
    abruf.save(update_fields=["lauf"])
    return abruf.lauf


@transaction.atomic
def begin_abruf(*, abruf_id: UUID, actor: User, at: datetime) -> Abruf:
    """Take the fetch up, for the first time or where a killed or failed one stopped.

    Raises PermissionDenied, Ausgeschaltet, SchonUnterwegs or IllegalTransition.
    """
    abruf = lock(Abruf, abruf_id)
    require(may_change_quelle, actor, abruf, tag=at.date())
    if not abruf.quelle.eingeschaltet:
        raise Ausgeschaltet(f"„{abruf.quelle}“ ist ausgeschaltet.")
    andere = Abruf.objects.filter(quelle_id=abruf.quelle_id, state__in=LAUFEND).exclude(pk=abruf.pk)
    if andere.exists():
        raise SchonUnterwegs(f"„{abruf.quelle}“ wird gerade von einem anderen Lauf abgerufen.")
    abruf.state = next_state(ABRUF_TRANSITIONS, "begin", Abrufstand(abruf.state))
    abruf.fehler, abruf.finished_at = [], None
    abruf.save()
    return abruf


@transaction.atomic
def store_seiten(
    *,
    abruf: Abruf,
    objekte: Sequence[Objekt],
    liste: str,
    weiter: str | None,
    besonderheiten: Mapping[str, int],
    at: datetime,
) -> None:
    """Store a batch of one list together with where the list goes on (`weiter`, None: read to its end)."""
    zahlen = Counter(abruf.zahlen) + store_objekte(abruf, objekte, at=at)
    abruf.zahlen = dict(zahlen)
    abruf.besonderheiten = dict(Counter(abruf.besonderheiten) + Counter(besonderheiten))
    if weiter is None:
        abruf.fertig = [*abruf.fertig, liste] if liste else abruf.fertig
        abruf.weiter = {k: v for k, v in abruf.weiter.items() if k != liste}
    else:
        abruf.weiter = {**abruf.weiter, liste: weiter}
    abruf.save(update_fields=["zahlen", "besonderheiten", "fertig", "weiter"])


@transaction.atomic
def end_abruf(*, abruf: Abruf, act: str, fehler: Sequence[Mapping[str, Any]], actor: User, at: datetime) -> None:
    """Close the fetch with what could not be read; only a complete one moves the instant from which the next asks.

    Writes one journal line.
    """
    stand = lock(Abruf, abruf.pk)
    abruf.state = stand.state = next_state(ABRUF_TRANSITIONS, act, Abrufstand(stand.state))
    abruf.fehler = stand.fehler = list(fehler)
    abruf.finished_at = stand.finished_at = at
    stand.save(update_fields=["state", "fehler", "finished_at"])
    if act == "complete":
        Quelle.objects.filter(pk=abruf.quelle_id).update(seit=abruf.started_at - UEBERLAPPUNG)
    journal.record(f"abruf.{act}", stand, actor=actor, at=at, details={"zahlen": stand.zahlen})
