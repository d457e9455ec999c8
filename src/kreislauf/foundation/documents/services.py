"""Keep files: by the hash of their content, type told by content, size limited, nothing active ever served."""

import ctypes
import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.inhalt import Medientyp, medientyp_von
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError

MAX_BYTES = 50 * 1024 * 1024
GEMEINSAM_AB = 8  # fewer files are brought to the disk one by one


class DateiZuGross(DomainError):
    """The file is larger than allowed."""


class DateiLeer(DomainError):
    """The file has no content."""


class DateitypUnzulaessig(DomainError):
    """The content is of a kind that is not kept here."""


class DateiBeschaedigt(DomainError):
    """The stored file is missing or no longer has its hash."""


def ort(sha256: str) -> Path:
    """Where the content with this hash is kept."""
    return Path(settings.DOKUMENTE) / sha256[:2] / sha256[2:4] / sha256


def _ablegen(inhalte: Mapping[str, bytes]) -> None:
    """Write each once, complete or not at all: a crash leaves at most temporary files.

    What belongs together is brought to the disk together: first the contents, then the names that show them.
    """
    neue: list[tuple[Path, Path]] = []
    for sha256, inhalt in inhalte.items():
        ziel = ort(sha256)
        if not ziel.exists():
            ziel.parent.mkdir(parents=True, exist_ok=True)
            vorlaeufig = ziel.with_name(f".{sha256}.{secrets.token_hex(4)}")
            with vorlaeufig.open("xb") as datei:
                datei.write(inhalt)
            neue.append((vorlaeufig, ziel))
    _sichern([vorlaeufig for vorlaeufig, _ in neue])
    for vorlaeufig, ziel in neue:
        vorlaeufig.replace(ziel)
    _sichern([ziel.parent for _, ziel in neue])


def _sichern(pfade: Sequence[Path]) -> None:
    """Return when the disk has them; many at once by one call for their file system, where the system has it."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if len(pfade) > GEMEINSAM_AB else None
    for pfad in pfade[:1] if syncfs else pfade:
        kennung = os.open(pfad, os.O_RDONLY)
        try:
            if syncfs is None:
                os.fsync(kennung)
            elif syncfs(kennung):
                raise OSError(ctypes.get_errno(), "syncfs", str(pfad))
        finally:
            os.close(kennung)


def check_content(inhalt: bytes, dateiname: str, *, erlaubt: Sequence[Medientyp] = tuple(Medientyp)) -> Medientyp:
    """The type of an upload, told by its content.

    Raises DateiLeer, DateiZuGross or DateitypUnzulaessig, each naming the file and the way out.
    """
    if not inhalt:
        raise DateiLeer(f"„{dateiname}“ ist leer. Bitte wählen Sie die Datei noch einmal aus.")
    if len(inhalt) > MAX_BYTES:
        raise DateiZuGross(
            f"„{dateiname}“ ist {len(inhalt) / 1024 / 1024:.0f} MB groß; erlaubt sind {MAX_BYTES // 1024 // 1024} MB."
            " Bitte teilen Sie die Datei oder speichern Sie sie kleiner."
        )
    typ = medientyp_von(inhalt)
    if typ is None or typ not in erlaubt:
        namen = ", ".join(t.label for t in erlaubt)
        raise DateitypUnzulaessig(f"„{dateiname}“ ist keine zulässige Datei. Möglich sind: {namen}.")
    return typ


@transaction.atomic
def store_dokument(
    *,
    inhalt: bytes,
    dateiname: str,
    bereich_id: int,
    schutzstufe: int = Schutzstufe.NICHTOEFFENTLICH,
    sichtbar_fuer: Sequence[int] = (),
    actor: User,
    at: datetime,
    erlaubt: Sequence[Medientyp] = tuple(Medientyp),
) -> Dokument:
    """Keep one file in an area; writes one journal line. The same content is stored once.

    Raises PermissionDenied, DateiLeer, DateiZuGross or DateitypUnzulaessig; then nothing is written.
    """
    if not may(actor, "dokument", "anlegen", bereich_id, tag=at.date()):
        raise PermissionDenied
    typ = check_content(inhalt, dateiname, erlaubt=erlaubt)
    sha256 = hashlib.sha256(inhalt).hexdigest()
    _ablegen({sha256: inhalt})
    dokument = Dokument.objects.create(
        sha256=sha256,
        groesse=len(inhalt),
        medientyp=typ,
        dateiname=Path(dateiname).name[:255] or "datei",
        bereich_id=bereich_id,
        schutzstufe=schutzstufe,
        sichtbar_fuer=list(sichtbar_fuer),
        created_by=actor,
        created_at=at,
    )
    journal.record("dokument.store", dokument, actor=actor, at=at, details={"sha256": sha256})
    return dokument


@transaction.atomic
def store_dokumente(
    dateien: Sequence[tuple[str, bytes]], *, bereich_id: int, actor: User, at: datetime
) -> list[Dokument]:
    """Keep many files that the program made itself, in order; one journal line each.

    Raises PermissionDenied and what `check_content` raises; then nothing is written.
    """
    if not may(actor, "dokument", "anlegen", bereich_id, tag=at.date()):
        raise PermissionDenied
    dokumente, inhalte = [], {}
    for dateiname, inhalt in dateien:
        typ, sha256 = check_content(inhalt, dateiname), hashlib.sha256(inhalt).hexdigest()
        inhalte[sha256] = inhalt
        dokumente.append(
            Dokument(
                sha256=sha256,
                groesse=len(inhalt),
                medientyp=typ,
                dateiname=Path(dateiname).name[:255] or "datei",
                bereich_id=bereich_id,
                schutzstufe=Schutzstufe.NICHTOEFFENTLICH,
                created_by=actor,
                created_at=at,
            )
        )
    _ablegen(inhalte)
    Dokument.objects.bulk_create(dokumente)
    journal.record_many("dokument.store", [(d, {"sha256": d.sha256}) for d in dokumente], actor=actor, at=at)
    return dokumente


def read_content(dokument: Dokument) -> bytes:
    """The bytes of a kept file. Raises DateiBeschaedigt when they are missing or no longer match their hash."""
    try:
        inhalt = ort(dokument.sha256).read_bytes()
    except FileNotFoundError:
        inhalt = b""
    if hashlib.sha256(inhalt).hexdigest() != dokument.sha256:
        raise DateiBeschaedigt(
            f"„{dokument.dateiname}“ ist in der Ablage beschädigt oder fehlt. Bitte wenden Sie sich an die Technik."
        )
    return inhalt
