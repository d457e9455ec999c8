"""What the portal leaves for the inside besides the Eingang itself.

The portal's process has none of the inside's tables, so this one names the Eingang by its id only; the foreign key
stands in the database.
"""

import uuid

from django.db import models


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
