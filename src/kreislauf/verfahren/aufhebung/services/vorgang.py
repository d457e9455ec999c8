"""Prepare a revocation, hear the family, take in what she says, drop it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.recht.fristen.bekanntgabe import fiktion
from kreislauf.recht.fristen.frist import Frist
from kreislauf.recht.fristen.rechtsbehelf import Dauer, mitwirkung
from kreislauf.recht.fristen.weitere import WEITERE
from kreislauf.verfahren.aufhebung.models import Aufhebung, Aufhebungszeile
from kreislauf.verfahren.aufhebung.permissions import may_write_aufhebung
from kreislauf.verfahren.aufhebung.states import (
    AUFHEBUNG_TRANSITIONS,
    OFFEN,
    PASSEND,
    Aufhebungsstand,
    Grundlage,
    Vergangenheit,
)
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.bescheid.selectors import behoerde_am, dienstsitz
from kreislauf.verfahren.bescheid.services.freigeben import lock_bescheid
from kreislauf.verfahren.bescheid.states import OHNE_BETRAG, WIRKSAM, Bescheidstand


class AufhebungUnmoeglich(DomainError):
    """A condition of the law or of this procedure is missing; the text names it."""


@transaction.atomic
def prepare_aufhebung(
    *,
    bescheid_id: UUID,
    grundlage: str,
    ab: Mapping[UUID, date],
    anlass: str,
    kenntnis_am: date,
    vergangenheit: str = "",
    nur_deswegen: bool = True,
    gesamterstattung: Decimal | None = None,
    gutschein_zurueck: Decimal = Decimal(0),
    tage: int = 14,
    actor: User,
    at: datetime,
) -> Aufhebung:
    """Write down what is intended: which lines (keys of `ab`) from which day on, on which facts. Nothing ends yet.

    Raises PermissionDenied or AufhebungUnmoeglich.
    """
    bescheid = lock_bescheid(bescheid_id)
    tag = localdate(at)
    require(may_write_aufhebung, actor, bescheid.bereich_id, tag=tag)
    if Bescheidstand(bescheid.state) not in WIRKSAM:
        raise AufhebungUnmoeglich("Aufgehoben wird nur, was bekannt gegeben und nicht ersetzt ist.")
    zeilen = list(bescheid.zeilen.filter(pk__in=ab).select_related("kind"))
    if not zeilen or len(zeilen) != len(ab):
        raise AufhebungUnmoeglich("Bitte wählen Sie mindestens eine Entscheidung dieses Bescheids.")
    if not anlass.strip() or kenntnis_am > tag:
        raise AufhebungUnmoeglich(
            "Bitte beschreiben Sie, was geschehen ist, und seit wann Sie es wissen (nicht später als heute)."
        )
    for zeile in zeilen:
        _pruefe_zeile(zeile, ab[zeile.pk])
    aufhebung = Aufhebung(
        bescheid=bescheid,
        grundlage=Grundlage(grundlage),
        anlass=anlass.strip(),
        kenntnis_am=kenntnis_am,
        vergangenheit=vergangenheit,
        nur_deswegen=nur_deswegen,
        gesamterstattung=gesamterstattung,
        gutschein_zurueck=gutschein_zurueck,
        tage=tage,
        bereich_id=bescheid.bereich_id,
        created_by=actor,
        created_at=at,
    )
    check_vergangenheit(aufhebung, min(ab.values()), tag)
    aufhebung.save()
    Aufhebungszeile.objects.bulk_create(
        Aufhebungszeile(aufhebung=aufhebung, zeile=z, ab=ab[z.pk], bereich_id=bescheid.bereich_id) for z in zeilen
    )
    details = {"grundlage": aufhebung.grundlage, "zeilen": len(zeilen)}
    journal.record("aufhebung.create", aufhebung, actor=actor, at=at, details=details)
    return aufhebung


def _pruefe_zeile(zeile: Entscheidungszeile, ab: date) -> None:
    wer = f"{zeile.get_leistung_display()} für {zeile.kind}"
    if zeile.art in OHNE_BETRAG:
        raise AufhebungUnmoeglich(f"{wer}: Hier ist nichts bewilligt, was sich aufheben ließe.")
    if not zeile.beginn <= ab <= zeile.ende:
        raise AufhebungUnmoeglich(
            f"{wer}: Der Tag muss im Zeitraum {zeile.beginn:%d.%m.%Y} bis {zeile.ende:%d.%m.%Y} liegen."
        )
    if zeile.unwirksam_ab is not None and zeile.unwirksam_ab <= ab:
        raise AufhebungUnmoeglich(f"{wer}: Die Entscheidung gilt ab {zeile.unwirksam_ab:%d.%m.%Y} schon nicht mehr.")
    if zeile.aufhebungszeilen.filter(aufhebung__state__in=[s.value for s in OFFEN]).exists():
        raise AufhebungUnmoeglich(f"{wer}: Dazu läuft schon eine Aufhebung.")


def check_vergangenheit(aufhebung: Aufhebung, ab: date, tag: date) -> None:
    """For the past only on a ground that fits the norm, and § 45 SGB X within a year from knowledge.

    Raises AufhebungUnmoeglich.
    """
    if ab >= tag:
        return
    if not aufhebung.vergangenheit:
        raise AufhebungUnmoeglich(
            f"Der {ab:%d.%m.%Y} liegt in der Vergangenheit. Bitte geben Sie an, warum auch für die Vergangenheit "
            "aufgehoben wird, oder wählen Sie einen Tag ab heute."
        )
    grundlage = Grundlage(aufhebung.grundlage)
    if Vergangenheit(aufhebung.vergangenheit) not in PASSEND[grundlage]:
        raise AufhebungUnmoeglich(f"„{aufhebung.get_vergangenheit_display()}“ ist kein Grund bei: {grundlage.label}.")
    ende = jahresfrist(aufhebung)
    if ende is not None and ende < tag:
        raise AufhebungUnmoeglich(
            f"Die Jahresfrist ab Kenntnis der Tatsachen endete am {ende:%d.%m.%Y} (§ 45 Abs. 4 Satz 2 SGB X); "
            "zurücknehmen lässt sich nur noch für die Zukunft."
        )


def jahresfrist(aufhebung: Aufhebung) -> date | None:
    """Last day for the past (§ 45 Abs. 4 Satz 2 SGB X, by § 47 Abs. 2 Satz 5 and § 48 Abs. 4 SGB X also there)."""
    if aufhebung.vergangenheit == Vergangenheit.ZUGUNSTEN:
        return None  # § 48 Abs. 4 Satz 2 SGB X
    return WEITERE["ruecknahme_45"](aufhebung.kenntnis_am, None).fristende


def lock_aufhebung(aufhebung_id: UUID) -> Aufhebung:
    """Bescheid first, as everywhere."""
    lock_bescheid(Aufhebung.objects.values_list("bescheid_id", flat=True).get(pk=aufhebung_id))
    return lock(Aufhebung, aufhebung_id)


def step_aufhebung(aufhebung: Aufhebung, act: str) -> None:
    aufhebung.state = next_state(AUFHEBUNG_TRANSITIONS, act, Aufhebungsstand(aufhebung.state))


def anhoerungsfrist(aufhebung: Aufhebung, posted_on: date) -> Frist:
    """The period of the hearing for a posting day. Raises VorgabeFehlt."""
    sitz = dienstsitz(behoerde_am(aufhebung.bereich_id, posted_on))
    return mitwirkung(Dauer(tage=aufhebung.tage), fiktion(posted_on), sitz=sitz)


@transaction.atomic
def send_anhoerung(*, aufhebung_id: UUID, posted_on: date, actor: User, at: datetime) -> Aufhebung:
    """The letter of the hearing left the house: its clock starts; the day told in it is never shortened.

    Raises PermissionDenied, IllegalTransition, AufhebungUnmoeglich or VorgabeFehlt.
    """
    aufhebung = lock_aufhebung(aufhebung_id)
    require(may_write_aufhebung, actor, aufhebung.bereich_id, tag=localdate(at))
    step_aufhebung(aufhebung, "hear")
    if aufhebung.dokument is None:
        raise AufhebungUnmoeglich("Bitte erstellen Sie zuerst das Anhörungsschreiben.")
    if not localdate(aufhebung.created_at) <= posted_on <= localdate(at):
        raise AufhebungUnmoeglich(f"Der Tag muss zwischen {localdate(aufhebung.created_at):%d.%m.%Y} und heute liegen.")
    frist = anhoerungsfrist(aufhebung, posted_on)
    aufhebung.posted_on, aufhebung.bekanntgabe = posted_on, frist.bekanntgabe
    aufhebung.frist = max(frist.fristende, aufhebung.frist or frist.fristende)
    aufhebung.rechenweg = [f"{s.text} ({s.norm})" for s in frist.rechenweg] + list(frist.offen)
    aufhebung.save()
    details = {"frist": aufhebung.frist.isoformat()}
    journal.record("aufhebung.hear", aufhebung, actor=actor, at=at, details=details)
    return aufhebung


@transaction.atomic
def respond_anhoerung(
    *, aufhebung_id: UUID, aeusserung: str, geaeussert_am: date, actor: User, at: datetime
) -> Aufhebung:
    """What the family says; also after the period, as long as nothing is decided.

    Raises PermissionDenied, IllegalTransition or AufhebungUnmoeglich.
    """
    aufhebung = lock_aufhebung(aufhebung_id)
    require(may_write_aufhebung, actor, aufhebung.bereich_id, tag=localdate(at))
    step_aufhebung(aufhebung, "respond")
    if not aeusserung.strip() or geaeussert_am > localdate(at):
        raise AufhebungUnmoeglich("Bitte schreiben Sie, was die Familie vorbringt, und den Tag (nicht in der Zukunft).")
    bisher = f"{aufhebung.aeusserung}\n\n" if aufhebung.aeusserung else ""
    aufhebung.aeusserung, aufhebung.geaeussert_am = f"{bisher}{aeusserung.strip()}", geaeussert_am
    aufhebung.save()
    journal.record("aufhebung.respond", aufhebung, actor=actor, at=at)
    return aufhebung


@transaction.atomic
def drop_aufhebung(*, aufhebung_id: UUID, grund: str, actor: User, at: datetime) -> Aufhebung:
    """Nothing is taken back. Raises PermissionDenied, IllegalTransition or AufhebungUnmoeglich."""
    aufhebung = lock_aufhebung(aufhebung_id)
    require(may_write_aufhebung, actor, aufhebung.bereich_id, tag=localdate(at))
    step_aufhebung(aufhebung, "drop")
    if not grund.strip():
        raise AufhebungUnmoeglich("Bitte schreiben Sie, warum nichts aufgehoben wird.")
    aufhebung.einstellungsgrund = grund.strip()[:500]
    aufhebung.save()
    journal.record("aufhebung.drop", aufhebung, actor=actor, at=at)
    return aufhebung


def offene_frist(aufhebung: Aufhebung, tag: date) -> bool:
    """Whether the family still has time to answer."""
    return aufhebung.state == Aufhebungsstand.ANGEHOERT and aufhebung.frist is not None and aufhebung.frist >= tag
