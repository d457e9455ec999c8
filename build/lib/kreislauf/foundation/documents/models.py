"""Files: content-addressed outside the database, described and protected in it."""

from django.conf import settings
from django.db import models

from kreislauf.foundation.access.models import Geschuetzt


class Dokument(Geschuetzt):
    """One file under one name; the same content is kept once however often it is described."""

    sha256 = models.CharField("Prüfsumme", max_length=64, db_index=True)
    groesse = models.PositiveBigIntegerField("Größe in Byte")
    medientyp = models.CharField("Art", max_length=100)
    dateiname = models.CharField("Dateiname", max_length=255)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("abgelegt am")

    class Meta:
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.dateiname
