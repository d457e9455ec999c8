"""What comes later or belongs elsewhere: complete a fact of a benefit, hand on an arrival."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.antrag.models import Antragsbedarf, Eingang
from kreislauf.verfahren.antrag.permissions import may_write_antrag
from kreislauf.verfahren.antrag.services.antraege import lock_antrag
from kreislauf.verfahren.antrag.states import EINGANG_TRANSITIONS, OFFEN, Antragsstand, Eingangsstand


class SchonEntschieden(DomainError):
    """Facts of a decided application stay."""


class StelleFehlt(DomainError):
    """Who gets what is handed on."""


@transaction.atomic
def amend_bedarf(
    *, bedarf_id: UUID, name: str, wert: str, actor: User, at: datetime, version: int | None = None
) -> Antragsbedarf:
    """Complete or correct one fact of a benefit (a price that came later) while nothing is decided.

    Raises PermissionDenied, InzwischenGeaendert or SchonEntschieden.
    """
    antrag = lock_antrag(Antragsbedarf.objects.values_list("antrag_id", flat=True).get(pk=bedarf_id), version)
    require(may_write_antrag, actor, antrag.bereich_id, tag=localdate(at))
    if antrag.state not in {s for s in OFFEN if s is not Antragsstand.ENTSCHIEDEN}:
        raise SchonEntschieden("Über den Antrag ist schon entschieden; seine Angaben ändern sich nicht mehr.")
    bedarf = lock(Antragsbedarf, bedarf_id)
    vorher = bedarf.angaben.get(name)
    bedarf.angaben = {**bedarf.angaben, name: wert}
    bedarf.save(update_fields=["angaben"])
    antrag.version += 1
    antrag.updated_at = at
    antrag.save(update_fields=["version", "updated_at"])
    details = {"angabe": name, "wert": wert, "bisher": vorher}
    journal.record("antrag.amend", antrag, actor=actor, at=at, details=details)
    return bedarf


@transaction.atomic
def forward_eingang(*, eingang_id: UUID, stelle: str, actor: User, at: datetime) -> Eingang:
    """Hand on what another agency is competent for; the day of arrival here counts there (§ 16 Abs. 2 SGB I).

    Raises PermissionDenied, IllegalTransition or StelleFehlt.
    """
    eingang = lock(Eingang, eingang_id)
    require(may_write_antrag, actor, eingang.bereich_id, tag=localdate(at))
    if not stelle.strip():
        raise StelleFehlt("Bitte geben Sie an, an welche Stelle weitergeleitet wird.")
    eingang.state = next_state(EINGANG_TRANSITIONS, "forward", Eingangsstand(eingang.state))
    eingang.weitergeleitet_an, eingang.weitergeleitet_am = stelle.strip()[:200], localdate(at)
    eingang.save(update_fields=["state", "weitergeleitet_an", "weitergeleitet_am"])
    journal.record("eingang.forward", eingang, actor=actor, at=at, details={"an": eingang.weitergeleitet_an})
    return eingang
