"""T9: 100,000 guesses from 1,000 addresses at ten accounts, in one hour of the county's clock.

Control: the same guesses with the lock-out switched off get in, once the right password is among them.
"""

import argparse
import logging
import random
import time
from collections.abc import Sequence
from statistics import median

from kreislauf.project.eingebettet import APP
from soak._server import eigener_server, verbinde_django

PASSWORT = "richtiges-pferd-batterie"
KONTEN = 10
ADRESSEN = 1000
ORT = "/konto/login/"


def raten(anzahl: int, *, mit_richtigem: bool, saat: int) -> dict[int, int]:
    """Answers by status; every 500th guess is the right password if wanted."""
    from django.test import Client

    zufall, antworten = random.Random(saat), dict[int, int]()
    for nummer in range(anzahl):
        versuch = PASSWORT if mit_richtigem and nummer % 500 == 499 else f"geraten-{nummer}"
        woher = zufall.randrange(ADRESSEN)
        client = Client(REMOTE_ADDR=f"10.{woher // 250}.{woher % 250}.7")
        status = client.post(ORT, {"login": f"p{zufall.randrange(KONTEN)}@x.example", "password": versuch}).status_code
        antworten[status] = antworten.get(status, 0) + 1
    return antworten


def dauer_je_versuch(adressen: Sequence[str]) -> float:
    """Median processor time of a wrong attempt, ms; each address is tried once, so nothing is locked."""
    from django.test import Client

    zeiten = []
    for adresse in adressen:
        beginn = time.process_time()
        Client().post(ORT, {"login": adresse, "password": "falsch"})
        zeiten.append(time.process_time() - beginn)
    return median(zeiten) * 1000


def main(argv: Sequence[str]) -> int:
    zerleger = argparse.ArgumentParser(prog="soak anmeldung")
    zerleger.add_argument("--anzahl", type=int, default=100_000)
    angaben = zerleger.parse_args(argv)
    with eigener_server("anmeldung", dauerhaft=False) as (_, umgebung):
        verbinde_django(umgebung, APP)
        logging.disable(logging.WARNING)
        from axes.models import AccessAttempt
        from django.conf import settings
        from django.db.models import Sum
        from django.test import override_settings

        from kreislauf.foundation.access.context import handeln_als_system
        from kreislauf.foundation.accounts.models import User

        with handeln_als_system():
            for nummer in range(KONTEN):
                User.objects.create_user(f"p{nummer}@x.example", PASSWORT, nachname="Person")
            for nummer in range(60):
                User.objects.create_user(f"zeit{nummer}@x.example", PASSWORT, nachname="Person")
        bekannt = dauer_je_versuch([f"zeit{n}@x.example" for n in range(60)])
        fremd = dauer_je_versuch([f"niemand{n}@x.example" for n in range(60)])
        print(f"Rechenzeit eines falschen Versuchs: bekannt {bekannt:.1f} ms, unbekannt {fremd:.1f} ms", flush=True)
        antworten = raten(angaben.anzahl, mit_richtigem=True, saat=9)
        with handeln_als_system():
            je_konto = AccessAttempt.objects.filter(username__startswith="p").values("username")
            am_meisten = max(k["n"] for k in je_konto.annotate(n=Sum("failures_since_start")))
        print(f"{angaben.anzahl} Versuche: {antworten}; je Konto gezählt höchstens {am_meisten}", flush=True)
        with handeln_als_system():
            AccessAttempt.objects.all().delete()
        with override_settings(AXES_ENABLED=False, ACCOUNT_RATE_LIMITS=False):
            ohne = raten(600, mit_richtigem=True, saat=9)
        print(f"Gegenprobe ohne Sperre: {ohne}")
        gut = antworten.get(302, 0) == 0 and am_meisten <= settings.AXES_FAILURE_LIMIT and ohne.get(302, 0) > 0
        return 0 if gut and abs(bekannt - fremd) <= 0.05 * bekannt else 1
