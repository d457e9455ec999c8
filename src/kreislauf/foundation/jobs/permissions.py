"""Who may see and steer background runs."""

from kreislauf.foundation.access.rls import Offen

_WARTESCHLANGE = "Warteschlange der Läufe: enthält nur Kennungen, nie Inhalte"

SCHUTZ = {
    "procrastinate_jobs": Offen(_WARTESCHLANGE),
    "procrastinate_events": Offen(_WARTESCHLANGE),
    "procrastinate_periodic_defers": Offen(_WARTESCHLANGE),
    "procrastinate_workers": Offen(_WARTESCHLANGE),
}
