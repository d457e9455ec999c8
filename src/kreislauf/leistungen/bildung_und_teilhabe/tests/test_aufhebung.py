"""Taking back what was granted: hearing, decision by two people, refund brake, effect on payments (T55–T57)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kreislauf.akten.person.models import Person
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.services.aufhebung import revoke, rueckvorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, SILKE
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import gesendet
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_mitwirkung import text_von
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.services.schreiben import print_anhoerung
from kreislauf.verfahren.aufhebung.services.vorgang import (
    AufhebungUnmoeglich,
    drop_aufhebung,
    prepare_aufhebung,
    respond_anhoerung,
    send_anhoerung,
)
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid, return_bescheid
from kreislauf.verfahren.bescheid.services.schreiben import print_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart, Zeilenart
from kreislauf.verfahren.zahlung.models import Zahlung
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.states import Zahlungsstand

pytestmark = pytest.mark.django_db
SEIT = date(2026, 10, 1)
SPAETER = AT + timedelta(days=30)
EUR = Decimal
WIDERRUF = {"grundlage": "widerruf", "vergangenheit": "zweck"}


@pytest.fixture(autouse=True)
def adresse(bescheid: Bescheid) -> None:
    Person.objects.filter(pk=bescheid.adressat_id).update(**SILKE)
    bescheid.adressat.refresh_from_db()


def vorbereiten(bescheid: Bescheid, actor: User, **angaben: Any) -> Aufhebung:
    zeile = bescheid.zeilen.get(leistung="mittagsverpflegung")
    vorgabe: dict[str, Any] = {
        "grundlage": "aufhebung",
        "ab": {zeile.pk: SEIT},
        "anlass": "Ida isst seit Oktober nicht mehr in der Schule.",
        "kenntnis_am": HEUTE,
        "vergangenheit": "mitteilung",
    }
    return prepare_aufhebung(bescheid_id=bescheid.pk, actor=actor, at=AT, **{**vorgabe, **angaben})


@pytest.fixture
def bezahlt(konten: None, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User) -> None:
    """What is due up to November is paid: two months of lunch from October on."""
    lauf = gesendet(bereich, sachbearbeiterin, teamleiterin, kasse, date(2026, 11, 30))
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=HEUTE, actor=kasse, at=AT)


def entscheiden(aufhebung: Aufhebung, actor: User, at: Any = SPAETER, **angaben: Any) -> Bescheid:
    wahl = {v.zeile.pk: (v.betrag, "") for v in rueckvorschlaege(aufhebung, at.date())}
    ermessen = "Die Familie hatte es mitteilen müssen."
    return revoke(aufhebung_id=aufhebung.pk, actor=actor, at=at, **{"wahl": wahl, "ermessen": ermessen, **angaben})


def angehoert(bescheid: Bescheid, actor: User, **angaben: Any) -> Aufhebung:
    aufhebung = vorbereiten(bescheid, actor, **angaben)
    print_anhoerung(aufhebung_id=aufhebung.pk, actor=actor, at=AT)
    return send_anhoerung(aufhebung_id=aufhebung.pk, posted_on=HEUTE, actor=actor, at=AT)


def test_hearing_has_a_letter_and_a_clock_and_holds_the_decision(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    aufhebung = angehoert(bescheid, sachbearbeiterin)
    text = text_von(aufhebung.dokument)

    assert aufhebung.frist == date(2026, 12, 14)
    for satz in ("Ida isst seit Oktober nicht mehr", "Bitte antworten Sie bis zum 14.12.2026", "§ 24 Abs. 1 SGB X"):
        assert satz in text
    with pytest.raises(AufhebungUnmoeglich, match="kann sich noch bis zum"):
        entscheiden(aufhebung, sachbearbeiterin, at=AT)
    respond_anhoerung(
        aufhebung_id=aufhebung.pk, aeusserung="Wir sind umgezogen.", geaeussert_am=HEUTE, actor=sachbearbeiterin, at=AT
    )
    assert entscheiden(aufhebung, sachbearbeiterin, at=AT).art == Bescheidart.AUFHEBUNG


def test_without_hearing_only_with_an_exception_and_its_reason(bescheid: Bescheid, sachbearbeiterin: User) -> None:
    aufhebung = vorbereiten(bescheid, sachbearbeiterin)
    with pytest.raises(AufhebungUnmoeglich, match="angehört"):
        entscheiden(aufhebung, sachbearbeiterin, ohne_anhoerung="nr3")
    with pytest.raises(IntegrityError), transaction.atomic():
        Aufhebung.objects.update(state=Aufhebungsstand.ENTSCHIEDEN)

    entscheiden(aufhebung, sachbearbeiterin, ohne_anhoerung="nr3", ohne_anhoerung_grund="Die Eltern sagten es selbst.")
    aufhebung.refresh_from_db()
    assert aufhebung.state == Aufhebungsstand.ENTSCHIEDEN


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"vergangenheit": ""}, "liegt in der Vergangenheit"),
        ({"vergangenheit": "taeuschung"}, "ist kein Grund bei"),
        ({"grundlage": "ruecknahme", "vergangenheit": "taeuschung", "kenntnis_am": date(2025, 11, 20)}, "Jahresfrist"),
        ({"anlass": " "}, "was geschehen ist"),
    ],
)
def test_past_needs_a_ground_and_the_year(
    bescheid: Bescheid, sachbearbeiterin: User, angaben: dict[str, Any], meldung: str
) -> None:
    with pytest.raises(AufhebungUnmoeglich, match=meldung):
        vorbereiten(bescheid, sachbearbeiterin, **angaben)


@pytest.mark.usefixtures("bezahlt")
@pytest.mark.parametrize(
    ("angaben", "eur", "code"),
    [
        ({}, "0.00", "keine_bremse"),  # T55: only Bildung und Teilhabe is affected
        ({"nur_deswegen": False, "gesamterstattung": EUR("45.00")}, "0.00", "keine_bagatelle"),  # T56
        ({**WIDERRUF, "gutschein_zurueck": EUR("144.00")}, "0.00", "gutschein_deckt_nicht"),  # T57
        (WIDERRUF, "144.00", None),  # two months of 72.00
        ({"nur_deswegen": False, "gesamterstattung": EUR("500.00")}, "144.00", None),
    ],
)
def test_refund_brake_comes_from_recht(
    bescheid: Bescheid, sachbearbeiterin: User, angaben: dict[str, Any], eur: str, code: str | None
) -> None:
    vorschlag = rueckvorschlaege(vorbereiten(bescheid, sachbearbeiterin, **angaben), HEUTE)[0]

    assert (vorschlag.gezahlt, vorschlag.betrag) == (EUR("144.00"), EUR(eur))
    offen = {g["code"] for g in vorschlag.spur["gruende"] if g["art"] != "erfuellt"}
    assert offen == ({code} if code else set())


@pytest.mark.usefixtures("bezahlt")
def test_decided_revocation_stops_payments_and_names_the_refund(
    bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User
) -> None:
    aufhebung = angehoert(bescheid, sachbearbeiterin, nur_deswegen=False, gesamterstattung=EUR("500.00"))
    zeile = aufhebung.zeilen.get()
    with pytest.raises(AufhebungUnmoeglich, match="weicht vom Vorschlag ab"):
        entscheiden(aufhebung, sachbearbeiterin, wahl={zeile.pk: (EUR("100.00"), "")})
    with pytest.raises(AufhebungUnmoeglich, match="höchstens, was gezahlt ist"):
        entscheiden(aufhebung, sachbearbeiterin, wahl={zeile.pk: (EUR("150.00"), "x")})
    neu = entscheiden(aufhebung, sachbearbeiterin)
    approve_bescheid(bescheid_id=neu.pk, actor=teamleiterin, at=SPAETER)
    text = text_von(print_bescheid(bescheid_id=neu.pk, actor=sachbearbeiterin, at=SPAETER).dokument)
    announce_bescheid(bescheid_id=neu.pk, posted_on=SPAETER.date(), actor=sachbearbeiterin, at=SPAETER)
    zeile.refresh_from_db()

    assert zeile.zeile.unwirksam_ab == SEIT
    assert (zeile.neue_zeile.art, zeile.erstattung) == (Zeilenart.AUFGEHOBEN, EUR("144.00"))  # type: ignore[union-attr]
    offen = Zahlung.objects.filter(leistung="mittagsverpflegung", state=Zahlungsstand.OFFEN)
    assert not offen.exists()
    for satz in ("Zu erstatten sind 144,00 €", "§ 39 Nr. 1 SGB II", "§ 86a Abs. 1 SGG"):
        assert satz in text
    assert "Sie haben sich nicht geäußert." in text


def test_given_back_it_is_decided_anew_and_dropped_it_ends(
    bescheid: Bescheid, sachbearbeiterin: User, teamleiterin: User
) -> None:
    aufhebung = angehoert(bescheid, sachbearbeiterin)
    neu = entscheiden(aufhebung, sachbearbeiterin)
    return_bescheid(bescheid_id=neu.pk, grund="Äußerung abwarten", actor=teamleiterin, at=SPAETER)
    aufhebung.refresh_from_db()
    assert aufhebung.state == Aufhebungsstand.GEAEUSSERT

    drop_aufhebung(aufhebung_id=aufhebung.pk, grund="Vertrauensschutz", actor=sachbearbeiterin, at=SPAETER)
    assert bescheid.zeilen.get(leistung="mittagsverpflegung").unwirksam_ab is None


def test_pages_lead_from_the_bescheid_to_the_decision(
    bescheid: Bescheid, sachbearbeiterin: User, client: Client
) -> None:
    client.force_login(sachbearbeiterin)
    zeile = bescheid.zeilen.get(leistung="mittagsverpflegung")
    neu = reverse("but:aufhebung_neu", args=[bescheid.pk])
    assert neu in client.get(reverse("but:bescheid", args=[bescheid.pk])).content.decode()
    assert client.post(neu, {}).status_code == 422
    daten = {"zeilen": str(zeile.pk), "grundlage": "aufhebung", "ab": "2026-12-01", "anlass": "Isst nicht mehr mit."}
    client.post(neu, {**daten, "kenntnis_am": "2026-11-24", "tage": "14", "nur_deswegen": "on"})
    aufhebung = Aufhebung.objects.get()
    seite = reverse("but:aufhebung", args=[aufhebung.pk])
    client.post(reverse("but:aufhebung_handeln", args=[aufhebung.pk, "print"]))
    assert "Postausgang vermerken" in client.get(seite).content.decode()
    entscheiden = reverse("but:aufhebung_handeln", args=[aufhebung.pk, "decide"])
    assert client.post(entscheiden, {}).status_code == 422
    antwort = client.post(entscheiden, {f"{aufhebung.zeilen.get().pk}-betrag": "0,00", "ermessen": "x"})
    assert antwort.status_code == 409
