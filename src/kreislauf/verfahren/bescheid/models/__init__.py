"""Tables of decisions and the county's dated settings for them."""

from kreislauf.verfahren.bescheid.models.bescheid import Bescheid, Entscheidungsmonat, Entscheidungszeile
from kreislauf.verfahren.bescheid.models.vorgaben import Behoerde, Formvorgabe, Wertgrenze

__all__ = ["Behoerde", "Bescheid", "Entscheidungsmonat", "Entscheidungszeile", "Formvorgabe", "Wertgrenze"]
