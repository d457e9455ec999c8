"""Settle a day trip with the school at once: handed in, checked per child, decided in one act, paid in one sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.akten.traeger.services import ensure_empfaenger
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Sammelabrechnung, Sammelpruefung, Sammelzeile
from kreislauf.leistungen.bildung_und_teilhabe.permissions import may_write_fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors.sammeln import NULL, Sammelvorschlag, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services import fahrten
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import Kindzeile
from kreislauf.leistungen.bildung_und_teilhabe.states import SAMMELABRECHNUNG_TRANSITIONS, Fahrtstand, Sammelstand
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.permissions import may_decide, may_write_vorgaben
from kreislauf.verfahren.bescheid.selectors import wertgrenze_am
from kreislauf.verfahren.bescheid.states import Zeilenart
from kreislauf.verfahren.zahlung.services.sammeln import Anteil, Sammelposten, book_sammelzahlung


class NichtSammelbar(DomainError):
    """Only schools settle day trips collectively, and only what they declared."""


class EntscheidungUnmoeglich(DomainError):
    """A row is not decided as it may be."""


class SelbstFreigegeben(DomainError):
    """Who decided does not approve."""


@dataclass(frozen=True, slots=True)
class Sammelwahl:
    """What the person chose on one row; `gesehen` is the proposed amount on the page."""

    bewilligt: bool
    betrag: Decimal | None = None
    grund: str = ""
    gesehen: Decimal | None = None


@transaction.atomic
def submit_sammelabrechnung(
    *,
    fahrt_id: UUID,
    kinder: Sequence[tuple[Kindzeile, Decimal | None]],
    von: str,
    vorgestreckt: bool,
    nachweise_gesehen: bool,
    actor: User,
    at: datetime,
) -> Sammelabrechnung:
    """Hand in a settlement; a row without amount takes the cost of the trip. Raises PermissionDenied, NichtSammelbar.

    The school declares that it advanced the money and has seen the proofs of entitlement (§ 29 Abs. 6 SGB II).
    """
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    if fahrt.art != "ausflug" or fahrt.zugang.art != "schule" or fahrt.state == Fahrtstand.ABGESAGT:
        raise NichtSammelbar("Gesammelt abrechnen können Schulen Ausflüge an einem Tag (§ 29 Abs. 6 SGB II).")
    if not (vorgestreckt and nachweise_gesehen and von.strip()):
        raise NichtSammelbar("Bitte erklären Sie, dass die Schule vorgestreckt und die Nachweise gesehen hat.")
    betraege = {
        (suchform(k.vorname, k.nachname), k.geburtsdatum): (k, fahrt.kosten if b is None else b) for k, b in kinder
    }
    if len(betraege) != len(kinder) or not kinder:
        raise NichtSammelbar("Jedes Kind steht einmal auf der Liste, und mindestens eines.")
    if zu_viel := [k.nachname for k, b in betraege.values() if not 0 < b <= fahrt.kosten]:
        raise NichtSammelbar(f"Mehr als der Ausflug kostet oder nichts: {', '.join(zu_viel[:5])}.")
    gemeinsam = {
        "bereich_id": fahrt.bereich_id, "schulbereich_id": fahrt.schulbereich_id, "created_by": actor, "created_at": at,
    }  # fmt: skip
    abrechnung = Sammelabrechnung.objects.create(
        fahrt=fahrt,
        nummer=f"SA-{localdate(at):%Y}-{fahrt.code}-{fahrt.abrechnungen.count() + 1}",
        anzahl=len(kinder),
        summe=sum((b for _, b in betraege.values()), NULL),
        erklaert_von=von.strip()[:200],
        **gemeinsam,
    )
    Sammelzeile.objects.bulk_create(
        Sammelzeile(
            abrechnung=abrechnung,
            vorname=k.vorname,
            nachname=k.nachname,
            geburtsdatum=k.geburtsdatum,
            suchname=suchname,
            betrag=betrag,
            **gemeinsam,
        )
        for (suchname, _), (k, betrag) in betraege.items()
    )
    details = {"kinder": abrechnung.anzahl, "summe": str(abrechnung.summe), "von": abrechnung.erklaert_von}
    journal.record("sammelabrechnung.create", abrechnung, actor=actor, at=at, details=details)
    return abrechnung


def _pruefung(v: Sammelvorschlag, wahl: Sammelwahl, actor: User, at: datetime) -> Sammelpruefung:
    """The row as it is decided. Raises EntscheidungUnmoeglich."""
    vorschlag = v.vorschlag
    if wahl.gesehen is not None and wahl.gesehen != vorschlag.betrag:
        raise EntscheidungUnmoeglich(f"{v.zeile}: Der Vorschlag hat sich geändert. Bitte laden Sie die Seite neu.")
    betrag = NULL
    if wahl.bewilligt:
        betrag = wahl.betrag if wahl.betrag is not None else vorschlag.betrag or v.zeile.betrag
        if v.sperre or v.kind is None:
            raise EntscheidungUnmoeglich(f"{v.zeile}: {v.sperre}")
        if not vorschlag.rechtskreis:
            raise EntscheidungUnmoeglich(f"{v.zeile}: Es fehlt die Grundleistung; bitte ergänzen Sie sie in der Akte.")
        if not 0 < betrag <= v.zeile.betrag:
            raise EntscheidungUnmoeglich(f"{v.zeile}: Bewilligt wird höchstens, was die Schule vorgestreckt hat.")
    art = Zeilenart.BEWILLIGT if wahl.bewilligt else Zeilenart.ABGELEHNT
    grund = wahl.grund.strip() or (v.sperre if not wahl.bewilligt else "")
    if (art, betrag) != (vorschlag.art, vorschlag.betrag) and not grund:
        raise EntscheidungUnmoeglich(f"{v.zeile}: Sie weichen vom Vorschlag ab. Bitte schreiben Sie, warum.")
    (monat,) = vorschlag.monate
    return Sammelpruefung(
        zeile=v.zeile,
        fahrt_id=v.zeile.abrechnung.fahrt_id,
        kind=v.kind,
        rechtskreis=vorschlag.rechtskreis,
        monat=monat,
        vorschlag_art=vorschlag.art,
        vorschlag_betrag=vorschlag.betrag,
        art=art,
        betrag=betrag,
        grund=grund[:500],
        sachverhalt=vorschlag.sachverhalt,
        spur=vorschlag.spur,
        luecken=list(vorschlag.luecken),
        bereich_id=v.zeile.bereich_id,
        decided_by=actor,
        decided_at=at,
    )


@transaction.atomic
def decide_sammelabrechnung(
    *, abrechnung_id: UUID, wahl: Mapping[UUID, Sammelwahl], actor: User, at: datetime
) -> Sammelabrechnung:
    """Decide on every row at once; from the limit on a second person approves, below it is paid at once.

    Raises PermissionDenied, IllegalTransition or EntscheidungUnmoeglich.
    """
    abrechnung = lock(Sammelabrechnung, abrechnung_id)
    require(may_decide, actor, abrechnung.bereich_id, tag=localdate(at))
    fahrten.lock_code(abrechnung.fahrt.code)
    zeilen = vorschlaege(abrechnung)
    if {v.zeile.pk for v in zeilen} != set(wahl):
        raise EntscheidungUnmoeglich("Bitte entscheiden Sie über jedes Kind der Liste.")
    pruefungen = [_pruefung(v, wahl[v.zeile.pk], actor, at) for v in zeilen]
    try:
        with transaction.atomic():
            Sammelpruefung.objects.bulk_create(pruefungen)
    except IntegrityError:
        raise EntscheidungUnmoeglich(
            "Für eines der Kinder ist diese Fahrt gerade schon abgerechnet worden. Bitte laden Sie die Seite neu."
        ) from None
    bewilligt = [p for p in pruefungen if p.art == Zeilenart.BEWILLIGT]
    abrechnung.anzahl_bewilligt = len(bewilligt)
    abrechnung.summe_bewilligt = sum((p.betrag for p in bewilligt), NULL)
    grenze = wertgrenze_am(abrechnung.bereich_id, localdate(at))
    abrechnung.zweite_person_noetig = bool(bewilligt) and abrechnung.summe_bewilligt >= grenze
    abrechnung.decided_by, abrechnung.decided_at = actor, at
    akt = "deny" if not bewilligt else "submit" if abrechnung.zweite_person_noetig else "grant"
    _schritt(abrechnung, akt)
    details = {"bewilligt": len(bewilligt), "summe": str(abrechnung.summe_bewilligt)}
    journal.record("sammelabrechnung.decide", abrechnung, actor=actor, at=at, details=details)
    if akt == "grant":
        _zahlen(abrechnung, actor, at)
    abrechnung.save()
    return abrechnung


def _schritt(abrechnung: Sammelabrechnung, akt: str) -> None:
    abrechnung.state = next_state(SAMMELABRECHNUNG_TRANSITIONS, akt, Sammelstand(abrechnung.state))


def _zahlen(abrechnung: Sammelabrechnung, actor: User, at: datetime) -> None:
    abrechnung.approved_by, abrechnung.approved_at = actor, at
    fahrt = abrechnung.fahrt
    empfaenger = ensure_empfaenger(wer=fahrt.zugang.einrichtung, actor=actor, at=at)
    pruefungen = Sammelpruefung.objects.filter(zeile__abrechnung=abrechnung, gilt=True, art=Zeilenart.BEWILLIGT)
    anteile = [
        Anteil(p.kind_id, p.rechtskreis, p.monat, p.vorschlag_betrag, p.zeile.betrag, p.betrag)
        for p in pruefungen.select_related("zeile")
        if p.kind_id is not None
    ]
    was = Sammelposten(abrechnung.pk, abrechnung.nummer, Leistungsart.AUSFLUG, fahrt.beginn, empfaenger)
    book_sammelzahlung(was=was, anteile=anteile, actor=actor, at=at)


@transaction.atomic
def approve_sammelabrechnung(*, abrechnung_id: UUID, actor: User, at: datetime) -> Sammelabrechnung:
    """The second person: from now on it is paid. Raises PermissionDenied, IllegalTransition or SelbstFreigegeben."""
    abrechnung = lock(Sammelabrechnung, abrechnung_id)
    require(may_write_vorgaben, actor, abrechnung.bereich_id, tag=localdate(at))
    _schritt(abrechnung, "approve")
    if abrechnung.decided_by_id == actor.pk:
        raise SelbstFreigegeben("Wer über die Sammelabrechnung entscheidet, gibt sie nicht selbst frei.")
    _zahlen(abrechnung, actor, at)
    abrechnung.save()
    journal.record("sammelabrechnung.approve", abrechnung, actor=actor, at=at)
    return abrechnung


@transaction.atomic
def return_sammelabrechnung(*, abrechnung_id: UUID, grund: str, actor: User, at: datetime) -> Sammelabrechnung:
    """Back to be decided anew; what was decided stays on record. Raises PermissionDenied, IllegalTransition."""
    abrechnung = lock(Sammelabrechnung, abrechnung_id)
    require(may_write_vorgaben, actor, abrechnung.bereich_id, tag=localdate(at))
    if not grund.strip():
        raise EntscheidungUnmoeglich("Bitte schreiben Sie, warum die Sammelabrechnung zurückgeht.")
    _schritt(abrechnung, "return")
    Sammelpruefung.objects.filter(zeile__abrechnung=abrechnung, gilt=True).update(gilt=False)
    abrechnung.rueckgabegrund = grund.strip()[:500]
    abrechnung.save()
    journal.record("sammelabrechnung.return", abrechnung, actor=actor, at=at, details={"grund": grund[:300]})
    return abrechnung
