"""For whom the database answers: settings that live as long as the transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from kreislauf.foundation.access.selectors import Rechte, rechte_von
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN

GAST = "gast"  # the public page: sees what is öffentlich


def _schluessel() -> list[str]:
    return ["kreislauf.person", *(f"kreislauf.{k}_{v}" for k in KLASSEN for v in VERBEN)]


def _setzen(werte: Mapping[str, str]) -> None:
    with connection.cursor() as cursor:
        paare = [teil for paar in werte.items() for teil in paar]
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(werte)), paare)


def _lesen() -> dict[str, str]:
    namen = _schluessel()
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(namen)), namen)
        zeile = cursor.fetchone()
    assert zeile is not None
    return dict(zip(namen, zeile, strict=True))


def _werte(person: str, rechte: Rechte) -> dict[str, str]:
    werte = dict.fromkeys(_schluessel(), "")
    werte["kreislauf.person"] = person
    for (klasse, verb), ids in rechte.bereiche.items():
        werte[f"kreislauf.{klasse}_{verb}"] = ",".join(map(str, sorted(ids)))
    return werte


@contextmanager
def handeln_als(user: User | None, *, at: datetime) -> Iterator[None]:
    """Open a transaction in which the database answers for `user` (None: for a guest) by the roles valid at `at`.

    May be nested: on leaving, the settings of before are back. After the transaction nothing is visible any more.
    """
    with transaction.atomic():
        vorher = _lesen()
        if user is None:
            _setzen(_werte(GAST, Rechte({})))
        else:
            _setzen(_werte(str(user.pk), rechte_von(user, timezone.localdate(at))))
        yield
        _setzen(vorher)  # not in `finally`: after an error the transaction is aborted, and its settings with it


@contextmanager
def handeln_als_system() -> Iterator[None]:
    """All rights, everywhere: for set-up and maintenance commands only, never in a request."""
    with transaction.atomic():
        vorher = _lesen()
        _setzen(_werte("system", Rechte({(k, v): {0} for k in KLASSEN for v in VERBEN})))
        yield
        _setzen(vorher)
