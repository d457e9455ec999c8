"""What every protected row carries."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kreislauf.foundation.accounts.models import Bereich


class Schutzstufe(models.IntegerChoices):
    """Fact base Steuerung K6: every document and agenda item is öffentlich, nichtöffentlich or intern."""

    OEFFENTLICH = 0, "öffentlich"
    INTERN = 1, "intern"
    NICHTOEFFENTLICH = 2, "nichtöffentlich"


class Geschuetzt(models.Model):
    """A row that belongs to an area. The database shows it only to those with a right there (`access.rls`).

    `bereich` decides who may write; `sichtbar_fuer` holds further area ids that may read; a row that is öffentlich may
    be read by everybody who is signed in and by the public page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bereich = models.ForeignKey(Bereich, on_delete=models.PROTECT, related_name="+", verbose_name="Bereich")
    schutzstufe = models.SmallIntegerField("Schutz", choices=Schutzstufe.choices, default=Schutzstufe.NICHTOEFFENTLICH)
    sichtbar_fuer = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        abstract = True
