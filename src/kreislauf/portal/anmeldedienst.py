"""Log-in of families by OpenID Connect (BundID behind a broker): authorization code, PKCE, state and nonce.

Nothing of it makes an account. The subject leaves this module only as a keyed hash.
"""

import base64
import hashlib
import logging
import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.utils.crypto import constant_time_compare

from kreislauf.portal.zugang import bekannt_als

log = logging.getLogger(__name__)

# Signatures with a public key only: neither `none` nor a shared secret.
VERFAHREN = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_WARTEZEIT = 5
_METADATEN_GELTEN = 600
_STOERUNG_SEKUNDEN = 30
_SPIELRAUM = 30  # seconds between the clocks
_LAENGE = 120


class DienstGestoert(Exception):
    """The provider does not answer."""


class AntwortUngueltig(Exception):
    """What came back does not hold; the argument says why, for the log."""


@dataclass(frozen=True, slots=True)
class Anlauf:
    """One attempt to sign in; lives in an encrypted cookie of the browser that began it."""

    state: uuid.UUID
    nonce: str
    verifier: str
    sprache: str
    ziel: str


@dataclass(frozen=True, slots=True)
class Ausweis:
    """Who signed in: a keyed hash of the subject, the level of assurance, what pre-fills the form."""

    subjekt: bytes
    niveau: str
    angaben: dict[str, str]


_metadaten_bis: dict[str, tuple[float, dict[str, Any]]] = {}
_schluessel: dict[str, jwt.PyJWKClient] = {}
_gestoert_bis: dict[str, float] = {}


def dienst() -> dict[str, Any]:
    """The provider that is set up; asked only where one is."""
    eingerichtet: dict[str, Any] | None = settings.PORTAL_ANMELDEDIENST
    assert eingerichtet is not None
    return eingerichtet


def rueckkehr_adresse() -> str:
    """The one address that is registered with the provider."""
    return f"{settings.ADRESSE.rstrip('/')}/anmeldung/zurueck/"


def neuer_anlauf(sprache: str, ziel: str) -> Anlauf:
    return Anlauf(uuid.uuid4(), secrets.token_urlsafe(32), secrets.token_urlsafe(64), sprache, ziel)


def adresse_zu(anlauf: Anlauf) -> str:
    """Where the browser goes to sign in. Raises DienstGestoert or AntwortUngueltig."""
    eigen = dienst()
    pruefwert = base64.urlsafe_b64encode(hashlib.sha256(anlauf.verifier.encode()).digest()).rstrip(b"=").decode()
    abfrage = {
        "response_type": "code",
        "client_id": eigen["client_id"],
        "redirect_uri": rueckkehr_adresse(),
        "scope": eigen["umfang"],
        "state": str(anlauf.state),
        "nonce": anlauf.nonce,
        "code_challenge": pruefwert,
        "code_challenge_method": "S256",
        "ui_locales": anlauf.sprache if anlauf.sprache != "ls" else "de",
        **({"acr_values": eigen["acr"]} if eigen["acr"] else {}),
    }
    ziel = _pflicht(metadaten(), "authorization_endpoint")
    return f"{ziel}{'&' if '?' in ziel else '?'}{urlencode(abfrage)}"


def einloesen(anlauf: Anlauf, code: str) -> Ausweis:
    """Exchange the code and check all that comes back (OpenID Connect Core, 3.1.3.7 and 5.3.2).

    Raises DienstGestoert or AntwortUngueltig.
    """
    eigen, daten = dienst(), metadaten()
    antwort = _senden(
        "POST",
        _pflicht(daten, "token_endpoint"),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": rueckkehr_adresse(),
            "code_verifier": anlauf.verifier,
        },
        auth=(eigen["client_id"], eigen["client_secret"]),
    )
    angaben = _id_token(str(antwort.get("id_token") or ""), daten)
    if not constant_time_compare(str(angaben.get("nonce")), anlauf.nonce):
        raise AntwortUngueltig("ID-Token einer anderen Anmeldung (nonce)")
    weitere: dict[str, Any] = {}
    if daten.get("userinfo_endpoint"):
        kopf = {"Authorization": f"Bearer {antwort.get('access_token')}"}
        weitere = _senden("GET", daten["userinfo_endpoint"], headers=kopf)
        if weitere.get("sub") != angaben["sub"]:
            raise AntwortUngueltig("userinfo gehört zu jemand anderem")
    return Ausweis(
        subjekt=bekannt_als("portal-subjekt", f"{angaben['iss']}\n{angaben['sub']}"),
        niveau=_text(angaben.get("acr")),
        angaben=_zugeordnet({**weitere, **angaben}, eigen["angaben"]),
    )


