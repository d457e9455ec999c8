"""Who may see and change households."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "haushalt_haushalt": _FALLAKTE,
    "haushalt_mitgliedschaft": _FALLAKTE,
    "haushalt_leistungszeitraum": _FALLAKTE,
    "haushalt_einrichtungsbesuch": _FALLAKTE,
    "haushalt_haushaltsimport": _FALLAKTE,
}


def may_write_haushalt(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "fallakte", "aendern", bereich_id, tag=tag)
