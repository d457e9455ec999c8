"""What the county has made public: when each OParl object appeared, changed and went, and which papers citizens see."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.steuerung.ratsinfo.models import Vorlage


class Stand(models.Model):
    """One OParl object that is or was public, written by triggers of the source tables, never by the application.

    What was never öffentlich has no row. `gruppe` is the meeting of an agenda item; `id` is the order of appearance.
    """

    typ = models.CharField("Art", max_length=20)
    schluessel = models.CharField("Kennung", max_length=80)
    gruppe = models.CharField("Sitzung", max_length=80, blank=True, default="")
    created = models.DateTimeField("erschienen am")
    modified = models.DateTimeField("geändert am")
    deleted = models.BooleanField("zurückgezogen", default=False)

    class Meta:
        verbose_name = "Stand einer Veröffentlichung"
        verbose_name_plural = "Stände der Veröffentlichung"
        constraints = [models.UniqueConstraint(fields=["typ", "schluessel"], name="stand_einmal")]
        indexes = [
            models.Index(fields=["typ", "id"], name="stand_reihe", condition=Q(deleted=False)),
            models.Index(fields=["typ", "modified"], name="stand_geaendert"),
            models.Index(fields=["gruppe", "id"], name="stand_gruppe", condition=~Q(gruppe="")),
        ]

    def __str__(self) -> str:
        return f"{self.typ} {self.schluessel}"


class Buergerseite(Geschuetzt):
    """That a paper and what became of it stand on the public page: while the row is öffentlich."""

    vorlage = models.OneToOneField(Vorlage, on_delete=models.CASCADE, related_name="buergerseite")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("freigegeben am")

    class Meta:
        verbose_name = "Freigabe für die Bürgerseite"
        verbose_name_plural = "Freigaben für die Bürgerseite"

    def __str__(self) -> str:
        return f"Bürgerseite zu {self.vorlage}"
