"""Dated settings of the county: a new one ends the one before on the day before it begins."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.bescheid.models import Behoerde, Formvorgabe, Wertgrenze
from kreislauf.verfahren.bescheid.permissions import may_write_vorgaben
from kreislauf.verfahren.bescheid.selectors import IMMER_GELD
from kreislauf.verfahren.bescheid.states import Leistungsform


class BeginnUnmoeglich(DomainError):
    """A later setting stands already, or the day is that of the present one."""


class FormUnmoeglich(DomainError):
    """The law leaves the county no choice."""


def supersede_vorgabe(model: type[Model], beginn: date, bereich_id: int, **schluessel: Any) -> None:
    """End what is in force on the day before; in one line per area."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"vorgaben-{bereich_id}"])
    spaeter = Q(ende__isnull=True) | Q(ende__gte=beginn)
    for alte in model._default_manager.filter(spaeter, bereich_id=bereich_id, **schluessel):
        if alte.beginn >= beginn:  # type: ignore[attr-defined]
            raise BeginnUnmoeglich(
                f"Ab {alte.beginn:%d.%m.%Y} gilt schon eine Vorgabe; eine neue muss danach beginnen."  # type: ignore[attr-defined]
            )
        alte.ende = beginn - timedelta(days=1)  # type: ignore[attr-defined]
        alte.save(update_fields=["ende"])


@transaction.atomic
def set_behoerde(*, bereich_id: int, beginn: date, actor: User, at: datetime, **angaben: Any) -> Behoerde:
    """The deciding agency from a day on: letterhead, seat, period of cooperation.

    Raises PermissionDenied or BeginnUnmoeglich.
    """
    require(may_write_vorgaben, actor, bereich_id, tag=localdate(at))
    supersede_vorgabe(Behoerde, beginn, bereich_id)
    behoerde = Behoerde.objects.create(bereich_id=bereich_id, beginn=beginn, **angaben)
    journal.record("behoerde.create", behoerde, actor=actor, at=at, details={"beginn": beginn.isoformat()})
    return behoerde


@transaction.atomic
def set_wertgrenze(*, bereich_id: int, beginn: date, betrag: Decimal, actor: User, at: datetime) -> Wertgrenze:
    """The sum from which a second person approves, from a day on. Raises PermissionDenied or BeginnUnmoeglich."""
    require(may_write_vorgaben, actor, bereich_id, tag=localdate(at))
    supersede_vorgabe(Wertgrenze, beginn, bereich_id)
    grenze = Wertgrenze.objects.create(bereich_id=bereich_id, beginn=beginn, betrag=betrag)
    journal.record("wertgrenze.create", grenze, actor=actor, at=at, details={"betrag": f"{betrag:.2f}"})
    return grenze


@transaction.atomic
def set_formvorgabe(
    *, bereich_id: int, beginn: date, leistung: str, rechtskreis: str, form: str, actor: User, at: datetime
) -> Formvorgabe:
    """Form of a benefit in a legal circle (empty: all) from a day on.

    Raises PermissionDenied, BeginnUnmoeglich or FormUnmoeglich.
    """
    require(may_write_vorgaben, actor, bereich_id, tag=localdate(at))
    if leistung in IMMER_GELD and form != Leistungsform.GELD:
        raise FormUnmoeglich("Schulbedarf und Schülerbeförderung sind immer Geldleistungen (§ 29 Abs. 1 SGB II).")
    supersede_vorgabe(Formvorgabe, beginn, bereich_id, leistung=leistung, rechtskreis=rechtskreis)
    vorgabe = Formvorgabe.objects.create(
        bereich_id=bereich_id, beginn=beginn, leistung=leistung, rechtskreis=rechtskreis, form=Leistungsform(form)
    )
    journal.record("formvorgabe.create", vorgabe, actor=actor, at=at, details={"form": form})
    return vorgabe
