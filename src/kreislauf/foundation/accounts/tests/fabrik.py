"""Areas and people for tests."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit

PASSWORT = "richtiges-pferd-batterie"


def make_bereich(name: str = "Kreis Auental", **angaben: Any) -> Bereich:
    art = angaben.pop("art", Bereich.Art.EINHEIT)
    return Bereich.objects.get_or_create(
        name=name, uebergeordnet=angaben.pop("uebergeordnet", None), defaults={"art": art, **angaben}
    )[0]


def make_user(rolle: str = "geschaeftsfuehrung", bereich: Bereich | None = None, **angaben: Any) -> User:
    name = angaben.pop("nachname", rolle.capitalize())
    email = angaben.pop("email", f"{name.lower()}-{User.objects.count()}@auental.example")
    user = User.objects.create_user(email, "geheim", nachname=name, **angaben)
    Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=bereich or make_bereich(), beginn=date(2020, 1, 1))
    return user


def anmelden(client: Client, passwort: str, email: str = "p@x.example") -> int:
    return client.post(reverse("account_login"), {"login": email, "password": passwort}).status_code
