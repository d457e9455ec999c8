"""People whom help is about, and who acts for them."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from kreislauf.akten.person.states import Dublettenstand
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.zeitraum import geordnet

SPRACHEN = {
    "de": "Deutsch",
    "uk": "Ukrainisch",
    "ar": "Arabisch",
    "tr": "Türkisch",
    "ru": "Russisch",
    "en": "Englisch",
    "fa": "Farsi/Dari",
    "ku": "Kurdisch",
    "ro": "Rumänisch",
    "bg": "Bulgarisch",
    "pl": "Polnisch",
    "fr": "Französisch",
}


class Person(Geschuetzt):
    """A child, parent or representative. `suchname` and `phonetik` are written by the services from the names."""

    vorname = models.CharField("Vorname", max_length=100)
    nachname = models.CharField("Nachname", max_length=100)
    geburtsname = models.CharField("Geburtsname", max_length=100, blank=True)
    geburtsdatum = models.DateField("Geburtsdatum", null=True, blank=True)
    suchname = models.CharField(max_length=320, editable=False)
    phonetik = models.CharField(max_length=200, editable=False)
    strasse = models.CharField("Straße und Hausnummer", max_length=150, blank=True)
    adresszusatz = models.CharField("Adresszusatz", max_length=100, blank=True)
    plz = models.CharField("PLZ", max_length=10, blank=True)
    ort = models.CharField("Ort", max_length=100, blank=True)
    staat = models.CharField("Staat", max_length=2, default="DE")
    auskunftssperre = models.BooleanField("Auskunftssperre (§ 51 BMG)", default=False)
    telefon = models.CharField("Telefon", max_length=50, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    sprache = models.CharField("Sprache", max_length=2, choices=list(SPRACHEN.items()), default="de")
    kommunikationsbedarf = models.CharField("Was hilft bei der Verständigung?", max_length=300, blank=True)
    kein_anschreiben = models.BooleanField("keine unaufgeforderten Schreiben", default=False)
    anbieterkontakt_erlaubt = models.BooleanField("Rückfragen beim Anbieter erlaubt", default=False)
    elektronisch_erlaubt = models.BooleanField("elektronische Bekanntgabe (§ 37 Abs. 2a SGB X)", default=False)
    zusammengefuehrt_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="zusammengefuehrte"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("angelegt am")
    updated_at = models.DateTimeField("zuletzt geändert am")

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["nachname", "vorname", "geburtsdatum"]
        constraints = [
            models.CheckConstraint(
                condition=Q(zusammengefuehrt_in__isnull=True) | ~Q(zusammengefuehrt_in=F("id")),
                name="person_nicht_in_sich_selbst",
            )
        ]
        indexes = [
            GinIndex(OpClass(F("suchname"), name="gin_trgm_ops"), name="person_suchname_aehnlich"),
            models.Index(fields=["phonetik"], name="person_phonetik"),
            models.Index(fields=["geburtsdatum"], name="person_geburtsdatum"),
        ]

    def __str__(self) -> str:
        return f"{self.vorname} {self.nachname}".strip()


class Vertretung(Geschuetzt):
    """Who acts for whom: parents and guardians for a child, a Bevollmächtigte (§ 13 SGB X) for anybody."""

    class Art(models.TextChoices):
        ELTERNTEIL = "elternteil", "Elternteil"
        VORMUND = "vormund", "Vormund"
        BETREUUNG = "betreuung", "rechtliche Betreuung"
        BEVOLLMAECHTIGT = "bevollmaechtigt", "Bevollmächtigte Person (§ 13 SGB X)"

    vertretene = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vertretungen")
    vertreter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vertritt")
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    beginn = models.DateField("von")
    ende = models.DateField("bis", null=True, blank=True)

    class Meta:
        verbose_name = "Vertretung"
        verbose_name_plural = "Vertretungen"
        ordering = ["beginn"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="vertretung_ende_nach_beginn"),
            models.CheckConstraint(condition=~Q(vertretene=F("vertreter")), name="vertretung_durch_andere"),
            models.UniqueConstraint(fields=["vertretene", "vertreter", "art", "beginn"], name="vertretung_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.vertreter} für {self.vertretene}"


class Dublettenverdacht(Geschuetzt):
    """`neue` may be the same human being as `vorhandene`; until decided the next step waits."""

    neue = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dubletten")
    vorhandene = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    naehe = models.PositiveSmallIntegerField("Nähe in Prozent")
    gruende = models.JSONField("Gründe", default=list)
    state = models.CharField("Stand", max_length=20, choices=Dublettenstand.choices, default=Dublettenstand.OFFEN)
    entscheidungsgrund = models.CharField("Grund der Entscheidung", max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "Dublettenverdacht"
        verbose_name_plural = "Dublettenverdachte"
        ordering = ["-naehe", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["neue", "vorhandene"], name="dublettenverdacht_einmal"),
            models.CheckConstraint(condition=~Q(neue=F("vorhandene")), name="dublettenverdacht_zweier"),
            models.CheckConstraint(
                condition=Q(state="offen") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="dublettenverdacht_entschieden_von",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neue} / {self.vorhandene}"
