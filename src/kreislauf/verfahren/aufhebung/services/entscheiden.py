"""Decide a revocation: a Bescheid whose lines replace the old ones, with what is claimed back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.aufhebung.models import Aufhebung, Aufhebungszeile
from kreislauf.verfahren.aufhebung.permissions import may_write_aufhebung
from kreislauf.verfahren.aufhebung.services.vorgang import (
    AufhebungUnmoeglich,
    check_vergangenheit,
    lock_aufhebung,
    offene_frist,
    step_aufhebung,
)
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand, OhneAnhoerung
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.entscheiden import Vorschlag, Zeilenentscheidung, draft_bescheid
from kreislauf.verfahren.bescheid.states import WIRKSAM, Bescheidart, Bescheidstand, Leistungsform, Zeilenart


@dataclass(frozen=True, slots=True)
class Rueckforderung:
    """Of one line: what was paid from the day on, what recht proposes to claim back, what the person decides."""

    gezahlt: Decimal
    vorschlag: Decimal
    betrag: Decimal
    grund: str = ""
    spur: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def decide_aufhebung(
    *,
    aufhebung_id: UUID,
    rueckforderungen: Mapping[UUID, Rueckforderung],
    ermessen: str,
    actor: User,
    at: datetime,
    ohne_anhoerung: str = "",
    ohne_anhoerung_grund: str = "",
) -> Bescheid:
    """Draft the Bescheid that takes the lines back (keys: Aufhebungszeile); always with a second person.

    Not before the family was heard or its period is over, unless an exception of § 24 Abs. 2 SGB X is given with its
    reason. Raises PermissionDenied, IllegalTransition or AufhebungUnmoeglich.
    """
    aufhebung = lock_aufhebung(aufhebung_id)
    tag = localdate(at)
    require(may_write_aufhebung, actor, aufhebung.bereich_id, tag=tag)
    _check_anhoerung(aufhebung, tag, ohne_anhoerung, ohne_anhoerung_grund)
    step_aufhebung(aufhebung, "decide")
    if not ermessen.strip():
        raise AufhebungUnmoeglich("Bitte begründen Sie die Entscheidung, auch zu dem, was die Familie vorbringt.")
    zeilen = list(aufhebung.zeilen.select_related("zeile__kind", "zeile__bedarf"))
    _check_zeilen(aufhebung, zeilen, rueckforderungen)
    check_vergangenheit(aufhebung, min(z.ab for z in zeilen), tag)
    bescheid = draft_bescheid(
        fallakte=aufhebung.bescheid.fallakte,
        antrag=None,
        art=Bescheidart.AUFHEBUNG,
        zeilen=[_zeile(z, ermessen) for z in zeilen],
        adressat=aufhebung.bescheid.adressat,
        ersetzt=aufhebung.bescheid,
        texte={"ermessen": ermessen.strip()},
        zweite_person=True,
        actor=actor,
        at=at,
    )
    _festhalten(bescheid, zeilen, rueckforderungen)
    aufhebung.aufhebungsbescheid = bescheid
    aufhebung.save()
    summe = sum((r.betrag for r in rueckforderungen.values()), Decimal(0))
    details = {"bescheid": bescheid.nummer, "erstattung": f"{summe:.2f}"}
    journal.record("aufhebung.decide", aufhebung, actor=actor, at=at, details=details)
    return bescheid


def _check_anhoerung(aufhebung: Aufhebung, tag: date, ausnahme: str, grund: str) -> None:
    if offene_frist(aufhebung, tag):
        raise AufhebungUnmoeglich(f"Die Familie kann sich noch bis zum {aufhebung.frist:%d.%m.%Y} äußern (§ 24 SGB X).")
    if aufhebung.state != Aufhebungsstand.VORBEREITET:
        return
    if not ausnahme or not grund.strip():
        raise AufhebungUnmoeglich(
            "Vor einem Eingriff wird die Familie angehört (§ 24 Abs. 1 SGB X). Soll davon abgesehen werden, nennen Sie "
            "bitte die Ausnahme und warum sie vorliegt."
        )
    aufhebung.ohne_anhoerung = OhneAnhoerung(ausnahme)
    aufhebung.ohne_anhoerung_grund = grund.strip()[:500]


def _check_zeilen(
    aufhebung: Aufhebung, zeilen: list[Aufhebungszeile], rueckforderungen: Mapping[UUID, Rueckforderung]
) -> None:
    if Bescheidstand(aufhebung.bescheid.state) not in WIRKSAM:
        raise AufhebungUnmoeglich("Der Bescheid ist inzwischen ersetzt. Bitte stellen Sie diesen Vorgang ein.")
    if {z.pk for z in zeilen} != set(rueckforderungen):
        raise AufhebungUnmoeglich(
            "Über die Erstattung muss für jede Zeile entschieden werden. Bitte laden Sie die Seite neu."
        )
    for z in zeilen:
        r = rueckforderungen[z.pk]
        wer = f"{z.zeile.get_leistung_display()} für {z.zeile.kind}"
        if z.zeile.unwirksam_ab is not None and z.zeile.unwirksam_ab <= z.ab:
            raise AufhebungUnmoeglich(f"{wer}: Diese Entscheidung gilt inzwischen nicht mehr.")
        if not 0 <= r.betrag <= r.gezahlt:
            raise AufhebungUnmoeglich(f"{wer}: Erstattet wird höchstens, was gezahlt ist ({r.gezahlt:.2f} EUR).")
        if r.betrag != r.vorschlag and not r.grund.strip():
            raise AufhebungUnmoeglich(f"{wer}: Die Erstattung weicht vom Vorschlag ab. Bitte begründen Sie das.")


def _zeile(z: Aufhebungszeile, ermessen: str) -> Zeilenentscheidung:
    alte = z.zeile
    return Zeilenentscheidung(
        kind=alte.kind,
        leistung=alte.leistung,
        beginn=z.ab,
        ende=alte.ende,
        vorschlag=Vorschlag(Zeilenart.PERSON, {}, [], [], alte.parameterstand, alte.rechtskreis),
        art=Zeilenart.AUFGEHOBEN,
        form=Leistungsform(alte.form),
        empfaenger=None,
        abweichung_grund=ermessen,
        bedarf=alte.bedarf,
        ersetzt=alte,
    )


def _festhalten(
    bescheid: Bescheid, zeilen: list[Aufhebungszeile], rueckforderungen: Mapping[UUID, Rueckforderung]
) -> None:
    neue = {n.ersetzt_id: n for n in bescheid.zeilen.all()}
    for z in zeilen:
        r = rueckforderungen[z.pk]
        z.gezahlt, z.vorschlag, z.erstattung = r.gezahlt, r.vorschlag, r.betrag
        z.grund, z.spur, z.neue_zeile = r.grund.strip(), dict(r.spur), neue[z.zeile_id]
        z.save()


@transaction.atomic
def reopen_aufhebung(*, aufhebung_id: UUID, actor: User, at: datetime) -> Aufhebung:
    """The Bescheid was given back before it left the house: to be decided anew.

    Raises IllegalTransition. Called where the Bescheid is given back, by who may do that.
    """
    aufhebung = lock_aufhebung(aufhebung_id)
    step_aufhebung(aufhebung, "reopen")
    aufhebung.zeilen.update(neue_zeile=None)
    aufhebung.aufhebungsbescheid = None
    aufhebung.save()
    journal.record("aufhebung.reopen", aufhebung, actor=actor, at=at)
    return aufhebung
