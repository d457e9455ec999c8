"""Limits per minute live in the cache: no test inherits those of another."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
