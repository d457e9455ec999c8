"""Who may see and change what arrives."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz, WieEltern
from kreislauf.foundation.accounts.models import User

_ANTRAG = Bereichsschutz("antrag", oeffentlich_moeglich=False)

SCHUTZ = {
    "antrag_eingang": _ANTRAG,
    "antrag_antrag": _ANTRAG,
    "antrag_antragsbedarf": _ANTRAG,
    "antrag_mitwirkungsaufforderung": _ANTRAG,
    "antrag_nachweisforderung": _ANTRAG,
    "antrag_nachsendung": WieEltern(
        "antrag_nachsendung", "eingang_id", "antrag_eingang", _ANTRAG, nur=("lesen", "anlegen")
    ),
    "antrag_nachweis": Bereichsschutz("antrag", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
}


def may_write_antrag(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "antrag", "aendern", bereich_id, tag=tag)
