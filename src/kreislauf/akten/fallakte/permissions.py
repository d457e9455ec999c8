"""Who may see and change case files."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "fallakte_fallakte": _FALLAKTE,
    "fallakte_aktenstueck": Bereichsschutz("fallakte", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
    "fallakte_aktennotiz": _FALLAKTE,
}


def may_write_fallakte(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "fallakte", "aendern", bereich_id, tag=tag)
