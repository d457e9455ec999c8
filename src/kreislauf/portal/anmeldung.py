"""The cookie of a status page: number and stretched code, encrypted; 15 minutes idle, ten hours at most."""

import json
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.portal.siegel import SiegelGebrochen, oeffnen, versiegeln
from kreislauf.portal.zugang import Schluessel, geraetekennung

KEKS, GERAET = "portal_zugang", "portal_geraet"
RUHE_SEKUNDEN = 15 * 60
HOECHSTENS_SEKUNDEN = 10 * 60 * 60
_GERAET_SEKUNDEN = 180 * 24 * 60 * 60
_GERAETE = 5
_ZWECK = "anmeldung"


@dataclass(frozen=True, slots=True)
class Anmeldung:
    schluessel: Schluessel
    sitzung: uuid.UUID
    beginn: int


def keksname(keks: str) -> str:
    """With the prefix by which browsers take it only from this host and over an encrypted line."""
    return f"__Host-{keks}" if settings.CSRF_COOKIE_SECURE else keks


def _setze(antwort: HttpResponse, keks: str, wert: str, sekunden: int | None = None) -> None:
    antwort.set_cookie(
        keksname(keks),
        wert,
        max_age=sekunden,
        httponly=True,
        samesite="Strict",
        secure=settings.CSRF_COOKIE_SECURE,
    )


def beginne(schluessel: Schluessel) -> Anmeldung:
    return Anmeldung(schluessel, uuid.uuid4(), int(time.time()))


def vorgelegt(request: HttpRequest) -> bool:
    return keksname(KEKS) in request.COOKIES


def gelesen(request: HttpRequest) -> Anmeldung | None:
    """Who is signed in by the cookie; None when it is missing, changed, or too old."""
    try:
        daten = json.loads(oeffnen(_ZWECK, request.COOKIES.get(keksname(KEKS), ""), sekunden=RUHE_SEKUNDEN))
        anmeldung = Anmeldung(
            Schluessel(daten["nummer"], bytes.fromhex(daten["geheimnis"])), uuid.UUID(daten["sitzung"]), daten["beginn"]
        )
    except (SiegelGebrochen, ValueError, KeyError, TypeError):
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
    _setze(antwort, KEKS, versiegeln(_ZWECK, json.dumps(daten).encode()))


def loesche(antwort: HttpResponse) -> None:
    antwort.delete_cookie(keksname(KEKS), samesite="Strict")


def _geraete(request: HttpRequest) -> list[str]:
    return [teil for teil in request.COOKIES.get(keksname(GERAET), "").split(".") if len(teil) == 32][:_GERAETE]


def ist_bekannt(request: HttpRequest, nummer: str) -> bool:
    """Whether this browser was let in for this number before."""
    return geraetekennung(nummer) in _geraete(request)


def merke_geraet(request: HttpRequest, antwort: HttpResponse, nummer: str) -> None:
    kennung = geraetekennung(nummer)
    alle = [kennung, *(k for k in _geraete(request) if k != kennung)][:_GERAETE]
    _setze(antwort, GERAET, ".".join(alle), _GERAET_SEKUNDEN)
