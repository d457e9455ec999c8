"""An objection and the lines it attacks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.verfahren.antrag.models import Eingang
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.widerspruch.states import Widerspruchsstand, Zeilenergebnis


class Widerspruch(Geschuetzt):
    """One objection against one Bescheid; `abhilfebescheid` and `widerspruchsbescheid` are what followed."""

    class Form(models.TextChoices):
        SCHRIFTLICH = "schriftlich", "schriftlich"
        ELEKTRONISCH = "elektronisch", "elektronische Form (§ 36a Abs. 2 SGB I)"
        SCHRIFTFORMERSETZEND = "schriftformersetzend", "schriftformersetzend (§ 36a Abs. 2a SGB I)"
        NIEDERSCHRIFT = "niederschrift", "zur Niederschrift"
        EINFACHE_EMAIL = "einfache_email", "einfache E-Mail (Form fehlt, Unterschrift nachfordern)"

    bescheid = models.ForeignKey(Bescheid, on_delete=models.PROTECT, related_name="widersprueche")
    eingang = models.OneToOneField(Eingang, on_delete=models.PROTECT, null=True, blank=True, related_name="widerspruch")
    form = models.CharField("Form", max_length=30, choices=Form.choices)
    eingegangen_am = models.DateField("eingegangen am")
    fristgerecht = models.BooleanField("fristgerecht")
    begruendung = models.TextField("Begründung", blank=True)
    state = models.CharField(
        "Stand", max_length=20, choices=Widerspruchsstand.choices, default=Widerspruchsstand.ERHOBEN
    )
    untaetigkeit_ab = models.DateField("Untätigkeitsklage zulässig ab")  # § 88 Abs. 2 SGG
    abhilfebescheid = models.OneToOneField(
        Bescheid, on_delete=models.PROTECT, null=True, blank=True, related_name="abhilfe_zu"
    )
    widerspruchsbescheid = models.OneToOneField(
        Bescheid, on_delete=models.PROTECT, null=True, blank=True, related_name="entscheidet_ueber"
    )
    erstentscheider = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("erfasst am")

    class Meta:
        verbose_name = "Widerspruch"
        verbose_name_plural = "Widersprüche"
        ordering = ["untaetigkeit_ab"]
        constraints = [
            models.CheckConstraint(  # who decided first does not decide on the objection
                condition=Q(decided_by__isnull=True)
                | Q(erstentscheider__isnull=True)
                | ~Q(decided_by=F("erstentscheider")),
                name="widerspruch_andere_person",
            )
        ]
        indexes = [models.Index(fields=["bereich", "state", "untaetigkeit_ab"], name="widerspruch_stand")]

    def __str__(self) -> str:
        return f"Widerspruch vom {self.eingegangen_am:%d.%m.%Y}"


class Widerspruchszeile(Geschuetzt):
    """One attacked line and what came of it."""

    widerspruch = models.ForeignKey(Widerspruch, on_delete=models.PROTECT, related_name="zeilen")
    zeile = models.ForeignKey(Entscheidungszeile, on_delete=models.PROTECT, related_name="widerspruchszeilen")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Zeilenergebnis.choices, default=Zeilenergebnis.OFFEN)
    grund = models.TextField("Begründung", blank=True)
    neue_zeile = models.OneToOneField(
        Entscheidungszeile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "angegriffene Entscheidung"
        verbose_name_plural = "angegriffene Entscheidungen"
        constraints = [models.UniqueConstraint(fields=["widerspruch", "zeile"], name="widerspruchszeile_einmal")]

    def __str__(self) -> str:
        return f"{self.zeile}: {self.get_ergebnis_display()}"
