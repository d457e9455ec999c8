"""The process that is killed: payment runs end to end by three people, with what the bank answers.

Started once; for each line of JSON on its input it forks a process that goes on where the last one died: whatever the
newest run needs next, then the bank's answer, returns, and paying again, until it is killed or one cycle is done.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import django

django.setup()

from django.db import connection
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN
from kreislauf.leistungen.bildung_und_teilhabe.tests.bankdateien import camt054, umsatz
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.selectors import ruecklaeufer
from kreislauf.verfahren.zahlung.services import anlegen, laeufe, rueckmeldungen
from kreislauf.verfahren.zahlung.states import Laufstand, Zahlungsstand
from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber
from soak._import_kind import melde, sterben_bei

KONTO = Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001")
BEREICH, TAG = 2, date(2027, 1, 31)
ZURUECK = 5  # payments of a run that come back and are paid again, so that there is always something to pay
Dienst = Callable[..., Any]


class Leute:
    """The three people; with `transaktion=False` every statement is committed by itself (the control)."""

    def __init__(self, *, transaktion: bool) -> None:
        with handeln_als_system():
            self.ordnet, self.gibt_frei, self.kasse = User.objects.order_by("email")
        self.transaktion = transaktion
        if not transaktion:
            _alle_rechte_ohne_transaktion()

    def tu(self, person: User, dienst: Dienst, **angaben: Any) -> Any:
        melde("schritt", dienst.__name__)
        at = timezone.now()
        if not self.transaktion:
            return dienst.__wrapped__(actor=person, at=at, **angaben)  # type: ignore[attr-defined]
        with handeln_als(person, at=at):
            return dienst(actor=person, at=at, **angaben)


def _alle_rechte_ohne_transaktion() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kreislauf.person', 'system', false)")
        for klasse, verb in itertools.product(KLASSEN, VERBEN):
            cursor.execute("SELECT set_config(%s, '0', false)", [f"kreislauf.{klasse}_{verb}"])
    module: Any = laeufe
    module.lock = lambda model, pk: model.objects.get(pk=pk)  # no lock without a transaction


def neuester() -> Zahllauf | None:
    with handeln_als_system():
        return Zahllauf.objects.exclude(dokument=None, state=Laufstand.BESTAETIGT).order_by("-created_at").first()


def zyklus(leute: Leute) -> None:
    """Take up what is open, or start a new run, and bring it to the end."""
    lauf = neuester()
    if lauf is None or lauf.state == Laufstand.BESTAETIGT:
        if lauf is not None and leute.transaktion:
            _rueckgaben(leute, lauf)
        lauf = leute.tu(
            leute.ordnet, laeufe.draft_zahllauf, bereich_id=BEREICH, ausfuehrungstag=TAG, auftraggeber=KONTO
        )
    schritte: dict[str, tuple[User, Dienst]] = {
        Laufstand.ENTWURF: (leute.gibt_frei, laeufe.approve_zahllauf),
        Laufstand.FREIGEGEBEN: (leute.kasse, laeufe.export_zahllauf),
        Laufstand.AUSGEGEBEN: (leute.kasse, laeufe.send_zahllauf),
    }
    while lauf.state in schritte:
        leute.tu(*schritte[lauf.state], zahllauf_id=lauf.pk)
        lauf.refresh_from_db() if not leute.transaktion else _neu(lauf)
    if leute.transaktion:
        lies(leute, umsatz(lauf.summe, lauf=lauf.message_id))
    else:  # the act alone: reading a file needs the transaction for its lock
        leute.tu(leute.kasse, laeufe.confirm_zahllauf, zahllauf_id=lauf.pk, ausgefuehrt_am=TAG)


def _neu(lauf: Zahllauf) -> None:
    with handeln_als_system():
        lauf.refresh_from_db()


def lies(leute: Leute, *umsaetze: str) -> None:
    inhalt = camt054(*umsaetze, kennung=f"C{timezone.now():%H%M%S%f}")
    leute.tu(leute.kasse, rueckmeldungen.read_bankdatei, inhalt=inhalt, dateiname="camt.xml", bereich_id=BEREICH)


def _rueckgaben(leute: Leute, lauf: Zahllauf) -> None:
    """Some payments come back and are ordered again; what already came back is not reported once more."""
    with handeln_als_system():
        ausgefuehrt = lauf.zahlungen.filter(state=Zahlungsstand.AUSGEFUEHRT).order_by("pk")
        zurueck = [umsatz(z.betrag, kennung=z.end_to_end_id, grund="MS03") for z in ausgefuehrt[:ZURUECK]]
    if zurueck:
        lies(leute, *zurueck)
    with handeln_als_system():
        offen = list(ruecklaeufer().values_list("pk", flat=True))
    for pk in offen:
        leute.tu(leute.ordnet, anlegen.repeat_zahlung, zahlung_id=pk)


def arbeite(auftrag: dict[str, Any]) -> None:
    leute = Leute(transaktion=auftrag["transaktion"])
    melde("los")
    if auftrag["was"] == "ein":
        with sterben_bei(auftrag["anweisung"]):
            zyklus(leute)
    else:
        while True:
            zyklus(leute)


def main() -> None:
    connection.close()  # a forked process opens its own
    melde("bereit")
    for zeile in sys.stdin:
        pid = os.fork()
        if not pid:
            arbeite(json.loads(zeile))
            return
        melde("kind", pid)
        melde("ende", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
