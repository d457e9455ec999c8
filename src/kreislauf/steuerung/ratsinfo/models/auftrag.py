"""Duties (K2): one responsible role, a date, every postponement kept with its reason (C4), evidence."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Coalesce

from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models.beschluss import Beschlusspunkt
from kreislauf.steuerung.ratsinfo.models.vorlage import Gremium, Vorlage
from kreislauf.steuerung.ratsinfo.states import Auftragsstand


class Auftrag(Geschuetzt):
    """What somebody owes. `verantwortliche_rolle` in `verantwortlich` is the one responsible role.

    `bereich` is the office of the body that follows it up; both may write. Lights are computed, never stored.
    """

    class Quelle(models.TextChoices):
        BESCHLUSS = "beschluss", "Beschluss"
        PROTOKOLL = "protokoll", "Protokoll"
        BERICHT = "bericht", "Bericht"
        VEREINBARUNG = "vereinbarung", "Vereinbarung"

    vorlage = models.ForeignKey(Vorlage, on_delete=models.PROTECT, related_name="auftraege")
    punkt = models.ForeignKey(Beschlusspunkt, on_delete=models.PROTECT, null=True, blank=True, related_name="auftraege")
    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, null=True, blank=True, related_name="auftraege")
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle.choices, default=Quelle.BESCHLUSS)
    text = models.TextField("Auftrag")
    verantwortlich = models.ForeignKey(
        Bereich, on_delete=models.PROTECT, related_name="auftraege", verbose_name="verantwortliche Stelle"
    )
    verantwortliche_rolle = models.CharField(
        "verantwortliche Rolle", max_length=40, choices=[(k, r.label) for k, r in ROLLEN.items()], default="leitung"
    )
    verantwortlich_gedruckt = models.CharField("verantwortlich, wie gedruckt", max_length=300, blank=True)
    beginn = models.DateField("frühester Beginn", null=True, blank=True)
    frist = models.DateField("Frist", null=True, blank=True)
    urspruengliche_frist = models.DateField("ursprüngliche Frist", null=True, blank=True)
    wiedervorlage = models.DateField("Wiedervorlage", null=True, blank=True)
    wiederkehr = models.CharField("Wiederkehr", max_length=20, blank=True)  # ISO 8601 duration or unregelmaessig
    # A column of its own: below row security PostgreSQL uses no index for a comparison with COALESCE, which might leak.
    faelligkeit = models.GeneratedField(
        expression=Coalesce("frist", "wiedervorlage"), output_field=models.DateField(null=True), db_persist=True
    )
    prognose = models.DateField("Prognose", null=True, blank=True)
    state = models.CharField("Stand", max_length=20, choices=Auftragsstand.choices, default=Auftragsstand.OFFEN)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    # Kept by the database, which counts anew whenever the duty or a piece of its evidence is written.
    nachweiszahl = models.IntegerField("Nachweise", default=0, db_default=0, editable=False)
    entfallen_grund = models.TextField("entfallen, weil", blank=True)
    entfallen_wer = models.CharField("entschieden von", max_length=300, blank=True)
    aufgegangen_in = models.ForeignKey(  # the same duty of a paper that was known twice
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    zeile = models.PositiveIntegerField(null=True, blank=True)
    zitat = models.TextField(blank=True)
    created_at = models.DateTimeField("angelegt am")
    updated_at = models.DateTimeField("zuletzt geändert am")

    class Meta:
        verbose_name = "Auftrag"
        verbose_name_plural = "Aufträge"
        ordering = [F("frist").asc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frist__isnull=False) | Q(wiedervorlage__isnull=False), name="auftrag_hat_termin"
            ),
            models.CheckConstraint(
                condition=~Q(state="erledigt") | Q(erledigt_am__isnull=False), name="auftrag_erledigt_hat_tag"
            ),
            models.CheckConstraint(
                condition=~Q(state="entfallen") | (~Q(entfallen_grund="") & ~Q(entfallen_wer="")),
                name="auftrag_entfallen_hat_grund",
            ),
            models.UniqueConstraint(  # one sentence may set two dates; a long sentence would not fit an index
                "vorlage",
                "zeile",
                MD5("zitat"),
                "urspruengliche_frist",
                "beginn",
                name="auftrag_einmal_je_fundstelle",
                condition=Q(zeile__isnull=False),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["state", "frist"], name="auftrag_stand_frist"),
            models.Index(fields=["verantwortlich", "state", "frist"], name="auftrag_stelle_frist"),
            models.Index(fields=["faelligkeit", "id"], name="auftrag_faellig"),
            models.Index(fields=["state", "faelligkeit", "id"], name="auftrag_stand_faellig"),
            models.Index(  # the board and „überfällig“ walk it in order
                fields=["faelligkeit", "id"],
                name="auftrag_offen_faellig",
                condition=Q(state__in=["offen", "in_arbeit"]),
            ),
            models.Index(  # done, but nothing shows it: yellow on the board
                fields=["faelligkeit", "id"], name="auftrag_unbelegt", condition=Q(state="erledigt", nachweiszahl=0)
            ),
            models.Index(
                fields=["aufgegangen_in"], name="auftrag_aufgegangen", condition=Q(aufgegangen_in__isnull=False)
            ),
            GinIndex(OpClass(F("text"), name="gin_trgm_ops"), name="auftrag_text_teil"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Fristverschiebung(Geschuetzt):
    """One postponement: the old date stays (C4)."""

    class Grund(models.TextChoices):  # product list, [P]: dated configuration of the county
        PERSONAL = "personal", "Personal fehlt"
        ABHAENGIGKEIT = "abhaengigkeit", "hängt von anderem Vorhaben ab"
        EXTERN = "extern", "Zuarbeit von außen fehlt"
        RECHTSLAGE = "rechtslage", "Rechtslage offen"
        MITTEL = "mittel", "Mittel fehlen"
        UMFANG = "umfang", "Umfang größer als erwartet"
        GREMIUM = "gremium", "vom Gremium so beschlossen"
        SONSTIGES = "sonstiges", "anderer Grund"

    auftrag = models.ForeignKey(Auftrag, on_delete=models.PROTECT, related_name="verschiebungen")
    von = models.DateField("bisherige Frist", null=True, blank=True)
    auf = models.DateField("neue Frist")
    grund = models.CharField("Grund", max_length=20, choices=Grund.choices)
    erlaeuterung = models.TextField("Erläuterung")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("verschoben am")

    class Meta:
        verbose_name = "Fristverschiebung"
        verbose_name_plural = "Fristverschiebungen"
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(condition=~Q(erlaeuterung=""), name="fristverschiebung_hat_erlaeuterung")]

    def __str__(self) -> str:
        return f"{self.von or '–'} → {self.auf}"


class Nachweis(Geschuetzt):
    """Evidence that a duty was done: a file, a paper or a described fact, with its date."""

    auftrag = models.ForeignKey(Auftrag, on_delete=models.PROTECT, related_name="nachweise")
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    beschreibung = models.TextField("Was ist nachgewiesen?")
    datum = models.DateField("Datum des Nachweises")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("eingetragen am")

    class Meta:
        verbose_name = "Nachweis"
        verbose_name_plural = "Nachweise"
        ordering = ["datum"]

    def __str__(self) -> str:
        return self.beschreibung[:80]
