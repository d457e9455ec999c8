"""Decide: proposal of recht and decision of a person, line by line, as the draft of one Bescheid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.person.models import Person
from kreislauf.akten.person.services import require_no_open_dublette
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
from kreislauf.verfahren.antrag.services.antraege import advance_antrag, lock_antrag, personen
from kreislauf.verfahren.bescheid.events import bescheid_decided
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungsmonat, Entscheidungszeile
from kreislauf.verfahren.bescheid.permissions import may_decide
from kreislauf.verfahren.bescheid.selectors import wertgrenze_am
from kreislauf.verfahren.bescheid.states import OHNE_BETRAG, Bescheidart, Leistungsform, Zeilenart


class ZeileFehlt(DomainError):
    """Every benefit asked for gets its own decision."""


class GrundFehlt(DomainError):
    """A departure from the proposal has a reason."""


class BetragUnmoeglich(DomainError):
    """The amount does not fit the decision."""


class EmpfaengerFehlt(DomainError):
    """Who gets the money is open."""


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """What recht says: kind and amount per month (first days), facts, reasons, version of the parameters."""

    art: Zeilenart
    monate: Mapping[date, Decimal]
    sachverhalt: list[dict[str, Any]]
    spur: list[dict[str, Any]]
    parameterstand: str
    rechtskreis: str = ""
    luecken: tuple[str, ...] = ()

    @property
    def betrag(self) -> Decimal:
        return sum(self.monate.values(), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Zeilenentscheidung:
    """What a person decides on one line. `monate` only where the amounts depart from the proposal."""

    kind: Person
    leistung: str
    beginn: date
    ende: date
    vorschlag: Vorschlag
    art: Zeilenart
    form: Leistungsform
    empfaenger: Zahlungsempfaenger | None
    abweichung_grund: str = ""
    bedarf: Antragsbedarf | None = None
    monate: Mapping[date, Decimal] = field(default_factory=dict)
    verwendungshinweis: str = ""
    ersetzt: Entscheidungszeile | None = None

    @property
    def betraege(self) -> Mapping[date, Decimal]:
        if self.art in OHNE_BETRAG:
            return dict.fromkeys(self.vorschlag.monate, Decimal("0.00"))
        return self.monate or self.vorschlag.monate

    @property
    def betrag(self) -> Decimal:
        return sum(self.betraege.values(), Decimal("0.00"))

    @property
    def weicht_ab(self) -> bool:
        gleich = all(self.vorschlag.monate.get(m, Decimal(0)) == b for m, b in self.betraege.items())
        return self.art is not self.vorschlag.art or not gleich or self.betrag != self.vorschlag.betrag


def pruefe(zeile: Zeilenentscheidung) -> None:
    """Raises GrundFehlt, BetragUnmoeglich or EmpfaengerFehlt, naming child and benefit."""
    wer = f"{zeile.kind}, {zeile.leistung}"
    if zeile.art is Zeilenart.PERSON:
        raise BetragUnmoeglich(f"{wer}: Hier entscheidet eine Person. Bitte bewilligen Sie oder lehnen Sie ab.")
    if zeile.art not in OHNE_BETRAG and zeile.betrag <= 0:
        raise BetragUnmoeglich(f"{wer}: Eine Bewilligung braucht einen Betrag über 0,00 EUR.")
    if any(b < 0 or b != b.quantize(Decimal("0.01")) for b in zeile.betraege.values()):
        raise BetragUnmoeglich(f"{wer}: Beträge haben höchstens zwei Nachkommastellen und sind nicht negativ.")
    if zeile.weicht_ab and not zeile.abweichung_grund.strip():
        raise GrundFehlt(f"{wer}: Die Entscheidung weicht vom Vorschlag ab. Bitte begründen Sie das.")
    if zeile.art not in OHNE_BETRAG and zeile.empfaenger is None:
        raise EmpfaengerFehlt(f"{wer}: Bitte wählen Sie, wer das Geld erhält.")


def _nummer(fallakte: Fallakte, jahr: int) -> str:
    """Number of a Bescheid: the file's number and a running number of the file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bescheid-{fallakte.pk}"])
    return f"{fallakte.aktenzeichen}/{fallakte.bescheide.count() + 1:02}"


def bescheidart(zeilen: Sequence[Zeilenentscheidung]) -> Bescheidart:
    """Grant, partial grant or refusal, from the lines."""
    arten = {z.art for z in zeilen}
    if arten == {Zeilenart.ABGELEHNT}:
        return Bescheidart.ABLEHNUNG
    if Zeilenart.ABGELEHNT in arten:
        return Bescheidart.TEILBEWILLIGUNG
    return Bescheidart.VORLAEUFIG if Zeilenart.VORLAEUFIG in arten else Bescheidart.BEWILLIGUNG


