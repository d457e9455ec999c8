"""Cookies of the log-in by OpenID Connect: the attempt, and who signed in; encrypted, nothing of it on our side.

Both must come along when the provider sends the browser back, so they are `Lax`; what changes something is a POST with
the form's token.
"""

import json
import time
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kreislauf.portal.anmeldedienst import Anlauf, Ausweis
from kreislauf.portal.anmeldung import HOECHSTENS_SEKUNDEN, RUHE_SEKUNDEN, keksname
from kreislauf.portal.siegel import SiegelGebrochen, oeffnen, versiegeln

ANLAUF, PERSON = "portal_anlauf", "portal_person"
ANLAUF_SEKUNDEN = 10 * 60


@dataclass(frozen=True, slots=True)
class Person:
    ausweis: Ausweis
    sitzung: uuid.UUID
    beginn: int


def _gelesen(request: HttpRequest, name: str, sekunden: int) -> dict[str, Any]:
    """Raises ValueError when the cookie is missing, changed or too old."""
    try:
        return dict(json.loads(oeffnen(name, request.COOKIES.get(keksname(name), ""), sekunden=sekunden)))
    except SiegelGebrochen:
        raise ValueError(name) from None


def _setze(antwort: HttpResponse, name: str, daten: dict[str, Any], **weiteres: Any) -> None:
    wert, sicher = versiegeln(name, json.dumps(daten).encode()), settings.CSRF_COOKIE_SECURE
    antwort.set_cookie(keksname(name), wert, httponly=True, samesite="Lax", secure=sicher, **weiteres)


def setze_anlauf(antwort: HttpResponse, anlauf: Anlauf) -> None:
    daten = {**asdict(anlauf), "state": str(anlauf.state)}
    _setze(antwort, ANLAUF, daten, max_age=ANLAUF_SEKUNDEN)


def lies_anlauf(request: HttpRequest) -> Anlauf | None:
    try:
        daten = _gelesen(request, ANLAUF, ANLAUF_SEKUNDEN)
        return Anlauf(**{**daten, "state": uuid.UUID(daten["state"])})
    except (ValueError, KeyError, TypeError):
        return None


def verbrauche(state: uuid.UUID) -> bool:
    """Whether this attempt comes back for the first time; copies of it open nothing after that."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO portal_abmeldung (sitzung, created_at) VALUES (%s, %s)", [state, timezone.now()]
            )
    except IntegrityError:
        return False
    return True


def beginne(ausweis: Ausweis) -> Person:
    return Person(ausweis, uuid.uuid4(), int(time.time()))


def setze_person(antwort: HttpResponse, person: Person) -> None:
    """Renew the cookie: the 15 minutes begin anew, the ten hours do not."""
    daten = {"sitzung": str(person.sitzung), "beginn": person.beginn, **als_daten(person.ausweis)}
    _setze(antwort, PERSON, daten)


def lies_person(request: HttpRequest) -> Person | None:
    try:
        daten = _gelesen(request, PERSON, RUHE_SEKUNDEN)
        ausweis = Ausweis(bytes.fromhex(daten["subjekt"]), daten["niveau"], daten["angaben"])
        person = Person(ausweis, uuid.UUID(daten["sitzung"]), daten["beginn"])
    except (ValueError, KeyError, TypeError):
        return None
    return person if time.time() - person.beginn <= HOECHSTENS_SEKUNDEN else None


def als_daten(ausweis: Ausweis) -> dict[str, Any]:
    return {"subjekt": ausweis.subjekt.hex(), "niveau": ausweis.niveau, "angaben": ausweis.angaben}


def loesche(antwort: HttpResponse, name: str) -> None:
    antwort.delete_cookie(keksname(name), samesite="Lax")
