"""The register of what is public is read by everybody and written by nobody; the office of the body releases papers."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import PERSON, Bedingung, Bereichsschutz
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import LESEN
from kreislauf.steuerung.ratsinfo.models import Vorlage

SCHUTZ = {
    "veroeffentlichung_stand": Bedingung(((LESEN, f"{PERSON} IS NOT NULL"),)),
    "veroeffentlichung_buergerseite": Bereichsschutz("ratsinfo"),
}


def may_publish_vorlage(user: User, vorlage: Vorlage, *, tag: date) -> bool:
    """Only the office of the body may change papers, so only it releases one to citizens."""
    return may(user, "ratsinfo", "aendern", vorlage.bereich_id, tag=tag)
