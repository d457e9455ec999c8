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


class Sammelstand(models.TextChoices):
    EINGEREICHT = "eingereicht", "eingereicht"
    ZUR_FREIGABE = "zur_freigabe", "zur Freigabe"
    BEWILLIGT = "bewilligt", "bewilligt, wird gezahlt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


SAMMELABRECHNUNG_TRANSITIONS = {
    ("submit", Sammelstand.EINGEREICHT): Sammelstand.ZUR_FREIGABE,
    ("grant", Sammelstand.EINGEREICHT): Sammelstand.BEWILLIGT,
    ("deny", Sammelstand.EINGEREICHT): Sammelstand.ABGELEHNT,
    ("approve", Sammelstand.ZUR_FREIGABE): Sammelstand.BEWILLIGT,
    ("return", Sammelstand.ZUR_FREIGABE): Sammelstand.EINGEREICHT,
}
