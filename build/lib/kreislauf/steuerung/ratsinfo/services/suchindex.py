"""What of the council loop the global search finds."""

from kreislauf.foundation.search import services as search
from kreislauf.steuerung.ratsinfo.models import Vorlage


def index_vorlage(vorlage: Vorlage) -> None:
    """Put a paper and its duties into the search."""
    search.index(vorlage)
    for auftrag in vorlage.auftraege.select_related("vorlage"):
        search.index(auftrag)
