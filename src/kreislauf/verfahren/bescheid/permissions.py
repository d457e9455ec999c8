"""Who may see, decide, approve and send decisions."""

from datetime import date

from kreislauf.foundation.access.permissions import may_akt
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User
from kreislauf.verfahren.bescheid.models import Bescheid

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {
    "bescheid_behoerde": _BESCHEID,
    "bescheid_wertgrenze": _BESCHEID,
    "bescheid_formvorgabe": _BESCHEID,
    "bescheid_bescheid": _BESCHEID,
    "bescheid_entscheidungszeile": _BESCHEID,
    "bescheid_entscheidungsmonat": _BESCHEID,
}


def may_decide(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "antrag.decide", bereich_id, tag=tag)


def may_approve_bescheid(user: User, bescheid: Bescheid, *, tag: date) -> bool:
    """Above the limit only who holds the act; below it whoever may decide."""
    akt = "bescheid.approve" if bescheid.zweite_person_noetig else "antrag.decide"
    return may_akt(user, akt, bescheid.bereich_id, tag=tag)


def may_return_bescheid(user: User, bescheid: Bescheid, *, tag: date) -> bool:
    """Who approves, and who decided: one may see one's own mistake."""
    return may_akt(user, "bescheid.approve", bescheid.bereich_id, tag=tag) or bescheid.created_by_id == user.pk


def may_send_bescheid(user: User, bescheid: Bescheid, *, tag: date) -> bool:
    return may_akt(user, "bescheid.send", bescheid.bereich_id, tag=tag)


def may_write_vorgaben(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "bescheid.approve", bereich_id, tag=tag)
