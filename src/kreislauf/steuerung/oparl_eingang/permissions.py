"""Who may read and steer sources of open council data."""

from datetime import date

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz
from kreislauf.foundation.accounts.models import User

_QUELLE = Bereichsschutz("ratsquelle", oeffentlich_moeglich=False)

SCHUTZ = {
    "oparl_eingang_quelle": _QUELLE,
    "oparl_eingang_abruf": _QUELLE,
    "oparl_eingang_spiegelobjekt": _QUELLE,
    "oparl_eingang_bindung": _QUELLE,
}


def may_create_quelle(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "ratsquelle", "anlegen", bereich_id, tag=tag)


def may_change_quelle(user: User, quelle: Geschuetzt, *, tag: date) -> bool:
    """Also: fetch, and say which papers are the same."""
    return may(user, "ratsquelle", "aendern", quelle.bereich_id, tag=tag)
