"""What of the council loop the global search finds."""

from kreislauf.steuerung.ratsinfo.models import Vorlage


def index_vorlage(vorlage: Vorlage) -> None:
    """Put a paper and its duties into the search."""
