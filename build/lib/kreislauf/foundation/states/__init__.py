"""States of an object as one table of transitions; pages, services and diagrams read the same table."""

from kreislauf.foundation.states.automat import (
    DomainError,
    IllegalTransition,
    allowed_acts,
    diagram,
    next_state,
)

__all__ = ["DomainError", "IllegalTransition", "allowed_acts", "diagram", "next_state"]
