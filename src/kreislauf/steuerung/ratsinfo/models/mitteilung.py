"""What happened to duties, reports and papers, and who was told of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from kreislauf.steuerung.ratsinfo.models.auftrag import Auftrag
from kreislauf.steuerung.ratsinfo.models.bericht import Umsetzungsbericht
from kreislauf.steuerung.ratsinfo.models.vorlage import Vorlage


class Ereignis(models.Model):
    """One change of state. Shows to whom its duty or report shows, always as of now; holds no text of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    auftrag = models.ForeignKey(Auftrag, on_delete=models.CASCADE, null=True, blank=True, related_name="ereignisse")
    bericht = models.ForeignKey(
        Umsetzungsbericht, on_delete=models.CASCADE, null=True, blank=True, related_name="ereignisse"
    )
    akt = models.CharField("Was", max_length=40)
    at = models.DateTimeField("wann")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Ereignis"
        verbose_name_plural = "Ereignisse"
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="ereignis_tag")]
        constraints = [
            models.CheckConstraint(
                condition=Q(auftrag__isnull=False, bericht__isnull=True)
                | Q(auftrag__isnull=True, bericht__isnull=False),
                name="ereignis_ein_gegenstand",
            )
        ]

    def __str__(self) -> str:
        return f"{self.akt} {self.at:%d.%m.%Y}"


class Mitteilung(models.Model):
    """That one person was told of one event; never twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ereignis = models.ForeignKey(Ereignis, on_delete=models.CASCADE, related_name="mitteilungen")
    grund = models.CharField("warum", max_length=20)
    created_at = models.DateTimeField("mitgeteilt am")
    gelesen_at = models.DateTimeField("gelesen am", null=True, blank=True)

    class Meta:
        verbose_name = "Mitteilung"
        verbose_name_plural = "Mitteilungen"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user"], name="mitteilung_neu", condition=Q(gelesen_at__isnull=True))]
        constraints = [models.UniqueConstraint(fields=["user", "ereignis"], name="mitteilung_einmal")]

    def __str__(self) -> str:
        return str(self.ereignis)


class Mitteilungswahl(models.Model):
    """What a person wants to be told; without a row, everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    im_produkt = models.BooleanField("in Kreislauf", default=True)
    per_mail = models.BooleanField("per E-Mail", default=True)

    class Meta:
        verbose_name = "Wahl der Mitteilungen"
        verbose_name_plural = "Wahlen der Mitteilungen"

    def __str__(self) -> str:
        return f"{self.im_produkt} {self.per_mail}"


class Verfolgung(models.Model):
    """That a person follows a paper."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="verfolgungen")
    created_at = models.DateTimeField("seit")

    class Meta:
        verbose_name = "Verfolgung"
        verbose_name_plural = "Verfolgungen"
        constraints = [models.UniqueConstraint(fields=["user", "vorlage"], name="verfolgung_einmal")]

    def __str__(self) -> str:
        return str(self.vorlage_id)
