"""Number and secret of an application: how a code is made, stretched and written; who sends, without keeping who."""

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

_ZEICHEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U: what is misread is not used
_CODELAENGE = 12  # 60 bits
_SCRYPT = {"n": 2**12, "r": 8, "p": 1, "dklen": 32}
_VERLESEN = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


@dataclass(frozen=True, slots=True)
class Schluessel:
    """What opens one application: the number and the stretched code."""

    nummer: str
    geheimnis: bytes

    @property
    def gespeichert(self) -> bytes:
        """What the database keeps: from it neither code nor stretched code can be found."""
        return hashlib.sha256(self.geheimnis).digest()


def bekannt_als(zweck: str, text: str) -> bytes:
    """Keyed hash; only this installation can make it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{zweck}:{text}".encode(), hashlib.sha256).digest()


def _aus_bytes(roh: bytes) -> str:
    zahl = int.from_bytes(roh, "big")
    return "".join(_ZEICHEN[(zahl >> (5 * stelle)) & 31] for stelle in range(_CODELAENGE))


def code_zu(kennung: str) -> str:
    """The code of a draft: sent twice, the family sees the same one. Nobody can tell it from the number."""
    return _aus_bytes(bekannt_als("portal-code", kennung))


def neuer_code() -> str:
    return _aus_bytes(secrets.token_bytes(8))


def lesbar(text: str) -> str:
    """In groups of four."""
    return "-".join(re.findall(".{1,4}", text))


def entziffert(text: str) -> str:
    """A number or code as it was typed: however grouped, and what is easily misread as what it means."""
    return re.sub(r"[^0-9A-Z]", "", text.upper().translate(_VERLESEN))[:40]


def schluessel(nummer: str, code: str) -> Schluessel:
    """Stretch a code as it was typed; takes the same time whether the number exists or not."""
    nummer, code = entziffert(nummer), entziffert(code)
    geheimnis = hashlib.scrypt(code.encode(), salt=b"kreislauf-portal:" + nummer.encode(), **_SCRYPT)
    return Schluessel(nummer, geheimnis)


def sender(request: HttpRequest) -> bytes:
    """A keyed hash of the sender's address, behind the county's own proxies; IPv6 by its network."""
    adressen = [request.META.get("REMOTE_ADDR", "")]
    if settings.PORTAL_PROXYS:
        adressen = [*request.headers.get("X-Forwarded-For", "").split(","), *adressen]
    roh = adressen[-1 - settings.PORTAL_PROXYS if len(adressen) > settings.PORTAL_PROXYS else 0].strip()
    try:
        adresse = ipaddress.ip_address(roh)
    except ValueError:
        return bekannt_als("portal-sender", "unbekannt")
    netz = ipaddress.ip_network((adresse, 64 if adresse.version == 6 else 32), strict=False)
    return bekannt_als("portal-sender", str(netz))


def adresskennung(email: str) -> bytes:
    """A keyed hash of an e-mail address, for the limit per address; the address itself is never kept."""
    return bekannt_als("portal-adresse", email.strip().lower())


def kennzeichen(nummer: str) -> str:
    """What a log line calls a number."""
    return bekannt_als("portal-konto", nummer).hex()[:16]


def geraetekennung(nummer: str) -> str:
    """What a browser keeps after it was let in: its tries count apart from those of strangers."""
    return bekannt_als("portal-geraet", nummer).hex()[:32]
