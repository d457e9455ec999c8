"""What this app does when two records of one person become one."""

from typing import Any

from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Bankverbindung, Zahlungsempfaenger
from kreislauf.akten.traeger.states import Bankstand


def anschliessen() -> None:
    person_merging.connect(_umziehen, dispatch_uid="traeger.person_merging")


def _umziehen(sender: object, *, alt: Person, neu: Person, **_: Any) -> None:
    """The payee moves; if the known person is a payee already, unconfirmed accounts move there and wait there."""
    empfaenger = Zahlungsempfaenger.objects.filter(person=alt).first()
    bekannt = Zahlungsempfaenger.objects.filter(person=neu).first()
    if empfaenger is None:
        return
    if bekannt is None:
        empfaenger.person = neu
        empfaenger.save(update_fields=["person"])
        return
    Bankverbindung.objects.filter(empfaenger=empfaenger, state=Bankstand.NEU).update(empfaenger=bekannt)
    empfaenger.gesperrt_grund = f"Dublette: jetzt {neu}"
    empfaenger.save(update_fields=["gesperrt_grund"])
