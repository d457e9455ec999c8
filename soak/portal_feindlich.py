"""T8 at the portal's door: hostile requests at the portal's own settings and role, signed in: no 5xx, p99 below 500 ms.

Nothing they send may become a row: one application stood there before, and one stands there afterwards.

Control: a view that stumbles over its input is seen by the same count.
"""

import argparse
import io
import logging
import os
import random
import string
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

import psycopg

from soak._server import eigener_server

BOESE = (
    "\x00", "\ud800", "'", "';DROP TABLE x--", "<script>alert(1)</script>", "../../etc/passwd", "%00", "%ff", "{{7*7}}",
    "${jndi:ldap://x}", "A" * 20_000, "𝟙𝟚.𝟛.𝟚𝟘𝟙𝟟", "٣١.١٢.٢٠١٧", "99.99.9999", "1.1.0001", "31.12.9999", "-1", "1e309",
    "NaN", "\u202e", "\r\nSet-Cookie: a=b", "ß" * 5000, "on", "[]", "null",
)  # fmt: skip
FELDER = (
    "rechtskreis", "geburtsdatum", "einrichtung", "ausbildungsverguetung", "bedarfe", "aendern", "fremd", "nummer",
    "code", "kennung", "forderungen", "nachricht", "zeilen", "begruendung", "name", "umfang", "helfer", "entwurf",
    "schritt", "gehe", "email", "akt",
)  # fmt: skip
GUT = {"rechtskreis": "sgb2", "geburtsdatum": "1.3.2017", "einrichtung": "schule", "ausbildungsverguetung": "nein"}
PFADE = (
    "/", "/de/", "/ar/anspruch/", "/de/anspruch/", "/xx/anspruch/", "/de/anspruch", "/%00/", "/de/%2e%2e/",
    "/de/" + "a" * 3000, "/ar/antrag/", "/de/antrag/", "/de/stand/", "/ar/stand/", "/de/stand/nachweise/",
    "/de/stand/widerspruch/", "/de/stand/helfer/", "/de/stand/helfer/beenden/", "/de/stand/abmelden/",
    "/de/anmelden/", "/anmeldung/zurueck/?code=x&state=y", "/de/eigene/",
    "/de/antrag/spaeter/", "/ar/weiter/x/", "/de/weiter/" + "A" * 43 + "/",
    "/de/fahrt/", "/ar/fahrt/?code=0000-0000", "/f/0000-0000/", "/f/%00/",
)  # fmt: skip
TYPEN = (
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/x-www-form-urlencoded; charset=utf-16",
)


