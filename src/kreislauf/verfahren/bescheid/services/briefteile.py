"""What all letters of the procedure share: letterhead, address, who answers questions, and how a letter is filed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Aktenstueck, Fallakte
from kreislauf.akten.fallakte.services import add_aktenstueck, add_aktenstuecke
from kreislauf.akten.person.models import Person
from kreislauf.druck import Briefkopf
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.bescheid.models import Behoerde


class SchreibenUnmoeglich(DomainError):
    """The letter cannot be made now; the text says why and what to do."""


def kontakt(behoerde: Behoerde) -> list[tuple[str, str]]:
    return [(name, wert) for name, wert in (("Telefon", behoerde.telefon), ("E-Mail", behoerde.email)) if wert]


def briefkopf(behoerde: Behoerde) -> Briefkopf:
    ort = f"{behoerde.strasse}\n{behoerde.plz} {behoerde.ort}"
    return Briefkopf(behoerde.name, behoerde.stelle, ort, "\n".join(wert for _, wert in kontakt(behoerde)))


def sitz(behoerde: Behoerde) -> str:
    """The agency with its seat, as instructions on remedies name it."""
    return f"{behoerde.name}, {behoerde.strasse}, {behoerde.plz} {behoerde.ort}"


def anschrift(person: Person) -> list[str]:
    """Lines of the address field. Raises SchreibenUnmoeglich where the post could not deliver."""
    fehlt = [n for n, w in (("Straße", person.strasse), ("PLZ", person.plz), ("Ort", person.ort)) if not w.strip()]
    if fehlt:
        raise SchreibenUnmoeglich(f"In der Anschrift von {person} fehlt: {', '.join(fehlt)}. Bitte ergänzen.")
    zeilen = [str(person), person.adresszusatz, person.strasse, f"{person.plz} {person.ort}"]
    if person.staat != "DE":
        zeilen.append(person.staat)
    return [z for z in zeilen if z]


def file_schreiben(*, pdf: bytes, name: str, titel: str, fallakte: Fallakte, actor: User, at: datetime) -> Dokument:
    """Keep a letter and put it into the file, for services that hold lock and permission; nothing replaces another.

    The level of what the letter is about is not handed on: a letter with Sozialdaten is never öffentlich.
    """
    dokument = store_dokument(inhalt=pdf, dateiname=name, bereich_id=fallakte.bereich_id, actor=actor, at=at)
    add_aktenstueck(
        fallakte=fallakte,
        dokument=dokument,
        titel=titel,
        richtung=Aktenstueck.Richtung.AUS,
        datum=localdate(at),
        actor=actor,
        at=at,
    )
    return dokument


def file_schreiben_viele(
    schreiben: Sequence[tuple[Fallakte, Dokument, str]], *, actor: User, at: datetime
) -> list[Aktenstueck]:
    """Put many letters that are kept already into their files."""
    return add_aktenstuecke(schreiben, richtung=Aktenstueck.Richtung.AUS, datum=localdate(at), actor=actor, at=at)
