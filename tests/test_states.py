"""The tables of transitions: every act in every state, and the diagrams of the documentation."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db.models import TextChoices

from kreislauf.foundation.states import IllegalTransition, allowed_acts, diagram, next_state

WURZEL = Path(__file__).resolve().parents[1]
DATEI = WURZEL / "docs" / "states.md"
Tabelle = dict[tuple[str, TextChoices], TextChoices]


def _tabellen() -> dict[str, Tabelle]:
    """Every table of transitions of every app, by app and name; a new one is found by itself."""
    gefunden = {}
    for datei in sorted((WURZEL / "src" / "kreislauf").rglob("states.py")):
        modul = import_module(".".join(datei.relative_to(WURZEL / "src").with_suffix("").parts))
        for name, tabelle in vars(modul).items():
            if name.endswith("_TRANSITIONS"):
                gefunden[f"{datei.parent.name}: {name.removesuffix('_TRANSITIONS').capitalize()}"] = tabelle
    return gefunden


TABELLEN = _tabellen()


def _staende(tabelle: Tabelle) -> type[TextChoices]:
    return type(next(iter(tabelle.values())))


def dokument() -> str:
    """docs/states.md as the tables give it."""
    teile = ["# States\n\nWritten from the tables of transitions; a test keeps them equal.\n"]
    for name, tabelle in TABELLEN.items():
        start = next(iter(_staende(tabelle)))  # each list of states begins with the first one
        teile.append(f"## {name}\n\n```mermaid\n{diagram(tabelle, start=start)}\n```\n")
    return "\n".join(teile)


def test_documented_diagrams_are_those_of_the_tables() -> None:
    if not DATEI.exists():
        pytest.skip("docs/ liegt nicht beim Paket")
    assert DATEI.read_text(encoding="utf-8") == dokument()


@pytest.mark.parametrize("name", TABELLEN)
def test_every_act_in_every_state_is_allowed_or_refused(name: str) -> None:
    tabelle = TABELLEN[name]
    for stand in _staende(tabelle):
        for akt in {a for a, _ in tabelle}:
            if (akt, stand) in tabelle:
                assert next_state(tabelle, akt, stand) == tabelle[akt, stand]
                assert akt in allowed_acts(tabelle, stand)
            else:
                with pytest.raises(IllegalTransition):
                    next_state(tabelle, akt, stand)
