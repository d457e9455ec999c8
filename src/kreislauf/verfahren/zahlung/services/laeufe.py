"""A payment run: drafted, approved by a second, exported and sent by a third person, answered by the bank."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import connection, transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import DateiBeschaedigt, read_content, store_dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.permissions import (
    may_approve_zahllauf,
    may_order_zahlung,
    may_release_zahllauf,
)
from kreislauf.verfahren.zahlung.selectors import (
    Stand,
    entfallene_zahlungen,
    erstattete,
    ueberweisungen,
    ungueltige_zahlungen,
)
from kreislauf.verfahren.zahlung.services import mengen
from kreislauf.verfahren.zahlung.states import ZAHLLAUF_TRANSITIONS, Laufstand
from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber, pain001


class LaufLeer(DomainError):
    """There is nothing to pay."""


class LaufVeraltet(DomainError):
    """Since the draft a decision or an account changed."""


class SelbstFreigegeben(DomainError):
    """Order, approval and release are three people."""


class DateiFehlt(DomainError):
    """No file was made for this run."""


class GrundFehlt(DomainError):
    """A rejection must say why."""


class SchonErstattet(DomainError):
    """Family or provider refunded some of a payment that the bank now returns whole."""


def _schritt(lauf: Zahllauf, act: str) -> None:
    lauf.state = next_state(ZAHLLAUF_TRANSITIONS, act, Laufstand(lauf.state))


def _nummer(bereich_id: int, jahr: int) -> str:
    """The next number of the year; the lock also makes runs of an area wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"zahllauf-{bereich_id}"])
    letzte = Zahllauf.objects.filter(bereich_id=bereich_id, nummer__startswith=f"ZL-{jahr}-").order_by("-nummer")
    zahl = int(letzte[0].nummer.rsplit("-", 1)[1]) + 1 if letzte else 1
    return f"ZL-{jahr}-{zahl:05}"


@transaction.atomic
def draft_zahllauf(
    *, bereich_id: int, ausfuehrungstag: date, auftraggeber: Auftraggeber, actor: User, at: datetime
) -> Zahllauf:
    """Collect every open payment due by the day of execution with an effective decision and a confirmed account.

    Name, account and purpose are written into each payment. Raises PermissionDenied or LaufLeer.
    """
    require(may_order_zahlung, actor, bereich_id, tag=at.date())
    lauf = Zahllauf.objects.create(
        nummer=_nummer(bereich_id, at.year),
        ausfuehrungstag=ausfuehrungstag,
        auftraggeber=asdict(auftraggeber),
        bereich_id=bereich_id,
        created_by=actor,
        created_at=at,
    )
    lauf.anzahl, lauf.summe = mengen.collect(lauf)
    if not lauf.anzahl:
        raise LaufLeer(
            f"Bis zum {ausfuehrungstag:%d.%m.%Y} ist nichts zu zahlen. Zahlungen ohne bestätigte Bankverbindung stehen "
            "unter „Nicht zahlbar“."
        )
    lauf.save(update_fields=["anzahl", "summe"])
    details = {"anzahl": lauf.anzahl, "summe": str(lauf.summe), "ausfuehrungstag": ausfuehrungstag.isoformat()}
    journal.record("zahllauf.create", lauf, actor=actor, at=at, details=details)
    return lauf


def _require_current(lauf: Zahllauf) -> None:
    """Nothing in the run has lost its decision, its account or its amount since the draft."""
    _require_unchanged(lauf, ungueltige_zahlungen(lauf))


def _require_unchanged(lauf: Zahllauf, falsch: list[str]) -> None:
    if falsch:
        raise LaufVeraltet(
            f"Bei {len(falsch)} Zahlungen hat sich seit dem Entwurf etwas geändert ({', '.join(falsch[:5])}). "
            "Bitte lehnen Sie den Lauf ab und stellen Sie ihn neu zusammen."
        )
    if mengen.total(lauf) != Stand(lauf.anzahl, lauf.summe):
        raise LaufVeraltet("Anzahl oder Summe stimmen nicht mit dem Entwurf überein. Bitte lehnen Sie den Lauf ab.")


