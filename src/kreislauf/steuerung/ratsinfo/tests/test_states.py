"""The tables of transitions: every act in every state, and the diagrams of the documentation."""

from pathlib import Path

import pytest
from django.db.models import TextChoices

from kreislauf.akten.haushalt.states import IMPORT_TRANSITIONS, Importstand
from kreislauf.akten.person.states import DUBLETTE_TRANSITIONS, Dublettenstand
from kreislauf.akten.traeger.states import BANKVERBINDUNG_TRANSITIONS, Bankstand
from kreislauf.foundation.jobs.states import LAUF_TRANSITIONS, Laufstand
from kreislauf.foundation.states import IllegalTransition, allowed_acts, diagram, next_state
from kreislauf.steuerung.ratsinfo.states import (
    AUFTRAG_TRANSITIONS,
    BERICHT_TRANSITIONS,
    EINLESUNG_TRANSITIONS,
    ZUORDNUNG_TRANSITIONS,
    Auftragsstand,
    Berichtsstand,
    Einlesestand,
    Zuordnungsstand,
)
from kreislauf.verfahren.anschreiben.states import BRIEFLAUF_TRANSITIONS, Brieflaufstand
from kreislauf.verfahren.antrag.states import (
    ANTRAG_TRANSITIONS,
    EINGANG_TRANSITIONS,
    FORDERUNG_TRANSITIONS,
    Antragsstand,
    Eingangsstand,
    Forderungsstand,
)
from kreislauf.verfahren.aufhebung.states import AUFHEBUNG_TRANSITIONS, Aufhebungsstand
from kreislauf.verfahren.bescheid.states import BESCHEID_TRANSITIONS, Bescheidstand
from kreislauf.verfahren.widerspruch.states import WIDERSPRUCH_TRANSITIONS, Widerspruchsstand

DATEI = Path(__file__).resolve().parents[5] / "docs" / "states.md"
TABELLEN: dict[str, tuple[dict[tuple[str, TextChoices], TextChoices], TextChoices]] = {
    "Auftrag": (AUFTRAG_TRANSITIONS, Auftragsstand.OFFEN),  # type: ignore[dict-item]
    "Umsetzungsbericht": (BERICHT_TRANSITIONS, Berichtsstand.ENTWURF),  # type: ignore[dict-item]
    "Einlesung": (EINLESUNG_TRANSITIONS, Einlesestand.WARTET),  # type: ignore[dict-item]
    "Zuordnung": (ZUORDNUNG_TRANSITIONS, Zuordnungsstand.VORGESCHLAGEN),  # type: ignore[dict-item]
    "Lauf": (LAUF_TRANSITIONS, Laufstand.WARTET),  # type: ignore[dict-item]
    "Eingang": (EINGANG_TRANSITIONS, Eingangsstand.NEU),  # type: ignore[dict-item]
    "Antrag": (ANTRAG_TRANSITIONS, Antragsstand.EINGEGANGEN),  # type: ignore[dict-item]
    "Nachweisforderung": (FORDERUNG_TRANSITIONS, Forderungsstand.OFFEN),  # type: ignore[dict-item]
    "Bescheid": (BESCHEID_TRANSITIONS, Bescheidstand.ENTWURF),  # type: ignore[dict-item]
    "Brieflauf": (BRIEFLAUF_TRANSITIONS, Brieflaufstand.ERSTELLUNG),  # type: ignore[dict-item]
    "Aufhebung": (AUFHEBUNG_TRANSITIONS, Aufhebungsstand.VORBEREITET),  # type: ignore[dict-item]
    "Widerspruch": (WIDERSPRUCH_TRANSITIONS, Widerspruchsstand.ERHOBEN),  # type: ignore[dict-item]
    "Dublettenverdacht": (DUBLETTE_TRANSITIONS, Dublettenstand.OFFEN),  # type: ignore[dict-item]
    "Bankverbindung": (BANKVERBINDUNG_TRANSITIONS, Bankstand.NEU),  # type: ignore[dict-item]
    "Haushaltsimport": (IMPORT_TRANSITIONS, Importstand.GEPRUEFT),  # type: ignore[dict-item]
}


def dokument() -> str:
    """docs/states.md as the tables give it."""
    teile = ["# States\n\nWritten from the tables of transitions; a test keeps them equal.\n"]
    for name, (tabelle, start) in TABELLEN.items():
        teile.append(f"## {name}\n\n```mermaid\n{diagram(tabelle, start=start)}\n```\n")
    return "\n".join(teile)


def test_documented_diagrams_are_those_of_the_tables() -> None:
    if not DATEI.exists():
        pytest.skip("docs/ liegt nicht beim Paket")
    assert DATEI.read_text(encoding="utf-8") == dokument()


@pytest.mark.parametrize("name", TABELLEN)
def test_every_act_in_every_state_is_allowed_or_refused(name: str) -> None:
    tabelle, _ = TABELLEN[name]
    staende = type(next(iter(tabelle.values())))
    for stand in staende:
        for akt in {a for a, _ in tabelle}:
            if (akt, stand) in tabelle:
                assert next_state(tabelle, akt, stand) == tabelle[akt, stand]
                assert akt in allowed_acts(tabelle, stand)
            else:
                with pytest.raises(IllegalTransition):
                    next_state(tabelle, akt, stand)
