"""Imports: what the reader proposes stays here until a person has decided on it."""

from django.conf import settings
from django.db import models

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models.vorlage import Vorlage
from kreislauf.steuerung.ratsinfo.states import Einlesestand, Entscheidung


class Einlesung(Geschuetzt):
    """One uploaded file and what was read from it."""

    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="+")
    dateiname = models.CharField("Datei", max_length=255)
    fingerabdruck = models.CharField(max_length=64, blank=True)
    federfuehrend = models.ForeignKey(  # proposed as responsible where the paper names nobody
        Bereich, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="federführende Stelle"
    )
    state = models.CharField("Stand", max_length=20, choices=Einlesestand.choices, default=Einlesestand.WARTET)
    text = models.TextField("Text", blank=True)
    fehler = models.TextField("Fehler", blank=True)
    vorlage = models.ForeignKey(Vorlage, on_delete=models.SET_NULL, null=True, blank=True, related_name="einlesungen")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("hochgeladen am")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("bestätigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Einlesung"
        verbose_name_plural = "Einlesungen"
        ordering = ["-created_at", "dateiname"]

    def __str__(self) -> str:
        return self.dateiname


class Vorschlag(Geschuetzt):
    """One item the reader found (or a person added), and the decision on it."""

    class Art(models.TextChoices):
        KOPF = "kopf", "Kopf der Vorlage"
        BERATUNG = "beratung", "Beratung"
        BESCHLUSS = "beschluss", "Beschluss"
        PUNKT = "punkt", "Beschlusspunkt"
        AUFTRAG = "auftrag", "Auftrag"
        BERICHT = "bericht", "Punkt eines Umsetzungsberichts"
        ZAHL = "zahl", "Zahl"
        NORM = "norm", "Rechtsnorm"
        VERWEIS = "verweis", "Verweis auf Vorlage"

    einlesung = models.ForeignKey(Einlesung, on_delete=models.CASCADE, related_name="vorschlaege")
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    position = models.PositiveIntegerField("Reihenfolge", default=0)
    gelesen = models.JSONField("gelesen", default=dict)  # as the reader gave it; empty when a person added it
    daten = models.JSONField("Angaben", default=dict)  # as it will enter the record
    zeile = models.PositiveIntegerField(null=True, blank=True)
    zitat = models.TextField(blank=True)
    sicherheit = models.FloatField("Sicherheit", null=True, blank=True)  # 0 … 1
    entscheidung = models.CharField(
        "Entscheidung", max_length=20, choices=Entscheidung.choices, default=Entscheidung.OFFEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        ordering = ["art", "position"]

    def __str__(self) -> str:
        return f"{self.get_art_display()} (Zeile {self.zeile or '–'})"


class Einlesungsbefund(Geschuetzt):
    """A contradiction the reader found in the paper."""

    einlesung = models.ForeignKey(Einlesung, on_delete=models.CASCADE, related_name="befunde")
    art = models.CharField("Art", max_length=60)
    text = models.TextField("Befund")
    zeilen = models.JSONField("Zeilen", default=list)
    schwere = models.CharField("Schwere", max_length=20, default="hinweis")

    class Meta:
        verbose_name = "Befund"
        verbose_name_plural = "Befunde"

    def __str__(self) -> str:
        return self.text[:80]
