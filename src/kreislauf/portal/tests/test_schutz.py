"""What every answer of the portal carries under its real settings behind https, and what it writes into its log."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kreislauf.portal import anmeldung, urls
from kreislauf.portal.kopfzeilen import KopfzeilenMiddleware
from kreislauf.portal.sicherheitslog import OhneLinks
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import HAUSHALT, sende_antrag, weiter
from kreislauf.portal.tests.test_stand import oeffne, text

# Answers requests as the portal's process does; its database is out of reach.
KIND = """
import json, sys, django
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()
from django.test import Client
client, alle = Client(enforce_csrf_checks=True, raise_request_exception=False), []
for methode, pfad, daten, kopf in json.load(sys.stdin):
    if "csrfmiddlewaretoken" in daten:
        daten["csrfmiddlewaretoken"] = client.cookies[settings.CSRF_COOKIE_NAME].value
    senden = client.post(pfad, daten, **kopf) if methode == "POST" else client.generic(methode, pfad, **kopf)
    kekse = {n: [bool(k[e]) for e in ("secure", "httponly")] + [k["samesite"], k["path"], k["domain"]]
             for n, k in senden.cookies.items()}
    alle.append([senden.status_code, dict(senden.headers), kekse, senden.content.decode(errors="replace")])
angaben = {"debug": settings.DEBUG, "apps": settings.INSTALLED_APPS, "key": settings.SECRET_KEY}
json.dump({"antworten": alle, **angaben}, sys.stdout)
"""
MUSTER = {"sprache": "de", "token": "A" * 43, "code": "ABCD"}
ADRESSEN = [
    reverse(f"portal:{m.name}", "kreislauf.project.urls_portal", kwargs={n: MUSTER[n] for n in m.pattern.converters})
    for m in urls.urlpatterns
]
OHNE_ANGABEN = {"/", "/de/"}  # the same for everybody
UNFUG = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT")
Echt = Callable[..., Any]


class Lauf:
    def __init__(self, ausgabe: dict[str, Any], protokoll: str) -> None:
        self.debug, self.apps, self.schluessel = ausgabe["debug"], ausgabe["apps"], ausgabe["key"]
        self.protokoll = protokoll
        self.antworten = [
            (s, {k.lower(): w for k, w in h.items()}, kekse, t) for s, h, kekse, t in ausgabe["antworten"]
        ]


def laufen(ordner: Path, anfragen: list[Any]) -> Lauf:
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))} | {
        "DJANGO_SETTINGS_MODULE": "kreislauf.project.settings_portal",
        "KREISLAUF_DATEN": str(ordner),
        "KREISLAUF_DATABASE_URL": "postgresql://niemand@127.0.0.1:9/nirgends",
        "KREISLAUF_PORTAL_ADRESSE": "https://portal.example",
        "KREISLAUF_PORTAL_BEREICH": "1",
        "KREISLAUF_SECRET_KEY": "of-the-inside",
    }
    lauf = subprocess.run(
        [sys.executable, "-c", KIND],
        input=json.dumps(anfragen),
        env=umgebung,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert lauf.returncode == 0, lauf.stderr
    return Lauf(json.loads(lauf.stdout), lauf.stderr)


GET = [["GET", pfad, {}, {}] for pfad in ADRESSEN]
SCHREIBEN = [["POST", pfad, {}, {}] for pfad in ADRESSEN]
FALSCH = [[methode, pfad, {}, {"HTTP_X_SPUR": "Spur"}] for pfad in ADRESSEN for methode in UNFUG]
ANGABEN = {"nummer": "0123-4567-89", "code": "GEHEIM-GEHEIM", "csrfmiddlewaretoken": ""}
REST = [
    ["GET", '/de/"><script>alert(1)</script>', {}, {}],
    ["GET", "/de/x%0A2026-01-01T00:00:00+0100 ERROR gefaelscht", {}, {}],
    ["GET", "/statisch/", {}, {}],
    ["POST", "/de/antrag/", {"x": "y"}, {"CONTENT_LENGTH": "999999999999"}],
    ["GET", "/de/stand/", {}, {}],
    ["POST", "/de/stand/", ANGABEN, {"HTTP_REFERER": "https://portal.example/de/stand/", "HTTP_ORIGIN": "https://portal.example"}],
]  # fmt: skip


@pytest.fixture(scope="module")
def ordner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="module")
def echt(ordner: Path) -> Lauf:
    return laufen(ordner, GET + SCHREIBEN + FALSCH + REST)


def test_every_answer_carries_the_headers_that_bind_the_browser(echt: Lauf) -> None:
    for status, kopf, _, _ in echt.antworten:
        assert kopf["strict-transport-security"] == "max-age=31536000; includeSubDomains", status
        assert kopf["x-content-type-options"] == "nosniff"
        assert kopf["referrer-policy"] == "same-origin"
        assert kopf["cross-origin-resource-policy"] == kopf["cross-origin-opener-policy"] == "same-origin"
        assert "access-control-allow-origin" not in kopf
        csp = set(kopf["content-security-policy"].split("; "))
        assert {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= csp
        assert "unsafe" not in kopf["content-security-policy"]


@pytest.mark.parametrize("https", [True, False])
def test_without_https_nothing_promises_it(rf: Any, settings: Any, https: bool) -> None:
    """The control: it is the setting that is told, not a constant."""
    settings.HTTPS = https

    antwort = KopfzeilenMiddleware(lambda _: HttpResponse())(rf.get("/"))

    assert ("Strict-Transport-Security" in antwort.headers) is https


def test_pages_are_text_in_utf_8_and_none_with_answers_is_kept_by_a_cache(echt: Lauf) -> None:
    for (_, kopf, _, _), (_, pfad, _, _) in zip(echt.antworten, GET + SCHREIBEN, strict=False):
        if kopf["content-type"] == "application/pdf":  # the empty form, the same for everybody
            assert pfad == "/de/antrag/formular.pdf"
            continue
        assert kopf["content-type"] == "text/html; charset=utf-8"
        assert "no-store" in kopf["cache-control"]
        assert pfad in OHNE_ANGABEN or "private" in kopf["cache-control"] or kopf["cache-control"] == "no-store"


def test_cookies_belong_to_this_host_and_to_no_script(echt: Lauf) -> None:
    kekse = {name: angaben for _, _, alle, _ in echt.antworten for name, angaben in alle.items()}

    assert set(kekse) == {"__Host-portal_csrf"}  # the others need a database; they are set by the same hand, see below
    assert kekse["__Host-portal_csrf"] == [True, True, "Lax", "/", ""]


def test_each_address_takes_a_post_only_with_the_token_of_its_form(echt: Lauf) -> None:
    antworten = [status for status, _, _, _ in echt.antworten[len(GET) : len(GET) + len(SCHREIBEN)]]

    assert len(antworten) > 10
    assert set(antworten) == {403}
    assert echt.antworten[-1][0] == 500  # with it, the form is read and the database asked, which is away


def test_no_other_method_is_answered_and_looking_changes_nothing(echt: Lauf) -> None:
    anfang = len(GET) + len(SCHREIBEN)
    antworten = echt.antworten[anfang : anfang + len(FALSCH)]
    nur_schreiben = [
        pfad for (status, _, _, _), (_, pfad, _, _) in zip(echt.antworten, GET, strict=False) if status == 405
    ]

    assert {status for status, _, _, _ in antworten} == {403, 405}  # what writes fails already for want of the token
    assert {s for (s, _, _, _), (m, _, _, _) in zip(antworten, FALSCH, strict=True) if m in {"TRACE", "OPTIONS"}} == {
        405
    }
    assert not any("Spur" in inhalt for _, _, _, inhalt in antworten)  # TRACE gives nothing back
    assert nur_schreiben == ["/de/stand/abmelden/", "/de/stand/helfer/beenden/"]


def test_addresses_are_shown_as_text_and_folders_are_not_listed(echt: Lauf) -> None:
    boese, _, ordner = echt.antworten[-6:-3]

    assert boese[0] == ordner[0] == 404
    assert "<script" not in boese[3]
    assert not any("<script" in seite for _, _, _, seite in echt.antworten)  # the portal runs none of its own, either


def test_too_large_a_request_is_refused_before_it_is_read(echt: Lauf) -> None:
    status, _, _, seite = echt.antworten[-3]

    assert status == 413
    assert "Das ist zu groß" in seite
    assert "anfrage.zu_gross" in echt.protokoll


def test_unexpected_failure_is_told_in_plain_words_and_logged_with_its_cause(echt: Lauf) -> None:
    status, _, _, seite = echt.antworten[-1]

    assert status == 500
    assert "Das hat leider nicht geklappt" in seite
    assert not re.search(r"Traceback|OperationalError|psycopg|127\.0\.0\.1", seite)
    assert "OperationalError" in echt.protokoll
    assert "GEHEIM" not in echt.protokoll
    assert echt.debug is False


def test_line_break_in_an_address_makes_no_line_of_its_own(echt: Lauf) -> None:
    zeilen = echt.protokoll.splitlines()

    assert [z for z in zeilen if "gefaelscht" in z]
    assert not [z for z in zeilen if re.match(r"2026-01-01T00:00:00\+0100 ERROR gefaelscht", z)]
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} WARNING ", next(z for z in zeilen if "WARNING" in z))


def test_key_of_the_inside_is_unknown_to_the_portal(echt: Lauf, ordner: Path) -> None:
    eigener = ordner / "geheimnis-portal"

    assert echt.schluessel == eigener.read_text()
    assert len(echt.schluessel) > 80
    assert eigener.stat().st_mode & 0o077 == 0
    assert not (ordner / "geheimnis").exists()


def test_process_of_the_portal_has_no_part_that_it_does_not_need(echt: Lauf) -> None:
    assert set(echt.apps) == {"kreislauf.portal", "django.contrib.staticfiles", "django.forms", "csp"}


def test_log_names_neither_key_of_a_draft_nor_what_was_typed() -> None:
    zeile = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Too Many Requests", "/de/weiter/Kx9/"), None)
    assert "Kx9" in zeile.getMessage()  # the control: this is what Django writes

    OhneLinks().filter(zeile)

    assert zeile.getMessage() == "Too Many Requests: /de/weiter/…/"


def test_sign_in_failure_limit_and_sign_out_stand_in_the_log_without_a_name(
    als_portal: AlsPortal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kreislauf.portal.sicherheitslog")
    with als_portal() as client:
        kopie = sende_antrag(client)
        oeffne(client, kopie, code="0000-0000-0000")
        oeffne(client, kopie)
        client.post("/de/stand/helfer/beenden/", {"helfer": "x"})
        client.post("/de/stand/abmelden/")
        client.cookies[anmeldung.KEKS] = "verdreht"
        client.get("/de/stand/")
        for _ in range(31):
            zuletzt = client.post("/de/stand/", {"nummer": "1", "code": "AAAA"})
    zeilen = [z.getMessage() for z in caplog.records if z.name == "kreislauf.portal.sicherheitslog"]

    assert zuletzt.status_code == 429
    folge = list(dict.fromkeys(z.split()[0] for z in zeilen))
    assert folge == ["anmeldung.falsch", "anmeldung.gelungen", "zugriff.verweigert", "anmeldung.beendet",
                     "anmeldung.ungueltig", "grenze.erreicht"]  # fmt: skip
    assert all(re.search(r"seite=portal:\w+ absender=[0-9a-f]{16} konto=([0-9a-f]{16}|-)$", z) for z in zeilen)
    assert len({z.split("konto=")[1] for z in zeilen[:2]}) == 1  # the same number, without saying which
    for wort in (kopie.nummer, kopie.nummer.replace("-", ""), kopie.code, "127.0.0.1", "Haddad"):
        assert wort not in "".join(zeilen)


def test_new_sign_in_ends_the_one_before_and_every_page_offers_the_way_out(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
        oeffne(client, kopie)
        erste = client.cookies[anmeldung.KEKS].value
        oeffne(client, kopie)
        zweite = client.cookies[anmeldung.KEKS].value
        seiten = [text(client.get(f"/de/stand/{teil}")) for teil in ("", "nachweise/", "helfer/")]
        seiten.append(text(client.post("/de/stand/helfer/", {"name": "Frau Yilmaz"})))
        alt = Client()
        alt.cookies[anmeldung.KEKS] = erste
        wieder = text(alt.get("/de/stand/"))
        weg = client.post("/de/stand/abmelden/")

    assert erste != zweite
    assert 'name="code"' in wieder
    assert all('action="/de/stand/abmelden/"' in seite for seite in seiten)
    assert weg.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_what_people_typed_is_shown_as_text_and_only_the_forms_body_is_read(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kind = weiter(client, client.get("/de/antrag/"), **{**HAUSHALT, "vorname": "<b>Amira</b>", "gehe": ""})
        wieder = weiter(client, kind, gehe="sie")
        abfrage = client.post("/de/stand/?nummer=0123456789&code=AAAA", {})

    assert "&lt;b&gt;Amira&lt;/b&gt;" in text(wieder)
    assert "<b>" not in text(wieder)
    assert abfrage.status_code == 422
