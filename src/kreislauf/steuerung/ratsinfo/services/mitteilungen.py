"""Tell movers, units and followers that a state changed; nobody learns of what she may not see.

The act writes one event in its own transaction. Notices are made afterwards, one person at a time and in her context:
row-level security decides what she is told, as it decides what she may open.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.steuerung.ratsinfo.models import (
    Auftrag,
    Ereignis,
    Mitteilung,
    Mitteilungswahl,
    Umsetzungsbericht,
    Verfolgung,
    Vorlage,
)
from kreislauf.steuerung.ratsinfo.selectors.mitteilungen import neue_ereignisse, wahl_von


def record_ereignis(
    akt: str, *, auftrag: Auftrag | None = None, bericht: Umsetzungsbericht | None = None, actor: User, at: datetime
) -> None:
    """Note a change of state in the transaction that makes it."""
    Ereignis.objects.create(akt=akt, auftrag=auftrag, bericht=bericht, by=actor, at=at)


def receive_mitteilungen(user: User, at: datetime) -> int:
    """Notices of this person, made in her own context; returns how many are new. Safe to run at the same time twice."""
    if not wahl_von(user).im_produkt:
        return 0
    neue = [
        Mitteilung(user=user, ereignis=ereignis, grund=grund, created_at=at)
        for ereignis, grund in neue_ereignisse(user, at)
    ]
    Mitteilung.objects.bulk_create(neue, ignore_conflicts=True)
    return len(neue)


def distribute_mitteilungen(*, at: datetime) -> int:
    """Make everybody's notices; one transaction per person. Returns how many are new."""
    anzahl = 0
    for user in User.objects.filter(is_active=True).order_by("pk"):
        with handeln_als(user, at=at):
            anzahl += receive_mitteilungen(user, at)
    return anzahl


@transaction.atomic
def mark_read(*, mitteilung_id: UUID | None = None, actor: User, at: datetime) -> int:
    """One notice, or all, of this person; returns how many were unread."""
    eigene = Mitteilung.objects.filter(user=actor, gelesen_at=None)
    if mitteilung_id is not None:
        eigene = eigene.filter(pk=mitteilung_id)
    return eigene.update(gelesen_at=at)


@transaction.atomic
def mark_unread(*, mitteilung_id: UUID, actor: User) -> int:
    return Mitteilung.objects.filter(user=actor, pk=mitteilung_id).update(gelesen_at=None)


@transaction.atomic
def choose_mitteilungen(*, im_produkt: bool, per_mail: bool, actor: User) -> Mitteilungswahl:
    """Switch notices on or off for oneself."""
    wahl, _ = Mitteilungswahl.objects.update_or_create(
        user=actor, defaults={"im_produkt": im_produkt, "per_mail": per_mail}
    )
    return wahl


@transaction.atomic
def follow_vorlage(*, vorlage: Vorlage, folgen: bool, actor: User, at: datetime | None = None) -> None:
    """Be told, or no longer, what becomes of a paper that one may read."""
    if folgen:
        Verfolgung.objects.get_or_create(user=actor, vorlage=vorlage, defaults={"created_at": at or timezone.now()})
    else:
        Verfolgung.objects.filter(user=actor, vorlage=vorlage).delete()
