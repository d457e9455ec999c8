"""Steps from a draft to a run at the bank, for tests about money."""

from datetime import date, timedelta

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.freigeben import announce_bescheid, approve_bescheid, submit_bescheid
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.anlegen import stop_zeile
from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber

KREIS = Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001")
IBAN = "DE89370400440532013000"
SPAETER = date(2027, 1, 31)


def freigeben(bescheid: Bescheid, actor: User, zweite: User, tage: int = 0) -> Bescheid:
    at = AT + timedelta(days=tage)
    submit_bescheid(bescheid_id=bescheid.pk, actor=actor, at=at)
    approve_bescheid(bescheid_id=bescheid.pk, actor=zweite, at=at)
    return announce_bescheid(bescheid_id=bescheid.pk, posted_on=at.date(), actor=actor, at=at)


def entwurf(bereich: Bereich, actor: User, tag: date = SPAETER) -> Zahllauf:
    return laeufe.draft_zahllauf(bereich_id=bereich.pk, ausfuehrungstag=tag, auftraggeber=KREIS, actor=actor, at=AT)


def gesendet(bereich: Bereich, actor: User, zweite: User, kasse: User, tag: date = SPAETER) -> Zahllauf:
    lauf = entwurf(bereich, actor, tag)
    laeufe.approve_zahllauf(zahllauf_id=lauf.pk, actor=zweite, at=AT)
    laeufe.export_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)
    return laeufe.send_zahllauf(zahllauf_id=lauf.pk, actor=kasse, at=AT)


def end_mittagessen(bescheid: Bescheid, actor: User) -> None:
    """The lunch line has no effect from December on; what follows from it follows."""
    zeile = bescheid.zeilen.get(leistung="mittagsverpflegung")
    zeile.unwirksam_ab = date(2026, 12, 1)
    zeile.save(update_fields=["unwirksam_ab"])
    stop_zeile(zeile=zeile, actor=actor, at=AT)
