"""A trip that a school enters."""

from django.db import models


class Fahrtstand(models.TextChoices):
    OFFEN = "offen", "offen für Anträge"
    GESCHLOSSEN = "geschlossen", "geschlossen"
    ABGESAGT = "abgesagt", "abgesagt"


FAHRT_TRANSITIONS = {
    ("close", Fahrtstand.OFFEN): Fahrtstand.GESCHLOSSEN,
    ("reopen", Fahrtstand.GESCHLOSSEN): Fahrtstand.OFFEN,
    ("cancel", Fahrtstand.OFFEN): Fahrtstand.ABGESAGT,
    ("cancel", Fahrtstand.GESCHLOSSEN): Fahrtstand.ABGESAGT,
}
