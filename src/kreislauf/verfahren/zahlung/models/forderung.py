"""Money that a revocation claims back."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.aufhebung.models import Aufhebungszeile
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.states import Forderungsstand


class Forderung(Geschuetzt):
    """What a revocation claims back of one line (§ 50 SGB X), with what the cashier's office may know about it.

    `erstattet` is the sum of its bookings, which stand in the ledger as refunds of the line's payments from `ab` on.
    """

    aufhebungszeile = models.OneToOneField(Aufhebungszeile, on_delete=models.PROTECT, related_name="forderung")
    zeile = models.ForeignKey(Entscheidungszeile, on_delete=models.PROTECT, related_name="forderungen")
    ab = models.DateField("für die Zeit ab")
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices)
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40)
    schuldner = models.CharField("zu erstatten von", max_length=200)
    betrag = models.DecimalField("Forderung", max_digits=10, decimal_places=2)
    erstattet = models.DecimalField("davon erstattet", max_digits=10, decimal_places=2, default=0)
    entstanden_am = models.DateField("bekannt gegeben am")
    state = models.CharField("Stand", max_length=20, choices=Forderungsstand.choices, default=Forderungsstand.OFFEN)
    grund = models.CharField("erlassen oder entfallen, weil", max_length=500, blank=True)
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Erstattungsforderung"
        verbose_name_plural = "Erstattungsforderungen"
        ordering = ["entstanden_am", "aktenzeichen"]
        constraints = [
            models.CheckConstraint(
                condition=Q(betrag__gt=0, erstattet__gte=0, erstattet__lte=F("betrag")),
                name="forderung_hoechstens_erstattet",
            ),
            models.CheckConstraint(
                condition=Q(state="beglichen", erstattet=F("betrag"))
                | (~Q(state="beglichen") & Q(erstattet__lt=F("betrag"))),
                name="forderung_beglichen_ist_erstattet",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["erlassen", "entfallen"]) | ~Q(grund=""), name="forderung_ende_begruendet"
            ),
        ]
        indexes = [models.Index(fields=["bereich", "state", "entstanden_am"], name="forderung_stand")]

    def __str__(self) -> str:
        return f"Erstattung {self.get_leistung_display()} zu {self.aktenzeichen}"

    @property
    def rest(self) -> Decimal:
        return self.betrag - self.erstattet
