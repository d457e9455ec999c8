"""Letter runs: which letters, in which order, printed in which stream, posted on which day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.verfahren.anschreiben.states import LEBEND, Brieflaufstand, Briefstand
from kreislauf.verfahren.antrag.models import Mitwirkungsaufforderung
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.bescheid.models import Bescheid

_LEBEND = Q(state__in=[s.value for s in LEBEND])


class Brieflauf(Geschuetzt):
    """One run. `posted_on` is entered when it is handed to the post: from it Bekanntgabe and periods follow."""

    nummer = models.CharField("Nummer", max_length=40)
    state = models.CharField("Stand", max_length=20, choices=Brieflaufstand.choices, default=Brieflaufstand.ERSTELLUNG)
    beidseitig = models.BooleanField("beidseitig gedruckt", default=True)
    lauf = models.ForeignKey(Lauf, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_on = models.DateField("zur Post gegeben am", null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("erstellt am")

    class Meta:
        verbose_name = "Brieflauf"
        verbose_name_plural = "Briefläufe"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["bereich", "nummer"], name="brieflauf_nummer_einmal"),
            models.CheckConstraint(
                condition=~Q(state__in=["postausgang", "versandt"]) | Q(posted_on__isnull=False),
                name="brieflauf_versandt_hat_tag",
            ),
        ]

    def __str__(self) -> str:
        return self.nummer


class Druckstapel(Geschuetzt):
    """One stream for the printer: letters one after another, each beginning on a new sheet."""

    brieflauf = models.ForeignKey(Brieflauf, on_delete=models.PROTECT, related_name="stapel")
    nummer = models.PositiveIntegerField("Nummer")
    von = models.PositiveIntegerField("erster Brief")
    bis = models.PositiveIntegerField("letzter Brief")
    briefe = models.PositiveIntegerField("Briefe")
    seiten = models.PositiveIntegerField("Seiten")
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Druckstapel"
        verbose_name_plural = "Druckstapel"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["brieflauf", "nummer"], name="druckstapel_einmal")]

    def __str__(self) -> str:
        return f"{self.brieflauf}, Stapel {self.nummer}"


class Briefposten(Geschuetzt):
    """One letter of a run; exactly one of decision, request or hearing. A letter is in one living run only."""

    brieflauf = models.ForeignKey(Brieflauf, on_delete=models.PROTECT, related_name="posten")
    nummer = models.PositiveIntegerField("Nummer")
    bescheid = models.ForeignKey(Bescheid, on_delete=models.PROTECT, null=True, blank=True, related_name="briefposten")
    aufforderung = models.ForeignKey(
        Mitwirkungsaufforderung, on_delete=models.PROTECT, null=True, blank=True, related_name="briefposten"
    )
    aufhebung = models.ForeignKey(
        Aufhebung, on_delete=models.PROTECT, null=True, blank=True, related_name="briefposten"
    )
    stapel = models.ForeignKey(Druckstapel, on_delete=models.PROTECT, null=True, blank=True, related_name="posten")
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seiten = models.PositiveIntegerField("Seiten", default=0)
    state = models.CharField("Stand", max_length=20, choices=Briefstand.choices, default=Briefstand.OFFEN)
    grund = models.CharField("Grund", max_length=500, blank=True)

    class Meta:
        verbose_name = "Brief eines Laufs"
        verbose_name_plural = "Briefe eines Laufs"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["brieflauf", "nummer"], name="briefposten_nummer_einmal"),
            models.UniqueConstraint(fields=["bescheid"], condition=_LEBEND, name="briefposten_bescheid_einmal"),
            models.UniqueConstraint(fields=["aufforderung"], condition=_LEBEND, name="briefposten_aufforderung_einmal"),
            models.UniqueConstraint(fields=["aufhebung"], condition=_LEBEND, name="briefposten_aufhebung_einmal"),
            models.CheckConstraint(
                condition=Q(bescheid__isnull=False, aufforderung__isnull=True, aufhebung__isnull=True)
                | Q(bescheid__isnull=True, aufforderung__isnull=False, aufhebung__isnull=True)
                | Q(bescheid__isnull=True, aufforderung__isnull=True, aufhebung__isnull=False),
                name="briefposten_genau_ein_schreiben",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["gedruckt", "versandt"]) | Q(dokument__isnull=False, stapel__isnull=False),
                name="briefposten_gedruckt_hat_datei",
            ),
        ]
        indexes = [models.Index(fields=["brieflauf", "state", "nummer"], name="briefposten_stand")]

    def __str__(self) -> str:
        return f"{self.brieflauf}, Brief {self.nummer}"
