"""OParl in, whole: a foreign council's server with real objects and every vendor fault, whole fetches and rounds of
changes, deletions and moved meetings, and kill -9 in the middle.

`python -m soak oparl_abruf [--runden 30] [--je-fehler 2] [--abbrueche 40]`. After every round the mirror equals the
server's truth, and the record holds each paper and each deliberation once, marked where the server deleted it. The
controls leave out the rule for deletions and the step in one transaction, and must be found out.
"""

import argparse
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soak._server import eigener_server, verbinde_django

if TYPE_CHECKING:
    from kreislauf.steuerung.oparl_eingang.models import Quelle
    from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver

ECHT = Path(__file__).resolve().parents[2] / "shared" / "oparl" / "real"
RUNDENFEHLER = ("ohne", "html_statt_json", "verbindung_bricht_ab", "next_ohne_ende", "antwort_halb", "utf16")


class Abweichung(AssertionError):
    """Mirror or record differ from the server's truth."""


def fuelle(rat: "Ratsserver") -> None:
    from kreislauf.steuerung.oparl_eingang.tests.ratsserver import fill, load_folder

    fill(rat)
    if ECHT.is_dir():
        load_folder(rat, ECHT)


def pruefe(rat: "Ratsserver", quelle: "Quelle") -> None:
    """Mirror and record against the truth. Raises Abweichung."""
    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.steuerung.oparl_eingang.models import Bindung, Spiegelobjekt
    from kreislauf.steuerung.oparl_eingang.tests.gang import record

    with handeln_als_system():
        da, wahr = record(quelle), rat.truth()
        if da != wahr:
            anders = [k for k in da.keys() | wahr.keys() if da.get(k) != wahr.get(k)]
            raise Abweichung(f"Spiegel: {len(anders)} anders, etwa {[(k, da.get(k), wahr.get(k)) for k in anders[:3]]}")
        papiere = Bindung.objects.filter(objekt__quelle=quelle, vorlage__isnull=False)
        lebend = set(papiere.filter(vorlage__quelle_geloescht_at=None).values_list("objekt__kennung", flat=True))
        soll = {k for k, (typ, name, nummer) in wahr.items() if typ == "Paper" and (name or nummer)}
        if lebend != soll:
            raise Abweichung(f"Bestand: {len(lebend)} Vorlagen statt {len(soll)}")
        if papiere.values("vorlage").distinct().count() != papiere.count():
            raise Abweichung("Bestand: zwei Objekte der Quelle sind dieselbe Vorlage")
        offen = Spiegelobjekt.objects.filter(quelle=quelle, typ="Consultation", geloescht=False)
        ohne = [o.kennung for o in offen.filter(bindung=None) if rat._key(str(o.roh.get("paper"))) in soll]
        if ohne:
            raise Abweichung(f"Bestand: {len(ohne)} Beratungen fehlen, etwa {ohne[0]}")


def runde(rat: "Ratsserver", quelle: "Quelle", *, voll: bool = False) -> None:
    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.steuerung.oparl_eingang.models import Quelle
    from kreislauf.steuerung.oparl_eingang.tests.gang import fetch, settings_for

    with handeln_als_system():
        Quelle.objects.filter(pk=quelle.pk).update(**settings_for(rat))
    abruf = fetch(rat, quelle, voll=voll)
    if abruf.fehler:
        raise Abweichung(f"Abruf mit Lücken: {abruf.fehler[:2]}")
    pruefe(rat, quelle)


def neue_quelle(rat: "Ratsserver", name: str) -> "Quelle":
    from kreislauf.foundation.access.context import handeln_als_system
    from kreislauf.steuerung.oparl_eingang.tests.gang import make_quelle
    from kreislauf.steuerung.ratsinfo.tests.fabrik import make_bereich, make_user

    with handeln_als_system():
        bereich = make_bereich(name)
        leute = make_user("geschaeftsfuehrung", bereich, email=f"{name}@soak.example")
        return make_quelle(rat, name=name, bereich=bereich, created_by=leute, personen=True)


def unter_fehlern(rat: "Ratsserver", runden: int, je_fehler: int) -> None:
    """Thirty rounds while the fault changes each time, then each fault by itself from nothing."""
    from kreislauf.steuerung.oparl_eingang.tests.ratsserver import FEHLER, change

    beginn = time.process_time()
    rat.reset()
    fuelle(rat)
    quelle, zufall = neue_quelle(rat, "wechselnd"), random.Random(11)
    runde(rat, quelle)
    for nummer in range(runden):
        rat.fehler = RUNDENFEHLER[nummer % len(RUNDENFEHLER)]
        change(rat, zufall)
        runde(rat, quelle)
    print(
        f"{runden} Runden mit wechselndem Fehler: gleich ({time.process_time() - beginn:.0f} s Rechenzeit)", flush=True
    )
    for fehler in FEHLER if je_fehler else ():
        rat.reset()
        rat.fehler = fehler
        fuelle(rat)
        quelle = neue_quelle(rat, fehler)
        runde(rat, quelle)
        for _ in range(je_fehler):
            change(rat, zufall)
            runde(rat, quelle)
    print(f"{len(FEHLER) if je_fehler else 0} Fehler einzeln, ganz und {je_fehler} Runden: gleich", flush=True)


