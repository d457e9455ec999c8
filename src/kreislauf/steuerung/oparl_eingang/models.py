"""Sources of open council data, what was fetched from them, and what of the record comes from it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from kreislauf.foundation.access.models import Geschuetzt, Schutzstufe
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.steuerung.oparl_eingang.states import Abrufstand, Bindungsstand
from kreislauf.steuerung.ratsinfo.models import Beratung, Gremium, Vorlage


class Quelle(Geschuetzt):
    """One foreign OParl system. `seit` is the instant from which the next fetch asks for changes."""

    name = models.CharField("Name", max_length=200)
    adresse = models.URLField("OParl-Adresse", max_length=500)
    lizenz = models.CharField("Lizenz der Daten", max_length=300, blank=True)
    vorlagen_schutzstufe = models.SmallIntegerField(
        "Übernommene Vorlagen sind", choices=Schutzstufe.choices, default=Schutzstufe.INTERN
    )
    eingeschaltet = models.BooleanField("wird abgerufen", default=True)
    naechtlich = models.BooleanField("jede Nacht abrufen", default=False)
    naechtlich_als = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    personen = models.BooleanField("auch Personen und Mitgliedschaften lesen", default=False)
    filter_moeglich = models.BooleanField("Der Server kann nach Änderungen filtern", default=True)
    zeichen_kodiert = models.BooleanField("Sonderzeichen in Anfragen kodieren", default=True)
    vorsilbe_daten = models.CharField("Adressen in den Daten beginnen mit", max_length=500, blank=True)
    vorsilbe_abruf = models.CharField("… und sind erreichbar unter", max_length=500, blank=True)
    pause_ms = models.PositiveIntegerField("Pause zwischen zwei Anfragen (Millisekunden)", default=200)
    seit = models.DateTimeField("geprüft bis", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("angelegt am")
    updated_at = models.DateTimeField("zuletzt geändert am")

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bereich", "adresse"], name="quelle_adresse_je_bereich")]

    def __str__(self) -> str:
        return self.name


class Abruf(Geschuetzt):
    """One fetch: whole or changes since `seit`. `fertig` and `weiter` say where a killed one goes on."""

    quelle = models.ForeignKey(Quelle, on_delete=models.CASCADE, related_name="abrufe")
    lauf = models.ForeignKey(Lauf, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    voll = models.BooleanField("alles gelesen")
    state = models.CharField("Stand", max_length=20, choices=Abrufstand.choices, default=Abrufstand.WARTET)
    seit = models.DateTimeField("Änderungen seit", null=True, blank=True)
    started_at = models.DateTimeField("begonnen am")
    finished_at = models.DateTimeField("beendet am", null=True, blank=True)
    fertig = models.JSONField("gelesene Listen", default=list, blank=True)
    weiter = models.JSONField("nächste Seite je Liste", default=dict, blank=True)
    zahlen = models.JSONField("Anzahlen", default=dict, blank=True)
    fehler = models.JSONField("nicht gelesen", default=list, blank=True)
    besonderheiten = models.JSONField("Besonderheiten", default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Abruf"
        verbose_name_plural = "Abrufe"
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["quelle"], name="abruf_einer_zur_zeit", condition=Q(state__in=["wartet", "laeuft"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.quelle} {self.started_at:%d.%m.%Y %H:%M}"


class Spiegelobjekt(Geschuetzt):
    """One OParl object as its server tells it; what is deleted there stays here with a mark.

    `gesehen` is the last fetch that met it, `enthaelt` the ids of all objects embedded in it, `einzuspeisen` says that
    the record does not know its present state yet.
    """

    quelle = models.ForeignKey(Quelle, on_delete=models.CASCADE, related_name="objekte")
    kennung = models.TextField("Kennung")
    typ = models.CharField("Art", max_length=30)
    eingebettet = models.BooleanField("nur eingebettet gesehen", default=False)
    roh = models.JSONField("Inhalt")
    abdruck = models.CharField(max_length=64)
    enthaelt = ArrayField(models.TextField(), default=list, blank=True)
    geaendert = models.DateTimeField("geändert am", null=True, blank=True)
    geloescht = models.BooleanField("gelöscht", default=False)
    geloescht_at = models.DateTimeField("gelöscht bemerkt am", null=True, blank=True)
    gesehen = models.UUIDField()
    einzuspeisen = models.BooleanField(default=True)
    created_at = models.DateTimeField("zuerst gesehen am")
    updated_at = models.DateTimeField("zuletzt geändert gesehen am")

    class Meta:
        verbose_name = "gespiegeltes Objekt"
        verbose_name_plural = "gespiegelte Objekte"
        constraints = [models.UniqueConstraint(fields=["quelle", "kennung"], name="spiegel_einmal")]
        indexes = [
            GinIndex(fields=["enthaelt"], name="spiegel_enthaelt"),
            models.Index(fields=["quelle", "typ"], name="spiegel_typ"),
            models.Index(KT("roh__paper"), name="spiegel_zu_vorlage", condition=Q(typ="Consultation")),
            models.Index(KT("roh__consultation"), name="spiegel_zu_beratung", condition=Q(typ="AgendaItem")),
            models.Index(KT("roh__meeting"), name="spiegel_zu_sitzung", condition=Q(typ="Consultation")),
            models.Index(fields=["quelle", "typ", "id"], name="spiegel_einzuspeisen", condition=Q(einzuspeisen=True)),
        ]

    def __str__(self) -> str:
        return f"{self.typ} {self.kennung}"


class Bindung(Geschuetzt):
    """Which row of the record an object of a source is. A proposal waits for a person; nothing is merged in silence."""

    objekt = models.OneToOneField(Spiegelobjekt, on_delete=models.CASCADE, related_name="bindung")
    vorlage = models.ForeignKey(Vorlage, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    beratung = models.ForeignKey(Beratung, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    gremium = models.ForeignKey(Gremium, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField("Stand", max_length=20, choices=Bindungsstand.choices, default=Bindungsstand.GEBUNDEN)
    eigene = models.BooleanField("aus der Quelle angelegt", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Verbindung"
        verbose_name_plural = "Verbindungen"
        constraints = [
            models.CheckConstraint(
                condition=Q(vorlage__isnull=False, beratung__isnull=True, gremium__isnull=True)
                | Q(vorlage__isnull=True, beratung__isnull=False, gremium__isnull=True)
                | Q(vorlage__isnull=True, beratung__isnull=True, gremium__isnull=False),
                name="bindung_an_eines",
            )
        ]
        indexes = [models.Index(fields=["state"], name="bindung_stand")]

    def __str__(self) -> str:
        return f"{self.objekt_id} {self.state}"
