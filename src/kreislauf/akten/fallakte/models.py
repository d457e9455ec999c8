"""The file of a household: its number, documents and notes."""

from django.conf import settings
from django.db import models

from kreislauf.akten.haushalt.models import Haushalt
from kreislauf.akten.person.models import Person
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument


class Fallakte(Geschuetzt):
    """One file per household; `antragsteller` is who is written to."""

    aktenzeichen = models.CharField("Aktenzeichen", max_length=40)
    haushalt = models.OneToOneField(Haushalt, on_delete=models.PROTECT, related_name="fallakte")
    antragsteller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fallakten")
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="zuständig",
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Fallakte"
        verbose_name_plural = "Fallakten"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["bereich", "aktenzeichen"], name="fallakte_aktenzeichen_einmal")]

    def __str__(self) -> str:
        return self.aktenzeichen


class Aktenstueck(Geschuetzt):
    """A document in a file, with the day it came in or went out."""

    class Richtung(models.TextChoices):
        EIN = "ein", "Eingang"
        AUS = "aus", "Ausgang"
        INTERN = "intern", "intern"

    fallakte = models.ForeignKey(Fallakte, on_delete=models.PROTECT, related_name="stuecke")
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="+")
    titel = models.CharField("Titel", max_length=200)
    richtung = models.CharField("Richtung", max_length=10, choices=Richtung.choices)
    datum = models.DateField("Datum")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("abgelegt am")

    class Meta:
        verbose_name = "Aktenstück"
        verbose_name_plural = "Aktenstücke"
        ordering = ["-datum", "-created_at"]

    def __str__(self) -> str:
        return self.titel


class Aktennotiz(Geschuetzt):
    """What somebody noted, with an optional day to look again."""

    fallakte = models.ForeignKey(Fallakte, on_delete=models.PROTECT, related_name="notizen")
    text = models.TextField("Notiz")
    wiedervorlage = models.DateField("Wiedervorlage", null=True, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("notiert am")

    class Meta:
        verbose_name = "Aktennotiz"
        verbose_name_plural = "Aktennotizen"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.text[:80]
