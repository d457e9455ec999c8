"""Remind people by mail of what is due: at most one mail per person and day, and of nothing twice at the same step.

First the mail is claimed and committed, then it is sent: two workers, a second run or a crash in between never send it
twice. What a mail that was not accepted should have said goes into the mail of the next day.
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.erinnerungen.models import Erinnerungsmail, Erinnerungsschritt
from kreislauf.foundation.erinnerungen.quellen import Anlass
from kreislauf.foundation.erinnerungen.selectors import offene_anlaesse
from kreislauf.foundation.erinnerungen.states import MAIL_TRANSITIONS, Mailstand
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state

log = logging.getLogger(__name__)

Anlaesse = Sequence[tuple[Anlass, str]]
ZEILEN_HOECHSTENS = 40
GRUPPEN = (  # how the step begins, heading, words of the subject
    ("woche", "Überfällig", "überfällig"),
    ("heute", "Heute fällig", "heute fällig"),
    ("voraus", "In den nächsten 14 Tagen", "bald fällig"),
    ("neu", "Neuer Stand", "neu"),
)


class MailNichtErreichbar(DomainError):
    """The county's mail server does not answer or does not let us in."""


def send_reminders(*, at: datetime) -> dict[str, int]:
    """Send every person her mail of the day; number of mails per state. Nothing where no mail server is set up.

    Opens transactions of its own, one person at a time and in her context. Raises MailNichtErreichbar; then nothing is
    written and the next run begins anew.
    """
    ergebnis = {stand.value: 0 for stand in Mailstand}
    if not settings.MAIL_EINGERICHTET:
        return ergebnis
    leitung = _verbinden()
    try:
        for user in User.objects.filter(is_active=True, erinnerung_per_mail=True).order_by("pk"):
            mail = _beanspruchen(user, at)
            if mail is None:
                continue
            akt = _senden(leitung, _nachricht(user, mail[1], timezone.localdate(at)))
            ergebnis[_vermerken(mail[0], user, akt, at).value] += 1
            if akt == "lose":
                leitung = _verbinden()
    finally:
        leitung.close()
    return ergebnis


def _verbinden() -> BaseEmailBackend:
    leitung = get_connection()
    try:
        leitung.open()
    except (OSError, smtplib.SMTPException) as fehler:
        raise MailNichtErreichbar(f"Der Mailserver ist nicht erreichbar: {fehler}") from fehler
    return leitung


def _beanspruchen(user: User, at: datetime) -> tuple[Erinnerungsmail, Anlaesse] | None:
    """Claim the person's mail of this day; None where there is nothing to say or it is claimed already."""
    heute = timezone.localdate(at)
    with handeln_als(user, at=at):
        if not offene_anlaesse(user, heute):
            return None
        mail = _zeile(user, heute, at)
        if mail is None:
            return None
        anlaesse = offene_anlaesse(user, heute)  # again, now that nobody else can claim them
        for anlass, schritt in anlaesse:
            Erinnerungsschritt.objects.update_or_create(
                user=user,
                gegenstand=anlass.gegenstand,
                faellig=anlass.faellig,
                schritt=schritt,
                defaults={"mail": mail},
            )
    return mail, anlaesse


def _zeile(user: User, heute: date, at: datetime) -> Erinnerungsmail | None:
    """The row of the mail, if it is ours to send: new, or refused by the server before."""
    neu = Erinnerungsmail(user=user, tag=heute, created_at=at)
    Erinnerungsmail.objects.bulk_create([neu], ignore_conflicts=True)  # waits for a second worker and loses to it
    mail = Erinnerungsmail.objects.select_for_update().get(user=user, tag=heute)
    if mail.pk == neu.pk:
        return mail
    if mail.state != Mailstand.ABGEWIESEN:
        return None
    mail.state = next_state(MAIL_TRANSITIONS, "retry", Mailstand(mail.state))
    mail.save(update_fields=["state"])
    return mail


def _senden(leitung: BaseEmailBackend, nachricht: EmailMessage) -> str:
    """Hand over one mail; the act that says what became of it."""
    try:
        leitung.send_messages([nachricht])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as fehler:
        log.warning("Eine Erinnerung wurde abgewiesen: %s", fehler)
        return "refuse"
    except (OSError, smtplib.SMTPException) as fehler:  # broken off: the server may have taken it
        log.warning("Beim Versand einer Erinnerung brach die Verbindung ab: %s", fehler)
        leitung.close()
        return "lose"
    return "accept"


@transaction.atomic
def _vermerken(mail: Erinnerungsmail, user: User, akt: str, at: datetime) -> Mailstand:
    with handeln_als(user, at=at):
        mail.state = next_state(MAIL_TRANSITIONS, akt, Mailstand(mail.state))
        mail.finished_at = at
        mail.save(update_fields=["state", "finished_at"])
        details = {"user": str(user.pk), "schritte": mail.schritte.count(), "stand": mail.state}
        journal.record("erinnerung.send", mail, actor=None, at=at, details=details)
    return Mailstand(mail.state)


def _nachricht(user: User, anlaesse: Anlaesse, heute: date) -> EmailMessage:
    gezeigt = anlaesse[:ZEILEN_HOECHSTENS]
    gruppen = [
        (titel, [(a, abs((heute - a.faellig).days)) for a, s in gezeigt if s.startswith(anfang)])
        for anfang, titel, _ in GRUPPEN
    ]
    zahlen = [(sum(s.startswith(anfang) for _, s in anlaesse), wort) for anfang, _, wort in GRUPPEN]
    kontext = {
        "user": user,
        "gruppen": [(titel, zeilen) for titel, zeilen in gruppen if zeilen],
        "weitere": len(anlaesse) - len(gezeigt),
        "adresse": settings.ADRESSE,
        "konto": reverse("konto"),
    }
    return EmailMessage(
        subject="Kreislauf: " + ", ".join(f"{zahl} {wort}" for zahl, wort in zahlen if zahl),
        body=render_to_string("erinnerungen/mail.txt", kontext),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no absence notes in answer
    )
