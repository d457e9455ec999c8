"""Resolutions and their points, and where a point departs from what was moved (C1, C2, C5)."""

from django.db import models
from django.db.models import Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.steuerung.ratsinfo.models.vorlage import Gremium, Vorlage


class Ergebnis(models.TextChoices):
    BESCHLOSSEN = "beschlossen", "beschlossen"
    GEAENDERT_BESCHLOSSEN = "geaendert_beschlossen", "mit Änderungen beschlossen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    KENNTNISNAHME = "kenntnisnahme", "zur Kenntnis genommen"
    VERTAGT = "vertagt", "vertagt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"
    VERWIESEN = "verwiesen", "verwiesen"
    ERLEDIGT = "erledigt", "erledigt"
    GEWAEHLT = "gewaehlt", "gewählt"


class Beschluss(Geschuetzt):
    """What a body decided on a paper. Numbers that the paper does not give stay empty."""

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="beschluesse")
    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, null=True, blank=True, related_name="beschluesse")
    gremium_name = models.CharField("Gremium wie gedruckt", max_length=300, blank=True)
    datum = models.DateField("beschlossen am", null=True, blank=True)
    ergebnis = models.CharField("Ergebnis", max_length=30, choices=Ergebnis.choices)
    einstimmig = models.BooleanField("einstimmig", null=True, blank=True)
    ja = models.PositiveIntegerField("Ja", null=True, blank=True)
    nein = models.PositiveIntegerField("Nein", null=True, blank=True)
    enthaltung = models.PositiveIntegerField("Enthaltungen", null=True, blank=True)
    erster_bericht_am = models.DateField("erster Bericht bis", null=True, blank=True)  # C2
    zeile = models.PositiveIntegerField(null=True, blank=True)
    zitat = models.TextField(blank=True)

    class Meta:
        verbose_name = "Beschluss"
        verbose_name_plural = "Beschlüsse"
        ordering = ["-datum"]
        constraints = [
            models.UniqueConstraint(
                fields=["vorlage", "gremium_name", "datum", "ergebnis"], name="beschluss_einmal", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_ergebnis_display()} {self.gremium_name} {self.datum or ''}".strip()


class Beschlusspunkt(Geschuetzt):
    """One point of a motion, of the administration's alternative or of the resolution."""

    class Satz(models.TextChoices):
        ANTRAG = "antrag", "Antrag"
        STANDPUNKT = "standpunkt", "Verwaltungsstandpunkt"
        BESCHLUSS = "beschluss", "Beschluss"

    class Pflicht(models.TextChoices):
        AUFTRAG = "auftrag", "Auftrag"
        VORLAGEPFLICHT = "vorlagepflicht", "Vorlagepflicht mit Frist"
        ERKLAERUNG = "erklaerung", "politische Erklärung"

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="punkte")
    beschluss = models.ForeignKey(Beschluss, on_delete=models.CASCADE, null=True, blank=True, related_name="punkte")
    satz = models.CharField("aus", max_length=20, choices=Satz.choices)
    satz_text = models.CharField("aus, wie gedruckt", max_length=200, blank=True)
    nummer = models.CharField("Nummer", max_length=20)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    text = models.TextField("Wortlaut")
    pflicht = models.CharField("Pflicht", max_length=20, choices=Pflicht.choices, default=Pflicht.AUFTRAG)
    frist = models.DateField("Frist", null=True, blank=True)
    beschlossen = models.BooleanField("beschlossen", null=True, blank=True)
    zeile = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "Beschlusspunkt"
        verbose_name_plural = "Beschlusspunkte"
        ordering = ["satz", "position", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["vorlage", "satz", "satz_text", "nummer"], name="beschlusspunkt_einmal"),
            models.CheckConstraint(
                condition=~Q(satz="beschluss") | Q(beschluss__isnull=False), name="beschlusspunkt_hat_beschluss"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_satz_display()} {self.nummer}"


class Punktvergleich(Geschuetzt):
    """C5: how a point of the motion came out in the administration's position or in the resolution."""

    class Art(models.TextChoices):
        UEBERNOMMEN = "uebernommen", "übernommen"
        GEAENDERT = "geaendert", "geändert"
        ERSETZT = "ersetzt", "ersetzt"
        ENTFALLEN = "entfallen", "nicht übernommen"
        NEU = "neu", "neu"

    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, related_name="punktvergleiche")
    von = models.ForeignKey(Beschlusspunkt, on_delete=models.CASCADE, null=True, blank=True, related_name="vergleiche")
    nach = models.ForeignKey(Beschlusspunkt, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    abweichung = models.TextField("worin abweichend", blank=True)
    bestaetigt = models.BooleanField("bestätigt", default=False)

    class Meta:
        verbose_name = "Punktvergleich"
        verbose_name_plural = "Punktvergleiche"
        constraints = [
            models.CheckConstraint(
                condition=Q(von__isnull=False) | Q(nach__isnull=False), name="punktvergleich_hat_seite"
            ),
            models.UniqueConstraint(
                fields=["vorlage", "von", "nach"], name="punktvergleich_einmal", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.von or '–'} → {self.nach or '–'}: {self.get_art_display()}"
