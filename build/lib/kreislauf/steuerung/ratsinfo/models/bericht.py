"""Implementation reports with one of seven states per point (C1, C3, C6, C7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models.beschluss import Beschluss, Beschlusspunkt
from kreislauf.steuerung.ratsinfo.models.vorlage import Vorlage
from kreislauf.steuerung.ratsinfo.states import Berichtsstand, Umsetzungsstatus


class Umsetzungsbericht(Geschuetzt):
    """One report on a resolution; `federfuehrend` writes it, another person signs it off."""

    vorlage = models.ForeignKey(Vorlage, on_delete=models.PROTECT, related_name="umsetzungsberichte")
    beschluss = models.ForeignKey(
        Beschluss, on_delete=models.PROTECT, null=True, blank=True, related_name="umsetzungsberichte"
    )
    federfuehrend = models.ForeignKey(Bereich, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    datum = models.DateField("Stand vom", null=True, blank=True)
    state = models.CharField("Stand", max_length=20, choices=Berichtsstand.choices, default=Berichtsstand.ENTWURF)
    eingelesen = models.BooleanField("aus einer Vorlage gelesen", default=False)
    gesamtstatus_gedruckt = models.CharField("angekreuzt", max_length=30, choices=Umsetzungsstatus.choices, blank=True)
    naechster_bericht = models.DateField("erneuter Termin", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("angelegt am")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)
    rueckgabe_grund = models.TextField("zurückgegeben, weil", blank=True)
    pdf = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "Umsetzungsbericht"
        verbose_name_plural = "Umsetzungsberichte"
        ordering = ["datum", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["vorlage"], name="bericht_ein_offener", condition=Q(state__in=["entwurf", "zur_freigabe"])
            ),
            models.UniqueConstraint(
                fields=["vorlage", "datum"],
                name="bericht_eingelesen_einmal",
                condition=Q(eingelesen=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(  # Vier-Augen-Prinzip
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")), name="bericht_zwei_personen"
            ),
            models.CheckConstraint(
                condition=Q(eingelesen=True) | ~Q(state__in=["freigegeben", "versandt"]) | Q(approved_by__isnull=False),
                name="bericht_freigegeben_von",
            ),
        ]

    def __str__(self) -> str:
        return f"Bericht vom {self.datum}" if self.datum else "Bericht ohne Datum"


class Berichtspunkt(Geschuetzt):
    """The answer to one point: its state and the fields this state demands."""

    bericht = models.ForeignKey(Umsetzungsbericht, on_delete=models.CASCADE, related_name="punkte")
    punkt = models.ForeignKey(Beschlusspunkt, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nummer = models.CharField("Nummer", max_length=300)
    status = models.CharField("Umsetzung", max_length=30, choices=Umsetzungsstatus.choices, blank=True)
    sachstand = models.TextField("Sachstand", blank=True)
    grund = models.TextField("Grund", blank=True)  # 1, 3 (why), 6, 7
    geplanter_beginn = models.DateField("geplanter Beginn", null=True, blank=True)  # 1
    erledigte_schritte = models.TextField("erledigte Schritte", blank=True)  # 2
    offene_schritte = models.TextField("offene Schritte", blank=True)  # 2
    prognose = models.DateField("voraussichtlich fertig", null=True, blank=True)  # 2
    aenderung = models.TextField("Was wurde geändert?", blank=True)  # 3
    entschieden_von = models.CharField("Wer hat entschieden?", max_length=300, blank=True)  # 3, 7
    nachweis = models.TextField("Nachweis", blank=True)  # 4
    nachweis_dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    umgesetzt_am = models.DateField("umgesetzt am", null=True, blank=True)  # 4
    turnus = models.CharField("Turnus", max_length=20, blank=True)  # 5, ISO 8601 duration
    aufhebung_pruefung = models.TextField("Muss der Beschluss aufgehoben werden?", blank=True)  # 6
    rechtsgrundlage = models.CharField("Rechtsgrundlage", max_length=300, blank=True)  # 7
    wiedervorlage = models.DateField("erneuter Termin", null=True, blank=True)  # 1, 2, 3, 5 (C3)
    zeile = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "Berichtspunkt"
        verbose_name_plural = "Berichtspunkte"
        ordering = ["punkt__position", "nummer"]
        constraints = [models.UniqueConstraint(fields=["bericht", "nummer"], name="berichtspunkt_einmal")]

    def __str__(self) -> str:
        return f"Punkt {self.nummer}"
