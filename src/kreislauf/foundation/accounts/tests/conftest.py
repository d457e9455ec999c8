"""One person, and no limit inherited: limits per minute live in the cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import PASSWORT


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> User:
    return User.objects.create_user("p@x.example", PASSWORT, nachname="Person")
