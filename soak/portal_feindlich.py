"""T8 at the portal's door: hostile requests against the portal's own settings; no 5xx, no traceback, p99 below 500 ms.

Control: a view that stumbles over its input is seen by the same count.
"""

import argparse
import io
import logging
import os
import random
import string
import time
from collections.abc import Callable, Sequence
from statistics import quantiles
from typing import Any

BOESE = (
    "\x00", "\ud800", "'", "';DROP TABLE x--", "<script>alert(1)</script>", "../../etc/passwd", "%00", "%ff", "{{7*7}}",
    "${jndi:ldap://x}", "A" * 20_000, "𝟙𝟚.𝟛.𝟚𝟘𝟙𝟟", "٣١.١٢.٢٠١٧", "99.99.9999", "1.1.0001", "31.12.9999", "-1", "1e309",
    "NaN", "\u202e", "\r\nSet-Cookie: a=b", "ß" * 5000, "on", "[]", "null",
)  # fmt: skip
FELDER = ("rechtskreis", "geburtsdatum", "einrichtung", "ausbildungsverguetung", "bedarfe", "aendern", "fremd")
GUT = {"rechtskreis": "sgb2", "geburtsdatum": "1.3.2017", "einrichtung": "schule", "ausbildungsverguetung": "nein"}
PFADE = (
    "/", "/de/", "/ar/anspruch/", "/de/anspruch/", "/xx/anspruch/", "/de/anspruch", "/%00/", "/de/%2e%2e/",
    "/de/" + "a" * 3000,
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


def client() -> Any:
    """A client of the portal's own settings, in this process; there is no database it could reach."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kreislauf.project.settings_portal"
    import django
    from django.conf import settings
    from django.test import Client

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    logging.disable(logging.CRITICAL)
    return Client(raise_request_exception=False)


def lauf(browser: Any, anzahl: int, saat: int) -> tuple[dict[int, int], float]:
    """Answers by status, and the 99th percentile of their processor time, ms."""
    zufall, antworten, zeiten = random.Random(saat), dict[int, int](), []
    for _ in range(anzahl):
        methode, pfad, daten, kopf = anfrage(zufall)
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
    browser = client()
    antworten, p99 = lauf(browser, angaben.anzahl, 8)
    gesehen = gegenprobe(browser)
    print(
        f"{angaben.anzahl} Anfragen: {dict(sorted(antworten.items()))}; p99 {p99:.0f} ms; Gegenprobe: {gesehen} Fehler"
    )
    return int(bool(fuenfhunderter(antworten)) or p99 > 500 or not gesehen)