@transaction.atomic
def approve_zahllauf(*, zahllauf_id: UUID, actor: User, at: datetime) -> Zahllauf:
    """Approve a drafted run. Raises PermissionDenied, IllegalTransition, SelbstFreigegeben or LaufVeraltet."""
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_approve_zahllauf, actor, lauf.bereich_id, tag=at.date())
    _schritt(lauf, "approve")
    if lauf.created_by_id == actor.pk:
        raise SelbstFreigegeben("Wer einen Zahllauf zusammenstellt, gibt ihn nicht selbst frei.")
    _require_current(lauf)
    lauf.approved_by, lauf.approved_at = actor, at
    lauf.save()
    details = {"anzahl": lauf.anzahl, "summe": str(lauf.summe)}
    journal.record("zahllauf.approve", lauf, actor=actor, at=at, details=details)
    return lauf


@transaction.atomic
def export_zahllauf(*, zahllauf_id: UUID, actor: User, at: datetime) -> bytes:
    """The file for the bank, checked against the XSD; every further export gives the identical bytes.

    Raises PermissionDenied, IllegalTransition, SelbstFreigegeben, LaufVeraltet, DateiUngueltig or DateiBeschaedigt.
    """
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_release_zahllauf, actor, lauf.bereich_id, tag=at.date())
    _schritt(lauf, "export")
    if lauf.dokument is not None:
        journal.record("zahllauf.export", lauf, actor=actor, at=at, details={"sha256": lauf.datei_sha256})
        return read_content(lauf.dokument)
    if actor.pk in {lauf.created_by_id, lauf.approved_by_id}:
        raise SelbstFreigegeben("Die Zahlungsdatei gibt eine dritte Person aus, weder Anordnung noch Freigabe.")
    _require_unchanged(lauf, entfallene_zahlungen(lauf))
    lauf.message_id = f"KL{uuid4().hex}"[:35]
    inhalt = pain001(
        auftraggeber=Auftraggeber(**lauf.auftraggeber),
        ueberweisungen=ueberweisungen(lauf),
        ausfuehrung=lauf.ausfuehrungstag,
        message_id=lauf.message_id,
        at=at,
    )
    lauf.dokument = store_dokument(
        inhalt=inhalt, dateiname=f"{lauf.nummer}.xml", bereich_id=lauf.bereich_id, actor=actor, at=at
    )
    lauf.datei_sha256 = lauf.dokument.sha256
    lauf.save()
    details = {"sha256": lauf.datei_sha256, "message_id": lauf.message_id, "summe": str(lauf.summe)}
    journal.record("zahllauf.export", lauf, actor=actor, at=at, details=details)
    return inhalt


@transaction.atomic
def download_zahllauf(*, zahllauf_id: UUID, actor: User, at: datetime) -> bytes:
    """The file again as it was given out, at any later time; one journal line.

    Raises PermissionDenied, DateiFehlt or DateiBeschaedigt where it no longer has the hash of the run.
    """
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_release_zahllauf, actor, lauf.bereich_id, tag=at.date())
    if lauf.dokument is None:
        raise DateiFehlt(f"Zum Lauf {lauf} ist noch keine Datei ausgegeben.")
    inhalt = read_content(lauf.dokument)
    if hashlib.sha256(inhalt).hexdigest() != lauf.datei_sha256:
        raise DateiBeschaedigt(
            f"Die Datei zum Lauf {lauf} hat nicht mehr die Prüfsumme, mit der sie ausgegeben wurde. Geben Sie sie "
            "nicht weiter und wenden Sie sich an die Technik."
        )
    journal.record("zahllauf.download", lauf, actor=actor, at=at, details={"sha256": lauf.datei_sha256})
    return inhalt


