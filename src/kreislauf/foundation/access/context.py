"""For whom the database answers: settings that live as long as the transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils import timezone

from kreislauf.foundation.access.selectors import Rechte, rechte_von
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN

GAST = "gast"  # the public page: sees what is öffentlich
_ANMELDUNG = "kreislauf.anmeldung"


def _geltende() -> list[dict[str, str]]:
    """The settings of each `handeln_als` that this connection is in, the innermost last."""
    # kept at the thread's own connection: `django.db.connection` is one object for all threads
    stapel: list[dict[str, str]] = vars(connections[DEFAULT_DB_ALIAS]).setdefault("kreislauf_handelnde", [])
    return stapel


def _wechseln(von: Mapping[str, str], zu: Mapping[str, str]) -> None:
    """Tell the database what differs; what is not named is empty, as it is at the beginning of a transaction."""
    anders = [teil for k in von.keys() | zu.keys() if von.get(k) != zu.get(k) for teil in (k, zu.get(k, ""))]
    if anders:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * (len(anders) // 2)), anders)


@contextmanager
def _transaktion() -> Iterator[bool]:
    """A transaction; whether one was open before, which goes on afterwards and wants its settings back."""
    offen = connection.in_atomic_block
    if not offen:
        _geltende().clear()
    with transaction.atomic():
        yield offen


@contextmanager
def _mit(werte: dict[str, str], *, zurueck: bool) -> Iterator[None]:
    """The database answers by these settings; with `zurueck` those of before are back on leaving.

    After an error the transaction (or its part since the savepoint) is undone, and its settings with it.
    """
    stapel = _geltende()
    vorher = dict(stapel[-1]) if stapel else {}
    _wechseln(vorher, werte)
    stapel.append(werte)
    try:
        yield
    finally:
        stapel.pop()
    if zurueck:
        _wechseln(werte, vorher)


def _werte(person: str, rechte: Rechte) -> dict[str, str]:
    werte = {f"kreislauf.{k}_{v}": ",".join(map(str, sorted(ids))) for (k, v), ids in rechte.bereiche.items()}
    return werte | {"kreislauf.person": person}


@contextmanager
def handeln_als(user: User | None, *, at: datetime) -> Iterator[Rechte]:
    """Open a transaction in which the database answers for `user` (None: for a guest) by the roles valid at `at`.

    May be nested: on leaving, the settings of before are back. After the transaction nothing is visible any more.
    """
    with _transaktion() as offen:
        rechte = rechte_von(user, timezone.localdate(at)) if user else Rechte({})
        with _mit(_werte(str(user.pk) if user else GAST, rechte), zurueck=offen):
            yield rechte


def anmeldung_laeuft(user_id: str) -> None:
    """Who has shown the password, but not yet the second factor: may use the own factors and nothing else.

    Within `handeln_als`, whose end ends this, too.
    """
    geltend = _geltende()[-1]
    _wechseln(geltend, geltend | {_ANMELDUNG: user_id})
    geltend[_ANMELDUNG] = user_id


@contextmanager
def handeln_als_system() -> Iterator[None]:
    """All rights, everywhere: for set-up and maintenance commands only, never in a request."""
    rechte = Rechte({(k, v): {0} for k in KLASSEN for v in VERBEN})
    with _transaktion() as offen, _mit(_werte("system", rechte), zurueck=offen):
        yield