def anfrage(zufall: random.Random) -> tuple[str, str, Any, dict[str, Any]]:
    """Method, path, body, headers."""
    methode = zufall.choice(["GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "X" * 30])
    pfad = zufall.choice(PFADE)
    kopf: dict[str, Any] = {}
    if zufall.random() < 0.3:
        kopf["HTTP_ACCEPT_LANGUAGE"] = zufall.choice([*BOESE[2:], "ar", "de"]).encode().decode("latin-1")
    if zufall.random() < 0.2:
        kopf["CONTENT_TYPE"] = zufall.choice(TYPEN)
        return methode, pfad, bytes(zufall.randrange(256) for _ in range(zufall.randrange(400))), kopf
    daten: dict[str, Any] = dict(GUT)
    for _ in range(zufall.randrange(4)):
        name = zufall.choice([*FELDER, "".join(zufall.choices(string.printable, k=20))])
        daten[name] = zufall.choice([zufall.choice(BOESE), [zufall.choice(BOESE)] * zufall.randrange(1, 400)])
    return methode, pfad, daten, kopf


@contextmanager
def portal() -> Iterator[tuple[Any, "psycopg.Connection[Any]", Any]]:
    """A browser of the portal's own settings and role, a look at its database, and what a family keeps of its copy."""
    with eigener_server("feindlich", dauerhaft=False) as (server, umgebung):
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as sicht:
            neu = sicht.execute(
                "INSERT INTO accounts_bereich (name, kurzname, art) VALUES ('x', '', 'einheit') RETURNING id"
            )
            zeile = neu.fetchone()
            assert zeile is not None
            einstellungen = {"DJANGO_SETTINGS_MODULE": "kreislauf.project.settings_portal"}
            os.environ.update(umgebung | einstellungen | {"KREISLAUF_PORTAL_BEREICH": str(zeile[0])})
            import django
            from django.conf import settings
            from django.db import connection
            from django.test import Client

            settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
            settings.ALLOWED_HOSTS = ["testserver"]
            django.setup()
            logging.disable(logging.CRITICAL)
            from kreislauf.portal.tests.fabrik import sende_antrag

            browser = Client(raise_request_exception=False)
            kopie = sende_antrag(browser)
            try:
                yield browser, sicht, kopie
            finally:
                connection.close()


def _einlassen(browser: Any, sicht: "psycopg.Connection[Any]", kopie: Any) -> None:
    """Signed in, with nothing counted: the hostile requests reach the pages behind the number and code, too."""
    sicht.execute("TRUNCATE portal_zaehler")
    browser.post("/de/stand/", {"nummer": kopie.nummer, "code": kopie.code})


def lauf(
    browser: Any, anzahl: int, saat: int, einlassen: Callable[[], None] | None = None
) -> tuple[dict[int, int], float]:
    """Answers by status, and the 99th percentile of their processor time, ms."""
    zufall, antworten, zeiten = random.Random(saat), dict[int, int](), []
    for nummer in range(anzahl):
        methode, pfad, daten, kopf = anfrage(zufall)
        if einlassen is not None and nummer % 50 == 0:
            einlassen()
        beginn = time.process_time()
        status = _senden(browser, methode, pfad, daten, kopf)
        zeiten.append(time.process_time() - beginn)
        antworten[status] = antworten.get(status, 0) + 1
    return antworten, quantiles(zeiten, n=100)[98] * 1000


def _senden(browser: Any, methode: str, pfad: str, daten: Any, kopf: dict[str, Any]) -> int:
    if methode == "POST" and isinstance(daten, dict):
        sauber = {k: v for k, v in daten.items() if k}
        try:
            return int(browser.post(pfad, sauber, **kopf).status_code)
        except UnicodeEncodeError:  # no client can send this; the server never sees it
            return 0
    typ = kopf.pop("CONTENT_TYPE", "application/octet-stream")
    roh = daten if isinstance(daten, bytes) else io.BytesIO(repr(daten).encode(errors="replace")).read()
    return int(browser.generic(methode, pfad, roh, content_type=typ, **kopf).status_code)


def fuenfhunderter(antworten: dict[int, int]) -> int:
    return sum(n for status, n in antworten.items() if status >= 500)


def gegenprobe(browser: Any) -> int:
    """The same requests when a view takes its input as it comes."""
    from kreislauf.portal import views

    heil: Callable[..., Any] = views.AnspruchspruefungForm.is_valid
    views.AnspruchspruefungForm.is_valid = lambda self: bool(int(self.data.get("geburtsdatum", "1")[:1]))  # type: ignore[method-assign]
    try:
        return fuenfhunderter(lauf(browser, 300, 8)[0])
    finally:
        views.AnspruchspruefungForm.is_valid = heil  # type: ignore[method-assign]


def main(argv: Sequence[str]) -> int:
    zerleger = argparse.ArgumentParser(prog="soak portal_feindlich")
    zerleger.add_argument("--anzahl", type=int, default=100_000)
    angaben = zerleger.parse_args(argv)
    with portal() as (browser, sicht, kopie):
        antworten, p99 = lauf(browser, angaben.anzahl, 8, lambda: _einlassen(browser, sicht, kopie))
        gesehen = gegenprobe(browser)
        frage = "SELECT (SELECT count(*) FROM antrag_eingang), (SELECT count(*) FROM antrag_nachsendung)"
        zeilen = sicht.execute(frage).fetchone()
    print(
        f"{angaben.anzahl} Anfragen: {dict(sorted(antworten.items()))}; p99 {p99:.0f} ms; Gegenprobe: {gesehen} Fehler"
        f"; Eingänge und Nachsendungen danach: {zeilen}"
    )
    return int(bool(fuenfhunderter(antworten)) or p99 > 500 or not gesehen or zeilen != (1, 0))
