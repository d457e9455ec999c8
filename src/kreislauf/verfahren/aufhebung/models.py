"""One intended revocation with its hearing, and the lines it takes back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand, Grundlage, OhneAnhoerung, Vergangenheit
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile


class Aufhebung(Geschuetzt):
    """`anlass` are the facts the family is heard on; `vergangenheit` is empty for the future only.

    `gesamterstattung` and `nur_deswegen` are what the refund brake of § 40 SGB II asks of the Bedarfsgemeinschaft.
    """

    bescheid = models.ForeignKey(Bescheid, on_delete=models.PROTECT, related_name="aufhebungen")
    grundlage = models.CharField("Grundlage", max_length=20, choices=Grundlage.choices)
    anlass = models.TextField("Was ist geschehen?")
    kenntnis_am = models.DateField("Tatsachen bekannt seit")
    vergangenheit = models.CharField(
        "auch für die Vergangenheit, weil", max_length=20, choices=Vergangenheit.choices, blank=True
    )
    nur_deswegen = models.BooleanField("nur wegen Bildung und Teilhabe", default=True)
    gesamterstattung = models.DecimalField(
        "gesamte Erstattung der Bedarfsgemeinschaft", max_digits=10, decimal_places=2, null=True, blank=True
    )
    gutschein_zurueck = models.DecimalField("zurückgegebene Gutscheine", max_digits=10, decimal_places=2, default=0)
    state = models.CharField(
        "Stand", max_length=20, choices=Aufhebungsstand.choices, default=Aufhebungsstand.VORBEREITET
    )
    ohne_anhoerung = models.CharField("ohne Anhörung, weil", max_length=10, choices=OhneAnhoerung.choices, blank=True)
    ohne_anhoerung_grund = models.CharField("Begründung dafür", max_length=500, blank=True)
    tage = models.PositiveSmallIntegerField("Frist in Tagen", default=14)
    frist = models.DateField("Äußerung bis", null=True, blank=True)
    rechenweg = models.JSONField("Rechenweg", default=list, blank=True)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_on = models.DateField("zur Post gegeben am", null=True, blank=True)
    bekanntgabe = models.DateField("bekannt gegeben am", null=True, blank=True)
    aeusserung = models.TextField("Äußerung", blank=True)
    geaeussert_am = models.DateField("geäußert am", null=True, blank=True)
    aufhebungsbescheid = models.OneToOneField(
        Bescheid, on_delete=models.PROTECT, null=True, blank=True, related_name="aufhebung"
    )
    einstellungsgrund = models.CharField("eingestellt, weil", max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Aufhebung"
        verbose_name_plural = "Aufhebungen"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="entschieden")
                | Q(geaeussert_am__isnull=False)
                | Q(bekanntgabe__isnull=False)
                | (~Q(ohne_anhoerung="") & ~Q(ohne_anhoerung_grund="")),
                name="aufhebung_angehoert_oder_ausnahme",  # § 24 SGB X
            ),
            models.CheckConstraint(
                condition=~Q(state="angehoert") | Q(posted_on__isnull=False, frist__isnull=False),
                name="aufhebung_anhoerung_hat_frist",
            ),
        ]
        indexes = [models.Index(fields=["bereich", "state", "frist"], name="aufhebung_stand")]

    def __str__(self) -> str:
        return f"{self.get_grundlage_display().split(':')[0]} zu {self.bescheid.nummer}"


class Aufhebungszeile(Geschuetzt):
    """One line taken back from `ab` on. `erstattung` is what is claimed back (§ 50 SGB X), up to what was paid."""

    aufhebung = models.ForeignKey(Aufhebung, on_delete=models.PROTECT, related_name="zeilen")
    zeile = models.ForeignKey(Entscheidungszeile, on_delete=models.PROTECT, related_name="aufhebungszeilen")
    ab = models.DateField("ab")
    gezahlt = models.DecimalField("dafür gezahlt", max_digits=10, decimal_places=2, default=0)
    vorschlag = models.DecimalField("vorgeschlagene Erstattung", max_digits=10, decimal_places=2, default=0)
    erstattung = models.DecimalField("Erstattung", max_digits=10, decimal_places=2, default=0)
    grund = models.TextField("Grund der Abweichung", blank=True)
    spur = models.JSONField("Gründe der Erstattung", default=dict, blank=True)
    neue_zeile = models.OneToOneField(
        Entscheidungszeile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "aufgehobene Entscheidung"
        verbose_name_plural = "aufgehobene Entscheidungen"
        ordering = ["ab"]
        constraints = [
            models.UniqueConstraint(fields=["aufhebung", "zeile"], name="aufhebungszeile_einmal"),
            models.CheckConstraint(
                condition=Q(erstattung__gte=0, erstattung__lte=models.F("gezahlt")),
                name="aufhebungszeile_erstattung_hoechstens_gezahlt",
            ),
            models.CheckConstraint(
                condition=Q(erstattung=models.F("vorschlag")) | ~Q(grund=""),
                name="aufhebungszeile_abweichung_begruendet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zeile} ab {self.ab:%d.%m.%Y}"
