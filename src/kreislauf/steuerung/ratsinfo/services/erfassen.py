"""Papers typed by hand, and where each paper came from."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.models import Vorlage, Vorlagenquelle
from kreislauf.steuerung.ratsinfo.permissions import may_create_vorlage
from kreislauf.steuerung.ratsinfo.services.einlesen import fingerabdruck, known_vorlage, nummer_norm
from kreislauf.steuerung.ratsinfo.services.suchindex import index_vorlage
from kreislauf.steuerung.ratsinfo.services.zuordnungen import propose_zuordnungen


class BetreffFehlt(DomainError):
    """A paper needs a subject."""


def record_quelle(
    vorlage: Vorlage,
    *,
    art: str,
    kennung: str,
    dokument_id: UUID | None = None,
    gelesen: Mapping[str, Any] | None = None,
    at: datetime,
) -> Vorlagenquelle:
    """Keep that the paper came from here too, with number, subject and day as `gelesen` there (else its own)."""
    kopf = {"nummer": vorlage.nummer, "betreff": vorlage.betreff, "datum": vorlage.datum}
    angaben = {feld: (gelesen or kopf)[feld] for feld in kopf} | {
        "dokument_id": dokument_id,
        "bereich_id": vorlage.bereich_id,
        "schutzstufe": vorlage.schutzstufe,
        "sichtbar_fuer": vorlage.sichtbar_fuer,
    }
    quelle, _ = Vorlagenquelle.objects.update_or_create(
        vorlage=vorlage,
        art=art,
        kennung=kennung,
        defaults=angaben,
        create_defaults=angaben | {"received_at": at},
    )
    return quelle


@transaction.atomic
def create_vorlage(
    *,
    nummer: str,
    betreff: str,
    art: str,
    datum: date | None,
    einreicher: str,
    bereich: Bereich,
    schutzstufe: int,
    actor: User,
    at: datetime,
) -> tuple[Vorlage, bool]:
    """A paper typed by hand and whether it is new; one with this number is only completed where its head is empty.

    Raises PermissionDenied or BetreffFehlt.
    """
    require(may_create_vorlage, actor, bereich.pk, tag=at.date())
    if not betreff.strip():
        raise BetreffFehlt("Die Vorlage braucht einen Betreff.")
    text = f"{betreff.strip()}\n{datum or ''}"
    felder = {"art": art.strip(), "datum": datum, "einreicher": einreicher.strip()}
    vorlage = known_vorlage(bereich.pk, nummer, fingerabdruck(text))
    neu = vorlage is None
    if vorlage is None:
        vorlage = Vorlage(
            bereich=bereich, schutzstufe=schutzstufe, nummer=nummer.strip(), nummer_norm=nummer_norm(nummer),
            betreff=betreff.strip(), fingerabdruck=fingerabdruck(text), created_at=at, **felder,
        )  # fmt: skip
    else:
        for feld, wert in felder.items():
            setattr(vorlage, feld, getattr(vorlage, feld) or wert)
    vorlage.updated_at = at
    vorlage.save()
    kennung = fingerabdruck("\n".join([nummer, text, *map(str, felder.values())]))
    record_quelle(vorlage, art=Vorlagenquelle.Art.HAND, kennung=kennung, at=at)
    propose_zuordnungen(vorlage, at)
    index_vorlage(vorlage)
    journal.record("vorlage.create" if neu else "vorlage.update", vorlage, actor=actor, at=at)
    return vorlage, neu
