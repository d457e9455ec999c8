"""The cookie of a status page: number and stretched code, encrypted; 15 minutes idle, ten hours at most."""

import base64
import hashlib
import json
import time
import uuid
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.portal.zugang import Schluessel, geraetekennung

KEKS, GERAET = "portal_zugang", "portal_geraet"
RUHE_SEKUNDEN = 15 * 60
HOECHSTENS_SEKUNDEN = 10 * 60 * 60
_GERAET_SEKUNDEN = 180 * 24 * 60 * 60
_GERAETE = 5


@dataclass(frozen=True, slots=True)
class Anmeldung:
    schluessel: Schluessel
    sitzung: uuid.UUID
    beginn: int


def _fernet() -> Fernet:
    schluessel = hashlib.sha256(b"portal-anmeldung:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(schluessel))


def beginne(schluessel: Schluessel) -> Anmeldung:
    return Anmeldung(schluessel, uuid.uuid4(), int(time.time()))


def gelesen(request: HttpRequest) -> Anmeldung | None:
    """Who is signed in by the cookie; None when it is missing, changed, or too old."""
    try:
        roh = _fernet().decrypt(request.COOKIES.get(KEKS, "").encode("ascii", "replace"), ttl=RUHE_SEKUNDEN)
        daten = json.loads(roh)
        anmeldung = Anmeldung(
            Schluessel(daten["nummer"], bytes.fromhex(daten["geheimnis"])), uuid.UUID(daten["sitzung"]), daten["beginn"]
        )
    except (InvalidToken, ValueError, KeyError, TypeError):
        return None
    return anmeldung if time.time() - anmeldung.beginn <= HOECHSTENS_SEKUNDEN else None


def setze(antwort: HttpResponse, anmeldung: Anmeldung) -> None:
    """Renew the cookie: the 15 minutes begin anew, the ten hours do not."""
    daten = {
        "nummer": anmeldung.schluessel.nummer,
        "geheimnis": anmeldung.schluessel.geheimnis.hex(),
        "sitzung": str(anmeldung.sitzung),
        "beginn": anmeldung.beginn,
    }
    wert = _fernet().encrypt(json.dumps(daten).encode()).decode()
    antwort.set_cookie(KEKS, wert, httponly=True, samesite="Strict", secure=settings.CSRF_COOKIE_SECURE)


def loesche(antwort: HttpResponse) -> None:
    antwort.delete_cookie(KEKS, samesite="Strict")


def _geraete(request: HttpRequest) -> list[str]:
    return [teil for teil in request.COOKIES.get(GERAET, "").split(".") if len(teil) == 32][:_GERAETE]


def ist_bekannt(request: HttpRequest, nummer: str) -> bool:
    """Whether this browser was let in for this number before."""
    return geraetekennung(nummer) in _geraete(request)


def merke_geraet(request: HttpRequest, antwort: HttpResponse, nummer: str) -> None:
    kennung = geraetekennung(nummer)
    alle = [kennung, *(k for k in _geraete(request) if k != kennung)][:_GERAETE]
    antwort.set_cookie(
        GERAET,
        ".".join(alle),
        max_age=_GERAET_SEKUNDEN,
        httponly=True,
        samesite="Strict",
        secure=settings.CSRF_COOKIE_SECURE,
    )
