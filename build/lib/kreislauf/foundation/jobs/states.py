"""States of a background run."""

from django.db import models


class Laufstand(models.TextChoices):
    WARTET = "wartet", "wartet"
    LAEUFT = "laeuft", "läuft"
    FERTIG = "fertig", "fertig"
    GESCHEITERT = "gescheitert", "gescheitert"
    ABGEBROCHEN = "abgebrochen", "abgebrochen"


LAUF_TRANSITIONS = {
    ("begin", Laufstand.WARTET): Laufstand.LAEUFT,
    ("begin", Laufstand.LAEUFT): Laufstand.LAEUFT,  # a killed worker's run is taken up again
    ("finish", Laufstand.LAEUFT): Laufstand.FERTIG,
    ("fail", Laufstand.LAEUFT): Laufstand.GESCHEITERT,
    ("cancel", Laufstand.WARTET): Laufstand.ABGEBROCHEN,
    ("cancel", Laufstand.LAEUFT): Laufstand.ABGEBROCHEN,
    ("retry", Laufstand.GESCHEITERT): Laufstand.WARTET,
    ("retry", Laufstand.ABGEBROCHEN): Laufstand.WARTET,
}
