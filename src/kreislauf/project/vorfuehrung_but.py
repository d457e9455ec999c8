"""Demo cases of Bildung und Teilhabe: invented families from application to paid money, over almost two years.

Everything goes through the services of the procedure, as people would do it, so figures and ledger add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.akten.traeger.services import add_bankverbindung, confirm_bankverbindung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import Zeilenvorschlag, bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.services.papierantrag import (
    Kindangabe,
    Leistungsangabe,
    Papierantrag,
    register_papierantrag,
)
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid, submit_bescheid
from kreislauf.verfahren.bescheid.states import Zeilenart
from kreislauf.verfahren.widerspruch.services import file_widerspruch
from kreislauf.verfahren.zahlung.models import Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.rueckmeldungen import read_bankdatei
from kreislauf.verfahren.zahlung.states import Zahlungsstand
from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber

KONTO = Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001")
EMPFAENGERKONTO = "DE89370400440532013000"  # the IBAN of textbooks
# Family name, parent, child, age, channel, legal circle, benefit, months ago, days until the decision
FAELLE: tuple[tuple[str, str, str, int, str, str, str, int, int], ...] = (
    ("Wiesenthal", "Anke", "Mats", 9, "papier", "sgb2", "mittagsverpflegung", 22, 48),
    ("Okonjo", "Grace", "Samuel", 12, "papier", "sgb2", "klassenfahrt", 21, 35),
    ("Terbrüggen", "Lars", "Lotte", 7, "papier", "bkgg_wohngeld", "teilhabe", 20, 63),
    ("Haddad", "Rania", "Yusuf", 10, "email", "asylblg_3", "mittagsverpflegung", 18, 29),
    ("Kolakowski", "Marta", "Jan", 14, "papier", "sgb2", "lernfoerderung", 16, 71),
    ("Niehues", "Sabine", "Frieda", 8, "portal", "bkgg_kinderzuschlag", "teilhabe", 14, 22),
    ("Albers", "Dörte", "Finn", 11, "papier", "sgb2", "mittagsverpflegung", 10, 33),
    ("Demirel", "Ayla", "Deniz", 13, "portal", "sgb2", "klassenfahrt", 9, 18),
    ("Petrenko", "Iryna", "Sofiia", 6, "portal", "sgb2", "teilhabe", 7, 15),
    ("Vosskamp", "Heiko", "Jule", 9, "persoenlich", "bkgg_wohngeld", "mittagsverpflegung", 5, 26),
    ("Ramadani", "Besa", "Arben", 15, "portal", "sgb2", "klassenfahrt", 4, 12),
    ("Lüttmann", "Kerstin", "Emil", 10, "papier", "bkgg_kinderzuschlag", "teilhabe", 3, 20),
)  # fmt: skip
ANGABEN: dict[str, dict[str, Any]] = {
    "mittagsverpflegung": {"preis_je_essen": "4.10", "anzahl": 18, "ort": "schule"},
    "teilhabe": {"kosten": "18.00"},
    "klassenfahrt": {"kosten": "310.00"},
    "lernfoerderung": {"kosten": "180.00", "bestaetigung_schule": True},
}
ANBIETER = {
    "mittagsverpflegung": "Mensaverein Auental",
    "teilhabe": "Turnverein Auental",
    "klassenfahrt": "Gesamtschule am Mühlenbach",
    "lernfoerderung": "Lernwerkstatt Auental",
}


@dataclass(frozen=True, slots=True)
class Beteiligte:
    sachbearbeitung: User
    teamleitung: User
    kasse: User


def _um(tag: date) -> datetime:
    return datetime.combine(tag, time(9), tzinfo=UTC)


def _vor(heute: date, monate: int) -> date:
    """The third of the month so many months ago."""
    jahr, monat = divmod(heute.year * 12 + heute.month - 1 - monate, 12)
    return date(jahr, monat + 1, 3)


def faelle_anlegen(bereich: Bereich, wer: Beteiligte, heute: date) -> None:
    """Applications, decisions, an objection, executed runs, one that waits for approval, and one open application."""
    letzter: Bescheid | None = None
    tage = list(_lauftage(heute))
    for nummer, fall in enumerate(FAELLE):
        antrag = _antrag(bereich, wer, fall, heute, nummer)
        letzter = _entscheiden(antrag, wer, _vor(heute, fall[7]) + timedelta(days=fall[8]), nummer)
        _konten(wer, _vor(heute, 23))
    for tag in tage:
        _lauf(bereich, wer, tag)
    if letzter is not None:
        zeile = letzter.zeilen.all()[0]
        file_widerspruch(
            bescheid_id=letzter.pk,
            zeile_ids=[zeile.pk],
            form="schriftlich",
            eingegangen_am=heute - timedelta(days=5),
            begruendung="Der Beitrag ist höher, als im Bescheid steht.",
            actor=wer.sachbearbeitung,
            at=_um(heute),
        )
    offen = ("Schulte-Wever", "Imke", "Bosse", 9, "persoenlich", "sgb2", "mittagsverpflegung", 0, 0)
    _antrag(bereich, wer, offen, heute, len(FAELLE))
    _rueckgabe(bereich, wer, heute)
    laeufe.draft_zahllauf(
        bereich_id=bereich.pk, ausfuehrungstag=heute, auftraggeber=KONTO, actor=wer.sachbearbeitung, at=_um(heute)
    )


def _rueckgabe(bereich: Bereich, wer: Beteiligte, heute: date) -> None:
    """The bank gives one payment of the last run back, and names one that nobody knows."""
    zahlung = Zahlung.objects.filter(state=Zahlungsstand.AUSGEFUEHRT).order_by("-ausgefuehrt_am", "-betrag").first()
    if zahlung is None:
        return
    umsaetze = "".join(
        f'<Ntry><Amt Ccy="EUR">{betrag}</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>{heute}</Dt></BookgDt><NtryDtls>'
        f"<TxDtls><Refs><EndToEndId>{kennung}</EndToEndId></Refs><RtrInf><Rsn><Cd>{grund}</Cd></Rsn></RtrInf></TxDtls>"
        "</NtryDtls></Ntry>"
        for kennung, betrag, grund in (
            (zahlung.end_to_end_id, zahlung.betrag, "AC04"),
            ("SPENDE-4711", "25.00", "MS03"),
        )
    )
    inhalt = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr>'
        f"<MsgId>VORFUEHRUNG</MsgId></GrpHdr><Ntfctn>{umsaetze}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )
    read_bankdatei(
        inhalt=inhalt.encode(), dateiname="camt.054.xml", bereich_id=bereich.pk, actor=wer.kasse, at=_um(heute)
    )


def _antrag(bereich: Bereich, wer: Beteiligte, fall: tuple[Any, ...], heute: date, nummer: int) -> Antrag:
    familie, eltern, kind, alter, kanal, kreis, leistung, monate, _ = fall
    tag = min(_vor(heute, monate), heute)
    beginn = tag.replace(day=1)
    ende = (beginn + timedelta(days=165)).replace(day=1) - timedelta(days=1)
    angaben = dict(ANGABEN[leistung])
    if leistung == "klassenfahrt":
        angaben["faellig_am"] = (beginn + timedelta(days=45)).isoformat()
    if leistung == "lernfoerderung":
        angaben["antragsdatum"] = tag.isoformat()
    wunsch = Leistungsangabe(Leistungsart(leistung), beginn, ende, angaben, anbieter_neu=ANBIETER[leistung])
    geboren = date(heute.year - alter, 1 + nummer % 12, 1 + nummer * 2)
    papier = Papierantrag(
        bereich_id=bereich.pk,
        antragsdatum=tag,
        received_at=_um(tag),
        kanal=kanal,
        antragsteller={"vorname": eltern, "nachname": familie, "ort": "Auental"},
        kinder=[
            Kindangabe(
                person=None,
                angaben={"vorname": kind, "nachname": familie, "geburtsdatum": geboren},
                leistungen=[wunsch],
                einrichtung_neu="Gesamtschule am Mühlenbach" if alter > 10 else "Grundschule Auental",
                einrichtungsart="schule",
                rechtskreis=kreis,
                bezug_von=beginn - timedelta(days=90),
            )
        ],
    )
    return register_papierantrag(angaben=papier, actor=wer.sachbearbeitung, at=_um(tag))


def _wahl(zeile: Zeilenvorschlag, nummer: int) -> Wahl:
    """As proposed; what recht leaves to a person is granted with a reason, one club is refused for want of a proof."""
    v = zeile.vorschlag
    if v.art in {Zeilenart.BEWILLIGT, Zeilenart.ABGELEHNT, Zeilenart.VORLAEUFIG}:
        return Wahl(art=v.art, form=zeile.form, empfaenger=zeile.empfaenger, gesehen=v.betrag)
    art = Zeilenart.BEWILLIGT if v.betrag else Zeilenart.ABGELEHNT
    return Wahl(
        art=art,
        form=zeile.form,
        betrag=v.betrag,
        grund="Nach den vorgelegten Unterlagen geprüft.",
        empfaenger=zeile.empfaenger,
        gesehen=v.betrag,
    )


def _entscheiden(antrag: Antrag, wer: Beteiligte, tag: date, nummer: int) -> Bescheid:
    at, person = _um(tag), wer.sachbearbeitung
    examine_antrag(antrag_id=antrag.pk, actor=person, at=at)
    for forderung in antrag.forderungen.all():
        receive_nachweis(forderung_id=forderung.pk, beschreibung="liegt vor", eingegangen_am=tag, actor=person, at=at)
    complete_antrag(antrag_id=antrag.pk, actor=person, at=at)
    wahl = {z.bedarf.pk: _wahl(z, nummer) for z in vorschlaege(bedarfe_von(antrag), tag)}
    bescheid = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=person, at=at)
    submit_bescheid(bescheid_id=bescheid.pk, actor=person, at=at)
    approve_bescheid(bescheid_id=bescheid.pk, actor=wer.teamleitung, at=at)
    return announce_bescheid(bescheid_id=bescheid.pk, posted_on=tag, actor=person, at=at)


def _konten(wer: Beteiligte, seit: date) -> None:
    for empfaenger in Zahlungsempfaenger.objects.filter(bankverbindungen=None):
        konto = add_bankverbindung(
            empfaenger_id=empfaenger.pk,
            inhaber=empfaenger.name[:70],
            iban=EMPFAENGERKONTO,
            beginn=seit,
            actor=wer.sachbearbeitung,
            at=_um(seit),
        )
        confirm_bankverbindung(bankverbindung_id=konto.pk, actor=wer.teamleitung, at=_um(seit))


def _lauftage(heute: date) -> Iterator[date]:
    """A run each second month; the last one before today is left for people to try."""
    return (_vor(heute, monate) + timedelta(days=12) for monate in range(20, 1, -2))


def _lauf(bereich: Bereich, wer: Beteiligte, tag: date) -> Zahllauf:
    at = _um(tag)
    lauf = laeufe.draft_zahllauf(
        bereich_id=bereich.pk, ausfuehrungstag=tag, auftraggeber=KONTO, actor=wer.sachbearbeitung, at=at
    )
    laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=wer.teamleitung, at=at)
    laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=wer.kasse, at=at)
    laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=wer.kasse, at=at)
    return laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=tag, actor=wer.kasse, at=at)
