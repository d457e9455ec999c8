"""The journal: lines with their text, and a chain over salted commitments to them.

A line's text and salt may be removed by a lawful deletion; its commitment in the chain stays, so the chain still
verifies. Both tables are written by `services.record` and by the database itself, never changed otherwise.
"""

from django.db import models


class Zeile(models.Model):
    """One act or one read. The columns repeat what stands in `inhalt`, for searching and for row-level security."""

    id = models.BigAutoField(primary_key=True)
    inhalt = models.TextField("Inhalt", null=True)  # canonical JSON; None after a lawful deletion
    salz = models.BinaryField("Salz", max_length=16, null=True)
    at = models.DateTimeField("Zeitpunkt", null=True)
    akt = models.CharField("Vorgang", max_length=100, blank=True)
    person_id = models.UUIDField("Person", null=True, blank=True)
    tabelle = models.CharField("Art", max_length=100, blank=True)
    objekt_id = models.CharField("Kennung", max_length=64, blank=True)
    klasse = models.CharField(max_length=40, blank=True)
    bereich_id = models.BigIntegerField(null=True, blank=True)
    lesend = models.BooleanField("Zugriff", default=False)

    class Meta:
        verbose_name = "Journalzeile"
        verbose_name_plural = "Journal"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tabelle", "objekt_id", "id"], name="journal_objekt"),
            models.Index(fields=["person_id", "id"], name="journal_person"),
            models.Index(fields=["at"], name="journal_zeit"),
        ]

    def __str__(self) -> str:
        return f"{self.akt} {self.at:%d.%m.%Y %H:%M}" if self.at else "gelöscht"


class Glied(models.Model):
    """One link of the chain, written by the database when the line's transaction commits; numbers have no gap."""

    nr = models.BigIntegerField(primary_key=True)
    zeile_id = models.BigIntegerField(unique=True)
    festlegung = models.BinaryField(max_length=32)  # SHA-256(salt, text)
    hash = models.BinaryField(max_length=32)  # SHA-256(hash before, number as 8 bytes, festlegung)

    class Meta:
        verbose_name = "Kettenglied"
        verbose_name_plural = "Kettenglieder"
        ordering = ["nr"]

    def __str__(self) -> str:
        return str(self.nr)
