"""What is hidden cannot be computed from what is shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kreislauf.leistungen.bildung_und_teilhabe.kleinzahl import _linien, bestimmte_zellen, verborgene_zellen

zahlen = st.one_of(st.integers(0, 4), st.integers(0, 60))
tabellen = st.integers(1, 4).flatmap(
    lambda breite: st.lists(st.lists(zahlen, min_size=breite, max_size=breite), min_size=1, max_size=5)
)


@settings(max_examples=60, deadline=None)
@given(tabellen, st.integers(3, 6))
def test_no_small_cell_follows_from_the_sums(personen: list[list[int]], grenze: int) -> None:
    verborgen = verborgene_zellen(personen, grenze)
    linien = _linien(len(personen), len(personen[0]))
    bestimmt = bestimmte_zellen(linien, set(verborgen))

    for i, zeile in enumerate(personen):
        for j, n in enumerate(zeile):
            if 0 < n < grenze:
                assert (i, j) in verborgen
                assert (i, j) not in bestimmt


def test_hiding_only_the_small_cells_would_give_them_away() -> None:
    """The control: primary suppression alone is undone by the sums."""
    personen = [[2, 9], [7, 8]]

    assert bestimmte_zellen(_linien(2, 2), {(0, 0)}) == {(0, 0)}
    assert len(verborgene_zellen(personen, 3)) >= 4


def test_a_table_without_small_cells_stays_whole() -> None:
    assert verborgene_zellen([[3, 0], [12, 5]], 3) == frozenset()
    assert verborgene_zellen([], 3) == frozenset()


def test_children_who_draw_two_benefits_are_not_counted_twice_in_the_sums() -> None:
    """The same two children in both cells: the sum is about two, not four."""
    alle = {(0, 2): 2, (1, 0): 2, (1, 1): 2, (1, 2): 2}

    assert verborgene_zellen([[2, 2]], 3, summen=alle) >= {(0, 0), (0, 1), (0, 2), (1, 2)}


def test_two_hidden_cells_that_together_are_one_family_need_a_third() -> None:
    assert len([z for z in verborgene_zellen([[1, 1, 9, 20]], 3) if z[0] == 0 and z[1] < 4]) >= 3
