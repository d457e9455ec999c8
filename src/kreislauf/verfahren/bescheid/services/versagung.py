"""Withhold benefits for missing cooperation (§ 66 SGB I): proposed by dates and letters, decided by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf, Nachweisforderung
from kreislauf.verfahren.antrag.services.antraege import advance_antrag, lock_antrag
from kreislauf.verfahren.antrag.states import ANTRAG_TRANSITIONS, Antragsstand, Forderungsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.permissions import may_decide
from kreislauf.verfahren.bescheid.services.entscheiden import Vorschlag, Zeilenentscheidung, draft_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart, Leistungsform, Zeilenart


class VersagungUnmoeglich(DomainError):
    """A condition of § 66 SGB I is missing; the text names it and what to do."""


@dataclass(frozen=True, slots=True)
class Versagbar:
    """One benefit whose proofs were asked for in a letter that warned, and did not come in time."""

    bedarf: Antragsbedarf
    fehlt: Sequence[Nachweisforderung]


def versagbare(antrag: Antrag, tag: date) -> list[Versagbar]:
    """What could be withheld today: letter with its warning printed and posted, period over, proof still missing."""
    fehlend = antrag.forderungen.filter(
        state=Forderungsstand.ANGEFORDERT,
        aufforderung__dokument__isnull=False,
        aufforderung__posted_on__isnull=False,
        aufforderung__frist__lt=tag,
        bedarf__zurueckgenommen_am__isnull=True,
        bedarf__versagt_am__isnull=True,
    ).exclude(bedarf=None)
    je_bedarf: dict[UUID, list[Nachweisforderung]] = {}
    bedarfe: dict[UUID, Antragsbedarf] = {}
    for forderung in fehlend.select_related("bedarf__kind", "aufforderung"):
        assert forderung.bedarf is not None
        bedarfe[forderung.bedarf.pk] = forderung.bedarf
        je_bedarf.setdefault(forderung.bedarf.pk, []).append(forderung)
    return [Versagbar(bedarfe[pk], liste) for pk, liste in je_bedarf.items()]


@transaction.atomic
def draft_versagung(
    *,
    antrag_id: UUID,
    bedarf_ids: Sequence[UUID],
    erschwert: str,
    ermessen: str,
    actor: User,
    at: datetime,
    version: int | None = None,
) -> Bescheid:
    """Withhold benefits until the family cooperates; always with a second person, nothing happens before posting.

    `erschwert` says why the case cannot be settled otherwise, `ermessen` how it was weighed. Raises PermissionDenied,
    IllegalTransition, InzwischenGeaendert or VersagungUnmoeglich.
    """
    antrag = lock_antrag(antrag_id, version)
    require(may_decide, actor, antrag.bereich_id, tag=localdate(at))
    next_state(ANTRAG_TRANSITIONS, "refuse", Antragsstand(antrag.state))
    if antrag.bescheide.filter(state__in=["entwurf", "zur_freigabe", "freigegeben"]).exists():
        raise VersagungUnmoeglich("Zu diesem Antrag liegt schon ein Entwurf vor. Bitte schließen Sie ihn erst ab.")
    moeglich = {v.bedarf.pk: v for v in versagbare(antrag, localdate(at))}
    if not bedarf_ids or not set(bedarf_ids) <= moeglich.keys():
        raise VersagungUnmoeglich(
            "Versagen lässt sich nur, wofür ein Nachweis fehlt, der mit Hinweis auf die Folgen schriftlich angefordert "
            "ist und dessen Frist abgelaufen ist (§ 66 Abs. 3 SGB I)."
        )
    if not erschwert.strip() or not ermessen.strip():
        raise VersagungUnmoeglich(
            "Bitte begründen Sie beides: warum sich der Antrag anders nicht klären lässt, und wie Sie abgewogen haben."
        )
    return draft_bescheid(
        fallakte=antrag.fallakte,
        antrag=antrag,
        art=Bescheidart.VERSAGUNG,
        zeilen=[_zeile(moeglich[pk].bedarf, ermessen) for pk in dict.fromkeys(bedarf_ids)],
        adressat=antrag.antragsteller,
        texte={"erschwert": erschwert.strip(), "ermessen": ermessen.strip()},
        zweite_person=True,
        actor=actor,
        at=at,
    )


def _zeile(bedarf: Antragsbedarf, ermessen: str) -> Zeilenentscheidung:
    return Zeilenentscheidung(
        kind=bedarf.kind,
        leistung=bedarf.leistung,
        beginn=bedarf.beginn,
        ende=bedarf.ende,
        vorschlag=Vorschlag(Zeilenart.PERSON, {}, [], [], ""),
        art=Zeilenart.VERSAGT,
        form=Leistungsform.DIREKT,
        empfaenger=None,
        abweichung_grund=ermessen,
        bedarf=bedarf,
    )


def fehlende(bescheid: Bescheid) -> list[Nachweisforderung]:
    """Proofs whose lack is the reason of a Versagung."""
    assert bescheid.antrag is not None
    menge = bescheid.antrag.forderungen.filter(bedarf__zeilen__bescheid=bescheid, aufforderung__isnull=False)
    return list(menge.select_related("bedarf__kind", "aufforderung").order_by("aufforderung__created_at", "created_at"))


def check_versagung(bescheid: Bescheid) -> None:
    """A proof that came meanwhile stops the Versagung. Raises VersagungUnmoeglich."""
    if bescheid.art != Bescheidart.VERSAGUNG:
        return
    da = [f for f in fehlende(bescheid) if f.state == Forderungsstand.EINGEGANGEN]
    if da:
        raise VersagungUnmoeglich(
            f"Inzwischen liegt vor: {'; '.join(f.text for f in da)}. Bitte geben Sie die Versagung zurück und "
            "entscheiden Sie in der Sache."
        )


def withhold(bescheid: Bescheid, *, actor: User, at: datetime) -> None:
    """The Versagung left the house: its benefits are withheld, the application too when nothing else is left."""
    antrag = bescheid.antrag
    assert antrag is not None
    antrag.bedarfe.filter(zeilen__bescheid=bescheid).update(versagt_am=localdate(at))
    offen = antrag.bedarfe.filter(zurueckgenommen_am__isnull=True, versagt_am__isnull=True)
    if antrag.state == Antragsstand.UNVOLLSTAENDIG and not offen.exists():
        advance_antrag(antrag, "refuse", actor=actor, at=at)
