"""Files of a paper: named by the mirror, fetched when a person asks, and given to the reader for confirmation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import MAX_BYTES
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import start_lauf
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Leitung
from kreislauf.steuerung.oparl_eingang.models import Bindung, Quelle
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle
from kreislauf.steuerung.oparl_eingang.seite import Roh
from kreislauf.steuerung.oparl_eingang.services.lesegang import Gang, make_leitung
from kreislauf.steuerung.oparl_eingang.services.zuordnung import text
from kreislauf.steuerung.oparl_eingang.states import Bindungsstand
from kreislauf.steuerung.ratsinfo.services.einlesen import upload_vorlagen

LAUFART_DATEI = "oparl_eingang.datei"


class DateiUnbekannt(DomainError):
    """The paper has no such file, or is not tied to the record."""


class DateiNichtZuHolen(DomainError):
    """The server does not give the file."""


@dataclass(frozen=True, slots=True)
class Datei:
    """A file as the source names it; `url` is where its content is."""

    kennung: str
    name: str
    dateiname: str
    url: str


def files_of(papier: Roh) -> list[Datei]:
    """Main file first, then the others; files without an address cannot be fetched and are left out."""
    haupt, weitere = papier.get("mainFile"), papier.get("auxiliaryFile")
    gefunden: dict[str, Datei] = {}
    for roh in [haupt, *(weitere if isinstance(weitere, list) else [])]:
        if not isinstance(roh, dict):
            continue
        url = text(roh.get("downloadUrl")) or text(roh.get("accessUrl"))
        kennung = text(roh.get("id")) or url
        if url:
            ende = PurePosixPath(unquote(urlsplit(url).path)).name
            dateiname = text(roh.get("fileName")) or ende or "datei"
            gefunden.setdefault(kennung, Datei(kennung, text(roh.get("name")) or dateiname, dateiname, url))
    return list(gefunden.values())


def _find(bindung: Bindung, kennung: str) -> Datei:
    treffer = [d for d in files_of(bindung.objekt.roh) if d.kennung == kennung]
    if not treffer or bindung.state != Bindungsstand.GEBUNDEN or bindung.vorlage_id is None:
        raise DateiUnbekannt("Diese Datei nennt die Quelle für diese Vorlage nicht (mehr). Laden Sie die Seite neu.")
    return treffer[0]


@transaction.atomic
def start_datei(*, bindung_id: UUID, kennung: str, actor: User, at: datetime) -> Lauf:
    """Queue the fetch of one file of a tied paper. Raises PermissionDenied or DateiUnbekannt."""
    bindung = Bindung.objects.select_related("objekt").get(pk=bindung_id)
    require(may_change_quelle, actor, bindung, tag=at.date())
    datei = _find(bindung, kennung)
    angaben = {"bindung": str(bindung.pk), "datei": kennung}
    return start_lauf(art=LAUFART_DATEI, titel=f"Datei holen: {datei.name}", angaben=angaben, actor=actor, at=at)


def run_datei(
    gang: Gang, bindung_id: UUID, kennung: str, *, leitung_zu: Callable[[Quelle], Leitung] = make_leitung
) -> dict[str, Any]:
    """Fetch the file and give it to the reader; what it proposes waits for a person.

    Raises DateiUnbekannt, DateiNichtZuHolen, or what `documents` says of a file that cannot be kept.
    """
    with gang.schritt():
        bindung = Bindung.objects.select_related("objekt__quelle", "vorlage").get(pk=bindung_id)
        datei = _find(bindung, kennung)
        quelle, vorlage = bindung.objekt.quelle, bindung.vorlage
    assert vorlage is not None
    inhalt = _content(leitung_zu(quelle), datei)
    with gang.schritt() as at:
        lauf = upload_vorlagen(
            dateien=[(datei.dateiname, inhalt)],
            bereich=quelle.bereich,
            federfuehrend=None,
            schutzstufe=vorlage.schutzstufe,
            vorlage=vorlage,
            actor=gang.actor,
            at=at,
        )
    gang.melden(1, 1, f"„{datei.name}“ ist geholt und wird gelesen.")
    return {"einlesung": lauf.angaben["einlesungen"][0]}


def _content(leitung: Leitung, datei: Datei) -> bytes:
    try:
        antwort = leitung.fetch(datei.url)
    except AbrufFehler as fehler:
        raise DateiNichtZuHolen(str(fehler)) from fehler
    if antwort.status != 200:
        raise DateiNichtZuHolen(f"Der Server gibt „{datei.name}“ nicht heraus (Antwort {antwort.status}).")
    if len(antwort.rumpf) > MAX_BYTES:
        raise DateiNichtZuHolen(f"„{datei.name}“ ist größer als {MAX_BYTES // 1024 // 1024} MB.")
    return antwort.rumpf
