"""Trips that schools and day-care enter once, and who takes part.

`bereich` is the office, `schulbereich` the area of the school's own people: both may read a trip, neither gets more.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.zeitraum import geordnet
from kreislauf.leistungen.bildung_und_teilhabe.states import Fahrtstand, Sammelstand
from kreislauf.verfahren.antrag.states import Leistungsart

FAHRTARTEN = [
    (Leistungsart.KLASSENFAHRT.value, "mehrtägige Fahrt"),
    (Leistungsart.AUSFLUG.value, "Ausflug an einem Tag"),
]


class _DerSchule(Geschuetzt):
    """Rows that the school writes and the office reads."""

    schulbereich = models.ForeignKey(
        Bereich, on_delete=models.PROTECT, related_name="+", verbose_name="Bereich der Einrichtung"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("eingetragen am")

    class Meta:
        abstract = True


class Schulzugang(_DerSchule):
    """Whose people may enter trips for an institution; name and kind are copied, the school sees no other row."""

    einrichtung = models.OneToOneField(Einrichtung, on_delete=models.PROTECT, related_name="schulzugang")
    name = models.CharField("Name", max_length=200)
    art = models.CharField("Art", max_length=20, choices=Einrichtung.Art.choices)

    class Meta:
        verbose_name = "Zugang einer Einrichtung"
        verbose_name_plural = "Zugänge von Einrichtungen"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["schulbereich"], name="schulzugang_bereich_einmal")]

    def __str__(self) -> str:
        return self.name


class Fahrt(_DerSchule):
    """One trip of a class or group, as the school confirms it; with its code families apply without typing it."""

    zugang = models.ForeignKey(Schulzugang, on_delete=models.PROTECT, related_name="fahrten")
    code = models.CharField("Code", max_length=8, unique=True)
    art = models.CharField("Art", max_length=20, choices=FAHRTARTEN)
    klasse = models.CharField("Klasse oder Gruppe", max_length=40)
    ziel = models.CharField("Ziel", max_length=120)
    beginn = models.DateField("erster Tag")
    ende = models.DateField("letzter Tag")
    kosten = models.DecimalField("Kosten je Kind", max_digits=8, decimal_places=2)
    taschengeld = models.DecimalField("davon Taschengeld", max_digits=8, decimal_places=2, default=0)
    enthalten = models.CharField("Was ist in den Kosten enthalten?", max_length=300)
    zuschuesse = models.CharField("Zuschüsse von anderen", max_length=200, blank=True)
    ruecktritt = models.CharField("Was gilt bei einer Absage?", max_length=300, blank=True)
    schulrechtlich = models.BooleanField("Veranstaltung im Rahmen der schulrechtlichen Bestimmungen")
    faellig_am = models.DateField("zu zahlen bis")
    kontoinhaber = models.CharField("Wem gehört das Konto?", max_length=70)
    iban = models.CharField("IBAN", max_length=34)
    verwendungszweck = models.CharField("Verwendungszweck", max_length=100, blank=True)
    ansprechperson = models.CharField("Wer ist verantwortlich?", max_length=120)
    state = models.CharField("Stand", max_length=20, choices=Fahrtstand.choices, default=Fahrtstand.OFFEN)

    class Meta:
        verbose_name = "Fahrt"
        verbose_name_plural = "Fahrten"
        ordering = ["-beginn", "ziel"]
        constraints = [
            models.CheckConstraint(condition=geordnet(), name="fahrt_ende_nach_beginn"),
            models.CheckConstraint(condition=~Q(art="ausflug") | Q(beginn=F("ende")), name="fahrt_ausflug_ein_tag"),
            models.CheckConstraint(condition=Q(kosten__gt=0), name="fahrt_kosten_positiv"),
            models.CheckConstraint(
                condition=Q(taschengeld__gte=0, taschengeld__lt=F("kosten")), name="fahrt_taschengeld_in_kosten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ziel}, Klasse {self.klasse}" if self.zugang.art == "schule" else f"{self.ziel}, {self.klasse}"


class Teilnehmer(_DerSchule):
    """One child on the school's list; who of them draws a benefit stands nowhere here."""

    fahrt = models.ForeignKey(Fahrt, on_delete=models.PROTECT, related_name="teilnehmer")
    vorname = models.CharField("Vorname", max_length=100)
    nachname = models.CharField("Nachname", max_length=100)
    geburtsdatum = models.DateField("Geburtsdatum")
    suchname = models.CharField(max_length=320)  # as akten.person keeps it, to find the same child
    nimmt_teil = models.BooleanField("nimmt teil", default=True)
    bestaetigt_am = models.DateTimeField("bestätigt am", null=True, blank=True)
    bestaetigt_von = models.CharField("bestätigt von", max_length=200, blank=True)

    class Meta:
        verbose_name = "Teilnehmer"
        verbose_name_plural = "Teilnehmer"
        ordering = ["nachname", "vorname", "geburtsdatum"]
        constraints = [
            models.UniqueConstraint(fields=["fahrt", "suchname", "geburtsdatum"], name="teilnehmer_einmal"),
            models.CheckConstraint(
                condition=Q(bestaetigt_am__isnull=True) | ~Q(bestaetigt_von=""), name="teilnehmer_bestaetigt_von_wem"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nachname}, {self.vorname}"


class Sammelabrechnung(_DerSchule):
    """What a school advanced on a day trip and asks back at once (§ 29 Abs. 6 SGB II): schools and pupils only."""

    fahrt = models.ForeignKey(Fahrt, on_delete=models.PROTECT, related_name="abrechnungen")
    nummer = models.CharField("Nummer", max_length=30, unique=True)
    state = models.CharField("Stand", max_length=20, choices=Sammelstand.choices, default=Sammelstand.EINGEREICHT)
    anzahl = models.PositiveIntegerField("Kinder")
    summe = models.DecimalField("vorgestreckt", max_digits=10, decimal_places=2)
    erklaert_von = models.CharField("erklärt von", max_length=200)
    anzahl_bewilligt = models.PositiveIntegerField("Kinder bewilligt", default=0)
    summe_bewilligt = models.DecimalField("bewilligt", max_digits=10, decimal_places=2, default=0)
    zweite_person_noetig = models.BooleanField("zweite Person nötig", default=True)
    rueckgabegrund = models.CharField("zurückgegeben, weil", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)

    class Meta:
        verbose_name = "Sammelabrechnung"
        verbose_name_plural = "Sammelabrechnungen"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="bewilligt")
                | Q(approved_by__isnull=False) & (Q(zweite_person_noetig=False) | ~Q(approved_by=F("decided_by"))),
                name="sammelabrechnung_vier_augen",
            ),
            models.CheckConstraint(
                condition=Q(summe_bewilligt__lte=F("summe")), name="sammelabrechnung_nicht_mehr_als_vorgestreckt"
            ),
        ]

    def __str__(self) -> str:
        return self.nummer


