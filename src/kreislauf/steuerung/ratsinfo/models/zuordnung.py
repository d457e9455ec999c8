"""Papers that belong together, and every source a paper was known from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models.vorlage import Vorlage
from kreislauf.steuerung.ratsinfo.states import Zuordnungsstand


class Zuordnung(Geschuetzt):
    """`von` follows from `auf` or is the same paper: proposed with reasons, decided by a person, undoable."""

    class Art(models.TextChoices):
        DIESELBE = "dieselbe", "dieselbe Vorlage wie"
        STANDPUNKT = "standpunkt", "Verwaltungsstandpunkt zu"
        NEUFASSUNG = "neufassung", "Neufassung von"
        AENDERUNG = "aenderung", "Änderungsantrag zu"
        ANTWORT = "antwort", "Antwort auf"
        BERICHT = "bericht", "Umsetzungsbericht zu"

    von = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="zuordnungen")
    auf = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="rueckzuordnungen")
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    wert = models.PositiveSmallIntegerField("Sicherheit")  # 0 … 100
    gruende = models.JSONField("Gründe", default=list)
    state = models.CharField(
        "Stand", max_length=20, choices=Zuordnungsstand.choices, default=Zuordnungsstand.VORGESCHLAGEN
    )
    bewegt = models.JSONField(
        default=list, blank=True
    )  # [table, key, field, before, after] of each change, for undoing
    bemerkung = models.TextField("Bemerkung", blank=True)
    created_at = models.DateTimeField("vorgeschlagen am")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)

    class Meta:
        verbose_name = "Zuordnung"
        verbose_name_plural = "Zuordnungen"
        ordering = ["-wert", "created_at"]
        indexes = [models.Index(fields=["state", "-wert"], name="zuordnung_stand")]
        constraints = [
            models.UniqueConstraint(fields=["von", "auf", "art"], name="zuordnung_einmal"),
            models.CheckConstraint(condition=~Q(von=F("auf")), name="zuordnung_zweier"),
        ]

    def __str__(self) -> str:
        return f"{self.von} {self.get_art_display()} {self.auf}"


class Vorlagenquelle(Geschuetzt):
    """One place a paper came from; merging two papers keeps the sources of both."""

    class Art(models.TextChoices):
        DATEI = "datei", "Datei"
        OPARL = "oparl", "offene Ratsdaten (OParl)"
        HAND = "hand", "von Hand erfasst"

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="quellen")
    art = models.CharField("Herkunft", max_length=20, choices=Art.choices)
    kennung = models.CharField("Kennung", max_length=500)  # file's SHA-256, OParl id, or the paper's own key
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nummer = models.CharField("Nummer wie gelesen", max_length=100, blank=True)
    betreff = models.CharField("Betreff wie gelesen", max_length=1000, blank=True)
    datum = models.DateField("Datum wie gelesen", null=True, blank=True)
    received_at = models.DateTimeField("aufgenommen am")

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["received_at"]
        constraints = [models.UniqueConstraint(fields=["vorlage", "art", "kennung"], name="vorlagenquelle_einmal")]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.nummer or self.betreff}"
