"""Two at the same moment, on really committed data."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import User

PASSWORT = "richtiges-pferd-batterie"
ZUGLEICH = 4


def _hinein(client: Client, code: str, start: Barrier) -> bool:
    """Whether this browser gets in with the code, sent when all are ready."""
    try:
        start.wait(10)
        client.post(reverse("mfa_authenticate"), {"code": code})
        return client.get("/").status_code == 200
    finally:
        connection.close()


@pytest.mark.usefixtures("festgeschrieben")
def test_one_code_lets_in_one_browser_even_when_several_send_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocMemCache, "add", lambda *args, **kwargs: True)  # as if each had a worker process of its own
    geheimnis = generate_totp_secret()
    with handeln_als_system():
        TOTP.activate(User.objects.create_user("p@x.example", PASSWORT, nachname="Person"), geheimnis)
    browser = [Client() for _ in range(ZUGLEICH)]
    for client in browser:
        client.post(reverse("account_login"), {"login": "p@x.example", "password": PASSWORT})
    code = format_hotp_value(hotp_value(geheimnis, int(time.time()) // 30))
    start = Barrier(ZUGLEICH)

    with ThreadPoolExecutor(ZUGLEICH) as pool:
        drin = list(pool.map(lambda client: _hinein(client, code, start), browser))

    assert sum(drin) == 1


def _raten(nummer: int, start: Barrier) -> int:
    try:
        start.wait(10)
        angaben = {"login": "p@x.example", "password": f"falsch-{nummer}"}
        return Client().post(reverse("account_login"), angaben).status_code
    finally:
        connection.close()


@pytest.mark.usefixtures("festgeschrieben")
def test_guessing_at_once_gets_no_more_attempts_than_guessing_in_a_row() -> None:
    with handeln_als_system():
        User.objects.create_user("p@x.example", PASSWORT, nachname="Person")
    versuche = 3 * settings.AXES_FAILURE_LIMIT
    start = Barrier(versuche)

    with ThreadPoolExecutor(versuche) as pool:
        antworten = list(pool.map(lambda nummer: _raten(nummer, start), range(versuche)))

    with handeln_als_system():
        gezaehlt = sum(AccessAttempt.objects.values_list("failures_since_start", flat=True))
    assert gezaehlt == settings.AXES_FAILURE_LIMIT
    assert antworten.count(200) == settings.AXES_FAILURE_LIMIT - 1
    assert antworten.count(429) == versuche - settings.AXES_FAILURE_LIMIT + 1
