"""Who may see and decide objections."""

from datetime import date

from kreislauf.foundation.access.permissions import may_akt
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {"widerspruch_widerspruch": _BESCHEID, "widerspruch_widerspruchszeile": _BESCHEID}


def may_write_widerspruch(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "antrag.decide", bereich_id, tag=tag)
