"""Bodies, papers and their treatment in bodies (fact base Steuerung, section 10)."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument


class Gremium(Geschuetzt):
    """A body that deliberates; its `bereich` is the area in which its office works."""

    class Art(models.TextChoices):
        GREMIUM = "gremium", "Gremium"
        UNTERAUSSCHUSS = "unterausschuss", "Unterausschuss"
        ARBEITSGRUPPE = "arbeitsgruppe", "Arbeitsgruppe (z. B. § 78 SGB VIII)"

    name = models.CharField("Name", max_length=300)
    art = models.CharField("Art", max_length=20, choices=Art.choices, default=Art.GREMIUM)
    rechtsgrundlage = models.CharField("Rechtsgrundlage", max_length=200, blank=True)
    berichtet_an = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="untergeordnete"
    )
    kurzname = models.CharField("Kurzname", max_length=50, blank=True)
    andere_namen = models.JSONField("andere Schreibweisen", default=list, blank=True)
    aufgeloest_am = models.DateField("aufgelöst am", null=True, blank=True)

    class Meta:
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bereich", "name"], name="gremium_name_je_bereich")]

    def __str__(self) -> str:
        return self.name


class Vorlage(Geschuetzt):
    """A paper of the council. Its identity is its number; without one, the fingerprint of its text."""

    nummer = models.CharField("Vorlagennummer", max_length=100, blank=True)
    nummer_norm = models.CharField(max_length=100, blank=True, editable=False)  # only letters and digits, lower case
    art = models.CharField("Art", max_length=100, blank=True)
    betreff = models.CharField("Betreff", max_length=1000)
    datum = models.DateField("Datum", null=True, blank=True)
    sortiertag = models.GeneratedField(  # undated papers count as the oldest
        expression=Coalesce("datum", date.min), output_field=models.DateField(), db_persist=True
    )
    koerperschaft = models.CharField("Körperschaft", max_length=300, blank=True)
    einreicher = models.CharField("eingereicht von", max_length=300, blank=True)
    text = models.TextField("Text", blank=True)
    fingerabdruck = models.CharField(max_length=64, editable=False)  # SHA-256 of the normalised text
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quelle_geloescht_at = models.DateTimeField("in der Quelle gelöscht am", null=True, blank=True, editable=False)
    lesung = models.JSONField("Auslese", default=dict, blank=True)  # Zahlen, Normen, Verweise as confirmed
    aufgegangen_in = models.ForeignKey(  # known twice: this one is kept as a source of the other
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="teile", db_index=False
    )
    created_at = models.DateTimeField("angelegt am")
    updated_at = models.DateTimeField("zuletzt geändert am")

    class Meta:
        verbose_name = "Vorlage"
        verbose_name_plural = "Vorlagen"
        ordering = [F("datum").desc(nulls_last=True), "-created_at"]
        indexes = [
            models.Index(F("sortiertag").desc(), "id", name="vorlage_tag"),
            models.Index(fields=["art"], name="vorlage_art"),
            models.Index(
                fields=["aufgegangen_in"], name="vorlage_aufgegangen", condition=Q(aufgegangen_in__isnull=False)
            ),
            models.Index(fields=["nummer_norm"], opclasses=["text_pattern_ops"], name="vorlage_nummer_anfang"),
            *(
                GinIndex(OpClass(F(feld), name="gin_trgm_ops"), name=f"vorlage_{feld}_teil")
                for feld in ("betreff", "nummer", "einreicher")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bereich", "nummer_norm"], name="vorlage_nummer_je_bereich", condition=~Q(nummer_norm="")
            ),
            models.UniqueConstraint(
                fields=["bereich", "fingerabdruck"], name="vorlage_text_je_bereich", condition=Q(nummer_norm="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer}: {self.betreff}" if self.nummer else self.betreff


class Vorlagenbezug(Geschuetzt):
    """How one paper follows from another; proposed by the reader, confirmed by a person."""

    class Art(models.TextChoices):
        STANDPUNKT = "standpunkt", "Verwaltungsstandpunkt zu"
        NEUFASSUNG = "neufassung", "Neufassung von"
        AENDERUNG = "aenderung", "Änderungsantrag zu"
        ANTWORT = "antwort", "Antwort auf"
        BERICHT = "bericht", "Umsetzungsbericht zu"
        VERWEIS = "verweis", "verweist auf"

    von = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="bezuege")
    auf = models.ForeignKey(Vorlage, on_delete=models.CASCADE, null=True, blank=True, related_name="rueckbezuege")
    auf_nummer = models.CharField("Nummer im Text", max_length=300, blank=True)
    art = models.CharField("Art", max_length=20, choices=Art.choices, default=Art.VERWEIS)

    class Meta:
        verbose_name = "Bezug"
        verbose_name_plural = "Bezüge"
        constraints = [
            models.UniqueConstraint(fields=["von", "auf_nummer", "art"], name="vorlagenbezug_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.von} {self.get_art_display()} {self.auf or self.auf_nummer}"


class Beratung(Geschuetzt):
    """One treatment of a paper in a body. A moved one is a new row; the old one is kept and points to it."""

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="beratungen")
    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, null=True, blank=True, related_name="beratungen")
    gremium_name = models.CharField("Gremium wie gedruckt", max_length=300)
    datum = models.DateField("Datum", null=True, blank=True)
    zustaendigkeit = models.CharField("Zuständigkeit", max_length=100, blank=True)
    ergebnis = models.CharField("Ergebnis", max_length=40, blank=True)
    quelle_geloescht_at = models.DateTimeField("in der Quelle gelöscht am", null=True, blank=True, editable=False)
    verlegt_auf = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="verlegt_von")

    class Meta:
        verbose_name = "Beratung"
        verbose_name_plural = "Beratungen"
        ordering = ["datum", "gremium_name"]
        indexes = [models.Index(fields=["gremium", "datum"], name="beratung_sitzung")]
        constraints = [
            models.UniqueConstraint(
                fields=["vorlage", "gremium_name", "datum", "zustaendigkeit"],
                name="beratung_einmal",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.gremium_name} {self.datum or ''}".strip()
