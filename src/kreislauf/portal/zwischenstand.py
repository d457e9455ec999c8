"""A draft kept for later: encrypted with a key that only the e-mailed link carries; the database holds ciphertext.

From the link's token two things are derived that say nothing of each other: what the database compares, and the key.
"""

import base64
import binascii
import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection, transaction

from kreislauf.portal.anlagen import MAX_ANZAHL, Datei, DateiAbgelehnt
from kreislauf.portal.entwurf import Entwurf

_TOKEN_BYTES, _NONCE_BYTES = 32, 12
_FUELLUNG = 4096  # lengths do not tell how many children there are
_EINWURF = """
INSERT INTO portal_zwischenstand (id, kennung, teil, inhalt, gueltig_bis, created_at)
VALUES (%s, sha256(%s), %s, %s, %s, %s)
"""


class NichtMehrDa(Exception):
    """The draft was sent, deleted, saved anew or has expired; or the token opens nothing."""


@dataclass(frozen=True, slots=True)
class Ablage:
    """Where a draft lies: the token goes into the link and nowhere else."""

    token: str
    gueltig_bis: datetime


@dataclass(frozen=True, slots=True)
class _Schluessel:
    oeffner: bytes
    schluessel: bytes

    def zu(self, klar: bytes, zusatz: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.schluessel).encrypt(nonce, klar, zusatz)

    def auf(self, roh: bytes, zusatz: bytes) -> bytes:
        """Raises NichtMehrDa when the content or what belongs to it was changed."""
        try:
            return AESGCM(self.schluessel).decrypt(roh[:_NONCE_BYTES], roh[_NONCE_BYTES:], zusatz)
        except (InvalidTag, ValueError):
            raise NichtMehrDa from None


def _schluessel(token: str) -> _Schluessel:
    try:
        geheim = base64.b64decode(token.encode("ascii") + b"=", altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NichtMehrDa from None
    if len(geheim) != _TOKEN_BYTES:
        raise NichtMehrDa
    return _Schluessel(*(_abgeleitet(geheim, zweck) for zweck in ("oeffner", "schluessel")))


def _abgeleitet(geheim: bytes, zweck: str) -> bytes:
    return HKDF(SHA256(), 32, None, f"kreislauf-zwischenstand:{zweck}".encode()).derive(geheim)


def _zusatz(teil: int, bis: datetime) -> bytes:
    """What the cipher binds beside the content: a part put elsewhere or given a later end is refused."""
    return f"{teil}:{bis.astimezone(UTC).isoformat(timespec='microseconds')}".encode()


def _verpackt(datei: Datei) -> bytes:
    kopf = json.dumps({"name": datei.name, "medientyp": datei.medientyp}).encode()
    return kopf + b"\n" + datei.inhalt


def _ausgepackt(klar: bytes) -> Datei:
    kopf, _, inhalt = klar.partition(b"\n")
    angaben = json.loads(kopf)
    return Datei(angaben["name"], angaben["medientyp"], inhalt)


def store_entwurf(*, entwurf: Entwurf, dateien: Sequence[Datei], at: datetime) -> Ablage:
    """Keep a draft with its files under a new token; the one it came from ends with the same transaction.

    Raises NichtMehrDa when files that lay there are gone, and DateiAbgelehnt when there are too many.
    """
    token = base64.urlsafe_b64encode(secrets.token_bytes(_TOKEN_BYTES)).rstrip(b"=").decode()
    schluessel, bis = _schluessel(token), at + timedelta(days=settings.PORTAL_ENTWURF_TAGE)
    with transaction.atomic():
        alle = [*read_dateien(entwurf), *dateien]
        if len(alle) > MAX_ANZAHL:
            raise DateiAbgelehnt(alle[MAX_ANZAHL].name)
        abgelegt = replace(entwurf, ablage="", anmeldung={}, dateien=[d.name for d in alle])
        klar = json.dumps(asdict(abgelegt), ensure_ascii=False).encode()
        teile = [klar + b" " * (-len(klar) % _FUELLUNG), *(_verpackt(d) for d in alle)]
        with connection.cursor() as cursor:
            for teil, inhalt in enumerate(teile):
                zu = schluessel.zu(inhalt, _zusatz(teil, bis))
                cursor.execute(_EINWURF, [uuid.uuid4(), schluessel.oeffner, teil, zu, bis, at])
        if entwurf.ablage:
            delete_entwurf(entwurf.ablage)
    return Ablage(token, bis)


def read_entwurf(token: str) -> tuple[Entwurf, datetime]:
    """The draft and its end. Raises NichtMehrDa for every kind of no."""
    gelesen = _lesen(token, 0, 0)
    if not gelesen:
        raise NichtMehrDa
    klar, bis = gelesen[0]
    try:
        return replace(Entwurf(**json.loads(klar)), ablage=token), bis
    except TypeError:  # kept by a version that asked for other things
        raise NichtMehrDa from None


def read_dateien(entwurf: Entwurf) -> list[Datei]:
    """The files that lie with the stored draft, all of them. Raises NichtMehrDa when one is missing."""
    if not entwurf.dateien:
        return []
    dateien = [_ausgepackt(klar) for klar, _ in _lesen(entwurf.ablage, 1, MAX_ANZAHL)]
    if [d.name for d in dateien] != entwurf.dateien:
        raise NichtMehrDa
    return dateien


def delete_entwurf(token: str) -> bool:
    """Remove the draft and its files; whether there was one. Raises NichtMehrDa when it cannot be a token."""
    oeffner = _schluessel(token).oeffner
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_zwischenstand_loeschen(%s)", [oeffner])
        zeile = cursor.fetchone()
    return bool(zeile and zeile[0])


def _lesen(token: str, von: int, bis: int) -> list[tuple[bytes, datetime]]:
    schluessel = _schluessel(token)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT teil, inhalt, gueltig_bis FROM portal_zwischenstand_lesen(%s, %s, %s)",
            [schluessel.oeffner, von, bis],
        )
        zeilen = cursor.fetchall()
    return [(schluessel.auf(bytes(roh), _zusatz(teil, ende)), ende) for teil, roh, ende in zeilen]
