"""`kreislauf konto …`, for the county's IT: people, access, roles and the first area of a new installation."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from axes.utils import reset as axes_reset
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.foundation.accounts.services import drop_sessions, set_startpasswort
from kreislauf.foundation.journal import services as journal

_WEG = {"weg": "Befehl"}
Tun = Callable[[argparse.Namespace], str]


def _person(email: str) -> User:
    return User.objects.select_for_update().get(email=email.lower())


def _anlegen(a: argparse.Namespace) -> str:
    user = User(email=a.email.lower(), vorname=a.vorname, nachname=a.nachname)
    passwort = set_startpasswort(user)
    user.full_clean()
    user.save()
    journal.record("konto.create", user, actor=None, at=timezone.now(), details=_WEG)
    return f"{user.email} ist eingetragen. Startpasswort: {passwort}"


def _passwort(a: argparse.Namespace) -> str:
    user = _person(a.email)
    passwort = set_startpasswort(user)
    user.save(update_fields=["password", "passwort_vorlaeufig"])
    axes_reset(username=user.email)
    drop_sessions(user)
    journal.record("konto.reset_password", user, actor=None, at=timezone.now(), details=_WEG)
    return f"Neues Startpasswort für {user.email}: {passwort}"


def _sperren(a: argparse.Namespace) -> str:
    user = _person(a.email)
    user.is_active = False
    user.save(update_fields=["is_active"])
    drop_sessions(user)
    journal.record("konto.lock", user, actor=None, at=timezone.now(), details=_WEG)
    return f"{user.email} ist gesperrt und überall abgemeldet."


def _entsperren(a: argparse.Namespace) -> str:
    user = _person(a.email)
    user.is_active = True
    user.save(update_fields=["is_active"])
    axes_reset(username=user.email)
    journal.record("konto.unlock", user, actor=None, at=timezone.now(), details=_WEG)
    return f"{user.email} ist freigegeben."


def _faktor(a: argparse.Namespace) -> str:
    user = _person(a.email)
    Authenticator.objects.filter(user=user).delete()
    journal.record("konto.reset_factor", user, actor=None, at=timezone.now(), details=_WEG)
    return f"Der zweite Faktor von {user.email} ist zurückgesetzt."


def _bereich(a: argparse.Namespace) -> str:
    oben = Bereich.objects.get(name=a.unter) if a.unter else None
    bereich = Bereich.objects.create(name=a.name, art=a.art, uebergeordnet=oben)
    journal.record("bereich.create", bereich, actor=None, at=timezone.now(), details=_WEG, bereich_id=bereich.pk)
    return f"Der Bereich „{bereich}“ ist angelegt."


def _rolle(a: argparse.Namespace) -> str:
    user, bereich = _person(a.email), Bereich.objects.get(name=a.bereich)
    beginn = a.von or timezone.localdate()
    if a.bis and a.bis < beginn:
        raise ValidationError("Das Ende liegt vor dem Beginn.")
    zustaendigkeit = Zustaendigkeit(user=user, rolle=a.rolle, bereich=bereich, beginn=beginn, ende=a.bis)
    zustaendigkeit.full_clean()
    zustaendigkeit.save()
    journal.record("rolle.assign", zustaendigkeit, actor=None, at=timezone.now(), details={**_WEG, "rolle": a.rolle})
    return f"{user.email} ist jetzt {ROLLEN[a.rolle].label} ({bereich})."


def _zerleger() -> argparse.ArgumentParser:
    zerleger = argparse.ArgumentParser(prog="kreislauf konto", description="Personen, Zugang und Rollen verwalten.")
    unter = zerleger.add_subparsers(dest="was", required=True, metavar="WAS")

    def befehl(name: str, tun: Tun, hilfe: str) -> argparse.ArgumentParser:
        p = unter.add_parser(name, help=hilfe, description=hilfe)
        p.set_defaults(tun=tun)
        return p

    p = befehl("anlegen", _anlegen, "eine Person eintragen; zeigt ihr Startpasswort")
    p.add_argument("email")
    p.add_argument("--vorname", default="")
    p.add_argument("--nachname", required=True)
    for name, tun, hilfe in (
        ("passwort", _passwort, "ein neues Startpasswort setzen und zeigen"),
        ("sperren", _sperren, "den Zugang sperren und überall abmelden"),
        ("entsperren", _entsperren, "den Zugang freigeben, auch nach Fehlversuchen"),
        ("faktor-zuruecksetzen", _faktor, "den zweiten Faktor entfernen"),
    ):
        befehl(name, tun, hilfe).add_argument("email")
    p = befehl("bereich", _bereich, "einen Bereich anlegen, zum Beispiel den Kreis selbst")
    p.add_argument("name")
    p.add_argument("--art", choices=Bereich.Art.values, default=Bereich.Art.KOERPERSCHAFT.value)
    p.add_argument("--unter", help="Name des Bereichs, zu dem er gehört")
    p = befehl("rolle", _rolle, "eine Rolle in einem Bereich geben")
    p.add_argument("email")
    p.add_argument("rolle", choices=list(ROLLEN))
    p.add_argument("bereich")
    p.add_argument("--von", type=date.fromisoformat, help="erster Tag, JJJJ-MM-TT (sonst heute)")
    p.add_argument("--bis", type=date.fromisoformat, help="letzter Tag, JJJJ-MM-TT (sonst offen)")
    return zerleger


def _grund(fehler: Exception) -> str:
    if isinstance(fehler, ObjectDoesNotExist):
        return "Diese Person oder diesen Bereich gibt es nicht."
    if isinstance(fehler, MultipleObjectsReturned):
        return "Dieser Name ist nicht eindeutig. Bitte ordnen Sie auf der Seite „Personen und Rollen“ zu."
    if isinstance(fehler, ValidationError):
        return " ".join(fehler.messages)
    return "Das gibt es schon, oder die Angaben passen nicht zueinander."


def main(argv: Sequence[str]) -> int:
    """Exit status 0: done; 1: not possible, with the reason, and nothing is written; 2: wrong call."""
    angaben = _zerleger().parse_args(argv)
    try:
        with handeln_als_system(), transaction.atomic():
            text: str = angaben.tun(angaben)
    except (ObjectDoesNotExist, MultipleObjectsReturned, ValidationError, IntegrityError) as fehler:
        sys.stderr.write(f"{_grund(fehler)}\n")
        return 1
    sys.stdout.write(f"{text}\n")
    return 0