def niveau_in_worten(niveau: str) -> str:
    """The level in the county's words, with what the provider said; German, for the office."""
    if not niveau:
        return "nicht angegeben"
    wort = dienst()["niveaus"].get(niveau)
    return f"{wort} ({niveau})" if wort else niveau


def metadaten() -> dict[str, Any]:
    """What the provider says of itself; only if it is who we mean. Raises DienstGestoert or AntwortUngueltig."""
    aussteller = dienst()["aussteller"]
    bis, daten = _metadaten_bis.get(aussteller, (0.0, {}))
    if time.monotonic() < bis:
        return daten
    daten = _senden("GET", f"{aussteller.rstrip('/')}/.well-known/openid-configuration")
    if daten.get("issuer") != aussteller:
        raise AntwortUngueltig(f"Aussteller {daten.get('issuer')!r} statt {aussteller!r}")
    _metadaten_bis[aussteller] = (time.monotonic() + _METADATEN_GELTEN, daten)
    return daten


def vergessen() -> None:
    """Ask the provider anew for everything."""
    for speicher in (_metadaten_bis, _schluessel, _gestoert_bis):
        speicher.clear()


def _id_token(id_token: str, daten: Mapping[str, Any]) -> dict[str, Any]:
    eigen, adresse = dienst(), _pflicht(daten, "jwks_uri")
    try:
        kunde = _schluessel.setdefault(adresse, jwt.PyJWKClient(adresse, timeout=_WARTEZEIT))
        angaben: dict[str, Any] = jwt.decode(
            id_token,
            kunde.get_signing_key_from_jwt(id_token),
            algorithms=VERFAHREN,
            audience=eigen["client_id"],
            issuer=eigen["aussteller"],
            leeway=_SPIELRAUM,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except jwt.PyJWKClientConnectionError as fehler:
        raise DienstGestoert from fehler
    except (jwt.PyJWTError, TypeError, ValueError) as fehler:
        raise AntwortUngueltig(f"ID-Token: {type(fehler).__name__}") from fehler
    if angaben.get("azp", eigen["client_id"]) != eigen["client_id"] or not isinstance(angaben["sub"], str):
        raise AntwortUngueltig("ID-Token für eine andere Anwendung")
    return angaben


def _senden(methode: str, adresse: str, **weiteres: Any) -> dict[str, Any]:
    """One request to the provider; after a failure the next ones fail at once for a while and hold up no page."""
    aussteller = dienst()["aussteller"]
    if time.monotonic() < _gestoert_bis.get(aussteller, 0.0):
        raise DienstGestoert
    try:
        antwort = requests.request(methode, adresse, timeout=_WARTEZEIT, allow_redirects=False, **weiteres)
    except requests.RequestException as fehler:
        log.warning("Der Anmeldedienst antwortet nicht: %s", fehler)
        _gestoert_bis[aussteller] = time.monotonic() + _STOERUNG_SEKUNDEN
        raise DienstGestoert from fehler
    if antwort.status_code >= 500:
        raise DienstGestoert
    try:
        daten = antwort.json()
    except ValueError:
        daten = None
    if antwort.status_code != 200 or not isinstance(daten, dict):
        raise AntwortUngueltig(f"{adresse} antwortet mit {antwort.status_code}")
    return daten


def _pflicht(daten: Mapping[str, Any], name: str) -> str:
    if not isinstance(daten.get(name), str):
        raise AntwortUngueltig(f"In den Angaben des Dienstes fehlt {name}")
    return str(daten[name])


def _text(wert: object) -> str:
    text = " ".join(str(wert).split()) if isinstance(wert, str | int) else ""
    return text if text.isprintable() and len(text) <= _LAENGE else ""


def _zugeordnet(angaben: Mapping[str, Any], zuordnung: Mapping[str, str]) -> dict[str, str]:
    """Fields of the form by the county's mapping; a dot leads into a part (`address.locality`)."""
    gefunden = {}
    for feld, weg in zuordnung.items():
        wert: Any = angaben
        for teil in weg.split("."):
            wert = wert.get(teil) if isinstance(wert, Mapping) else None
        if text := _text(wert):
            gefunden[feld] = text
    return gefunden
