"""Take in files, let the reader read them, keep what it proposes until a person has decided."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.documents.inhalt import Medientyp
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import start_lauf
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.ratsinfo.models import Einlesung, Einlesungsbefund, Vorlage, Vorschlag
from kreislauf.steuerung.ratsinfo.permissions import may_confirm_einlesung, may_read_papers
from kreislauf.steuerung.ratsinfo.services.vorschlagsdaten import vorschlaege_aus_lesung
from kreislauf.steuerung.ratsinfo.states import EINLESUNG_TRANSITIONS, Einlesestand

LESBAR = (Medientyp.PDF, Medientyp.DOCX, Medientyp.HTML, Medientyp.JSON, Medientyp.TEXT)
LAUFART = "ratsinfo.einlesen"


class KeineDatei(DomainError):
    """An upload without files."""


def fingerabdruck(text: str) -> str:
    """SHA-256 of the text without differences in white space: the same paper from another file is the same."""
    return hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode()).hexdigest()


def nummer_norm(nummer: str) -> str:
    """A paper's number as it is compared: letters and digits in lower case."""
    return re.sub(r"[^0-9a-zäöüß]", "", nummer.lower())


@transaction.atomic
def upload_vorlagen(
    *,
    dateien: Sequence[tuple[str, bytes]],
    bereich: Bereich,
    federfuehrend: Bereich | None,
    schutzstufe: int,
    vorlage: Vorlage | None = None,
    actor: User,
    at: datetime,
) -> Lauf:
    """Keep the files and queue their reading; all of them or none. `vorlage`: the paper they belong to.

    Raises PermissionDenied, KeineDatei, or what `documents` says of a file that cannot be kept.
    """
    require(may_read_papers, actor, bereich.pk, tag=at.date())
    if not dateien:
        raise KeineDatei("Es wurde keine Datei ausgewählt. Bitte wählen Sie mindestens eine Vorlage aus.")
    kennungen = []
    for name, inhalt in dateien:
        dokument = store_dokument(
            inhalt=inhalt,
            dateiname=name,
            bereich_id=bereich.pk,
            schutzstufe=schutzstufe,
            actor=actor,
            at=at,
            erlaubt=LESBAR,
        )
        einlesung = Einlesung.objects.create(
            dokument=dokument,
            dateiname=dokument.dateiname,
            bereich=bereich,
            federfuehrend=federfuehrend,
            schutzstufe=schutzstufe,
            vorlage=vorlage,
            created_by=actor,
            created_at=at,
        )
        kennungen.append(str(einlesung.pk))
    titel = dateien[0][0] if len(dateien) == 1 else f"{len(dateien)} Dateien"
    return start_lauf(art=LAUFART, titel=f"Einlesen: {titel}", angaben={"einlesungen": kennungen}, actor=actor, at=at)


@transaction.atomic
def record_lesung(*, einlesung_id: UUID, text: str, lesung: Mapping[str, Any], actor: User, at: datetime) -> None:
    """Keep what the reader found as open proposals. A reading that is already there is left alone."""
    einlesung = lock(Einlesung, einlesung_id)
    if einlesung.state != Einlesestand.WARTET:
        return
    einlesung.state = next_state(EINLESUNG_TRANSITIONS, "read", Einlesestand.WARTET)
    einlesung.text, einlesung.fingerabdruck, einlesung.fehler = text, fingerabdruck(text), ""
    einlesung.vorlage = find_vorlage(einlesung, lesung.get("vorlagennummer") or "")
    einlesung.save()
    gemeinsam = {"bereich_id": einlesung.bereich_id, "schutzstufe": einlesung.schutzstufe, "einlesung": einlesung}
    bereiche = dict(Bereich.objects.values_list("name", "pk"))
    Vorschlag.objects.bulk_create(
        Vorschlag(**gemeinsam, **felder) for felder in vorschlaege_aus_lesung(lesung, einlesung, bereiche, at.date())
    )
    Einlesungsbefund.objects.bulk_create(
        Einlesungsbefund(
            **gemeinsam,
            art=b["art"][:60],
            text=b["text"],
            zeilen=b.get("zeilen", []),
            schwere=b.get("schwere", "hinweis"),
        )
        for b in lesung.get("befunde", [])
    )
    journal.record("einlesung.read", einlesung, actor=actor, at=at)


def find_vorlage(einlesung: Einlesung, nummer: str) -> Vorlage | None:
    """The paper this is another reading of: the same number, else the one whose file it is, else the same text."""
    if not nummer_norm(nummer) and einlesung.vorlage is not None:
        return einlesung.vorlage.aufgegangen_in or einlesung.vorlage
    return known_vorlage(einlesung.bereich_id, nummer, einlesung.fingerabdruck)


def known_vorlage(bereich_id: int, nummer: str, abdruck: str) -> Vorlage | None:
    """The paper of an area with this number, else with this text; a merged one leads to the paper it is part of."""
    vorhanden = Vorlage.objects.filter(bereich_id=bereich_id).select_related("aufgegangen_in")
    norm = nummer_norm(nummer)
    treffer = vorhanden.filter(nummer_norm=norm) if norm else vorhanden.filter(fingerabdruck=abdruck)
    vorlage = treffer.first()
    return vorlage.aufgegangen_in or vorlage if vorlage else None


@transaction.atomic
def fail_einlesung(*, einlesung_id: UUID, grund: str, actor: User, at: datetime) -> None:
    """Note that the file cannot be read, and why."""
    einlesung = lock(Einlesung, einlesung_id)
    if einlesung.state != Einlesestand.WARTET:
        return
    einlesung.state = next_state(EINLESUNG_TRANSITIONS, "fail", Einlesestand.WARTET)
    einlesung.fehler = grund
    einlesung.save()
    journal.record("einlesung.fail", einlesung, actor=actor, at=at)


def _bewegen(einlesung_id: UUID, act: str, actor: User, at: datetime) -> Einlesung:
    einlesung = lock(Einlesung, einlesung_id)
    require(may_confirm_einlesung, actor, einlesung, tag=at.date())
    einlesung.state = next_state(EINLESUNG_TRANSITIONS, act, Einlesestand(einlesung.state))
    einlesung.save()
    journal.record(f"einlesung.{act}", einlesung, actor=actor, at=at)
    return einlesung


@transaction.atomic
def retry_einlesung(*, einlesung_id: UUID, actor: User, at: datetime) -> Lauf:
    """Read a file again that could not be read. Raises PermissionDenied or IllegalTransition."""
    einlesung = _bewegen(einlesung_id, "retry", actor, at)
    return start_lauf(
        art=LAUFART,
        titel=f"Einlesen: {einlesung.dateiname}",
        angaben={"einlesungen": [str(einlesung.pk)]},
        actor=actor,
        at=at,
    )


@transaction.atomic
def reject_einlesung(*, einlesung_id: UUID, actor: User, at: datetime) -> Einlesung:
    """Put an import aside; nothing of it enters the record. It can be taken up again."""
    return _bewegen(einlesung_id, "reject", actor, at)


@transaction.atomic
def reopen_einlesung(*, einlesung_id: UUID, actor: User, at: datetime) -> Einlesung:
    """Take up an import again that was put aside."""
    return _bewegen(einlesung_id, "reopen", actor, at)
