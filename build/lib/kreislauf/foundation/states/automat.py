"""Look-ups in a table of transitions `{(act, state): next state}`."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import TextChoices

S = TypeVar("S", bound=TextChoices)


class DomainError(Exception):
    """An expected failure of an act; its text is German, says what is wrong and what to do next."""


class IllegalTransition(DomainError):
    """The act is not possible in the object's present state."""


def next_state(transitions: Mapping[tuple[str, S], S], act: str, state: S) -> S:
    """The state after `act`. Raises IllegalTransition."""
    try:
        return transitions[act, state]
    except KeyError:
        raise IllegalTransition(
            f"Im Zustand „{state.label}“ ist dieser Schritt nicht möglich. Bitte laden Sie die Seite neu."
        ) from None


def allowed_acts(transitions: Mapping[tuple[str, S], S], state: S) -> list[str]:
    """Acts possible in this state, in the order of the table: the page's buttons."""
    return [act for act, start in transitions if start == state]


def diagram(transitions: Mapping[tuple[str, S], S], *, start: S) -> str:
    """The table as a Mermaid state diagram for the documentation."""
    zustaende = dict.fromkeys([start, *(s for _, s in transitions), *transitions.values()])
    zeilen = ["stateDiagram-v2", f"    [*] --> {start.value}"]
    zeilen += [f"    {z.value}: {z.label}" for z in zustaende]
    zeilen += [f"    {von.value} --> {nach.value}: {act}" for (act, von), nach in transitions.items()]
    return "\n".join(zeilen)
