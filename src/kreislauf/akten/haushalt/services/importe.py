"""Take over a delivered file: first checked with a report per row, then written whole or not at all."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.haushalt.einlesen import Importzeile, lies_haushalte, lies_tag
from kreislauf.akten.haushalt.models import Haushalt, Haushaltsimport
from kreislauf.akten.haushalt.permissions import may_write_haushalt
from kreislauf.akten.haushalt.services import haushalte
from kreislauf.akten.haushalt.states import IMPORT_TRANSITIONS, Importstand, Rechtskreis
from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.akten.person.models import Person
from kreislauf.akten.person.services import create_person
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state

BEDARFSGEMEINSCHAFT = {Rechtskreis.SGB2}


class ImportFehlerhaft(DomainError):
    """Rows with faults: nothing is taken over."""


@transaction.atomic
def check_import(*, dokument: Dokument, rechtskreis: str, actor: User, at: datetime) -> Haushaltsimport:
    """Read a file and report each row; nothing is taken over yet. Raises PermissionDenied."""
    require(may_write_haushalt, actor, dokument.bereich_id, tag=localdate(at))
    zeilen = lies_haushalte(read_content(dokument))
    eintrag = Haushaltsimport.objects.create(
        dokument=dokument,
        rechtskreis=Rechtskreis(rechtskreis),
        bericht=[z.als_json() for z in zeilen],
        bereich_id=dokument.bereich_id,
        created_by=actor,
        created_at=at,
    )
    fehlerhaft = sum(bool(z.fehler) for z in zeilen)
    details = {"zeilen": len(zeilen), "fehlerhaft": fehlerhaft, "rechtskreis": rechtskreis}
    journal.record("haushaltsimport.create", eintrag, actor=actor, at=at, details=details)
    return eintrag


@transaction.atomic
def confirm_import(*, import_id: UUID, actor: User, at: datetime) -> Haushaltsimport:
    """Take over all rows in one transaction; who is known by number, name and birth date is found again.

    Raises PermissionDenied, IllegalTransition, ImportFehlerhaft (also for faults that only show while writing, with
    the row); then nothing is written.
    """
    eintrag = lock(Haushaltsimport, import_id)
    require(may_write_haushalt, actor, eintrag.bereich_id, tag=localdate(at))
    eintrag.state = next_state(IMPORT_TRANSITIONS, "confirm", Importstand(eintrag.state))
    zeilen = lies_haushalte(read_content(eintrag.dokument))
    if any(z.fehler for z in zeilen):
        raise ImportFehlerhaft(
            "Die Datei hat Zeilen mit Fehlern. Bitte berichtigen Sie sie und laden Sie die Datei neu."
        )
    bericht = []
    for zeile in zeilen:
        try:
            ergebnis = _uebernehmen(eintrag, zeile, actor, at)
        except DomainError as fehler:
            raise ImportFehlerhaft(f"Zeile {zeile.nr}: {fehler} Es ist nichts übernommen.") from fehler
        bericht.append({**zeile.als_json(), "ergebnis": ergebnis})
    eintrag.bericht, eintrag.confirmed_at = bericht, at
    eintrag.save()
    journal.record("haushaltsimport.confirm", eintrag, actor=actor, at=at, details={"zeilen": len(zeilen)})
    return eintrag


@transaction.atomic
def reject_import(*, import_id: UUID, actor: User, at: datetime) -> Haushaltsimport:
    """Discard a checked file. Raises PermissionDenied or IllegalTransition."""
    eintrag = lock(Haushaltsimport, import_id)
    require(may_write_haushalt, actor, eintrag.bereich_id, tag=localdate(at))
    eintrag.state = next_state(IMPORT_TRANSITIONS, "reject", Importstand(eintrag.state))
    eintrag.save(update_fields=["state"])
    journal.record("haushaltsimport.reject", eintrag, actor=actor, at=at)
    return eintrag


def _uebernehmen(eintrag: Haushaltsimport, zeile: Importzeile, actor: User, at: datetime) -> str:
    """One row; what happened, in German."""
    a: dict[str, str] = zeile.angaben
    wer: dict[str, Any] = {"actor": actor, "at": at}
    geboren, beginn, ende = lies_tag(a["geburtsdatum"]), lies_tag(a["beginn"]), lies_tag(a.get("ende", ""))
    assert beginn is not None
    haushalt = Haushalt.objects.filter(bereich_id=eintrag.bereich_id, externe_nummer=a["nummer"]).first()
    was = []
    if haushalt is None:
        art = "bedarfsgemeinschaft" if eintrag.rechtskreis in BEDARFSGEMEINSCHAFT else "haushaltsgemeinschaft"
        haushalt = haushalte.create_haushalt(
            bereich_id=eintrag.bereich_id, bezeichnung=f"{a['nachname']}, {a['vorname']}", art=art,
            externe_nummer=a["nummer"], **wer,
        )  # fmt: skip
        was.append("Haushalt angelegt")
    person = _bekannt(haushalt, a, geboren)
    if person is None:
        angaben: dict[str, Any] = {n: a.get(n, "") for n in ("vorname", "nachname", "strasse", "plz", "ort")}
        person = create_person(bereich_id=eintrag.bereich_id, geburtsdatum=geboren, **angaben, **wer)
        was.append("Person angelegt")
        if person.dubletten.exists():
            was.append("Dublettenverdacht zu entscheiden")
    haushalte.add_mitglied(haushalt=haushalt, person=person, rolle=a["rolle"].casefold(), beginn=beginn, **wer)
    return ", ".join([*was, _zeitraum(eintrag, haushalt, person, (beginn, ende), wer)])


def _bekannt(haushalt: Haushalt, a: dict[str, str], geboren: date | None) -> Person | None:
    """The same name and birth date in the same household."""
    gleich = Person.objects.filter(
        mitgliedschaften__haushalt=haushalt, suchname=suchform(a["vorname"], a["nachname"]), geburtsdatum=geboren
    )
    person = gleich.first()
    return person.zusammengefuehrt_in or person if person is not None else None


def _zeitraum(
    eintrag: Haushaltsimport, haushalt: Haushalt, person: Person, tage: tuple[date, date | None], wer: dict[str, Any]
) -> str:
    """A period known already is extended or left; a new one is entered as proven."""
    beginn, ende = tage
    gleich = person.leistungszeitraeume.filter(rechtskreis=eintrag.rechtskreis, beginn=beginn)
    for zeitraum in gleich:
        if zeitraum.ende == ende:
            return "Zeitraum unverändert"
        if ende is not None:
            haushalte.end_leistungszeitraum(zeitraum=zeitraum, ende=ende, **wer)
            return f"Ende auf {ende:%d.%m.%Y} gesetzt"
    haushalte.add_leistungszeitraum(
        haushalt=haushalt, person=person, rechtskreis=eintrag.rechtskreis, beginn=beginn, ende=ende,
        aktenzeichen=haushalt.externe_nummer, quelle="import", nachgewiesen=True, nachweis=eintrag.dokument, **wer,
    )  # fmt: skip
    return "Zeitraum eingetragen"
