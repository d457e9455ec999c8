"""Schools, day-care, providers, and to whom money goes."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.states import Bankstand
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.zeitraum import geordnet, tage


class _Anschrift(Geschuetzt):
    name = models.CharField("Name", max_length=200)
    strasse = models.CharField("Straße und Hausnummer", max_length=150, blank=True)
    plz = models.CharField("PLZ", max_length=10, blank=True)
    ort = models.CharField("Ort", max_length=100, blank=True)
    telefon = models.CharField("Telefon", max_length=50, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    aktiv = models.BooleanField("aktiv", default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Einrichtung(_Anschrift):
    """School, day-care centre, family day-care or Hort; `land` decides school days and holidays."""

    class Art(models.TextChoices):  # values as the facts of recht name them
        SCHULE = "schule", "Schule"
        KITA = "kita", "Kindertageseinrichtung"
        KINDERTAGESPFLEGE = "kindertagespflege", "Kindertagespflege"
        HORT = "hort", "Hort"

    art = models.CharField("Art", max_length=20, choices=Art.choices)
    schulform = models.CharField("Schulform", max_length=60, blank=True)
    amtliche_nummer = models.CharField("amtliche Schulnummer", max_length=20, blank=True)
    land = models.CharField("Land", max_length=2, default="NW")
    kooperationsvertrag = models.BooleanField("Kooperationsvertrag Schule–Tageseinrichtung", default=False)

    class Meta:
        verbose_name = "Einrichtung"
        verbose_name_plural = "Einrichtungen"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["bereich", "amtliche_nummer"],
                condition=~Q(amtliche_nummer=""),
                name="einrichtung_amtliche_nummer_einmal",
            )
        ]


class Anbieter(_Anschrift):
    """Caterer, club, music school, tutor, transport company; `leistungen` as stored in Antragsbedarf."""

    leistungen = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="Leistungen")
    gesperrt_grund = models.CharField("gesperrt, weil", max_length=300, blank=True)

    class Meta:
        verbose_name = "Anbieter"
        verbose_name_plural = "Anbieter"
        ordering = ["name"]


class Zahlungsempfaenger(Geschuetzt):
    """Exactly one of the three to whom money may go; blocked with a reason, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="empfaenger")
    einrichtung = models.ForeignKey(
        Einrichtung, on_delete=models.PROTECT, null=True, blank=True, related_name="empfaenger"
    )
    anbieter = models.ForeignKey(Anbieter, on_delete=models.PROTECT, null=True, blank=True, related_name="empfaenger")
    name = models.CharField("Name", max_length=200)
    gesperrt_grund = models.CharField("gesperrt, weil", max_length=300, blank=True)

    class Meta:
        verbose_name = "Zahlungsempfänger"
        verbose_name_plural = "Zahlungsempfänger"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, einrichtung__isnull=True, anbieter__isnull=True)
                | Q(person__isnull=True, einrichtung__isnull=False, anbieter__isnull=True)
                | Q(person__isnull=True, einrichtung__isnull=True, anbieter__isnull=False),
                name="zahlungsempfaenger_genau_einer",
            ),
            *(
                models.UniqueConstraint(
                    fields=[feld], condition=Q(**{f"{feld}__isnull": False}), name=f"zahlungsempfaenger_je_{feld}"
                )
                for feld in ("person", "einrichtung", "anbieter")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Bankverbindung(Geschuetzt):
    """Dated account of a payee; counts for payments only when a second person confirmed it.

    IBANs are kept without blanks, in capitals; the services check mod 97 and the length of the country.
    """

    empfaenger = models.ForeignKey(Zahlungsempfaenger, on_delete=models.PROTECT, related_name="bankverbindungen")
    inhaber = models.CharField("Kontoinhaberin oder Kontoinhaber", max_length=70)
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    beginn = models.DateField("gilt ab")
    ende = models.DateField("gilt bis", null=True, blank=True)
    state = models.CharField("Stand", max_length=20, choices=Bankstand.choices, default=Bankstand.NEU)
    empfaengerpruefung = models.CharField("Empfängerprüfung der Bank", max_length=4, blank=True)  # RCVC RVMC RVNM RVNA
    empfaengerpruefung_name = models.CharField("Name laut Bank", max_length=140, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("eingetragen am")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("bestätigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Bankverbindung"
        verbose_name_plural = "Bankverbindungen"
        ordering = ["-beginn"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="bankverbindung_ende_nach_beginn"),
            models.CheckConstraint(condition=Q(iban=Upper("iban")), name="bankverbindung_iban_gross"),
            models.CheckConstraint(
                condition=Q(state="neu") | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("created_by"))),
                name="bankverbindung_vier_augen",
            ),
            ExclusionConstraint(
                name="bankverbindung_eine_zur_zeit",
                expressions=[("empfaenger", RangeOperators.EQUAL), (tage(), RangeOperators.OVERLAPS)],
                condition=Q(state="bestaetigt"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.iban[:4]} … {self.iban[-4:]}"
