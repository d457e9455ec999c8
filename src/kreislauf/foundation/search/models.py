"""What the search finds: one row per object, protected exactly as the object is."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func

from kreislauf.foundation.access.models import Geschuetzt

KONFIGURATION = "suche_deutsch"  # PostgreSQL's `german` behind `unaccent`


# Lower case, ä → ae, ö → oe, ü → ue, ß → ss, other accents dropped; an immutable function, so that it can be indexed.
_GEFALTET = Func(F("titel"), function="suche_falten", output_field=models.TextField())


class Eintrag(Geschuetzt):
    """`klasse`, `bereiche`, `schutzstufe` and `sichtbar_fuer` are copies of the object's (`services.index`)."""

    art = models.CharField("Art", max_length=40)
    objekt_id = models.CharField(max_length=64)
    klasse = models.CharField(max_length=40)
    bereiche = ArrayField(models.BigIntegerField())  # all areas whose right counts, where the object names several
    titel = models.CharField("Titel", max_length=500)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    stand = models.DateField("Stand", null=True, blank=True)
    titel_gefaltet = models.GeneratedField(expression=_GEFALTET, output_field=models.TextField(), db_persist=True)
    vektor = models.GeneratedField(
        expression=SearchVector("titel", weight="A", config=KONFIGURATION)
        + SearchVector("text", weight="B", config=KONFIGURATION),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "Eintrag der Suche"
        verbose_name_plural = "Einträge der Suche"
        constraints = [models.UniqueConstraint(fields=["art", "objekt_id"], name="eintrag_einmal_je_objekt")]
        indexes = [
            models.Index(F("stand").desc(nulls_last=True), "id", name="eintrag_stand"),  # walked for frequent words
            GinIndex(fields=["vektor"], name="eintrag_vektor"),
            GinIndex(OpClass(F("titel_gefaltet"), name="gin_trgm_ops"), name="eintrag_titel_aehnlich"),
        ]

    def __str__(self) -> str:
        return self.titel
