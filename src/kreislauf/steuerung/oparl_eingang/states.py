"""States of one fetch of a source."""

from django.db import models


class Abrufstand(models.TextChoices):
    WARTET = "wartet", "wartet"
    LAEUFT = "laeuft", "läuft"
    VOLLSTAENDIG = "vollstaendig", "vollständig"
    LUECKENHAFT = "lueckenhaft", "mit Lücken"
    GESCHEITERT = "gescheitert", "gescheitert"
    ABGEBROCHEN = "abgebrochen", "abgebrochen"


ABRUF_TRANSITIONS = {
    ("begin", Abrufstand.WARTET): Abrufstand.LAEUFT,
    ("begin", Abrufstand.LAEUFT): Abrufstand.LAEUFT,  # a killed worker's run is taken up again
    ("begin", Abrufstand.GESCHEITERT): Abrufstand.LAEUFT,
    ("begin", Abrufstand.ABGEBROCHEN): Abrufstand.LAEUFT,
    ("complete", Abrufstand.LAEUFT): Abrufstand.VOLLSTAENDIG,
    ("complete_partly", Abrufstand.LAEUFT): Abrufstand.LUECKENHAFT,
    ("fail", Abrufstand.LAEUFT): Abrufstand.GESCHEITERT,
    ("cancel", Abrufstand.WARTET): Abrufstand.ABGEBROCHEN,
    ("cancel", Abrufstand.LAEUFT): Abrufstand.ABGEBROCHEN,
}


class Bindungsstand(models.TextChoices):
    VORGESCHLAGEN = "vorgeschlagen", "zu prüfen"
    GEBUNDEN = "gebunden", "verbunden"
    GETRENNT = "getrennt", "nicht dieselbe"


BINDUNG_TRANSITIONS = {
    ("confirm", Bindungsstand.VORGESCHLAGEN): Bindungsstand.GEBUNDEN,
    ("reject", Bindungsstand.VORGESCHLAGEN): Bindungsstand.GETRENNT,
    ("confirm", Bindungsstand.GETRENNT): Bindungsstand.GEBUNDEN,
    ("reject", Bindungsstand.GEBUNDEN): Bindungsstand.GETRENNT,
}