def kontrollen(rat: "Ratsserver") -> int:
    """Without a rule the same comparison must fail; how many controls were not found out."""
    from kreislauf.steuerung.oparl_eingang.services import spiegel
    from kreislauf.steuerung.oparl_eingang.tests.ratsserver import change

    modul: Any = spiegel
    unbemerkt = 0
    for name, ersatz in (
        ("_HERAUSGEFALLEN", "SELECT 1 WHERE %(quelle)s::text IS NULL"),
        ("merge", lambda objekte: {o.kennung: o for o in objekte if not o.geloescht}),
    ):
        echt = getattr(modul, name)
        rat.reset()
        fuelle(rat)
        quelle = neue_quelle(rat, f"kontrolle{name}")
        setattr(modul, name, ersatz)
        try:
            runde(rat, quelle)
            for saat in (1, 2, 3):
                change(rat, random.Random(saat))
                runde(rat, quelle)
            unbemerkt += 1
            print(f"Kontrolle ohne {name}: NICHT bemerkt", flush=True)
        except Abweichung as grund:
            print(f"Kontrolle ohne {name}: bemerkt ({str(grund)[:90]})", flush=True)
        finally:
            setattr(modul, name, echt)
    return unbemerkt


def _kind(lauf_id: Any, starter_id: Any) -> int:
    """Do the run in a process of its own; its number."""
    from django.db import connection

    connection.close()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        from kreislauf.foundation.access.context import handeln_als_system
        from kreislauf.foundation.accounts.models import User
        from kreislauf.foundation.jobs.services import run_lauf

        with handeln_als_system():
            starter = User.objects.get(pk=starter_id)
        run_lauf(lauf_id, starter)
        status = 0
    finally:
        os._exit(status)


def abbrueche(rat: "Ratsserver", anzahl: int) -> None:
    """Kill the run at random moments, let it be taken up again, compare."""
    from django.utils import timezone

    from kreislauf.foundation.access.context import handeln_als
    from kreislauf.steuerung.oparl_eingang.services.abrufe import start_abruf
    from kreislauf.steuerung.oparl_eingang.tests.ratsserver import change

    rat.reset()
    rat.echtzeit = True
    fuelle(rat)
    quelle, zufall, getroffen = neue_quelle(rat, "abbruch"), random.Random(5), Counter[str]()
    dauer = 1.0
    for nummer in range(anzahl):
        if nummer:
            change(rat, zufall)
        at = timezone.now()
        with handeln_als(quelle.created_by, at=at):
            lauf = start_abruf(quelle_id=quelle.pk, voll=nummer % 4 == 3, actor=quelle.created_by, at=at)
        pid = _kind(lauf.pk, quelle.created_by_id)
        time.sleep(zufall.uniform(0, dauer))
        os.kill(pid, signal.SIGKILL)
        getroffen["mitten" if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) else "danach"] += 1
        beginn = time.perf_counter()
        pid = _kind(lauf.pk, quelle.created_by_id)
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            raise Abweichung("Der wieder aufgenommene Lauf ist gescheitert.")
        if nummer % 4 == 3:
            dauer = time.perf_counter() - beginn
        pruefe(rat, quelle)
    print(f"{anzahl} Abbrüche mit kill -9 ({dict(getroffen)}): nach der Wiederaufnahme jedes Mal gleich", flush=True)


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak oparl_abruf")
    leser.add_argument("--runden", type=int, default=30)
    leser.add_argument("--je-fehler", type=int, default=2)
    leser.add_argument("--abbrueche", type=int, default=40)
    angaben = leser.parse_args(list(argv))
    os.environ["KREISLAUF_OPARL_INTERN"] = "127.0.0.1"
    with eigener_server("oparl", dauerhaft=False) as (_, umgebung):
        verbinde_django(umgebung | {"KREISLAUF_OPARL_INTERN": "127.0.0.1"}, "kreislauf_app")
        from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver

        rat = Ratsserver()
        try:
            unter_fehlern(rat, angaben.runden, angaben.je_fehler)
            unbemerkt = kontrollen(rat)
            abbrueche(rat, angaben.abbrueche)
        except Abweichung as grund:
            print(f"ABWEICHUNG ({rat.fehler}, Runde {rat.tag}): {grund}")
            return 1
        finally:
            rat.close()
    return int(bool(unbemerkt))
