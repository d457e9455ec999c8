"""Background runs as people see them; the queue itself is procrastinate's."""

import uuid

from django.conf import settings
from django.db import models

from kreislauf.foundation.jobs.states import Laufstand


class Lauf(models.Model):
    """One run: who started it, how far it is, what came out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    art = models.CharField("Art", max_length=60)
    titel = models.CharField("Titel", max_length=300)
    angaben = models.JSONField("Angaben", default=dict)
    state = models.CharField("Stand", max_length=20, choices=Laufstand.choices, default=Laufstand.WARTET)
    schritt = models.PositiveIntegerField("erledigt", default=0)
    schritte = models.PositiveIntegerField("insgesamt", default=0)
    meldung = models.CharField("Meldung", max_length=500, blank=True)
    ergebnis = models.JSONField("Ergebnis", default=dict, blank=True)
    abbrechen = models.BooleanField("Abbruch gewünscht", default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="laeufe")
    created_at = models.DateTimeField("gestartet am")
    finished_at = models.DateTimeField("beendet am", null=True, blank=True)

    class Meta:
        verbose_name = "Lauf"
        verbose_name_plural = "Läufe"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.titel

    @property
    def prozent(self) -> int:
        return 100 * self.schritt // self.schritte if self.schritte else 0

    @property
    def offen(self) -> bool:
        return self.state in {Laufstand.WARTET, Laufstand.LAEUFT}
