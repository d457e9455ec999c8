"""A county with one unit, and one kind of entry."""

import pytest

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.search import quellen
from kreislauf.foundation.search.models import Eintrag


@pytest.fixture
def kreis(db: None) -> Bereich:
    return Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)


@pytest.fixture
def amt(kreis: Bereich) -> Bereich:
    return Bereich.objects.create(name="Jugendamt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)


@pytest.fixture
def arten(monkeypatch: pytest.MonkeyPatch) -> None:
    leer = quellen.Quelle("auftrag", "Auftrag", lambda _: quellen.Inhalt("", ""), list)
    monkeypatch.setattr(quellen, "_quellen", {Eintrag: leer})
