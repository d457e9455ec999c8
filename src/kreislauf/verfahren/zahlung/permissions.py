"""Who may see, order, approve and release payments."""

from datetime import date

from kreislauf.foundation.access.permissions import may, may_akt
from kreislauf.foundation.access.rls import Bereichsschutz, WieEltern
from kreislauf.foundation.accounts.models import User

_ZAHLUNG = Bereichsschutz("zahlung", oeffentlich_moeglich=False)


class Buchungsschutz(Bereichsschutz):
    """Who may change payments books them: the cashier's office books, but creates neither payment nor run."""

    def bedingung(self, verb: str) -> str:
        return super().bedingung("aendern" if verb == "anlegen" else verb)


SCHUTZ = {
    "zahlung_kleinzahlgrenze": Bereichsschutz("bescheid", oeffentlich_moeglich=False),  # as the other dated settings
    "zahlung_zahllauf": _ZAHLUNG,
    "zahlung_zahlung": _ZAHLUNG,
    "zahlung_sammelanteil": Bereichsschutz("zahlung", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
    "zahlung_buchung": Buchungsschutz("zahlung", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
    "zahlung_forderung": Buchungsschutz("zahlung", oeffentlich_moeglich=False),
    "zahlung_bankdatei": Buchungsschutz("zahlung", oeffentlich_moeglich=False),
    "zahlung_rueckmeldung": WieEltern(
        "zahlung_rueckmeldung", "zahllauf_id", "zahlung_zahllauf", _ZAHLUNG, nur=("lesen", "anlegen")
    ),
}


def may_read_zahlung(user: User, bereich_id: int, *, tag: date) -> bool:
    return may(user, "zahlung", "lesen", bereich_id, tag=tag)


def may_order_zahlung(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "zahlung.order", bereich_id, tag=tag)


def may_approve_zahllauf(user: User, bereich_id: int, *, tag: date) -> bool:
    return may_akt(user, "zahlung.approve", bereich_id, tag=tag)


def may_release_zahllauf(user: User, bereich_id: int, *, tag: date) -> bool:
    """The cashier's office: export, send, read what the bank answers."""
    return may_akt(user, "zahlung.release", bereich_id, tag=tag)
