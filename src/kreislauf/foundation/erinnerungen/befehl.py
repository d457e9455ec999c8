"""`kreislauf erinnern`: send today's reminders now, or try the mail server."""

import argparse
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from kreislauf.foundation.erinnerungen.services import MailNichtErreichbar, send_reminders


def main(argv: Sequence[str]) -> int:
    """Exit status 1 when no server is set up or it does not take the mail."""
    zerleger = argparse.ArgumentParser(
        prog="kreislauf erinnern",
        description="Die Erinnerungen von heute jetzt versenden. Wer heute schon eine bekam, bekommt keine zweite.",
    )
    zerleger.add_argument("--probe", metavar="ADRESSE", help="nur eine Probenachricht an diese Adresse senden")
    angaben = zerleger.parse_args(argv)
    if not settings.MAIL_EINGERICHTET:
        sys.stderr.write("Es ist kein Mailserver eingerichtet (KREISLAUF_MAIL_SERVER).\n")
        return 1
    try:
        if angaben.probe:
            text = "Diese Nachricht zeigt, dass Kreislauf Mails versenden kann."
            EmailMessage("Kreislauf: Probe", text, to=[angaben.probe]).send()
            print(f"Der Mailserver hat die Probe an {angaben.probe} angenommen.")
            return 0
        ergebnis = send_reminders(at=timezone.now())
    except (MailNichtErreichbar, OSError) as fehler:  # smtplib's failures are OSErrors, too
        sys.stderr.write(f"{fehler}\n")
        return 1
    print(f"{ergebnis['versandt']} versandt, {ergebnis['abgewiesen']} abgewiesen, {ergebnis['ungewiss']} ungewiss.")
    return 1 if ergebnis["abgewiesen"] or ergebnis["ungewiss"] else 0
