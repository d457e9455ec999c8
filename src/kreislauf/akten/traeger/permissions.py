"""Who may see and change schools, providers and payees."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_TRAEGER = Bereichsschutz("traeger")  # schools and providers may be öffentlich

SCHUTZ = {
    "traeger_einrichtung": _TRAEGER,
    "traeger_anbieter": _TRAEGER,
    "traeger_zahlungsempfaenger": Bereichsschutz("traeger", oeffentlich_moeglich=False),
    "traeger_bankverbindung": Bereichsschutz("fallakte", oeffentlich_moeglich=False),
}


def may_write_traeger(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "traeger", "aendern", bereich_id, tag=tag)


def may_write_bankverbindung(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "fallakte", "aendern", bereich_id, tag=tag)
