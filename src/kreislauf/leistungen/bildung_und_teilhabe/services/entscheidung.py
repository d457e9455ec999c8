"""Turn what a person chose on the case page into decision lines.

The proposal is computed anew, never taken from the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.akten.traeger.services import ensure_empfaenger
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import (
    Zeilenvorschlag,
    bedarfe_von,
    vorschlaege,
    vorschlag_zu,
)
from kreislauf.leistungen.bildung_und_teilhabe.selectors.sammeln import gesammelt
from kreislauf.leistungen.bildung_und_teilhabe.services import fahrten
from kreislauf.verfahren.antrag.services.antraege import lock_antrag
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services.entscheiden import Zeilenentscheidung, decide_antrag
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.services import remedy_widerspruch
from kreislauf.verfahren.widerspruch.services.entscheiden import Kostenspruch, Spruch, decide_widerspruch
from kreislauf.verfahren.widerspruch.states import Zeilenergebnis

CENT = Decimal("0.01")


class VorschlagGeaendert(DomainError):
    """Since the page was opened recht proposes something else."""


class SchonGesammelt(DomainError):
    """The school was paid for this child's trip already."""


class OhneAntrag(DomainError):
    """Nothing was asked for, so there are no facts to compute a new amount from."""


@dataclass(frozen=True, slots=True)
class Wahl:
    """What the person chose on one line; `gesehen` is the proposed sum that stood on the page."""

    art: Zeilenart
    form: Leistungsform
    betrag: Decimal | None = None
    grund: str = ""
    empfaenger: Zahlungsempfaenger | None = None
    gesehen: Decimal | None = None


def verteilt(betrag: Decimal, monate: Mapping[date, Decimal]) -> dict[date, Decimal]:
    """A sum over the months in proportion to the proposal (equally where it is nil); the last month takes the cents."""
    summe = sum(monate.values(), Decimal(0))
    anteile = {m: (b / summe if summe else Decimal(1) / len(monate)) for m, b in monate.items()}
    verteilung = {m: (betrag * anteil).quantize(CENT, ROUND_DOWN) for m, anteil in anteile.items()}
    letzter = max(m for m, anteil in anteile.items() if anteil)
    verteilung[letzter] += betrag - sum(verteilung.values(), Decimal(0))
    return verteilung


def entscheidung(
    zeile: Zeilenvorschlag, wahl: Wahl, *, ersetzt: Entscheidungszeile | None = None
) -> Zeilenentscheidung:
    """The line as it is decided. Raises VorschlagGeaendert."""
    vorschlag, bedarf = zeile.vorschlag, zeile.bedarf
    if wahl.gesehen is not None and wahl.gesehen != vorschlag.betrag:
        raise VorschlagGeaendert(
            f"{bedarf}: Seit Sie die Seite geöffnet haben, hat sich der Vorschlag auf {vorschlag.betrag} EUR geändert. "
            "Bitte laden Sie die Seite neu und entscheiden Sie noch einmal."
        )
    eigen = wahl.betrag if wahl.art is not Zeilenart.ABGELEHNT and wahl.betrag not in {None, vorschlag.betrag} else None
    return Zeilenentscheidung(
        kind=bedarf.kind,
        leistung=bedarf.leistung,
        beginn=max(bedarf.beginn, ersetzt.beginn) if ersetzt else bedarf.beginn,
        ende=min(bedarf.ende, ersetzt.ende) if ersetzt else bedarf.ende,
        vorschlag=vorschlag,
        art=wahl.art,
        form=wahl.form,
        empfaenger=wahl.empfaenger or zeile.empfaenger,
        abweichung_grund=wahl.grund,
        bedarf=bedarf if ersetzt is None else None,
        monate=verteilt(eigen, vorschlag.monate) if eigen is not None else {},
        verwendungshinweis=str(bedarf.angaben.get("verwendung", ""))[:100],
        ersetzt=ersetzt,
    )


