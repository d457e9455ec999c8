"""Bank details: entered by one person, confirmed by another."""

from django.db import models


class Bankstand(models.TextChoices):
    NEU = "neu", "zu bestätigen"
    BESTAETIGT = "bestaetigt", "bestätigt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


BANKVERBINDUNG_TRANSITIONS = {
    ("confirm", Bankstand.NEU): Bankstand.BESTAETIGT,
    ("reject", Bankstand.NEU): Bankstand.ABGELEHNT,
}