@transaction.atomic
def send_zahllauf(*, zahllauf_id: UUID, actor: User, at: datetime) -> Zahllauf:
    """Record that the exported file went to the bank. Raises PermissionDenied, IllegalTransition, SelbstFreigegeben."""
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_release_zahllauf, actor, lauf.bereich_id, tag=at.date())
    _schritt(lauf, "send")
    if actor.pk in {lauf.created_by_id, lauf.approved_by_id}:
        raise SelbstFreigegeben("An die Bank gibt eine dritte Person, weder Anordnung noch Freigabe.")
    lauf.released_by, lauf.released_at = actor, at
    lauf.save()
    journal.record("zahllauf.send", lauf, actor=actor, at=at, details={"sha256": lauf.datei_sha256})
    return lauf


@transaction.atomic
def confirm_zahllauf(*, zahllauf_id: UUID, ausgefuehrt_am: date, actor: User, at: datetime) -> Zahllauf:
    """The bank executed the run: every payment in it is paid and booked. Raises PermissionDenied, IllegalTransition."""
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_release_zahllauf, actor, lauf.bereich_id, tag=at.date())
    _schritt(lauf, "confirm")
    lauf.save(update_fields=["state"])
    anzahl, summe = mengen.pay(lauf, ausgefuehrt_am, at)
    details = {"anzahl": anzahl, "summe": str(summe), "ausgefuehrt_am": ausgefuehrt_am.isoformat()}
    journal.record("zahllauf.confirm", lauf, actor=actor, at=at, details=details)
    return lauf


@transaction.atomic
def reject_zahllauf(*, zahllauf_id: UUID, grund: str, actor: User, at: datetime) -> Zahllauf:
    """Stop a run before the bank has executed it; its payments are open again, or cancelled where the line ended.

    An exported file must not be sent any more, so only what the bank refused or what was not exported can be rejected.
    Raises PermissionDenied, IllegalTransition or GrundFehlt.
    """
    lauf = lock(Zahllauf, zahllauf_id)
    gesendet = lauf.state == Laufstand.GESENDET
    require(may_release_zahllauf if gesendet else may_approve_zahllauf, actor, lauf.bereich_id, tag=at.date())
    if not grund.strip():
        raise GrundFehlt("Bitte schreiben Sie, warum der Lauf abgelehnt wird.")
    _schritt(lauf, "reject")
    lauf.ablehnungsgrund = grund.strip()[:500]
    lauf.save()
    anzahl = mengen.release(lauf)
    journal.record(
        "zahllauf.reject", lauf, actor=actor, at=at, details={"grund": lauf.ablehnungsgrund, "offen": anzahl}
    )
    return lauf


@transaction.atomic
def return_zahlungen(
    *, zahllauf_id: UUID, zahlung_ids: Sequence[UUID], gebucht_am: date, grund: str, actor: User, at: datetime
) -> Decimal:
    """Money came back: payments are returned, the ledger is countered, and each is a task; sum in EUR.

    What already came back is left alone. Raises PermissionDenied, or SchonErstattet where more would come back than
    was paid: then people find out which of both is true.
    """
    lauf = lock(Zahllauf, zahllauf_id)
    require(may_release_zahllauf, actor, lauf.bereich_id, tag=at.date())
    if erstattet := erstattete(zahlung_ids):
        raise SchonErstattet(
            f"Zu {len(erstattet)} der Zahlungen sind schon {sum(erstattet.values()):.2f} EUR Erstattung gebucht. "
            "Bitte klären Sie mit Bank und Empfänger, was wirklich zurückkam; gebucht ist nichts."
        )
    anzahl, summe = mengen.give_back(lauf, list(zahlung_ids), gebucht_am, at)
    details = {"anzahl": anzahl, "summe": str(summe), "grund": grund[:300]}
    journal.record("zahlung.return", lauf, actor=actor, at=at, details=details)
    return summe