def _mit_empfaenger(zeile: Zeilenvorschlag, wahl: Wahl, actor: User, at: datetime) -> Wahl:
    """Cash goes to the applicant unless somebody else was chosen."""
    if wahl.empfaenger or zeile.empfaenger or wahl.form is not Leistungsform.GELD or wahl.art is Zeilenart.ABGELEHNT:
        return wahl
    empfaenger = ensure_empfaenger(wer=zeile.bedarf.antrag.antragsteller, actor=actor, at=at)
    return Wahl(wahl.art, wahl.form, wahl.betrag, wahl.grund, empfaenger, wahl.gesehen)


def _require_not_settled(zeile: Zeilenvorschlag, wahl: Wahl) -> None:
    """A trip that was settled with the school is not granted again on an application."""
    code = zeile.bedarf.angaben.get("fahrt")
    if not code or wahl.art is Zeilenart.ABGELEHNT:
        return
    fahrten.lock_code(code)
    if gesammelt(code, [zeile.bedarf.kind_id]):
        raise SchonGesammelt(
            f"{zeile.bedarf}: Diese Fahrt ist mit der Schule schon gesammelt abgerechnet (§ 29 Abs. 6 SGB II). Bitte "
            "lehnen Sie die Zeile mit diesem Grund ab."
        )


@transaction.atomic
def decide(*, antrag_id: UUID, wahl: Mapping[UUID, Wahl], version: int | None, actor: User, at: datetime) -> Bescheid:
    """Decide on all lines of an application (keys: Antragsbedarf). Raises what `decide_antrag` raises."""
    antrag = lock_antrag(antrag_id, version)
    vorgeschlagen = [z for z in vorschlaege(bedarfe_von(antrag), localdate(at)) if z.bedarf.pk in wahl]
    for z in vorgeschlagen:
        _require_not_settled(z, wahl[z.bedarf.pk])
    zeilen = [entscheidung(z, _mit_empfaenger(z, wahl[z.bedarf.pk], actor, at)) for z in vorgeschlagen]
    return decide_antrag(antrag_id=antrag_id, zeilen=zeilen, version=version, actor=actor, at=at)


@transaction.atomic
def remedy(*, widerspruch_id: UUID, wahl: Mapping[UUID, Wahl], actor: User, at: datetime) -> Bescheid:
    """Remedy attacked lines (keys: Entscheidungszeile), on facts as they are known now."""
    zeilen = []
    for alt in Entscheidungszeile.objects.filter(pk__in=wahl):
        vorschlag = vorschlag_zu(alt, localdate(at))
        if vorschlag is None:
            raise OhneAntrag(
                f"{alt.get_leistung_display()} für {alt.kind} wurde von Amts wegen entschieden; dazu gibt es keine "
                "Angaben eines Antrags. Bitte entscheiden Sie darüber im Widerspruchsbescheid."
            )
        _require_not_settled(vorschlag, wahl[alt.pk])
        gewaehlt = _mit_empfaenger(vorschlag, wahl[alt.pk], actor, at)
        zeilen.append(entscheidung(vorschlag, gewaehlt, ersetzt=alt))
    return remedy_widerspruch(widerspruch_id=widerspruch_id, zeilen=zeilen, actor=actor, at=at)


@transaction.atomic
def rule_on_widerspruch(
    *,
    widerspruch_id: UUID,
    sprueche: Mapping[UUID, tuple[Zeilenergebnis, str, Wahl | None]],
    kosten: Kostenspruch,
    actor: User,
    at: datetime,
) -> Bescheid:
    """Draft the Widerspruchsbescheid (keys: Entscheidungszeile); changed lines on facts as they are known now."""
    neue: dict[UUID, Zeilenentscheidung] = {}
    for alt in Entscheidungszeile.objects.filter(pk__in=sprueche):
        wahl = sprueche[alt.pk][2]
        vorschlag = vorschlag_zu(alt, localdate(at)) if wahl is not None else None
        if wahl is not None and vorschlag is not None:
            _require_not_settled(vorschlag, wahl)
            neue[alt.pk] = entscheidung(vorschlag, _mit_empfaenger(vorschlag, wahl, actor, at), ersetzt=alt)
    gesprochen = {pk: Spruch(ergebnis, grund, neue.get(pk)) for pk, (ergebnis, grund, _) in sprueche.items()}
    return decide_widerspruch(widerspruch_id=widerspruch_id, sprueche=gesprochen, kosten=kosten, actor=actor, at=at)
