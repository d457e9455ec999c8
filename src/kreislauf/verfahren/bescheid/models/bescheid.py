"""Bescheid and its lines: child × benefit × period, proposal and decision, with the stored reasons of recht."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Zahlungsempfaenger
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.zeitraum import geordnet
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.states import Bescheidart, Bescheidstand, Leistungsform, Zeilenart


class Bescheid(Geschuetzt):
    """One decision letter. `antrag` is empty for what is decided ex officio."""

    class Versandart(models.TextChoices):
        POST = "post", "Post"
        ELEKTRONISCH = "elektronisch", "elektronisch (§ 37 Abs. 2a SGB X)"
        PERSOENLICH = "persoenlich", "persönlich übergeben"
        AUSLAND = "ausland", "ins Ausland"

    fallakte = models.ForeignKey(Fallakte, on_delete=models.PROTECT, related_name="bescheide")
    antrag = models.ForeignKey(Antrag, on_delete=models.PROTECT, null=True, blank=True, related_name="bescheide")
    art = models.CharField("Art", max_length=30, choices=Bescheidart.choices)
    nummer = models.CharField("Nummer", max_length=40)
    state = models.CharField("Stand", max_length=20, choices=Bescheidstand.choices, default=Bescheidstand.ENTWURF)
    adressat = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bescheide")
    ersetzt = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="ersetzt_durch")
    texte = models.JSONField("Textteile", default=dict, blank=True)
    vorlagenversion = models.CharField("Version der Vorlage", max_length=80, blank=True)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    zweite_person_noetig = models.BooleanField("zweite Person nötig", default=True)
    versandart = models.CharField("Versand", max_length=20, choices=Versandart.choices, default=Versandart.POST)
    posted_on = models.DateField("zur Post gegeben am", null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    bekanntgabe = models.DateField("bekannt gegeben am", null=True, blank=True)
    widerspruchsfrist = models.DateField("Widerspruch bis", null=True, blank=True)
    rechenweg = models.JSONField("Rechenweg der Fristen", default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("erstellt am")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField("vorgelegt am", null=True, blank=True)
    rueckgabegrund = models.CharField("zurückgegeben, weil", max_length=500, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)

    class Meta:
        verbose_name = "Bescheid"
        verbose_name_plural = "Bescheide"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["bereich", "nummer"], name="bescheid_nummer_einmal"),
            models.UniqueConstraint(  # of two deciders, one wins
                fields=["antrag"],
                condition=Q(state__in=["entwurf", "zur_freigabe", "freigegeben"]),
                name="bescheid_ein_entwurf",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["entwurf", "zur_freigabe", "verworfen"]) | Q(approved_by__isnull=False),
                name="bescheid_freigegeben_von",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(zweite_person_noetig=False)
                | (
                    ~Q(approved_by=F("created_by")) & (Q(submitted_by__isnull=True) | ~Q(approved_by=F("submitted_by")))
                ),
                name="bescheid_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["entwurf", "zur_freigabe", "freigegeben", "verworfen"])
                | Q(posted_on__isnull=False, bekanntgabe__isnull=False),
                name="bescheid_bekanntgegeben_hat_tag",
            ),
        ]
        indexes = [models.Index(fields=["bereich", "state", "widerspruchsfrist"], name="bescheid_stand")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.nummer}"


class Entscheidungszeile(Geschuetzt):
    """Child × benefit × period × form × payee. `spur` is the stored trace of recht, so that it can be replayed.

    `vorschlag_*` is what recht says, `art` and `betrag` what the person decided; a departure has a reason.
    A line counts for payments while its Bescheid is effective and `unwirksam_ab` is empty or later.
    """

    bescheid = models.ForeignKey(Bescheid, on_delete=models.PROTECT, related_name="zeilen")
    bedarf = models.ForeignKey(Antragsbedarf, on_delete=models.PROTECT, null=True, blank=True, related_name="zeilen")
    kind = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entscheidungen")
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices, blank=True)
    beginn = models.DateField("von")
    ende = models.DateField("bis")
    vorschlag_art = models.CharField("Vorschlag", max_length=20, choices=Zeilenart.choices)
    vorschlag_betrag = models.DecimalField("vorgeschlagener Betrag", max_digits=10, decimal_places=2)
    art = models.CharField("Entscheidung", max_length=20, choices=Zeilenart.choices)
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2)
    abweichung_grund = models.TextField("Grund der Abweichung", blank=True)
    form = models.CharField("Form", max_length=20, choices=Leistungsform.choices)
    empfaenger = models.ForeignKey(
        Zahlungsempfaenger, on_delete=models.PROTECT, null=True, blank=True, related_name="entscheidungen"
    )
    verwendungshinweis = models.CharField("Angabe für den Empfänger", max_length=100, blank=True)
    sachverhalt = models.JSONField("Sachverhalt", default=list)
    spur = models.JSONField("Gründe und Rechenweg", default=list)
    parameterstand = models.CharField("Stand der Parameter", max_length=64)
    ersetzt = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="ersetzt_durch")
    unwirksam_ab = models.DateField("unwirksam ab", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("entschieden am")

    class Meta:
        verbose_name = "Entscheidung"
        verbose_name_plural = "Entscheidungen"
        ordering = ["kind__geburtsdatum", "leistung", "beginn"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="entscheidungszeile_ende_nach_beginn"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="entscheidungszeile_betrag_nicht_negativ"),
            models.CheckConstraint(
                condition=Q(art__in=["abgelehnt", "versagt", "aufgehoben"], betrag=0)
                | Q(art__in=["bewilligt", "vorlaeufig"], betrag__gt=0),
                name="entscheidungszeile_art_und_betrag",
            ),
            models.CheckConstraint(
                condition=Q(art=F("vorschlag_art"), betrag=F("vorschlag_betrag")) | ~Q(abweichung_grund=""),
                name="entscheidungszeile_abweichung_begruendet",
            ),
            models.UniqueConstraint(
                fields=["bescheid", "bedarf"], name="entscheidungszeile_einmal_je_bedarf", nulls_distinct=True
            ),
        ]
        indexes = [models.Index(fields=["kind", "leistung", "beginn"], name="entscheidung_kind_leistung")]

    def __str__(self) -> str:
        return f"{self.get_leistung_display()} {self.kind}: {self.get_art_display()} {self.betrag} EUR"


class Entscheidungsmonat(Geschuetzt):
    """The amount of one line per month (first day of the month); the months of a line add up to its amount."""

    zeile = models.ForeignKey(Entscheidungszeile, on_delete=models.PROTECT, related_name="monate")
    monat = models.DateField("Monat")
    vorschlag_betrag = models.DecimalField("vorgeschlagener Betrag", max_digits=10, decimal_places=2)
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = "Monat einer Entscheidung"
        verbose_name_plural = "Monate einer Entscheidung"
        ordering = ["monat"]
        constraints = [
            models.UniqueConstraint(fields=["zeile", "monat"], name="entscheidungsmonat_einmal"),
            models.CheckConstraint(condition=Q(monat__day=1), name="entscheidungsmonat_erster_tag"),
            models.CheckConstraint(condition=Q(betrag__gte=0), name="entscheidungsmonat_nicht_negativ"),
        ]

    def __str__(self) -> str:
        return f"{self.monat:%m/%Y}: {self.betrag} EUR"
