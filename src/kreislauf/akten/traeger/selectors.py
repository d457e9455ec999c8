"""Payees and their accounts, as far as the user may see them."""

from datetime import date
from uuid import UUID

from kreislauf.akten.traeger.models import Bankverbindung
from kreislauf.akten.traeger.states import Bankstand
from kreislauf.foundation.zeitraum import gilt_am


def bankverbindung_am(empfaenger_id: UUID, tag: date) -> Bankverbindung | None:
    """The confirmed account of a payee on a day."""
    return Bankverbindung.objects.filter(gilt_am(tag), empfaenger_id=empfaenger_id, state=Bankstand.BESTAETIGT).first()