def draft_bescheid(
    *,
    fallakte: Fallakte,
    antrag: Antrag | None,
    art: Bescheidart,
    zeilen: Sequence[Zeilenentscheidung],
    actor: User,
    at: datetime,
    adressat: Person | None = None,
    ersetzt: Bescheid | None = None,
    texte: Mapping[str, Any] | None = None,
    zweite_person: bool = False,
) -> Bescheid:
    """The draft with its lines, for services that already hold lock and permission; writes one journal line.

    `zweite_person` asks for a second person whatever the sum.
    Raises ZeileFehlt, GrundFehlt, BetragUnmoeglich or EmpfaengerFehlt.
    """
    if not zeilen and art is not Bescheidart.WIDERSPRUCHSBESCHEID:  # one that rejects has no line of its own
        raise ZeileFehlt("Ein Bescheid braucht mindestens eine Entscheidung.")
    for zeile in zeilen:
        pruefe(zeile)
    summe = sum((z.betrag for z in zeilen), Decimal("0.00"))
    bescheid = Bescheid.objects.create(
        fallakte=fallakte,
        antrag=antrag,
        art=art,
        nummer=_nummer(fallakte, at.year),
        adressat=adressat or fallakte.antragsteller,
        ersetzt=ersetzt,
        texte=dict(texte or {}),
        zweite_person_noetig=zweite_person or summe >= wertgrenze_am(fallakte.bereich_id, localdate(at)),
        bereich_id=fallakte.bereich_id,
        created_by=actor,
        created_at=at,
    )
    for zeile in zeilen:
        _schreiben(bescheid, zeile, actor, at)
    details = {"zeilen": len(zeilen), "summe": f"{summe:.2f}", "abweichungen": sum(z.weicht_ab for z in zeilen)}
    journal.record("bescheid.decide", bescheid, actor=actor, at=at, details=details)
    bescheid_decided.send(Bescheid, bescheid=bescheid, actor=actor, at=at)
    return bescheid


def _schreiben(bescheid: Bescheid, z: Zeilenentscheidung, actor: User, at: datetime) -> None:
    zeile = Entscheidungszeile.objects.create(
        bescheid=bescheid,
        bedarf=z.bedarf,
        kind=z.kind,
        leistung=z.leistung,
        rechtskreis=z.vorschlag.rechtskreis,
        beginn=z.beginn,
        ende=z.ende,
        vorschlag_art=z.vorschlag.art,
        vorschlag_betrag=z.vorschlag.betrag,
        art=z.art,
        betrag=z.betrag,
        abweichung_grund=z.abweichung_grund.strip(),
        form=z.form,
        empfaenger=z.empfaenger,
        verwendungshinweis=z.verwendungshinweis,
        sachverhalt=z.vorschlag.sachverhalt,
        spur=z.vorschlag.spur,
        parameterstand=z.vorschlag.parameterstand,
        ersetzt=z.ersetzt,
        decided_by=actor,
        decided_at=at,
        bereich_id=bescheid.bereich_id,
    )
    monate = sorted({*z.vorschlag.monate, *z.betraege})
    Entscheidungsmonat.objects.bulk_create(
        Entscheidungsmonat(
            zeile=zeile,
            monat=monat,
            vorschlag_betrag=z.vorschlag.monate.get(monat, Decimal("0.00")),
            betrag=z.betraege.get(monat, Decimal("0.00")),
            bereich_id=bescheid.bereich_id,
        )
        for monat in monate
    )


@transaction.atomic
def decide_antrag(
    *, antrag_id: UUID, zeilen: Sequence[Zeilenentscheidung], version: int | None, actor: User, at: datetime
) -> Bescheid:
    """Decide on everything an application asks for; the draft waits for approval.

    Raises PermissionDenied, IllegalTransition, InzwischenGeaendert, DubletteOffen, ZeileFehlt and what `pruefe` raises.
    """
    antrag = lock_antrag(antrag_id, version)
    require(may_decide, actor, antrag.bereich_id, tag=localdate(at))
    require_no_open_dublette(person_ids=personen(antrag))
    offene = antrag.bedarfe.filter(zurueckgenommen_am__isnull=True, versagt_am__isnull=True)
    offen = set(offene.values_list("pk", flat=True))
    if offen != {z.bedarf.pk for z in zeilen if z.bedarf is not None}:
        raise ZeileFehlt(
            "Über jede beantragte Leistung muss einzeln entschieden werden. Bitte laden Sie die Seite neu."
        )
    advance_antrag(antrag, "decide", actor=actor, at=at)
    return draft_bescheid(
        fallakte=antrag.fallakte,
        antrag=antrag,
        art=bescheidart(zeilen),
        zeilen=zeilen,
        adressat=antrag.antragsteller,
        actor=actor,
        at=at,
    )
