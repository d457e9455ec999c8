"""Reminders by mail, handed to a real SMTP server on this machine."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.db import connection

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.erinnerungen import services
from kreislauf.foundation.erinnerungen.models import Erinnerungsmail
from kreislauf.foundation.erinnerungen.quellen import schritt
from kreislauf.foundation.erinnerungen.selectors import offene_anlaesse
from kreislauf.foundation.erinnerungen.services import MailNichtErreichbar, send_reminders
from kreislauf.steuerung.ratsinfo.tests.fabrik import make_auftrag, make_bereich, make_user

pytestmark = pytest.mark.usefixtures("festgeschrieben")
AT = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
HEUTE = date(2026, 11, 24)


class Postfach:
    """What the server does with a mail; keeps what it accepted."""

    def __init__(self) -> None:
        self.post: list[Any] = []
        self.antwort = "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.antwort == "auflegen":
            server.transport.close()
            return "421 weg"
        if self.antwort.startswith("250"):
            self.post.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.antwort


@pytest.fixture
def postfach(settings: LazySettings) -> Iterator[Postfach]:
    handler = Postfach()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.MAIL_EINGERICHTET = True
    yield handler
    server.stop()


@pytest.fixture
def leitung() -> User:
    """The head of a unit with a duty that is due in a week."""
    with handeln_als_system():
        bereich = make_bereich("Jugendamt")
        user = make_user("leitung", bereich, email="leitung@x.example")
        make_auftrag(
            bereich=bereich,
            verantwortlich=bereich,
            frist=HEUTE + timedelta(days=7),
            schutzstufe=Schutzstufe.OEFFENTLICH,
            text="Konzept vorlegen",
        )
    return user


def test_due_duty_is_told_once_in_one_mail(postfach: Postfach, leitung: User) -> None:
    assert send_reminders(at=AT)["versandt"] == 1
    assert send_reminders(at=AT)["versandt"] == 0
    assert send_reminders(at=AT + timedelta(days=1))["versandt"] == 0  # same step: nothing new to say

    (mail,) = postfach.post
    assert mail["To"] == leitung.email
    assert mail["Subject"] == "Kreislauf: 1 bald fällig"
    assert "Konzept vorlegen" in mail.get_content()
    assert "fällig am 01.12.2026" in mail.get_content()


def test_overdue_duty_is_told_again_every_week_until_it_is_done(postfach: Postfach, leitung: User) -> None:
    for tag in range(22):
        send_reminders(at=AT + timedelta(days=tag))

    assert [m["Subject"].partition(": ")[2] for m in postfach.post] == [
        "1 bald fällig",
        "1 heute fällig",
        "1 überfällig",
        "1 überfällig",
    ]


def test_text_that_is_not_public_does_not_leave_the_house(postfach: Postfach, leitung: User) -> None:
    with handeln_als_system():
        bereich = leitung.zustaendigkeiten.get().bereich
        make_auftrag(bereich=bereich, verantwortlich=bereich, frist=HEUTE, text="Personalsache Müller")

    send_reminders(at=AT)

    assert "Personalsache" not in postfach.post[0].get_content()
    assert "Frist eines Auftrags" in postfach.post[0].get_content()


@pytest.mark.parametrize("feld", ["erinnerung_per_mail", "is_active"])
def test_who_opted_out_or_left_gets_no_mail(postfach: Postfach, leitung: User, feld: str) -> None:
    with handeln_als_system():
        User.objects.filter(pk=leitung.pk).update(**{feld: False})

    assert send_reminders(at=AT)["versandt"] == 0
    assert postfach.post == []


def test_server_that_is_down_is_tried_again_and_nothing_is_lost(
    postfach: Postfach, leitung: User, settings: LazySettings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(MailNichtErreichbar):
        send_reminders(at=AT)

    settings.EMAIL_PORT = port
    assert send_reminders(at=AT + timedelta(hours=1))["versandt"] == 1


def test_refused_mail_is_tried_again_the_same_day(postfach: Postfach, leitung: User) -> None:
    postfach.antwort = "451 später"
    assert send_reminders(at=AT)["abgewiesen"] == 1

    postfach.antwort = "250 ok"
    assert send_reminders(at=AT + timedelta(hours=1))["versandt"] == 1
    assert len(postfach.post) == 1


def test_broken_connection_is_not_repeated_today_but_said_tomorrow(postfach: Postfach, leitung: User) -> None:
    postfach.antwort = "auflegen"
    assert send_reminders(at=AT)["ungewiss"] == 1

    postfach.antwort = "250 ok"
    assert send_reminders(at=AT + timedelta(hours=1))["versandt"] == 0
    assert send_reminders(at=AT + timedelta(days=1))["versandt"] == 1


def _zugleich() -> None:
    start = Barrier(3)

    def lauf() -> None:
        try:
            start.wait(10)
            send_reminders(at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for ergebnis in [pool.submit(lauf) for _ in range(3)]:
            ergebnis.result()


def test_three_workers_at_once_send_one_mail(postfach: Postfach, leitung: User) -> None:
    _zugleich()

    assert len(postfach.post) == 1


def test_nobody_else_sees_that_somebody_was_reminded(postfach: Postfach, leitung: User) -> None:
    send_reminders(at=AT)
    with handeln_als_system():
        andere = make_user("leitung", make_bereich("Sozialamt"), email="andere@x.example")

    with handeln_als(andere, at=AT):
        assert Erinnerungsmail.objects.count() == 0
    with handeln_als(leitung, at=AT):
        assert Erinnerungsmail.objects.count() == 1


def test_without_the_claim_three_workers_send_three(
    postfach: Postfach, leitung: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""

    def ohne_anspruch(user: User, at: datetime) -> Any:
        with handeln_als(user, at=at):
            return Erinnerungsmail(user=user, tag=HEUTE, created_at=at), offene_anlaesse(user, HEUTE)

    monkeypatch.setattr(services, "_beanspruchen", ohne_anspruch)
    monkeypatch.setattr(services, "_vermerken", lambda *_: services.Mailstand.VERSANDT)
    _zugleich()

    assert len(postfach.post) == 3


@pytest.mark.parametrize(
    ("tage", "erwartet"),
    [(15, None), (14, "voraus"), (1, "voraus"), (0, "heute"), (-1, "woche-0"), (-7, "woche-0"), (-8, "woche-1")],
)
def test_step_follows_from_the_day(tage: int, erwartet: str | None) -> None:
    assert schritt(HEUTE + timedelta(days=tage), HEUTE) == erwartet
