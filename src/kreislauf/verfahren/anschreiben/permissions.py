"""Who may print and post letters."""

from datetime import date

from kreislauf.foundation.access.permissions import may_akt
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {
    "anschreiben_brieflauf": _BESCHEID,
    "anschreiben_briefposten": _BESCHEID,
    "anschreiben_druckstapel": Bereichsschutz("bescheid", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
}


def may_print_briefe(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "bescheid.send", bereich_id, tag=tag)
