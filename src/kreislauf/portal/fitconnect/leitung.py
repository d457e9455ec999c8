"""The line to the delivery service: token, list, submission, attachment, event (API v2)."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from kreislauf.portal.fitconnect.einrichtung import Einrichtung

_WARTEZEIT = 30
_SEITE = 100
_SEITEN_HOECHSTENS = 200
UMFANG_HOECHSTENS = 64 * 1024 * 1024
_STUECK = 1024 * 1024


class DienstFehler(Exception):
    """The service does not answer as published; the text says what, in German. It keeps what was not acknowledged."""


@dataclass(frozen=True, slots=True)
class Hinweis:
    """That a submission waits."""

    submission: uuid.UUID
    fall: uuid.UUID


@dataclass(frozen=True, slots=True)
class Einreichung:
    """A submission as it lies at the service: encrypted."""

    submission: uuid.UUID
    fall: uuid.UUID
    metadaten: str
    daten: str
    anlagen: tuple[uuid.UUID, ...]
    leistung: str
    bezeichnung: str


class Leitung:
    def __init__(self, einrichtung: Einrichtung) -> None:
        self._e = einrichtung
        self._sitzung = requests.Session()
        self._token, self._token_bis = "", 0.0

    def liste(self) -> list[Hinweis]:
        """All that waits for our destination, before anything of it is fetched: what is taken leaves the list."""
        gefunden: list[Hinweis] = []
        for _ in range(_SEITEN_HOECHSTENS):
            abfrage = {"destinationId": self._e.ziel, "offset": str(len(gefunden)), "limit": str(_SEITE)}
            seite = self._json("/v2/submissions", abfrage).get("submissions")
            if not isinstance(seite, list):
                raise DienstFehler("Die Liste der Einreichungen hat nicht die veröffentlichte Form.")
            gefunden += [Hinweis(*self._kennungen(eintrag)) for eintrag in seite]
            if len(seite) < _SEITE:
                break
        return gefunden

    def einreichung(self, hinweis: Hinweis) -> Einreichung:
        daten = self._json(f"/v2/submissions/{hinweis.submission}")
        dienst = daten.get("publicService") or daten.get("serviceType") or {}
        try:
            return Einreichung(
                *self._kennungen(daten),
                metadaten=str(daten.get("encryptedMetadata") or ""),
                daten=str(daten.get("encryptedData") or ""),
                anlagen=tuple(uuid.UUID(str(a)) for a in daten.get("attachments") or ()),
                leistung=str(dienst.get("identifier", "")),
                bezeichnung=str(dienst.get("name", "")),
            )
        except (ValueError, TypeError, AttributeError):
            raise DienstFehler("Eine Einreichung hat nicht die veröffentlichte Form.") from None

    def anlage(self, submission: uuid.UUID, anlage: uuid.UUID) -> str:
        roh = self._lesen("GET", f"/v2/submissions/{submission}/attachments/{anlage}")
        return roh.decode("ascii", "replace").strip().strip('"')

    def ereignis(self, fall: uuid.UUID, token: str) -> None:
        """Hand over one signed event."""
        self._lesen("POST", f"/v2/cases/{fall}/events", data=token, headers={"Content-Type": "application/jose"})

    def _kennungen(self, eintrag: Any) -> tuple[uuid.UUID, uuid.UUID]:
        try:
            if uuid.UUID(eintrag["destinationId"]) != uuid.UUID(self._e.ziel):
                raise DienstFehler("Der Dienst nennt eine Einreichung für ein anderes Ziel.")
            return uuid.UUID(eintrag["submissionId"]), uuid.UUID(eintrag["caseId"])
        except (KeyError, TypeError, ValueError, AttributeError):
            raise DienstFehler("Eine Einreichung hat nicht die veröffentlichte Form.") from None

    def _json(self, pfad: str, abfrage: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            daten = json.loads(self._lesen("GET", pfad, params=abfrage))
        except ValueError:
            daten = None
        if not isinstance(daten, dict):
            raise DienstFehler(f"Der Dienst antwortet auf {pfad} nicht mit JSON.")
        return daten

    def _lesen(self, methode: str, pfad: str, *, headers: dict[str, str] | None = None, **weiteres: Any) -> bytes:
        kopf = {"Authorization": f"Bearer {self._zugang()}", **(headers or {})}
        return b"".join(self._senden(methode, self._e.adresse + pfad, headers=kopf, **weiteres))

    def _zugang(self) -> str:
        """OAuth 2.0, client credentials; kept until shortly before its end."""
        if time.monotonic() < self._token_bis:
            return self._token
        angaben = {
            "grant_type": "client_credentials",
            "client_id": self._e.client_id,
            "client_secret": self._e.client_secret,
        }
        roh = b"".join(self._senden("POST", self._e.token_adresse, data=angaben))
        try:
            antwort = json.loads(roh)
            self._token, dauer = str(antwort["access_token"]), float(antwort.get("expires_in", 60))
        except (ValueError, KeyError, TypeError):
            raise DienstFehler("Die Anmeldung bei FIT-Connect hat nicht die veröffentlichte Form.") from None
        self._token_bis = time.monotonic() + max(0.0, dauer - 30)
        return self._token

    def _senden(self, methode: str, adresse: str, **weiteres: Any) -> Iterator[bytes]:
        try:
            with self._sitzung.request(
                methode, adresse, timeout=_WARTEZEIT, allow_redirects=False, stream=True, **weiteres
            ) as antwort:
                if not 200 <= antwort.status_code < 300:
                    raise DienstFehler(f"{methode} {adresse}: der Dienst antwortet mit {antwort.status_code}.")
                gelesen = 0
                for stueck in antwort.iter_content(_STUECK):
                    gelesen += len(stueck)
                    if gelesen > UMFANG_HOECHSTENS:
                        raise DienstFehler(f"{adresse}: die Antwort ist größer als {UMFANG_HOECHSTENS >> 20} MB.")
                    yield stueck
        except requests.RequestException as fehler:
            raise DienstFehler(f"{adresse} ist nicht erreichbar ({type(fehler).__name__}).") from fehler
