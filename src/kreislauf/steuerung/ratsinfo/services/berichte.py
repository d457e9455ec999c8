"""Write the next implementation report: draft, fill in, submit, sign off by a second person, hand to the body."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.ratsinfo.berichtsregeln import Mangel, maengel
from kreislauf.steuerung.ratsinfo.models import Berichtspunkt, Beschluss, Beschlusspunkt, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.permissions import may_approve_bericht, may_send_bericht, may_write_bericht
from kreislauf.steuerung.ratsinfo.services.berichtsausgabe import store_ausgaben
from kreislauf.steuerung.ratsinfo.services.mitteilungen import record_ereignis
from kreislauf.steuerung.ratsinfo.states import BERICHT_TRANSITIONS, Berichtsstand

_UEBERNOMMEN = (  # what the draft takes from the last report
    "status",
    "sachstand",
    "grund",
    "geplanter_beginn",
    "erledigte_schritte",
    "offene_schritte",
    "prognose",
    "aenderung",
    "entschieden_von",
    "nachweis",
    "nachweis_dokument",
    "umgesetzt_am",
    "turnus",
    "aufhebung_pruefung",
    "rechtsgrundlage",
)
SCHREIBBAR = (*_UEBERNOMMEN, "wiedervorlage")


class KeinBeschluss(DomainError):
    """A report needs a resolution with points."""


class SchonOffen(DomainError):
    """There is an unfinished report on this paper; `bericht_id` names it."""


class NichtImEntwurf(DomainError):
    """Only a draft can be changed."""


class Unvollstaendig(DomainError):
    """C7: the report lacks something; `maengel` lists what."""

    def __init__(self, gefunden: list[Mangel]) -> None:
        self.maengel = gefunden
        super().__init__("Der Bericht ist noch nicht vollständig: " + " ".join(m.text for m in gefunden))


class SelfApproval(DomainError):
    """Author and approver must differ (Vier-Augen-Prinzip)."""


class BegruendungFehlt(DomainError):
    """Giving back a report needs a reason."""


def letzter_bericht(vorlage: Vorlage) -> Umsetzungsbericht | None:
    """The newest report that was signed off or read from a paper."""
    fertig = vorlage.umsetzungsberichte.filter(state__in=[Berichtsstand.FREIGEGEBEN, Berichtsstand.VERSANDT])
    return fertig.order_by("-datum", "-created_at").first()


def beschluss_mit_punkten(vorlage: Vorlage) -> Beschluss:
    """The resolution that is reported on. Raises KeinBeschluss."""
    beschluss = vorlage.beschluesse.filter(punkte__isnull=False).order_by("-datum").distinct().first()
    if beschluss is None:
        raise KeinBeschluss("Zu dieser Vorlage ist kein Beschluss mit Beschlusspunkten erfasst.")
    return beschluss


@transaction.atomic
def draft_bericht(
    *, vorlage_id: UUID, federfuehrend: Bereich | None = None, actor: User, at: datetime
) -> Umsetzungsbericht:
    """Begin the next report, each point filled with what the last one said.

    Raises PermissionDenied, KeinBeschluss or SchonOffen.
    """
    vorlage = Vorlage.objects.get(pk=vorlage_id)
    beschluss = beschluss_mit_punkten(vorlage)
    if vorlage.umsetzungsberichte.filter(state__in=[Berichtsstand.ENTWURF, Berichtsstand.ZUR_FREIGABE]).exists():
        raise SchonOffen("Zu dieser Vorlage ist schon ein Bericht in Arbeit.")
    vorher = letzter_bericht(vorlage)
    gemeinsam = {
        "bereich_id": vorlage.bereich_id,
        "schutzstufe": vorlage.schutzstufe,
        "sichtbar_fuer": vorlage.sichtbar_fuer,
    }
    bericht = Umsetzungsbericht(
        vorlage=vorlage,
        beschluss=beschluss,
        federfuehrend=federfuehrend or _federfuehrend(vorlage),
        datum=at.date(),
        created_by=actor,
        created_at=at,
        **gemeinsam,
    )
    require(may_write_bericht, actor, bericht, tag=at.date())
    bericht.save()
    frueher = {p.nummer: p for p in vorher.punkte.all()} if vorher else {}
    for punkt in beschluss.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS).order_by("position"):
        alt = frueher.get(punkt.nummer)
        felder = {feld: getattr(alt, feld) for feld in _UEBERNOMMEN} if alt else {}
        Berichtspunkt.objects.create(bericht=bericht, punkt=punkt, nummer=punkt.nummer, **gemeinsam, **felder)
    journal.record("bericht.draft", bericht, actor=actor, at=at)
    return bericht


def _federfuehrend(vorlage: Vorlage) -> Bereich | None:
    auftrag = vorlage.auftraege.order_by("created_at").first()
    return auftrag.verantwortlich if auftrag else None


def _entwurf(bericht_id: UUID, actor: User, at: datetime) -> Umsetzungsbericht:
    bericht = lock(Umsetzungsbericht, bericht_id)
    require(may_write_bericht, actor, bericht, tag=at.date())
    if bericht.state != Berichtsstand.ENTWURF:
        raise NichtImEntwurf(f"Der Bericht ist {bericht.get_state_display()}; ändern lässt sich nur ein Entwurf.")
    return bericht


@transaction.atomic
def update_berichtspunkt(*, punkt_id: UUID, felder: Mapping[str, Any], actor: User, at: datetime) -> Berichtspunkt:
    """Write one point of a draft. Raises PermissionDenied or NichtImEntwurf."""
    punkt = Berichtspunkt.objects.get(pk=punkt_id)
    bericht = _entwurf(punkt.bericht_id, actor, at)
    geaendert = {f: w for f, w in felder.items() if f in SCHREIBBAR and getattr(punkt, f) != w}
    for feld, wert in geaendert.items():
        setattr(punkt, feld, wert)
    if geaendert:
        punkt.save(update_fields=list(geaendert))
        journal.record(
            "bericht.write", bericht, actor=actor, at=at, details={"punkt": punkt.nummer, "felder": sorted(geaendert)}
        )
    return punkt


def maengel_von(bericht: Umsetzungsbericht) -> list[Mangel]:
    """What the report still lacks."""
    erwartet = (
        bericht.beschluss.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS).values_list("nummer", flat=True)
        if bericht.beschluss
        else []
    )
    return maengel(bericht.punkte.all(), erwartet)


def _bewegen(bericht: Umsetzungsbericht, act: str, actor: User, at: datetime, **details: Any) -> None:
    bericht.state = next_state(BERICHT_TRANSITIONS, act, Berichtsstand(bericht.state))
    bericht.save()
    journal.record(f"bericht.{act}", bericht, actor=actor, at=at, details=details)
    record_ereignis(f"bericht.{act}", bericht=bericht, actor=actor, at=at)


@transaction.atomic
def submit_bericht(*, bericht_id: UUID, actor: User, at: datetime) -> Umsetzungsbericht:
    """Put a complete draft before the person who signs off.

    Raises PermissionDenied, NichtImEntwurf or Unvollstaendig.
    """
    bericht = _entwurf(bericht_id, actor, at)
    if gefunden := maengel_von(bericht):
        raise Unvollstaendig(gefunden)
    termine = [p.wiedervorlage for p in bericht.punkte.all() if p.wiedervorlage]
    bericht.naechster_bericht = min(termine, default=None)
    bericht.created_by, bericht.rueckgabe_grund = actor, ""
    _bewegen(bericht, "submit", actor, at)
    return bericht


@transaction.atomic
def return_bericht(*, bericht_id: UUID, grund: str, actor: User, at: datetime) -> Umsetzungsbericht:
    """Give a submitted report back with a reason. Raises PermissionDenied, IllegalTransition or BegruendungFehlt."""
    bericht = lock(Umsetzungsbericht, bericht_id)
    require(may_approve_bericht, actor, bericht, tag=at.date())
    if not grund.strip():
        raise BegruendungFehlt("Bitte schreiben Sie, was am Bericht zu ändern ist.")
    bericht.rueckgabe_grund = grund.strip()
    _bewegen(bericht, "return", actor, at, grund=grund.strip())
    return bericht


@transaction.atomic
def approve_bericht(*, bericht_id: UUID, actor: User, at: datetime) -> Umsetzungsbericht:
    """Sign off a submitted report; PDF and DOCX are made and kept, and the duties get their next date.

    Raises PermissionDenied, SelfApproval, IllegalTransition or Unvollstaendig; then nothing is written.
    """
    bericht = lock(Umsetzungsbericht, bericht_id)
    require(may_approve_bericht, actor, bericht, tag=at.date())
    if bericht.created_by_id == actor.pk:
        raise SelfApproval("Wer den Bericht vorgelegt hat, kann ihn nicht selbst freigeben (Vier-Augen-Prinzip).")
    if gefunden := maengel_von(bericht):
        raise Unvollstaendig(gefunden)
    bericht.approved_by, bericht.approved_at = actor, at
    _bewegen(bericht, "approve", actor, at)
    _termine_setzen(bericht, at)
    store_ausgaben(bericht, actor=actor, at=at)
    return bericht


def _termine_setzen(bericht: Umsetzungsbericht, at: datetime) -> None:
    for punkt in bericht.punkte.exclude(punkt=None):
        for auftrag in punkt.punkt.auftraege.all():  # type: ignore[union-attr]
            auftrag.wiedervorlage = punkt.wiedervorlage or auftrag.wiedervorlage
            auftrag.prognose = punkt.prognose or auftrag.prognose
            auftrag.updated_at = at
            auftrag.save(update_fields=["wiedervorlage", "prognose", "updated_at"])


@transaction.atomic
def send_bericht(*, bericht_id: UUID, actor: User, at: datetime) -> Umsetzungsbericht:
    """Hand a signed report to the body. Raises PermissionDenied or IllegalTransition."""
    bericht = lock(Umsetzungsbericht, bericht_id)
    require(may_send_bericht, actor, bericht, tag=at.date())
    _bewegen(bericht, "send", actor, at)
    return bericht
