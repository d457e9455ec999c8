"""Reminders that were sent: one mail per person and day, one reminder per object and step."""

import uuid

from django.conf import settings
from django.db import models

from kreislauf.foundation.erinnerungen.states import Mailstand


class Erinnerungsmail(models.Model):
    """The one mail of a person on a day. Its text is not kept: the steps say what was in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erinnerungsmails", verbose_name="Person"
    )
    tag = models.DateField("Tag")
    state = models.CharField("Stand", max_length=20, choices=Mailstand.choices, default=Mailstand.UNTERWEGS)
    created_at = models.DateTimeField("begonnen am")
    finished_at = models.DateTimeField("beendet am", null=True, blank=True)

    class Meta:
        verbose_name = "Erinnerungsmail"
        verbose_name_plural = "Erinnerungsmails"
        ordering = ["-tag"]
        constraints = [models.UniqueConstraint(fields=["user", "tag"], name="erinnerungsmail_einmal_je_tag")]

    def __str__(self) -> str:
        return f"{self.tag}: {self.get_state_display()}"


class Erinnerungsschritt(models.Model):
    """That a person was reminded of one thing at one step before or after its day; never twice."""

    mail = models.ForeignKey(Erinnerungsmail, on_delete=models.PROTECT, related_name="schritte")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gegenstand = models.CharField("Gegenstand", max_length=100)
    faellig = models.DateField("fällig am")
    schritt = models.CharField("Schritt", max_length=20)

    class Meta:
        verbose_name = "Erinnerungsschritt"
        verbose_name_plural = "Erinnerungsschritte"
        ordering = ["faellig"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "gegenstand", "faellig", "schritt"], name="erinnerungsschritt_einmal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gegenstand} {self.faellig}: {self.schritt}"
