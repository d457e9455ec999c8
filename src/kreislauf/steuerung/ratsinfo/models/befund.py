"""What people said of findings; the findings themselves are computed anew each time and never stored."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.steuerung.ratsinfo.models.vorlage import Vorlage


class Befundentscheidung(Geschuetzt):
    """A finding that a person put aside, with the reason; taken back it stays as history."""

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="befundentscheidungen")
    schluessel = models.CharField(max_length=40)
    art = models.CharField("Art", max_length=60)
    text = models.TextField("Auffälligkeit")
    grund = models.TextField("abgewiesen, weil")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("abgewiesen am")
    aufgehoben_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aufgehoben_at = models.DateTimeField("zurückgenommen am", null=True, blank=True)

    class Meta:
        verbose_name = "Befundentscheidung"
        verbose_name_plural = "Befundentscheidungen"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["vorlage", "schluessel"],
                name="befund_einmal_abgewiesen",
                condition=Q(aufgehoben_at__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(grund=""), name="befundentscheidung_hat_grund"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
