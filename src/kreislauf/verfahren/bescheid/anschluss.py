"""What this app does when two records of one person become one, and the letters of its kinds of decisions."""

from typing import Any

from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services.druckarten import register
from kreislauf.verfahren.bescheid.services.schreiben import LEISTUNGEN, write_leistungen
from kreislauf.verfahren.bescheid.services.versagung_schreiben import write_versagung
from kreislauf.verfahren.bescheid.states import Bescheidart


class SchonBeschieden(DomainError):
    """A record that decisions name is not merged into another."""


def anschliessen() -> None:
    person_merging.connect(_pruefen, dispatch_uid="bescheid.person_merging")
    register(LEISTUNGEN, write_leistungen)
    register([Bescheidart.VERSAGUNG], write_versagung)


def _pruefen(sender: object, *, alt: Person, neu: Person, **_: Any) -> None:
    if Entscheidungszeile.objects.filter(kind=alt).exists() or Bescheid.objects.filter(adressat=alt).exists():
        raise SchonBeschieden(
            f"{alt} steht schon in einem Bescheid. Führen Sie die Erfassungen in der anderen Richtung zusammen oder "
            "halten Sie sie getrennt."
        )
