"""Areas and people for tests."""

from datetime import date
from typing import Any

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit


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
