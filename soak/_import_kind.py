"""The process that is killed: imports generated papers end to end, as a person and the worker do it.

Started once; for every line of JSON on its input it forks a process that imports (a start of its own would cost two
seconds a time) and writes that process's number, its steps and its end to its output.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from django.db import connection
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.jobs.services import run_lauf
from kreislauf.foundation.jobs.states import Laufstand
from kreislauf.lesen.eingang import Grenzen, lies_abgeschirmt
from kreislauf.steuerung.ratsinfo.models import Einlesung
from kreislauf.steuerung.ratsinfo.services import einlesen, uebernahme, vorschlaege
from kreislauf.steuerung.ratsinfo.states import Einlesestand, Entscheidung
from soak._papiere import papier

ABSTAND = 1000  # between the numbers of new papers of one round and those of the next thousand rounds


def melde(*worte: object) -> None:
    os.write(1, (" ".join(map(str, worte)) + "\n").encode())


def einrichten() -> None:
    with handeln_als_system():
        kreis = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
        user = User.objects.create_user("soak@kreis.example", None, nachname="Geschäftsführung")
        Zustaendigkeit.objects.create(user=user, rolle="geschaeftsfuehrung", bereich=kreis, beginn="2026-01-01")


def importiere(user: User, bereich: Bereich, nummer: int, bestaetige: Callable[[User, Any], None]) -> None:
    """Upload, read, accept all, confirm; each act in its own transaction."""
    melde("schritt hochladen")
    at = timezone.now()
    with handeln_als(user, at=at):
        lauf = einlesen.upload_vorlagen(
            dateien=[(f"{nummer}.txt", papier(nummer))],
            bereich=bereich,
            federfuehrend=bereich,
            schutzstufe=0,
            actor=user,
            at=at,
        )
    melde("schritt lesen")
    run_lauf(lauf.pk, user)
    for kennung in lauf.angaben["einlesungen"]:
        bestaetige(user, kennung)


def bestaetigen(user: User, kennung: Any) -> None:
    _annehmen(user, kennung)
    melde("schritt bestaetigen")
    with handeln_als(user, at=timezone.now()):
        uebernahme.confirm_einlesung(einlesung_id=kennung, actor=user, at=timezone.now())


def _annehmen(user: User, kennung: Any) -> None:
    melde("schritt annehmen")
    with handeln_als(user, at=timezone.now()):
        vorschlaege.decide_open(
            einlesung_id=kennung, entscheidung=Entscheidung.ANGENOMMEN, actor=user, at=timezone.now()
        )


def bestaetigen_ohne_transaktion(user: User, kennung: Any) -> None:
    """The control: the same act, every statement committed by itself."""
    _annehmen(user, kennung)
    melde("schritt bestaetigen")
    with connection.cursor() as cursor:  # rights that hold without a transaction
        cursor.execute("SELECT set_config('kreislauf.person', 'system', false)")
        for klasse, verb in itertools.product(KLASSEN, VERBEN):
            cursor.execute("SELECT set_config(%s, '0', false)", [f"kreislauf.{klasse}_{verb}"])
    module: Any = uebernahme
    module.lock = lambda model, pk: model.objects.get(pk=pk)  # no lock without a transaction
    module.confirm_einlesung.__wrapped__(einlesung_id=kennung, actor=user, at=timezone.now())


def nimm_auf(user: User) -> None:
    """What follows a crash: the worker takes up open runs, the person confirms what had been read."""
    melde("schritt wiederaufnahme")
    with handeln_als_system():
        laeufe = list(Lauf.objects.filter(state__in=[Laufstand.WARTET, Laufstand.LAEUFT]).values_list("pk", flat=True))
    for pk in laeufe:
        run_lauf(pk, user)
    with handeln_als_system():
        gelesen = list(Einlesung.objects.filter(state=Einlesestand.GELESEN).values_list("pk", flat=True))
    for kennung in gelesen:
        bestaetigen(user, kennung)


def nummern(runde: int) -> Iterator[int]:
    """The paper of the last round again, then always a new one and an old one in turn."""
    yield max(0, runde - 1)
    for i in itertools.count():
        yield runde + ABSTAND * i
        yield runde // 2


@contextmanager
def sterben_bei(anweisung: int | None) -> Iterator[None]:
    """Kill this process just before its n-th statement; without a number only count them."""
    zaehler = itertools.count(1)
    letzte = 0

    def zaehlen(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal letzte
        letzte = next(zaehler)
        if letzte == anweisung:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(zaehlen):
        yield
    melde("anweisungen", letzte)


def arbeite(auftrag: dict[str, Any]) -> None:
    with handeln_als_system():
        user, bereich = User.objects.get(), Bereich.objects.get()
    lies_abgeschirmt(papier(0), grenzen=Grenzen())  # starting the reader's process is no part of an import
    melde("los")
    bestaetige = bestaetigen if auftrag["transaktion"] else bestaetigen_ohne_transaktion
    if auftrag["was"] == "aufnehmen":
        nimm_auf(user)
    elif auftrag["was"] == "ein":
        with sterben_bei(auftrag["anweisung"]):
            importiere(user, bereich, auftrag["runde"], bestaetige)
    else:
        nimm_auf(user)
        for nummer in nummern(auftrag["runde"]):
            importiere(user, bereich, nummer, bestaetige)


def main() -> None:
    einrichten()
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
