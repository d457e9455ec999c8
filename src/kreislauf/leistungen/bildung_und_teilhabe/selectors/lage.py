"""Facts about the children of an application, and the proposals that follow from them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kreislauf.akten.haushalt.models import Einrichtungsbesuch, Leistungszeitraum
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.leistungen.bildung_und_teilhabe.rechnung import Lage, berechne_vorschlag
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
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
