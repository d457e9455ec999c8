"""A run was given to the post: write down the posting of each letter, some at a time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten
from kreislauf.verfahren.anschreiben.services.aufforderung import send_aufforderung
from kreislauf.verfahren.anschreiben.services.brieflauf import lock_brieflauf, step_brieflauf
from kreislauf.verfahren.anschreiben.states import Brieflaufstand, Briefstand
from kreislauf.verfahren.aufhebung.services.vorgang import send_anhoerung
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid


@transaction.atomic
def announce_posten(*, brieflauf_id: UUID, anzahl: int, actor: User, at: datetime) -> int:
    """Write down the posting of the next letters of a run; how many are done with (0: nothing is left).

    A letter that cannot be announced any more is set aside with its reason; the others go on.
    """
    brieflauf = lock_brieflauf(brieflauf_id)
    if brieflauf.state != Brieflaufstand.POSTAUSGANG:
        return 0
    offen = list(brieflauf.posten.filter(state=Briefstand.GEDRUCKT).order_by("nummer")[:anzahl])
    for posten in offen:
        try:
            with transaction.atomic():
                _announce(brieflauf, posten, actor, at)
            posten.state = Briefstand.VERSANDT
        except DomainError as fehler:
            posten.state, posten.grund = Briefstand.ENTNOMMEN, str(fehler)[:500]
    Briefposten.objects.bulk_update(offen, ["state", "grund"])
    if not offen:
        step_brieflauf(brieflauf, "announce")
        brieflauf.save(update_fields=["state"])
        versandt = brieflauf.posten.filter(state=Briefstand.VERSANDT).count()
        journal.record("brieflauf.announce", brieflauf, actor=actor, at=at, details={"versandt": versandt})
    return len(offen)


def _announce(brieflauf: Brieflauf, posten: Briefposten, actor: User, at: datetime) -> None:
    tag = brieflauf.posted_on
    assert tag is not None
    if posten.bescheid_id is not None:
        announce_bescheid(bescheid_id=posten.bescheid_id, posted_on=tag, actor=actor, at=at)
    elif posten.aufforderung_id is not None:
        send_aufforderung(aufforderung_id=posten.aufforderung_id, posted_on=tag, actor=actor, at=at)
    else:
        assert posten.aufhebung_id is not None
        send_anhoerung(aufhebung_id=posten.aufhebung_id, posted_on=tag, actor=actor, at=at)
