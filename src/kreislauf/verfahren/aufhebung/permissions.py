"""Who may see and prepare revocations."""

from datetime import date

from kreislauf.foundation.access.permissions import may_akt
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {"aufhebung_aufhebung": _BESCHEID, "aufhebung_aufhebungszeile": _BESCHEID}


def may_write_aufhebung(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "antrag.decide", bereich_id, tag=tag)
