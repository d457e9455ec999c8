"""A small share of the kill proof; `make soak` runs it 200 times."""

import sys
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[5]


@pytest.mark.skipif(not (WURZEL / "soak").is_dir(), reason="soak/ liegt nicht beim Paket")
def test_killed_import_leaves_the_paper_whole_or_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(WURZEL))
    from soak.import_abbruch import durchlauf

    kills, gefunden, _ = durchlauf(4, ohne_transaktion=False, saat=7)

    assert (kills, gefunden) == (4, [])
    assert "soak.import_abbruch" in sys.modules