class Sammelzeile(_DerSchule):
    """One child on the school's settlement, as the school wrote it."""

    abrechnung = models.ForeignKey(Sammelabrechnung, on_delete=models.PROTECT, related_name="zeilen")
    vorname = models.CharField("Vorname", max_length=100)
    nachname = models.CharField("Nachname", max_length=100)
    geburtsdatum = models.DateField("Geburtsdatum")
    suchname = models.CharField(max_length=320)
    betrag = models.DecimalField("Betrag", max_digits=8, decimal_places=2)

    class Meta:
        verbose_name = "Zeile einer Sammelabrechnung"
        verbose_name_plural = "Zeilen von Sammelabrechnungen"
        ordering = ["nachname", "vorname", "geburtsdatum"]
        constraints = [
            models.UniqueConstraint(fields=["abrechnung", "suchname", "geburtsdatum"], name="sammelzeile_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="sammelzeile_betrag_positiv"),
        ]

    def __str__(self) -> str:
        return f"{self.nachname}, {self.vorname}"


class Sammelpruefung(Geschuetzt):
    """What the office decided on one row, with proposal and trace; the school never sees this table."""

    zeile = models.ForeignKey(Sammelzeile, on_delete=models.PROTECT, related_name="pruefungen")
    fahrt = models.ForeignKey(Fahrt, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices, blank=True)
    monat = models.DateField("Monat")
    vorschlag_art = models.CharField("Vorschlag", max_length=20)
    vorschlag_betrag = models.DecimalField("Vorschlag", max_digits=8, decimal_places=2)
    art = models.CharField("Entscheidung", max_length=20)
    betrag = models.DecimalField("bewilligt", max_digits=8, decimal_places=2)
    grund = models.CharField("Grund", max_length=500, blank=True)
    sachverhalt = models.JSONField(default=list)
    spur = models.JSONField(default=list)
    luecken = models.JSONField(default=list)
    gilt = models.BooleanField(default=True)  # False: given back, decided anew
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("entschieden am")

    class Meta:
        verbose_name = "Prüfung einer Sammelzeile"
        verbose_name_plural = "Prüfungen von Sammelzeilen"
        constraints = [
            models.UniqueConstraint(fields=["zeile"], condition=Q(gilt=True), name="sammelpruefung_eine_je_zeile"),
            models.UniqueConstraint(
                fields=["fahrt", "kind"], condition=Q(gilt=True, art="bewilligt"), name="sammelpruefung_kind_je_fahrt"
            ),
            models.CheckConstraint(
                condition=~Q(art="bewilligt") | Q(kind__isnull=False, betrag__gt=0) & ~Q(rechtskreis=""),
                name="sammelpruefung_bewilligt_bekanntes_kind",
            ),
            models.CheckConstraint(
                condition=Q(art=F("vorschlag_art"), betrag=F("vorschlag_betrag")) | ~Q(grund=""),
                name="sammelpruefung_abweichung_hat_grund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zeile}: {self.art}"
