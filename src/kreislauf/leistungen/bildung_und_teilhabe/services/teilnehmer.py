"""The list of those who take part: written and confirmed by the school, matched by the office."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.person.aehnlichkeit import suchform
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Teilnehmer
from kreislauf.leistungen.bildung_und_teilhabe.permissions import may_write_fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fahrten import bestaetigte_forderungen
from kreislauf.verfahren.antrag.models import Nachweis
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis

GRENZE = 400
_TAGE = (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", r"(\d{4})-(\d{2})-(\d{2})")


class ListeUngueltig(DomainError):
    """Some rows cannot be read; the text names each with its fault."""


class NichtsBestaetigt(DomainError):
    """There is nobody to confirm, or it is not said who confirms."""


@dataclass(frozen=True, slots=True)
class Kindzeile:
    nachname: str
    vorname: str
    geburtsdatum: date


def lies_tag(text: str) -> date | None:
    """A day as 3.4.2017 or 2017-04-03; None if it is none."""
    for stelle, muster in enumerate(_TAGE):
        if treffer := re.fullmatch(muster, text.strip(), re.ASCII):
            a, b, c = map(int, treffer.groups())
            try:
                return date(c, b, a) if stelle == 0 else date(a, b, c)
            except ValueError:
                return None
    return None


def lies_liste(text: str, *, heute: date) -> list[Kindzeile]:
    """Rows `Nachname; Vorname; Geburtsdatum`, also with tabs as a spreadsheet copies them.

    Raises ListeUngueltig, which names every faulty row.
    """
    return [kind for kind, _ in lies_betraege(text, heute=heute, mit_betrag=False)]


def lies_betrag(text: str) -> Decimal | None:
    """An amount as 12,50 or 12.50; None if it is none."""
    if not re.fullmatch(r"\d{1,5}([.,]\d{1,2})?", text, re.ASCII):
        return None
    return Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))


def lies_betraege(text: str, *, heute: date, mit_betrag: bool = True) -> list[tuple[Kindzeile, Decimal | None]]:
    """The same with a fourth column, the amount, which may be missing. Raises ListeUngueltig."""
    zeilen: list[tuple[Kindzeile, Decimal | None]] = []
    fehler: list[str] = []
    for nummer, roh in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        teile = [t.strip().strip('"').strip() for t in re.split(r"[;\t]", roh)]
        if not any(teile) or [t.casefold() for t in teile[:2]] == ["nachname", "vorname"]:
            continue
        betrag = teile.pop() if mit_betrag and len(teile) == 4 else ""
        tag = lies_tag(teile[2]) if len(teile) == 3 else None
        if len(teile) != 3:
            spalten = "Nachname; Vorname; Geburtsdatum" + ("; Betrag" if mit_betrag else "")
            fehler.append(f"Zeile {nummer}: erwartet wird {spalten}.")
        elif betrag and lies_betrag(betrag) is None:
            fehler.append(f"Zeile {nummer}: „{betrag[:20]}“ ist kein Betrag, richtig wäre 12,50.")
        elif not suchform(teile[0]) or not suchform(teile[1]) or max(map(len, teile)) > 100:
            fehler.append(f"Zeile {nummer}: Vor- oder Nachname fehlt oder ist zu lang.")
        elif tag is None or not date(1990, 1, 1) <= tag <= heute:
            fehler.append(f"Zeile {nummer}: „{teile[2][:20]}“ ist kein mögliches Geburtsdatum, richtig wäre 3.4.2017.")
        else:
            zeilen.append((Kindzeile(teile[0], teile[1], tag), lies_betrag(betrag)))
    if len(zeilen) > GRENZE:
        fehler.append(f"Eine Liste hat höchstens {GRENZE} Kinder.")
    if fehler or not zeilen:
        raise ListeUngueltig("\n".join(fehler[:20]) or "Die Liste ist leer.")
    return zeilen


@transaction.atomic
def add_teilnehmer(*, fahrt_id: UUID, kinder: Iterable[Kindzeile], actor: User, at: datetime) -> int:
    """Put children on the list; who stands there already stays as is. How many are new. Raises PermissionDenied."""
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    vorhanden = set(fahrt.teilnehmer.values_list("suchname", "geburtsdatum"))
    neu = {(suchform(k.vorname, k.nachname), k.geburtsdatum): k for k in kinder}
    neu = {schluessel: k for schluessel, k in neu.items() if schluessel not in vorhanden}
    if len(vorhanden) + len(neu) > GRENZE:
        raise ListeUngueltig(f"Eine Liste hat höchstens {GRENZE} Kinder.")
    Teilnehmer.objects.bulk_create(
        Teilnehmer(
            fahrt=fahrt,
            vorname=k.vorname,
            nachname=k.nachname,
            geburtsdatum=k.geburtsdatum,
            suchname=suchname,
            bereich_id=fahrt.bereich_id,
            schulbereich_id=fahrt.schulbereich_id,
            created_by=actor,
            created_at=at,
        )
        for (suchname, _), k in neu.items()
    )
    journal.record("fahrt.list", fahrt, actor=actor, at=at, details={"neu": len(neu)})
    return len(neu)


@transaction.atomic
def confirm_teilnehmer(
    *, fahrt_id: UUID, dabei: Sequence[UUID], name: str, funktion: str, actor: User, at: datetime
) -> int:
    """Confirm the whole list: the ticked take part, the others do not. How many take part.

    Every child gets the same answer; the list knows nothing of benefits. Raises PermissionDenied or NichtsBestaetigt.
    """
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    if not name.strip() or not funktion.strip():
        raise NichtsBestaetigt("Bitte tragen Sie ein, wer bestätigt: Name und Funktion.")
    alle = fahrt.teilnehmer.all()
    anzahl = alle.filter(pk__in=dabei).count()
    if not alle.exists():
        raise NichtsBestaetigt("Auf der Liste steht noch niemand.")
    von = f"{name.strip()}, {funktion.strip()}"[:200]
    alle.filter(pk__in=dabei).update(nimmt_teil=True, bestaetigt_am=at, bestaetigt_von=von)
    alle.exclude(pk__in=dabei).update(nimmt_teil=False, bestaetigt_am=at, bestaetigt_von=von)
    journal.record("fahrt.confirm", fahrt, actor=actor, at=at, details={"kinder": anzahl, "von": von})
    return anzahl


@transaction.atomic
def remove_teilnehmer(*, fahrt_id: UUID, teilnehmer_id: UUID, actor: User, at: datetime) -> None:
    """Take a child off a list that is not confirmed. Raises PermissionDenied or NichtsBestaetigt."""
    fahrt = lock(Fahrt, fahrt_id)
    require(may_write_fahrt, actor, fahrt.schulbereich_id, tag=localdate(at))
    anzahl, _ = fahrt.teilnehmer.filter(pk=teilnehmer_id, bestaetigt_am=None).delete()
    if not anzahl:
        raise NichtsBestaetigt(
            "Bestätigte Kinder bleiben auf der Liste. Nehmen Sie den Haken heraus und bestätigen Sie noch einmal."
        )
    journal.record("fahrt.unlist", fahrt, actor=actor, at=at)


@transaction.atomic
def accept_bestaetigungen(*, antrag_id: UUID, actor: User, at: datetime) -> list[Nachweis]:
    """Take the school's confirmation as the proof for each trip of an application that waits for it.

    Raises PermissionDenied or NichtsBestaetigt.
    """
    nachweise = [
        receive_nachweis(
            forderung_id=forderung.pk,
            beschreibung=f"Bestätigung der Einrichtung über Kreislauf: {zeile.fahrt.ziel}, {zeile.bestaetigt_von}",
            eingegangen_am=localdate(zeile.bestaetigt_am),
            actor=actor,
            at=at,
        )
        for forderung, zeile in bestaetigte_forderungen(antrag_id)
    ]
    if not nachweise:
        raise NichtsBestaetigt("Zu diesem Antrag liegt keine neue Bestätigung einer Einrichtung vor.")
    return nachweise
