"""Enter an application that came on paper, by telephone or in person: household, children, benefits in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.fallakte.services import add_aktenstueck, ensure_fallakte
from kreislauf.akten.haushalt.models import Haushalt
from kreislauf.akten.haushalt.services import haushalte
from kreislauf.akten.person.models import Person
from kreislauf.akten.person.services import add_vertretung, create_person
from kreislauf.akten.traeger import services as traeger
from kreislauf.akten.traeger.models import Anbieter, Einrichtung
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.search import services as search
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.nachweise import NACHWEISE
from kreislauf.verfahren.antrag.models import Antrag, Eingang
from kreislauf.verfahren.antrag.services.antraege import Bedarfsangabe, record_eingang, register_antrag
from kreislauf.verfahren.antrag.states import Leistungsart


@dataclass(frozen=True, slots=True)
class Leistungsangabe:
    """One benefit on the form; a new provider is given by name."""

    leistung: Leistungsart
    beginn: date
    ende: date
    angaben: dict[str, Any]
    beschreibung: str = ""
    anbieter: Anbieter | None = None
    anbieter_neu: str = ""


@dataclass(frozen=True, slots=True)
class Kindangabe:
    """One child on the form: known or new, what it attends, what it draws, what is asked for."""

    person: Person | None
    angaben: dict[str, Any]
    leistungen: Sequence[Leistungsangabe]
    einrichtung: Einrichtung | None = None
    einrichtung_neu: str = ""
    einrichtungsart: str = ""
    klasse: str = ""
    rechtskreis: str = ""
    aktenzeichen: str = ""
    bezug_von: date | None = None
    bezug_bis: date | None = None
    vertretung: str = "elternteil"


@dataclass(frozen=True, slots=True)
class Papierantrag:
    """Everything on the form."""

    bereich_id: int
    antragsdatum: date
    received_at: datetime
    kanal: str
    antragsteller: dict[str, Any]
    kinder: Sequence[Kindangabe]
    fallakte: Fallakte | None = None
    iban: str = ""
    inhaber: str = ""
    dokument: Dokument | None = None
    eingang: Eingang | None = None
    weitere: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def register_papierantrag(*, angaben: Papierantrag, actor: User, at: datetime) -> Antrag:
    """Everything or nothing: people, household, file, application. Suspected duplicates wait on the next page.

    Raises PermissionDenied and the DomainErrors of the services it calls.
    """
    antragsteller, akte = _akte(angaben, actor, at)
    eingang = angaben.eingang or record_eingang(
        bereich_id=angaben.bereich_id,
        kanal=angaben.kanal,
        betreff=f"Antrag von {antragsteller}",
        absender=str(antragsteller),
        received_at=angaben.received_at,
        sprache=antragsteller.sprache,
        dokument=angaben.dokument,
        actor=actor,
        at=at,
    )
    bedarfe = [
        b
        for kind in angaben.kinder
        for b in _kind(akte, antragsteller, kind, angaben.antragsdatum, {"actor": actor, "at": at})
    ]
    if angaben.iban:
        empfaenger = traeger.ensure_empfaenger(wer=antragsteller, actor=actor, at=at)
        traeger.add_bankverbindung(
            empfaenger_id=empfaenger.pk,
            inhaber=angaben.inhaber or str(antragsteller),
            iban=angaben.iban,
            beginn=angaben.antragsdatum,
            actor=actor,
            at=at,
        )
    if angaben.dokument is not None:
        add_aktenstueck(
            fallakte=akte,
            dokument=angaben.dokument,
            titel="Antrag",
            richtung="ein",
            datum=angaben.antragsdatum,
            actor=actor,
            at=at,
        )
    search.index(akte)
    return register_antrag(
        fallakte=akte,
        antragsteller=antragsteller,
        antragsdatum=angaben.antragsdatum,
        kanal=angaben.kanal,
        bedarfe=bedarfe,
        eingang=eingang,
        actor=actor,
        at=at,
    )


def _akte(angaben: Papierantrag, actor: User, at: datetime) -> tuple[Person, Fallakte]:
    if angaben.fallakte is not None:
        return angaben.fallakte.antragsteller, angaben.fallakte
    person = create_person(bereich_id=angaben.bereich_id, actor=actor, at=at, **angaben.antragsteller)
    haushalt = haushalte.create_haushalt(
        bereich_id=angaben.bereich_id, bezeichnung=f"{person.nachname}, {person.vorname}", actor=actor, at=at
    )
    haushalte.add_mitglied(
        haushalt=haushalt, person=person, rolle="elternteil", beginn=angaben.antragsdatum, actor=actor, at=at
    )
    return person, ensure_fallakte(haushalt=haushalt, antragsteller=person, actor=actor, at=at)


def _kind(
    akte: Fallakte, eltern: Person, kind: Kindangabe, antragsdatum: date, wer: dict[str, Any]
) -> list[Bedarfsangabe]:
    person = kind.person or create_person(bereich_id=akte.bereich_id, **wer, **_mit_anschrift(kind.angaben, eltern))
    haushalt = akte.haushalt
    haushalte.add_mitglied(haushalt=haushalt, person=person, rolle="kind", beginn=antragsdatum, **wer)
    if person.pk != eltern.pk and not person.vertretungen.filter(vertreter=eltern).exists():
        add_vertretung(vertretene=person, vertreter=eltern, art=kind.vertretung, beginn=antragsdatum, **wer)
    einrichtung = _einrichtung(kind, akte.bereich_id, wer)
    if einrichtung is not None:
        beginn = min([antragsdatum, *(lst.beginn for lst in kind.leistungen)])
        haushalte.add_besuch(person=person, einrichtung=einrichtung, beginn=beginn, klasse=kind.klasse, **wer)
    _bezug(haushalt, person, kind, wer)
    return [_bedarf(person, einrichtung, leistung, akte.bereich_id, wer) for leistung in kind.leistungen]


def _mit_anschrift(angaben: dict[str, Any], eltern: Person) -> dict[str, Any]:
    """A child lives where its parent lives unless the form says otherwise."""
    return {"strasse": eltern.strasse, "plz": eltern.plz, "ort": eltern.ort, "sprache": eltern.sprache} | angaben


def _einrichtung(kind: Kindangabe, bereich_id: int, wer: dict[str, Any]) -> Einrichtung | None:
    if kind.einrichtung is not None or not kind.einrichtung_neu:
        return kind.einrichtung
    return traeger.create_einrichtung(
        bereich_id=bereich_id, name=kind.einrichtung_neu, art=kind.einrichtungsart or "schule", **wer
    )


def _bezug(haushalt: Haushalt, person: Person, kind: Kindangabe, wer: dict[str, Any]) -> None:
    """The benefit period on the form, unless the same one is known already."""
    if not kind.rechtskreis or kind.bezug_von is None:
        return
    bekannt = person.leistungszeitraeume.filter(rechtskreis=kind.rechtskreis, beginn__lte=kind.bezug_von)
    if any(z.ende is None or (kind.bezug_bis is not None and z.ende >= kind.bezug_bis) for z in bekannt):
        return
    haushalte.add_leistungszeitraum(
        haushalt=haushalt,
        person=person,
        rechtskreis=kind.rechtskreis,
        beginn=kind.bezug_von,
        ende=kind.bezug_bis,
        aktenzeichen=kind.aktenzeichen,
        quelle="antrag",
        **wer,
    )


def _bedarf(
    person: Person, einrichtung: Einrichtung | None, angabe: Leistungsangabe, bereich_id: int, wer: dict[str, Any]
) -> Bedarfsangabe:
    anbieter = angabe.anbieter
    if anbieter is None and angabe.anbieter_neu:
        anbieter = Anbieter.objects.filter(bereich_id=bereich_id, name__iexact=angabe.anbieter_neu).first()
        anbieter = anbieter or traeger.create_anbieter(
            bereich_id=bereich_id, name=angabe.anbieter_neu, leistungen=[angabe.leistung.value], **wer
        )
    schulisch = angabe.leistung in {Leistungsart.KLASSENFAHRT, Leistungsart.AUSFLUG}
    fahrt = Fahrt.objects.filter(code=angabe.angaben.get("fahrt", "")).select_related("zugang__einrichtung").first()
    if fahrt is not None:  # the payee of a trip is who entered it
        einrichtung = fahrt.zugang.einrichtung
    ziel = anbieter or (einrichtung if schulisch else None)
    return Bedarfsangabe(
        kind=person,
        leistung=angabe.leistung,
        beginn=angabe.beginn,
        ende=angabe.ende,
        angaben=angabe.angaben,
        beschreibung=angabe.beschreibung,
        einrichtung=einrichtung,
        empfaenger=traeger.ensure_empfaenger(wer=ziel, **wer) if ziel is not None else None,
        nachweise=NACHWEISE[angabe.leistung],
    )
