"""Proofs: what is missing, what was asked for by when, what came (§§ 60, 65, 66 SGB I)."""

from django.conf import settings
from django.db import models

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.zeitraum import geordnet
from kreislauf.verfahren.antrag.models.antrag import Antrag, Antragsbedarf
from kreislauf.verfahren.antrag.states import Forderungsstand


class Mitwirkungsaufforderung(Geschuetzt):
    """One letter that names what is missing, the consequence and a period; `rechenweg` from recht.fristen."""

    antrag = models.ForeignKey(Antrag, on_delete=models.PROTECT, related_name="aufforderungen")
    tage = models.PositiveSmallIntegerField("Frist in Tagen", default=14)
    frist = models.DateField("Frist")
    urspruengliche_frist = models.DateField("ursprüngliche Frist")
    verlaengerungsgrund = models.CharField("verlängert, weil", max_length=300, blank=True)
    rechenweg = models.JSONField("Rechenweg", default=list)
    hinweis = models.TextField("Erläuterung", blank=True)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_on = models.DateField("zur Post gegeben am", null=True, blank=True)
    bekanntgabe = models.DateField("bekannt gegeben am", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("erstellt am")

    class Meta:
        verbose_name = "Mitwirkungsaufforderung"
        verbose_name_plural = "Mitwirkungsaufforderungen"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=geordnet("urspruengliche_frist", "frist"), name="mitwirkung_frist_nur_verlaengert"
            )
        ]

    def __str__(self) -> str:
        return f"Mitwirkungsaufforderung bis {self.frist:%d.%m.%Y}"


class Nachweisforderung(Geschuetzt):
    """One proof the decision needs; `art` is the key of the benefit's list of proofs."""

    antrag = models.ForeignKey(Antrag, on_delete=models.PROTECT, related_name="forderungen")
    bedarf = models.ForeignKey(
        Antragsbedarf, on_delete=models.PROTECT, null=True, blank=True, related_name="forderungen"
    )
    art = models.CharField("Art", max_length=40)
    text = models.CharField("Was fehlt?", max_length=300)
    state = models.CharField("Stand", max_length=20, choices=Forderungsstand.choices, default=Forderungsstand.OFFEN)
    grund = models.CharField("Grund", max_length=300, blank=True)
    aufforderung = models.ForeignKey(
        Mitwirkungsaufforderung, on_delete=models.PROTECT, null=True, blank=True, related_name="forderungen"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Nachweisforderung"
        verbose_name_plural = "Nachweisforderungen"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["antrag", "bedarf", "art"], name="nachweisforderung_einmal", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.text


class Nachweis(Geschuetzt):
    """A proof that came."""

    antrag = models.ForeignKey(Antrag, on_delete=models.PROTECT, related_name="nachweise")
    forderung = models.ForeignKey(
        Nachweisforderung, on_delete=models.PROTECT, null=True, blank=True, related_name="nachweise"
    )
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    beschreibung = models.CharField("Was liegt vor?", max_length=300)
    eingegangen_am = models.DateField("eingegangen am")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("eingetragen am")

    class Meta:
        verbose_name = "Nachweis"
        verbose_name_plural = "Nachweise"
        ordering = ["eingegangen_am"]

    def __str__(self) -> str:
        return self.beschreibung
