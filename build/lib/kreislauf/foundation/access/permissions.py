"""Predicates of the apps stand on these; `require` turns a No into PermissionDenied."""

from collections.abc import Callable
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from kreislauf.foundation.access.rls import Offen
from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts.models import User

P = ParamSpec("P")

SCHUTZ = {
    "django_migrations": Offen("Stand der Datenbank; ohne Inhalt", nur=("lesen",)),
    "django_content_type": Offen("Verzeichnis der Tabellen; ohne Inhalt", nur=("lesen",)),
    "django_session": Offen("Sitzungen vor der Anmeldung; der Schlüssel ist das Geheimnis"),
}


M = TypeVar("M", bound=Model)


def lock(model: type[M], pk: object) -> M:
    """The row, locked until the transaction ends.

    The database shows for locking only what the person may change. Raises PermissionDenied where she may merely read
    it, and DoesNotExist where she may not even do that.
    """
    rows = model._default_manager
    try:
        return rows.select_for_update().get(pk=pk)
    except model.DoesNotExist:  # type: ignore[attr-defined]
        if rows.filter(pk=pk).exists():
            raise PermissionDenied from None
        raise


def may(user: User, klasse: str, verb: str, bereich_id: int | None, *, tag: date) -> bool:
    """Whether the person may do this with data of this class in this area on this day."""
    return rechte_von(user, tag).darf(klasse, verb, bereich_id)


def may_akt(user: User, akt: str, bereich_id: int | None, *, tag: date) -> bool:
    return rechte_von(user, tag).darf_akt(akt, bereich_id)


def require(predicate: Callable[Concatenate[User, P], bool], actor: User, *args: P.args, **kwargs: P.kwargs) -> None:
    """Raise PermissionDenied unless the predicate holds."""
    if not predicate(actor, *args, **kwargs):
        raise PermissionDenied
