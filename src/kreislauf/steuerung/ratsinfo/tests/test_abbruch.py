"""A small share of the kill proof at fixed places; `make soak` adds random moments and every statement."""

from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[5]

pytestmark = pytest.mark.skipif(not (WURZEL / "soak").is_dir(), reason="Der Ordner soak liegt nicht beim Paket.")


def test_killed_import_leaves_the_paper_whole_or_absent_and_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(WURZEL))
    from soak import import_abbruch

    with import_abbruch.stand(dauerhaft=False) as s:
        neu = import_abbruch.der_reihe_nach(s, [0.7, 0.97], 1, erneut=False)
        bekannt = import_abbruch.der_reihe_nach(s, [0.9], 1, erneut=True)
        rest = import_abbruch.schliesse_ab(s)
        ohne_transaktion = import_abbruch.kontrolle(s)

    assert (neu.abbrueche, neu.gefunden) == (2, [])
    assert (bekannt.abbrueche, bekannt.gefunden) == (1, [])
    assert rest == []
    assert any("halbe Vorlage" in mangel for mangel in ohne_transaktion.gefunden)
