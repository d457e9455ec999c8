"""A named helper with the family's consent: an access of their own, given and ended by the family."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.zugang import neuer_code, schluessel

UMFANG = ("stand", "nachweis", "bescheid")


@dataclass(frozen=True, slots=True)
class Helferzugang:
    """Number and code for the helper, shown once."""

    nummer: str
    code: str


def grant_helfer(*, anmeldung: Anmeldung, name: str, umfang: Sequence[str]) -> Helferzugang | None:
    """Let a helper in; None when the database refuses. The consent is a line of the journal."""
    zugang = Helferzugang(secrets.token_hex(5).upper(), neuer_code())
    eigener = anmeldung.schluessel
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_helfer_eintragen(%s, %s, %s, %s, %s, %s, %s::text[])",
            [
                eigener.nummer,
                eigener.geheimnis,
                anmeldung.sitzung,
                zugang.nummer,
                schluessel(zugang.nummer, zugang.code).gespeichert,
                name,
                [u for u in UMFANG if u == "stand" or u in umfang],
            ],
        )
        zeile = cursor.fetchone()
    return zugang if zeile is not None and zeile[0] else None


def withdraw_helfer(*, anmeldung: Anmeldung, helfer_id: uuid.UUID) -> bool:
    """End the access at once; a line of the journal."""
    eigener = anmeldung.schluessel
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_helfer_beenden(%s, %s, %s, %s)",
            [eigener.nummer, eigener.geheimnis, anmeldung.sitzung, helfer_id],
        )
        zeile = cursor.fetchone()
    return bool(zeile and zeile[0])
