"""Who may see and change people."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "person_person": _FALLAKTE,
    "person_vertretung": _FALLAKTE,
    "person_dublettenverdacht": _FALLAKTE,
}


def may_write_person(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "fallakte", "aendern", bereich_id, tag=tag)
