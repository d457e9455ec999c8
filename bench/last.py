"""R5 and T17 in kind: lists and searches over 300,000 duties and 60,000 papers, row security and journal on.

`python -m bench last [--auftraege N --vorlagen N --runden N]`: one by one in the process (without network), against
Django's admin over the same rows in the same run, in turns; then 20 requests a second at the real server.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from soak._server import eigener_server, verbinde_django

from bench._kreis import lade

WURZEL = Path(__file__).resolve().parent.parent
WORTE = ("Jugendhilfe", "Kinderschutz", "Radweg", "Auftrag 4711", "Maßnahme 123", "V/77/")
SEITEN: dict[str, tuple[str, ...]] = {
    "Aufträge: Liste": ("/rat/auftraege/",),
    "Aufträge: überfällige": ("/rat/auftraege/?ampel=rot",),
    "Aufträge: nach Stand": ("/rat/auftraege/?sortierung=stand",),
    "Aufträge: Suche": tuple(f"/rat/auftraege/?suche={urllib.request.quote(w)}" for w in WORTE),
    "Aufträge: Tafel": ("/rat/auftraege/tafel/",),
    "Vorlagen: Liste": ("/rat/vorlagen/",),
    "Vorlagen: Suche": tuple(f"/rat/vorlagen/?suche={urllib.request.quote(w)}" for w in WORTE),
    "Suche über alles": tuple(f"/suche/?q={urllib.request.quote(w)}" for w in WORTE),
    "OParl: Liste der Vorlagen": ("/oparl/body/1/papers",),
    "OParl: Liste der Sitzungen": ("/oparl/body/1/meetings",),
    "OParl: geändert seit": ("/oparl/body/1/papers?modified_since=2026-01-01T00:00:00Z",),
}
ADMIN = {
    "Django-Admin: Liste": ("/admin/ratsinfo/auftrag/",),
    "Django-Admin: Suche": tuple(f"/admin/ratsinfo/auftrag/?q={urllib.request.quote(w)}" for w in WORTE),
}
ZIELE = {"Aufträge: Liste": 60, "Aufträge: Suche": 90, "Vorlagen: Liste": 60, "Suche über alles": 90}


def anteil(werte: Sequence[float], p: float) -> float:
    return sorted(werte)[min(len(werte) - 1, int(len(werte) * p))] * 1000


def messen(seiten: dict[str, tuple[str, ...]], runden: int, person: int | None) -> dict[str, dict[str, float]]:
    """Milliseconds of each page in this process: p95 and minimum of wall time, and CPU time of the process."""
    from django.test import Client

    client = Client()
    if person is not None:
        from kreislauf.foundation.accounts.models import User

        user = User.objects.get(email=f"person{person}@bench.example")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    ergebnis: dict[str, dict[str, float]] = {}
    for name, adressen in seiten.items():
        wand, rechnen = [], []
        for nummer in range(-1, runden):
            for adresse in adressen:
                w, r = time.perf_counter(), time.process_time()
                antwort = client.get(adresse)
                assert antwort.status_code == 200, (adresse, antwort.status_code, antwort.content[:200])
                if nummer >= 0:
                    wand.append(time.perf_counter() - w)
                    rechnen.append(time.process_time() - r)
        ergebnis[name] = {"p95": anteil(wand, 0.95), "min": min(wand) * 1000, "cpu": anteil(rechnen, 0.5)}
    return ergebnis


def zeige(titel: str, ergebnis: dict[str, dict[str, float]]) -> None:
    print(f"\n{titel:<34} {'p95':>9} {'kürzeste':>9} {'Rechenzeit':>10}  (ms)")
    for name, w in ergebnis.items():
        ziel = ZIELE.get(name)
        urteil = "" if ziel is None else f"  Ziel {ziel}: {'erreicht' if w['p95'] <= ziel else 'VERFEHLT'}"
        print(f"{name:<34} {w['p95']:9.1f} {w['min']:9.1f} {w['cpu']:10.1f}{urteil}", flush=True)


def _kind(umgebung: dict[str, str], art: str, runden: int) -> dict[str, dict[str, float]]:
    """One system in a process of its own: they need different settings."""
    lauf = subprocess.run(
        [sys.executable, "-m", "bench.last", "--kind", art, "--runden", str(runden)],
        env=umgebung | {"KREISLAUF_LOG": "ERROR"},
        cwd=WURZEL,
        stdout=subprocess.PIPE,
        check=True,
    )
    gelesen: dict[str, dict[str, float]] = json.loads(lauf.stdout.splitlines()[-1])
    return gelesen


def kind(art: str, runden: int) -> int:
    if art == "admin":
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench._admin"
    import django

    django.setup()
    print(json.dumps(messen(ADMIN, runden, None) if art == "admin" else messen(SEITEN, runden, int(art))))
    return 0


def unter_last(
    umgebung: dict[str, str], cookie: str, je_sekunde: int, dauer: int, adressen: Sequence[str] = ()
) -> None:
    """A request each 1/n second at the real server (two processes), whatever became of those before."""
    port = 18_765
    befehl = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"]
    befehl += ["--no-ws", "--log-level", "warning", "--port", str(port), "kreislauf.project.wsgi:application"]
    server = subprocess.Popen(befehl, env=umgebung | {"KREISLAUF_LOG": "ERROR"}, cwd=WURZEL)
    adressen = adressen or [
        a for n in ("Aufträge: Liste", "Aufträge: überfällige", "Aufträge: Suche") for a in SEITEN[n]
    ]
    dauern: list[float] = []
    fehler: list[Any] = []

    def eine(adresse: str, soll: float | None) -> None:
        frage = urllib.request.Request(f"http://127.0.0.1:{port}{adresse}", headers={"Cookie": f"sessionid={cookie}"})
        try:
            with urllib.request.urlopen(frage, timeout=30) as antwort:
                antwort.read()
                if "/konto/" in antwort.url:
                    fehler.append(antwort.url)
        except OSError as e:
            fehler.append(e)
        if soll is not None:
            dauern.append(time.perf_counter() - soll)

    try:
        for _ in range(60):
            fehler.clear()
            eine("/impressum/", None)
            if not fehler:
                break
            time.sleep(0.5)
        for adresse in [*adressen] * 3:
            eine(adresse, None)
        beginn, faeden = time.perf_counter(), []
        for nummer in range(je_sekunde * dauer):
            soll = beginn + nummer / je_sekunde
            time.sleep(max(0.0, soll - time.perf_counter()))
            faeden.append(threading.Thread(target=eine, args=(adressen[nummer % len(adressen)], soll)))
            faeden[-1].start()
        for faden in faeden:
            faden.join()
    finally:
        server.terminate()
        server.wait(20)
    p95, p99 = anteil(dauern, 0.95), anteil(dauern, 0.99)
    urteil = "erreicht" if p95 <= 100 and p99 <= 250 and not fehler else "VERFEHLT"
    print(f"\n{je_sekunde} Anfragen/s, {dauer} s: p95 {p95:.0f} ms, p99 {p99:.0f} ms, Fehler {len(fehler)}  ({urteil})")


def sitzung(person: int) -> str:
    from django.test import Client

    from kreislauf.foundation.accounts.models import User

    client = Client()
    user = User.objects.get(email=f"person{person}@bench.example")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench last")
    leser.add_argument("--auftraege", type=int, default=300_000)
    leser.add_argument("--vorlagen", type=int, default=60_000)
    leser.add_argument("--runden", type=int, default=10)
    leser.add_argument("--kind")
    angaben = leser.parse_args(list(argv))
    if angaben.kind:
        return kind(angaben.kind, angaben.runden)
    with eigener_server("last", dauerhaft=False) as (server, umgebung):
        dauer = lade(server.adresse("postgres"), vorlagen=angaben.vorlagen, auftraege=angaben.auftraege)
        print(
            f"{angaben.auftraege:,} Aufträge und {angaben.vorlagen:,} Vorlagen in {dauer:.0f} s geschrieben", flush=True
        )
        (Path(umgebung["KREISLAUF_DATEN"]) / "oparl.yaml").write_text(
            'eingeschaltet: true\nname: Kreis\nseit: "2026-01-01"\nlizenz: https://x.example/\n', encoding="utf-8"
        )
        zeige("Django-Admin, ohne Zeilenschutz", _kind(umgebung, "admin", max(1, angaben.runden // 3)))
        for person, wer in ((1, "Geschäftsführung"), (2, "Fachbereich einer Stelle"), (3, "Leitung des Kreises")):
            zeige(wer, _kind(umgebung, str(person), angaben.runden))
        verbinde_django(umgebung, "kreislauf_app")
        unter_last(umgebung, sitzung(1), 20, 20)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
