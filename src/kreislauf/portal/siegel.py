"""Seal what the portal hands out and takes back: AES-256-GCM under a key of its own for each purpose, with its time."""

import base64
import secrets
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_ART = b"\x01"  # of this procedure; another one gets another number
_ZEIT_BYTES, _NONCE_BYTES = 8, 12
_KOPF_BYTES = len(_ART) + _ZEIT_BYTES
_UHR_SEKUNDEN = 60  # by which the clocks of two machines may differ


class SiegelGebrochen(Exception):
    """Changed, made for another purpose or elsewhere, or too old."""


def _schloss(zweck: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, f"kreislauf-portal:{zweck}".encode()).derive(settings.SECRET_KEY.encode()))


def versiegeln(zweck: str, klar: bytes) -> str:
    kopf, nonce = _ART + int(time.time()).to_bytes(_ZEIT_BYTES, "big"), secrets.token_bytes(_NONCE_BYTES)
    roh = kopf + nonce + _schloss(zweck).encrypt(nonce, klar, kopf)
    return base64.urlsafe_b64encode(roh).decode().rstrip("=")


def oeffnen(zweck: str, text: str, *, sekunden: int) -> bytes:
    """What was sealed for this purpose at most so many seconds ago. Raises SiegelGebrochen."""
    try:
        roh = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        kopf, nonce, zu = (
            roh[:_KOPF_BYTES],
            roh[_KOPF_BYTES : _KOPF_BYTES + _NONCE_BYTES],
            roh[_KOPF_BYTES + _NONCE_BYTES :],
        )
        klar = _schloss(zweck).decrypt(nonce, zu, kopf)
    except (ValueError, InvalidTag):
        raise SiegelGebrochen from None
    alter = time.time() - int.from_bytes(kopf[1:], "big")
    if kopf[:1] != _ART or not -_UHR_SEKUNDEN <= alter <= sekunden:
        raise SiegelGebrochen
    return klar
