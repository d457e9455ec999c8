"""Answers to the delivery service: security event tokens (RFC 8417), signed with the destination's key."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc import jwt

from kreislauf.portal.fitconnect.einrichtung import Einrichtung
from kreislauf.portal.fitconnect.leitung import Hinweis
from kreislauf.portal.fitconnect.pruefung import Problem

_EREIGNIS = "https://schema.fitko.de/fit-connect/events/"
_VERFAHREN = "PS512"


def angenommen(einrichtung: Einrichtung, hinweis: Hinweis, marken: Mapping[str, Any], at: datetime) -> str:
    return _token(einrichtung, hinweis, "accept-submission", {"authenticationTags": dict(marken)}, at)


def zurueckgewiesen(einrichtung: Einrichtung, hinweis: Hinweis, problem: Problem, at: datetime) -> str:
    return _token(einrichtung, hinweis, "reject-submission", {"problems": [problem.als_daten()]}, at)


def _token(einrichtung: Einrichtung, hinweis: Hinweis, ereignis: str, inhalt: dict[str, Any], at: datetime) -> str:
    kopf = {"alg": _VERFAHREN, "typ": "secevent+jwt", "kid": einrichtung.signatur.kid}
    angaben = {
        "iss": einrichtung.ziel,
        "iat": int(at.timestamp()),
        "jti": str(uuid.uuid4()),
        "sub": f"submission:{hinweis.submission}",
        "txn": f"case:{hinweis.fall}",
        "events": {_EREIGNIS + ereignis: inhalt},
    }
    return jwt.encode(kopf, angaben, einrichtung.signatur, algorithms=[_VERFAHREN])
