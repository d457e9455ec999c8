"""Open files, add documents and notes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Aktennotiz, Aktenstueck, Fallakte
from kreislauf.akten.fallakte.permissions import may_write_fallakte
from kreislauf.akten.haushalt.models import Haushalt
from kreislauf.akten.person.models import Person
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError


class NotizLeer(DomainError):
    """A note says something."""


def _aktenzeichen(bereich_id: int, jahr: int) -> str:
    """The next number of the year; one at a time per area."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"aktenzeichen-{bereich_id}-{jahr}"])
    vorn = f"BuT-{jahr}-"
    letzte = Fallakte.objects.filter(bereich_id=bereich_id, aktenzeichen__startswith=vorn).order_by("-aktenzeichen")
    nummer = int(letzte[0].aktenzeichen.removeprefix(vorn)) + 1 if letzte else 1
    return f"{vorn}{nummer:06}"


@transaction.atomic
def ensure_fallakte(*, haushalt: Haushalt, antragsteller: Person, actor: User, at: datetime) -> Fallakte:
    """The file of a household; opened if there is none. Raises PermissionDenied."""
    require(may_write_fallakte, actor, haushalt.bereich_id, tag=localdate(at))
    vorhanden = Fallakte.objects.filter(haushalt=haushalt).first()
    if vorhanden is not None:
        return vorhanden
    akte = Fallakte.objects.create(
        aktenzeichen=_aktenzeichen(haushalt.bereich_id, at.year),
        haushalt=haushalt,
        antragsteller=antragsteller,
        zustaendig=actor,
        bereich_id=haushalt.bereich_id,
        created_by=actor,
        created_at=at,
    )
    journal.record("fallakte.create", akte, actor=actor, at=at)
    return akte


@transaction.atomic
def add_aktenstueck(
    *, fallakte: Fallakte, dokument: Dokument, titel: str, richtung: str, datum: date, actor: User, at: datetime
) -> Aktenstueck:
    """File a document. Raises PermissionDenied."""
    require(may_write_fallakte, actor, fallakte.bereich_id, tag=localdate(at))
    stueck = Aktenstueck.objects.create(
        fallakte=fallakte,
        dokument=dokument,
        titel=titel[:200],
        richtung=Aktenstueck.Richtung(richtung),
        datum=datum,
        bereich_id=fallakte.bereich_id,
        created_by=actor,
        created_at=at,
    )
    journal.record("aktenstueck.create", stueck, actor=actor, at=at)
    return stueck


@transaction.atomic
def add_aktenstuecke(
    stuecke: Sequence[tuple[Fallakte, Dokument, str]], *, richtung: str, datum: date, actor: User, at: datetime
) -> list[Aktenstueck]:
    """File many documents (file, document, title). Raises PermissionDenied; then nothing is written."""
    for bereich_id in {akte.bereich_id for akte, _, _ in stuecke}:
        require(may_write_fallakte, actor, bereich_id, tag=localdate(at))
    neue = Aktenstueck.objects.bulk_create(
        Aktenstueck(
            fallakte=akte,
            dokument=dokument,
            titel=titel[:200],
            richtung=Aktenstueck.Richtung(richtung),
            datum=datum,
            bereich_id=akte.bereich_id,
            created_by=actor,
            created_at=at,
        )
        for akte, dokument, titel in stuecke
    )
    journal.record_many("aktenstueck.create", [(stueck, {}) for stueck in neue], actor=actor, at=at)
    return neue


@transaction.atomic
def add_notiz(
    *, fallakte: Fallakte, text: str, actor: User, at: datetime, wiedervorlage: date | None = None
) -> Aktennotiz:
    """Note something in the file. Raises PermissionDenied or NotizLeer."""
    require(may_write_fallakte, actor, fallakte.bereich_id, tag=localdate(at))
    if not text.strip():
        raise NotizLeer("Bitte schreiben Sie, was festgehalten werden soll.")
    notiz = Aktennotiz.objects.create(
        fallakte=fallakte,
        text=text.strip(),
        wiedervorlage=wiedervorlage,
        bereich_id=fallakte.bereich_id,
        created_by=actor,
        created_at=at,
    )
    journal.record("aktennotiz.create", notiz, actor=actor, at=at)
    return notiz
