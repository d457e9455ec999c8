"""Duplicates: suspected, then decided by a person."""

from django.db import models


class Dublettenstand(models.TextChoices):
    OFFEN = "offen", "zu entscheiden"
    VERSCHIEDEN = "verschieden", "verschiedene Personen"
    ZUSAMMENGEFUEHRT = "zusammengefuehrt", "dieselbe Person"


DUBLETTE_TRANSITIONS = {
    ("separate", Dublettenstand.OFFEN): Dublettenstand.VERSCHIEDEN,
    ("merge", Dublettenstand.OFFEN): Dublettenstand.ZUSAMMENGEFUEHRT,
}
