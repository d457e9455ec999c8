"""Who may see and steer background runs: who started them, and the technical administration."""

from kreislauf.foundation.access.rls import PERSON, Bedingung, Offen, bereiche
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, LESEN
from kreislauf.foundation.jobs.models import Lauf

_WARTESCHLANGE = "Warteschlange der Läufe: enthält nur Kennungen, nie Inhalte"
_EIGEN = f"created_by_id::text = {PERSON}"
_TECHNIK = (
    f"cardinality({bereiche('konten', AENDERN)}) > 0"  # sees that something runs; results stay with their objects
)
_SYSTEM = f"0 = ANY ({bereiche('lauf', AENDERN)})"

SCHUTZ = {
    "jobs_lauf": Bedingung(
        (
            (LESEN, f"{_EIGEN} OR {_TECHNIK} OR {_SYSTEM}"),
            (ANLEGEN, f"{_EIGEN} OR {_SYSTEM}"),
            (AENDERN, f"{_EIGEN} OR {_TECHNIK} OR {_SYSTEM}"),
        )
    ),
    "procrastinate_jobs": Offen(_WARTESCHLANGE),
    "procrastinate_events": Offen(_WARTESCHLANGE),
    "procrastinate_periodic_defers": Offen(_WARTESCHLANGE),
    "procrastinate_workers": Offen(_WARTESCHLANGE),
}


def may_steer_lauf(user: User, lauf: Lauf) -> bool:
    return lauf.created_by_id == user.pk
