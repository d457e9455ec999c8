"""The county's letterhead: name from the record, address from the configuration."""

import os

from kreislauf.druck import Briefkopf
from kreislauf.foundation.accounts.models import Bereich


def briefkopf(stelle: Bereich | None) -> Briefkopf:
    """Head for a unit; `KREISLAUF_ANSCHRIFT` and `KREISLAUF_KONTAKT` fill the small line."""
    kreis = Bereich.objects.filter(art=Bereich.Art.KOERPERSCHAFT, uebergeordnet=None).order_by("pk").first()
    return Briefkopf(
        koerperschaft=kreis.name if kreis else "Kreisverwaltung",
        stelle=stelle.name if stelle and stelle != kreis else "",
        anschrift=os.environ.get("KREISLAUF_ANSCHRIFT", ""),
        kontakt=os.environ.get("KREISLAUF_KONTAKT", ""),
    )
