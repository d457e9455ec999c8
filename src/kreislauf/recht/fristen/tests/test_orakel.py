"""T13, small share: deadlines against a second computation; the whole is `python -m soak fristen`."""

import pytest
from soak import fristen


def test_every_397th_day_of_the_century_agrees_with_the_second_computation() -> None:
    verglichen, vorher, anders = fristen.pruefe(fristen.gerechnet, 397)

    assert anders == []
    assert verglichen > 10_000
    assert vorher < 100  # § 6b Abs. 2a BKGG before 2013


@pytest.mark.parametrize("name", fristen.KONTROLLEN)
def test_a_wrong_rule_is_seen(name: str) -> None:
    assert fristen.pruefe(fristen.KONTROLLEN[name], 509)[2]
