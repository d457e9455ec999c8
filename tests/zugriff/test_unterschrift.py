"""The comparison finds what has changed: the failing control of both matrices."""

from pathlib import Path

import pytest

from tests.zugriff.unterschrift import Zelle, vergleiche

KOPF = ("adresse", "rolle", "antwort")
SCHLUESSEL = [(f"seite_{n}", "gast") for n in range(40)]


def zellen(antwort: str, *, ohne: int = 0) -> list[Zelle]:
    return [(s, lambda: antwort) for s in SCHLUESSEL[ohne:]]


@pytest.fixture
def datei(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    datei = tmp_path / "matrix.csv"
    monkeypatch.delenv("KREISLAUF_MATRIX_SCHREIBEN", raising=False)
    with monkeypatch.context() as m:
        m.setenv("KREISLAUF_MATRIX_SCHREIBEN", "alles")
        assert vergleiche(datei, KOPF, zellen("404")) == []
    return datei


@pytest.mark.parametrize(("anteil", "mindestens", "hoechstens"), [("1", 40, 40), ("4", 4, 20)])
def test_changed_answer_is_found(
    datei: Path, monkeypatch: pytest.MonkeyPatch, anteil: str, mindestens: int, hoechstens: int
) -> None:
    monkeypatch.setenv("KREISLAUF_MATRIX_ANTEIL", anteil)

    assert vergleiche(datei, KOPF, zellen("404")) == []
    assert mindestens <= len(vergleiche(datei, KOPF, zellen("200"))) <= hoechstens


def test_new_and_vanished_cells_are_found(datei: Path) -> None:
    neu: Zelle = (("neue_seite", "gast"), lambda: "200")

    assert vergleiche(datei, KOPF, [*zellen("404"), neu]) == ["nicht unterschrieben: neue_seite;gast;200"]
    assert vergleiche(datei, KOPF, zellen("404", ohne=1)) == ["unterschrieben, aber nicht mehr da: seite_0;gast"]


def test_writing_probes_only_what_has_no_signature(datei: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KREISLAUF_MATRIX_SCHREIBEN", "1")
    neu: Zelle = (("neue_seite", "gast"), lambda: "200")

    assert vergleiche(datei, KOPF, [*zellen("500", ohne=1), neu]) == []

    zeilen = datei.read_text().splitlines()
    assert "neue_seite;gast;200" in zeilen
    assert not [z for z in zeilen if z.endswith("500") or z.startswith("seite_0;")]
