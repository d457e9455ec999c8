"""What arrived, the application, and what is asked for: child × benefit × period."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import SPRACHEN, Person
from kreislauf.akten.traeger.models import Einrichtung, Zahlungsempfaenger
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.zeitraum import geordnet
from kreislauf.verfahren.antrag.states import OFFEN, Antragsstand, Eingangsstand, Kanal, Leistungsart


class Eingang(Geschuetzt):
    """What arrived, as it arrived; the inside decides what it is.

    `inhalt` is the raw content as sent (portal, FIT-Connect); `externe_kennung` makes a second delivery harmless.
    """

    kanal = models.CharField("Kanal", max_length=20, choices=Kanal.choices)
    sprache = models.CharField("Sprache", max_length=2, choices=list(SPRACHEN.items()), default="de")
    betreff = models.CharField("Betreff", max_length=300)
    absender = models.CharField("Absender", max_length=200, blank=True)
    inhalt = models.JSONField("Inhalt", default=dict, blank=True)
    text = models.TextField("Text", blank=True)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    externe_kennung = models.CharField("Kennung des Absenders", max_length=120, blank=True)
    state = models.CharField("Stand", max_length=20, choices=Eingangsstand.choices, default=Eingangsstand.NEU)
    fallakte = models.ForeignKey(Fallakte, on_delete=models.PROTECT, null=True, blank=True, related_name="eingaenge")
    weitergeleitet_an = models.CharField("weitergeleitet an", max_length=200, blank=True)
    weitergeleitet_am = models.DateField("weitergeleitet am", null=True, blank=True)
    received_at = models.DateTimeField("eingegangen am")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("erfasst am")

    class Meta:
        verbose_name = "Eingang"
        verbose_name_plural = "Eingänge"
        ordering = ["received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kanal", "externe_kennung"], condition=~Q(externe_kennung=""), name="eingang_einmal"
            )
        ]
        indexes = [models.Index(fields=["bereich", "state", "received_at"], name="eingang_stand")]

    def __str__(self) -> str:
        return self.betreff


class Antrag(Geschuetzt):
    """One application of a household. `version` grows with each change; a page that shows an old one is refused."""

    fallakte = models.ForeignKey(Fallakte, on_delete=models.PROTECT, related_name="antraege")
    eingang = models.OneToOneField(Eingang, on_delete=models.PROTECT, null=True, blank=True, related_name="antrag")
    antragsteller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="antraege")
    kanal = models.CharField("Kanal", max_length=20, choices=Kanal.choices)
    antragsdatum = models.DateField("Antrag vom")  # § 16 Abs. 2 SGB I: arrival at the first agency
    state = models.CharField("Stand", max_length=20, choices=Antragsstand.choices, default=Antragsstand.EINGEGANGEN)
    vollstaendig_am = models.DateField("vollständig am", null=True, blank=True)
    untaetigkeit_ab = models.DateField("Untätigkeitsklage zulässig ab")
    mitwirkungsfrist = models.DateField("Frist der Mitwirkung", null=True, blank=True)
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="zuständig",
    )
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("erfasst am")
    updated_at = models.DateTimeField("zuletzt geändert am")

    class Meta:
        verbose_name = "Antrag"
        verbose_name_plural = "Anträge"
        ordering = ["antragsdatum", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["vollstaendig", "entschieden", "beschieden"])
                | Q(vollstaendig_am__isnull=False),
                name="antrag_vollstaendig_hat_tag",
            ),
            models.CheckConstraint(
                condition=~Q(state="unvollstaendig") | Q(mitwirkungsfrist__isnull=False),
                name="antrag_unvollstaendig_hat_frist",
            ),
        ]
        indexes = [
            models.Index(
                fields=["bereich", "state", "untaetigkeit_ab"],
                condition=Q(state__in=[s.value for s in OFFEN]),
                name="antrag_offen",
            ),
            models.Index(fields=["bereich", "antragsdatum"], name="antrag_datum"),
        ]

    def __str__(self) -> str:
        return f"Antrag vom {self.antragsdatum:%d.%m.%Y}"


class Antragsbedarf(Geschuetzt):
    """One benefit for one child and period. `angaben` are the benefit's own fields, as recht reads them."""

    antrag = models.ForeignKey(Antrag, on_delete=models.PROTECT, related_name="bedarfe")
    kind = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bedarfe")
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices, blank=True)
    beginn = models.DateField("von")
    ende = models.DateField("bis")
    angaben = models.JSONField("Angaben", default=dict, blank=True)
    beschreibung = models.CharField("Was?", max_length=300, blank=True)
    einrichtung = models.ForeignKey(Einrichtung, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    empfaenger = models.ForeignKey(
        Zahlungsempfaenger, on_delete=models.PROTECT, null=True, blank=True, related_name="bedarfe"
    )
    zurueckgenommen_am = models.DateField("zurückgenommen am", null=True, blank=True)
    versagt_am = models.DateField("versagt am (§ 66 SGB I)", null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering = ["kind__geburtsdatum", "leistung", "beginn"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="antragsbedarf_ende_nach_beginn"),
            models.UniqueConstraint(
                F("antrag"), F("kind"), F("leistung"), F("beginn"), F("beschreibung"), name="antragsbedarf_einmal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_leistung_display()} für {self.kind}"
