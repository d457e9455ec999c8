"""Facts about the children of an application, and the proposals that follow from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kreislauf.akten.haushalt.models import Einrichtungsbesuch, Leistungszeitraum
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.leistungen.bildung_und_teilhabe.rechnung import Lage, berechne_vorschlag
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.bescheid.selectors import form_am
from kreislauf.verfahren.bescheid.services.entscheiden import Vorschlag
from kreislauf.verfahren.bescheid.states import Leistungsform


@dataclass(frozen=True, slots=True)
class Zeilenvorschlag:
    """One line as the page proposes it."""

    bedarf: Antragsbedarf
    vorschlag: Vorschlag
    form: Leistungsform
    empfaenger: Zahlungsempfaenger | None


def lagen(kinder: Sequence[UUID]) -> dict[UUID, Lage]:
    """Benefit periods and attendance of these children."""
    zeitraeume, besuche = defaultdict(list), defaultdict(list)
    for zeitraum in Leistungszeitraum.objects.filter(person_id__in=kinder).order_by("beginn"):
        zeitraeume[zeitraum.person_id].append(zeitraum)
    gesucht = Einrichtungsbesuch.objects.filter(person_id__in=kinder).select_related("einrichtung")
    for besuch in gesucht.order_by("-beginn"):
        besuche[besuch.person_id].append(besuch)
    return {kind: Lage(zeitraeume[kind], besuche[kind]) for kind in kinder}


def bedarfe_von(antrag: Antrag) -> list[Antragsbedarf]:
    """What is still asked for."""
    menge = antrag.bedarfe.filter(zurueckgenommen_am__isnull=True, versagt_am__isnull=True)
    return list(menge.select_related("kind", "empfaenger", "einrichtung", "antrag").order_by("kind__geburtsdatum"))


def bedarf_von(zeile: Entscheidungszeile) -> Antragsbedarf | None:
    """What was asked for; a changed line goes back to the line it replaced. None for what is decided ex officio."""
    alte: Entscheidungszeile | None = zeile
    while alte is not None:
        if alte.bedarf is not None:
            return alte.bedarf
        alte = alte.ersetzt
    return None


def vorschlag_zu(zeile: Entscheidungszeile, tag: date) -> Zeilenvorschlag | None:
    """The proposal on today's facts for the time of a decided line, which may begin later than what was asked for."""
    bedarf = bedarf_von(zeile)
    if bedarf is None:
        return None
    ganz = vorschlaege([bedarf], tag)[0]
    von, bis = zeile.beginn.replace(day=1), zeile.ende
    vorschlag = replace(
        ganz.vorschlag,
        monate={m: b for m, b in ganz.vorschlag.monate.items() if von <= m <= bis},
        sachverhalt=[s for s in ganz.vorschlag.sachverhalt if _im(s, von, bis)],
        spur=[s for s in ganz.vorschlag.spur if _im(s, von, bis)],
    )
    return replace(ganz, vorschlag=vorschlag)


def _im(eintrag: Mapping[str, Any], von: date, bis: date) -> bool:
    return von <= date.fromisoformat(eintrag["monat"]) <= bis


def vorschlaege(bedarfe: Sequence[Antragsbedarf], tag: date) -> list[Zeilenvorschlag]:
    """Proposal, form and payee for each benefit asked for."""
    bekannt = lagen([b.kind_id for b in bedarfe])
    eltern: dict[UUID, Zahlungsempfaenger | None] = {}
    zeilen = []
    for bedarf in bedarfe:
        vorschlag = berechne_vorschlag(bedarf, bekannt[bedarf.kind_id])
        form = form_am(bedarf.bereich_id, bedarf.leistung, vorschlag.rechtskreis, tag)
        empfaenger = bedarf.empfaenger
        if form is Leistungsform.GELD:
            antragsteller_id = bedarf.antrag.antragsteller_id
            if antragsteller_id not in eltern:
                eltern[antragsteller_id] = Zahlungsempfaenger.objects.filter(person_id=antragsteller_id).first()
            empfaenger = eltern[antragsteller_id]
        zeilen.append(Zeilenvorschlag(bedarf, vorschlag, form, empfaenger))
    return zeilen
