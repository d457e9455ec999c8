"""What the portal leaves for the inside besides the Eingang itself, and what the inside lets a family see.

The portal's process has none of the inside's tables, so these name the Eingang by its id only; the foreign keys
stand in the database.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Anlage(models.Model):
    """A file sent with an Eingang: pictures written anew, PDF as they came. The inside takes it over as a document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    eingang_id = models.UUIDField(db_index=True)
    dateiname = models.CharField(max_length=255)
    medientyp = models.CharField(max_length=40)
    inhalt = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Anlage"
        verbose_name_plural = "Anlagen"

    def __str__(self) -> str:
        return self.dateiname


class Zugang(models.Model):
    """Who may see the state of an application: number and the hash of a secret. A helper's ends with the consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    eingang_id = models.UUIDField(db_index=True)
    nummer = models.CharField(max_length=20, unique=True)
    schluessel = models.BinaryField()  # SHA-256 of the stretched code
    art = models.CharField(max_length=10, default="familie")
    name = models.CharField(max_length=120, blank=True, default="")
    umfang = ArrayField(models.CharField(max_length=20), default=list)
    subjekt = models.BinaryField(null=True, blank=True, db_index=True)  # SHA-256 of the keyed hash of who signed in
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Zugang"
        verbose_name_plural = "Zugänge"
        constraints = [
            models.UniqueConstraint(fields=["eingang_id"], condition=Q(art="familie"), name="portal_zugang_familie"),
            models.CheckConstraint(condition=Q(art__in=["familie", "helfer"]), name="portal_zugang_art"),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} ({self.art})"


class Auskunft(models.Model):
    """What a family may see of its application, written by the case work with each act; nothing else is shown."""

    eingang_id = models.UUIDField(primary_key=True)
    stand = models.CharField(max_length=20)
    inhalt = models.JSONField(default=dict)
    stand_at = models.DateTimeField()

    class Meta:
        verbose_name = "Auskunft"
        verbose_name_plural = "Auskünfte"

    def __str__(self) -> str:
        return self.stand


class Zaehler(models.Model):
    """Tries of one sender or one number in five minutes; senders only as a keyed hash, kept for two hours."""

    id = models.BigAutoField(primary_key=True)
    art = models.CharField(max_length=20)
    schluessel = models.BinaryField()
    fenster = models.DateTimeField()
    anzahl = models.IntegerField()

    class Meta:
        verbose_name = "Zähler"
        verbose_name_plural = "Zähler"
        constraints = [
            models.UniqueConstraint(fields=["art", "schluessel", "fenster"], name="portal_zaehler_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.art}: {self.anzahl}"


class Abmeldung(models.Model):
    """A sign-in that was ended; its cookie is dead from then on, wherever a copy of it lies."""

    sitzung = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Abmeldung"
        verbose_name_plural = "Abmeldungen"

    def __str__(self) -> str:
        return str(self.sitzung)


class Zwischenstand(models.Model):
    """A part of a draft that goes on later: 0 the answers, then one file each; ciphertext whose key is in no table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kennung = models.BinaryField()  # SHA-256 of what the link opens with
    teil = models.SmallIntegerField()
    inhalt = models.BinaryField()
    gueltig_bis = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Zwischenstand"
        verbose_name_plural = "Zwischenstände"
        constraints = [
            models.UniqueConstraint(fields=["kennung", "teil"], name="portal_zwischenstand_einmal"),
        ]

    def __str__(self) -> str:
        return f"Teil {self.teil} bis {self.gueltig_bis}"
