"""`kreislauf konto anlegen | sperren | entsperren | faktor-zuruecksetzen | rolle`, for the county's IT."""

import argparse
import secrets
import sys
from collections.abc import Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from axes.utils import reset as axes_reset
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.foundation.journal import services as journal


def _anlegen(a: argparse.Namespace) -> str:
    passwort = secrets.token_urlsafe(12)
    user = User.objects.create_user(a.email, passwort, vorname=a.vorname, nachname=a.nachname)
    journal.record("konto.create", user, actor=None, at=timezone.now(), details={"weg": "Befehl"})
    return f"{user.email} ist eingetragen. Startpasswort: {passwort}"


def _zugang(aktiv: bool, email: str) -> str:
    user = User.objects.get(email=email)
    user.is_active = aktiv
    user.save(update_fields=["is_active"])
    axes_reset(username=email)
    journal.record("konto.unlock" if aktiv else "konto.lock", user, actor=None, at=timezone.now())
    return f"{email} ist {'freigegeben' if aktiv else 'gesperrt'}."


def _faktor(a: argparse.Namespace) -> str:
    user = User.objects.get(email=a.email)
    Authenticator.objects.filter(user=user).delete()
    journal.record("konto.reset_factor", user, actor=None, at=timezone.now())
    return f"Der zweite Faktor von {a.email} ist zurückgesetzt."


def _rolle(a: argparse.Namespace) -> str:
    bereich = Bereich.objects.get(name=a.bereich)
    zustaendigkeit = Zustaendigkeit.objects.create(
        user=User.objects.get(email=a.email), rolle=a.rolle, bereich=bereich, beginn=a.von or timezone.localdate()
    )
    journal.record("rolle.assign", zustaendigkeit, actor=None, at=timezone.now(), details={"rolle": a.rolle})
    return f"{a.email} ist jetzt {ROLLEN[a.rolle].label} ({bereich})."


def main(argv: Sequence[str]) -> int:
    """Exit status 0: done; 1: not possible, with the reason; 2: wrong call."""
    zerleger = argparse.ArgumentParser(prog="kreislauf konto", description="Personen, Zugang und Rollen verwalten.")
    unter = zerleger.add_subparsers(dest="was", required=True, metavar="WAS")
    p = unter.add_parser("anlegen", help="eine Person eintragen; zeigt ihr Startpasswort")
    p.add_argument("email")
    p.add_argument("--vorname", default="")
    p.add_argument("--nachname", required=True)
    p.set_defaults(tun=_anlegen)
    for name, aktiv, hilfe in (("sperren", False, "Zugang sperren"), ("entsperren", True, "Zugang freigeben")):
        p = unter.add_parser(name, help=hilfe)
        p.add_argument("email")
        p.set_defaults(tun=lambda a, aktiv=aktiv: _zugang(aktiv, a.email))
    p = unter.add_parser("faktor-zuruecksetzen", help="zweiten Faktor entfernen")
    p.add_argument("email")
    p.set_defaults(tun=_faktor)
    p = unter.add_parser("rolle", help="eine Rolle in einem Bereich geben")
    p.add_argument("email")
    p.add_argument("rolle", choices=list(ROLLEN))
    p.add_argument("bereich")
    p.add_argument("--von", type=date.fromisoformat, help="erster Tag, JJJJ-MM-TT")
    p.set_defaults(tun=_rolle)
    angaben = zerleger.parse_args(argv)
    try:
        with handeln_als_system():
            text: str = angaben.tun(angaben)
    except (User.DoesNotExist, Bereich.DoesNotExist) as fehler:
        sys.stderr.write(f"Nicht gefunden: {fehler}\n")
        return 1
    sys.stdout.write(f"{text}\n")
    return 0
