"""Dated settings of the county: letterhead and seat, limit for the second person, form of each benefit."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.zeitraum import geordnet, tage
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.states import Leistungsform


class Behoerde(Geschuetzt):
    """Who decides, as it stands on letters; `land` and `oertliche_feiertage` of the seat decide when periods end."""

    name = models.CharField("Behörde", max_length=200)
    stelle = models.CharField("Stelle", max_length=200, blank=True)
    strasse = models.CharField("Straße und Hausnummer", max_length=150)
    plz = models.CharField("PLZ", max_length=10)
    ort = models.CharField("Ort", max_length=100)
    land = models.CharField("Land", max_length=2, default="NW")
    oertliche_feiertage = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    telefon = models.CharField("Telefon", max_length=50, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    sozialgericht = models.CharField("Sozialgericht mit Anschrift", max_length=300, blank=True)
    zugangswege = models.TextField("Zugangswege für den Widerspruch", blank=True)
    leitung = models.CharField("Leitung (§ 33 Abs. 3 SGB X)", max_length=200, blank=True)
    mitwirkungstage = models.PositiveSmallIntegerField("Frist der Mitwirkung in Tagen", default=14)
    beginn = models.DateField("gilt ab")
    ende = models.DateField("gilt bis", null=True, blank=True)

    class Meta:
        verbose_name = "Behörde"
        verbose_name_plural = "Behörden"
        constraints = [
            ExclusionConstraint(
                name="behoerde_eine_zur_zeit",
                expressions=[("bereich", RangeOperators.EQUAL), (tage(), RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name


class Wertgrenze(Geschuetzt):
    """From this sum of a Bescheid on, a second person must approve."""

    betrag = models.DecimalField("Grenze in EUR", max_digits=10, decimal_places=2)
    beginn = models.DateField("gilt ab")
    ende = models.DateField("gilt bis", null=True, blank=True)

    class Meta:
        verbose_name = "Wertgrenze"
        verbose_name_plural = "Wertgrenzen"
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="wertgrenze_ende_nach_beginn"),
            ExclusionConstraint(
                name="wertgrenze_eine_zur_zeit",
                expressions=[("bereich", RangeOperators.EQUAL), (tage(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.betrag} EUR"


class Formvorgabe(Geschuetzt):
    """Form in which the county renders a benefit in a legal circle (§ 29 Abs. 1 SGB II); empty circle: all."""

    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices, blank=True)
    form = models.CharField("Form", max_length=20, choices=Leistungsform.choices)
    beginn = models.DateField("gilt ab")
    ende = models.DateField("gilt bis", null=True, blank=True)

    class Meta:
        verbose_name = "Vorgabe der Form"
        verbose_name_plural = "Vorgaben der Form"
        constraints = [
            ExclusionConstraint(
                name="formvorgabe_eine_zur_zeit",
                expressions=[
                    ("bereich", RangeOperators.EQUAL),
                    ("leistung", RangeOperators.EQUAL),
                    ("rechtskreis", RangeOperators.EQUAL),
                    (tage(), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_leistung_display()}: {self.get_form_display()}"
