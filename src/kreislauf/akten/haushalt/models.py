"""Households, who belongs to them, which benefit they draw, which school a child attends."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from kreislauf.akten.haushalt.states import Importstand, Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.zeitraum import geordnet, tage


class Haushalt(Geschuetzt):
    """People who live and reckon together; membership is dated."""

    class Art(models.TextChoices):
        BEDARFSGEMEINSCHAFT = "bedarfsgemeinschaft", "Bedarfsgemeinschaft (§ 7 Abs. 3 SGB II)"
        HAUSHALTSGEMEINSCHAFT = "haushaltsgemeinschaft", "Haushaltsgemeinschaft"

    art = models.CharField("Art", max_length=30, choices=Art.choices, default=Art.HAUSHALTSGEMEINSCHAFT)
    bezeichnung = models.CharField("Bezeichnung", max_length=200)
    externe_nummer = models.CharField("BG-Nummer oder Wohngeldnummer", max_length=40, blank=True, db_index=True)
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Haushalt"
        verbose_name_plural = "Haushalte"
        ordering = ["bezeichnung"]

    def __str__(self) -> str:
        return self.bezeichnung


class Mitgliedschaft(Geschuetzt):
    """One person in one household; a child may live in two (both parents)."""

    class Rolle(models.TextChoices):
        ELTERNTEIL = "elternteil", "Elternteil"
        KIND = "kind", "Kind"
        SONSTIGE = "sonstige", "weitere Person"

    haushalt = models.ForeignKey(Haushalt, on_delete=models.PROTECT, related_name="mitgliedschaften")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mitgliedschaften")
    rolle = models.CharField("Rolle", max_length=20, choices=Rolle.choices)
    kindergeld = models.BooleanField("Kindergeld", null=True, blank=True)
    beginn = models.DateField("von")
    ende = models.DateField("bis", null=True, blank=True)

    class Meta:
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        ordering = ["rolle", "person__geburtsdatum"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="mitgliedschaft_ende_nach_beginn"),
            ExclusionConstraint(
                name="mitgliedschaft_ohne_ueberschneidung",
                expressions=[
                    ("haushalt", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (tage(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_rolle_display()})"


class Leistungszeitraum(Geschuetzt):
    """From when to when a person draws a base benefit; periods of one person never overlap."""

    class Quelle(models.TextChoices):
        ANTRAG = "antrag", "Antrag"
        IMPORT = "import", "Übermittlung"
        SACHBEARBEITUNG = "sachbearbeitung", "Sachbearbeitung"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leistungszeitraeume")
    haushalt = models.ForeignKey(Haushalt, on_delete=models.PROTECT, related_name="leistungszeitraeume")
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices)
    aktenzeichen = models.CharField("BG-Nummer oder Aktenzeichen", max_length=40, blank=True)
    beginn = models.DateField("von")
    ende = models.DateField("bis", null=True, blank=True)
    bescheiddatum = models.DateField("Bescheid vom", null=True, blank=True)
    antragsdatum = models.DateField("Hauptantrag vom", null=True, blank=True)
    einschraenkung_1a = models.BooleanField("Anspruchseinschränkung (§ 1a AsylbLG)", default=False)
    nachgewiesen = models.BooleanField("nachgewiesen", default=False)
    nachweis = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle.choices)
    created_at = models.DateTimeField("eingetragen am")

    class Meta:
        verbose_name = "Leistungszeitraum"
        verbose_name_plural = "Leistungszeiträume"
        ordering = ["-beginn"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="leistungszeitraum_ende_nach_beginn"),
            ExclusionConstraint(
                name="leistungszeitraum_ohne_ueberschneidung",
                expressions=[("person", RangeOperators.EQUAL), (tage(), RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["rechtskreis", "beginn", "ende"], name="leistungszeitraum_kreis")]

    def __str__(self) -> str:
        return f"{self.get_rechtskreis_display()} ab {self.beginn:%d.%m.%Y}"


class Einrichtungsbesuch(Geschuetzt):
    """Which school or day-care a child attends; an own row per school year's class."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="besuche")
    einrichtung = models.ForeignKey(Einrichtung, on_delete=models.PROTECT, related_name="besuche")
    klasse = models.CharField("Klasse oder Gruppe", max_length=40, blank=True)
    ausbildungsverguetung = models.BooleanField("Ausbildungsvergütung", default=False)
    aufnahmeart = models.CharField(
        "Aufnahme",
        max_length=20,
        blank=True,
        choices=[("erstaufnahme", "erste Aufnahme"), ("wiederaufnahme", "Wiederaufnahme nach Unterbrechung")],
    )
    beginn = models.DateField("von")
    ende = models.DateField("bis", null=True, blank=True)

    class Meta:
        verbose_name = "Einrichtungsbesuch"
        verbose_name_plural = "Einrichtungsbesuche"
        ordering = ["-beginn"]
        constraints = [models.CheckConstraint(condition=geordnet(), name="einrichtungsbesuch_ende_nach_beginn")]

    def __str__(self) -> str:
        return f"{self.einrichtung} {self.klasse}".strip()


class Haushaltsimport(Geschuetzt):
    """One delivered file of households and benefit periods, with its report per row."""

    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="+")
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices)
    state = models.CharField("Stand", max_length=20, choices=Importstand.choices, default=Importstand.GEPRUEFT)
    bericht = models.JSONField("Bericht je Zeile", default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("hochgeladen am")
    confirmed_at = models.DateTimeField("übernommen am", null=True, blank=True)

    class Meta:
        verbose_name = "Import von Haushalten"
        verbose_name_plural = "Importe von Haushalten"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Import vom {self.created_at:%d.%m.%Y}"
