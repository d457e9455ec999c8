"""The entitlement ledger, payments, runs and what the bank answers.

A payment carries what the cashier's office needs (name, IBAN, purpose) as it was when the run was made, since that
office sees no case files.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Bankverbindung, Zahlungsempfaenger
from kreislauf.foundation.access.models import Geschuetzt
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.zeitraum import geordnet, tage
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.states import Buchungsart, Laufstand, Zahlungsstand


class Zahllauf(Geschuetzt):
    """One file to the bank. Caseworker, approver and releaser are three different people."""

    nummer = models.CharField("Nummer", max_length=35)
    state = models.CharField("Stand", max_length=20, choices=Laufstand.choices, default=Laufstand.ENTWURF)
    ausfuehrungstag = models.DateField("Ausführungstag")
    anzahl = models.PositiveIntegerField("Zahlungen", default=0)
    summe = models.DecimalField("Summe", max_digits=14, decimal_places=2, default=0)
    auftraggeber = models.JSONField("Auftraggeberkonto", default=dict, blank=True)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    datei_sha256 = models.CharField("Prüfsumme der Datei", max_length=64, blank=True)
    message_id = models.CharField("Nachrichtenkennung", max_length=35, blank=True)
    ablehnungsgrund = models.CharField("abgelehnt, weil", max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("erstellt am")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField("an die Bank gegeben am", null=True, blank=True)

    class Meta:
        verbose_name = "Zahllauf"
        verbose_name_plural = "Zahlläufe"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["bereich", "nummer"], name="zahllauf_nummer_einmal"),
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="zahllauf_nachrichtenkennung_einmal"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")), name="zahllauf_vier_augen"
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True)
                | (~Q(released_by=F("created_by")) & ~Q(released_by=F("approved_by"))),
                name="zahllauf_sechs_augen",
            ),
        ]

    def __str__(self) -> str:
        return self.nummer


class Zahlung(Geschuetzt):
    """One payment; its key (decision line, period, instalment) exists once unless it was cancelled or came back.

    A collective one (§ 29 Abs. 6 SGB II) has neither line nor child, but `sammelkennung` and shares (Sammelanteil).
    """

    zeile = models.ForeignKey(
        Entscheidungszeile, on_delete=models.PROTECT, null=True, blank=True, related_name="zahlungen"
    )
    sammelkennung = models.UUIDField("Sammelabrechnung", null=True, blank=True)
    beginn = models.DateField("für die Zeit von")
    ende = models.DateField("bis")
    rate = models.PositiveSmallIntegerField("Rate", default=1)
    kind = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices, blank=True)
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40)
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2)
    faellig_am = models.DateField("fällig am")
    empfaenger = models.ForeignKey(Zahlungsempfaenger, on_delete=models.PROTECT, related_name="zahlungen")
    bankverbindung = models.ForeignKey(
        Bankverbindung, on_delete=models.PROTECT, null=True, blank=True, related_name="zahlungen", db_index=False
    )
    inhaber = models.CharField("Empfänger", max_length=70, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    verwendungszweck = models.CharField("Verwendungszweck", max_length=140, blank=True)
    end_to_end_id = models.CharField("Kennung der Zahlung", max_length=35, blank=True)
    state = models.CharField("Stand", max_length=20, choices=Zahlungsstand.choices, default=Zahlungsstand.OFFEN)
    zahllauf = models.ForeignKey(Zahllauf, on_delete=models.PROTECT, null=True, blank=True, related_name="zahlungen")
    ausgefuehrt_am = models.DateField("ausgeführt am", null=True, blank=True)
    entfaellt_ab = models.DateField("entfällt ab", null=True, blank=True)  # its line ended while it was in a run
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Zahlung"
        verbose_name_plural = "Zahlungen"
        ordering = ["faellig_am", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["zeile", "beginn", "rate"],
                condition=~Q(state__in=["zurueckgekommen", "storniert"]),
                name="zahlung_schluessel_einmal",
            ),
            models.UniqueConstraint(
                fields=["sammelkennung"],
                condition=~Q(state__in=["zurueckgekommen", "storniert"]),
                name="zahlung_sammelabrechnung_einmal",
            ),
            models.CheckConstraint(
                condition=Q(zeile__isnull=False, kind__isnull=False, sammelkennung__isnull=True)
                | Q(zeile__isnull=True, kind__isnull=True, sammelkennung__isnull=False),
                name="zahlung_zeile_oder_sammelabrechnung",
            ),
            models.UniqueConstraint(
                fields=["end_to_end_id"], condition=~Q(end_to_end_id=""), name="zahlung_kennung_einmal"
            ),
            models.CheckConstraint(condition=Q(betrag__gt=0), name="zahlung_betrag_positiv"),
            models.CheckConstraint(condition=geordnet(), name="zahlung_ende_nach_beginn"),
            models.CheckConstraint(
                condition=Q(state__in=["offen", "storniert"]) | (Q(zahllauf__isnull=False) & ~Q(iban="")),
                name="zahlung_im_lauf_hat_konto",
            ),
        ]
        indexes = [
            models.Index(fields=["bereich", "faellig_am"], condition=Q(state="offen"), name="zahlung_offen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_leistung_display()} {self.betrag} EUR"


class Sammelanteil(Geschuetzt):
    """What of a collective payment is for one child in one month; a child's month counts once per settlement."""

    sammelkennung = models.UUIDField("Sammelabrechnung")
    kind = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices)
    monat = models.DateField("Monat")
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2)
    created_at = models.DateTimeField("angelegt am")

    class Meta:
        verbose_name = "Anteil einer Sammelzahlung"
        verbose_name_plural = "Anteile von Sammelzahlungen"
        constraints = [
            models.UniqueConstraint(fields=["sammelkennung", "kind", "monat"], name="sammelanteil_einmal"),
            models.CheckConstraint(condition=Q(betrag__gt=0, monat__day=1), name="sammelanteil_betrag_und_monat"),
        ]

    def __str__(self) -> str:
        return f"{self.get_leistung_display()} {self.betrag} EUR"


class Buchung(Geschuetzt):
    """One entry of the entitlement ledger: child × benefit × month × kind; never changed, only countered.

    Returns and refunds are entries with a negative amount of the same kind.
    """

    kind = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)  # buchung_konto
    leistung = models.CharField("Leistung", max_length=30, choices=Leistungsart.choices)
    rechtskreis = models.CharField("Rechtskreis", max_length=30, choices=Rechtskreis.choices)
    monat = models.DateField("Monat")
    art = models.CharField("Art", max_length=20, choices=Buchungsart.choices)
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2)
    zeile = models.ForeignKey(
        Entscheidungszeile, on_delete=models.PROTECT, null=True, blank=True, related_name="buchungen"
    )
    zahlung = models.ForeignKey(Zahlung, on_delete=models.PROTECT, null=True, blank=True, related_name="buchungen")
    schluessel = models.CharField(max_length=120)  # what is booked; a repetition changes nothing
    wertstellung = models.DateField("gebucht zum")
    created_at = models.DateTimeField("gebucht am")

    class Meta:
        verbose_name = "Buchung"
        verbose_name_plural = "Buchungen"
        ordering = ["monat", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(monat__day=1), name="buchung_monat_erster_tag"),
            models.UniqueConstraint(fields=["schluessel"], name="buchung_einmal"),
        ]
        indexes = [
            models.Index(fields=["kind", "leistung", "monat", "art"], name="buchung_konto"),
            BrinIndex(fields=["wertstellung"], name="buchung_tag"),  # bookings are written in the order of their days
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.monat:%m/%Y}: {self.betrag} EUR"


class Rueckmeldung(Geschuetzt):
    """One answer of the bank (pain.002, camt.054) on a run or a payment; the same answer counts once."""

    zahllauf = models.ForeignKey(Zahllauf, on_delete=models.PROTECT, related_name="rueckmeldungen")
    zahlung = models.ForeignKey(Zahlung, on_delete=models.PROTECT, null=True, blank=True, related_name="rueckmeldungen")
    nachricht = models.CharField("Nachricht", max_length=20)
    status = models.CharField("Status", max_length=10)
    grund = models.CharField("Grund", max_length=300, blank=True)
    betrag = models.DecimalField("Betrag", max_digits=10, decimal_places=2, null=True, blank=True)
    buchungstag = models.DateField("Buchungstag", null=True, blank=True)
    kennung = models.CharField(max_length=140)
    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField("eingelesen am")

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        ordering = ["received_at"]
        constraints = [models.UniqueConstraint(fields=["nachricht", "kennung"], name="rueckmeldung_einmal")]

    def __str__(self) -> str:
        return f"{self.nachricht} {self.status}"


class Bankdatei(Geschuetzt):
    """One file of answers that was read, with what became of each of its rows; the same file counts once."""

    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField("Prüfsumme", max_length=64)
    nachricht = models.CharField("Nachricht", max_length=20)
    message_id = models.CharField("Nachrichtenkennung", max_length=140)
    bericht = models.JSONField("Bericht je Zeile", default=list)
    offen = models.PositiveIntegerField("zu klären", default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("eingelesen am")

    class Meta:
        verbose_name = "Datei der Bank"
        verbose_name_plural = "Dateien der Bank"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["bereich", "sha256"], name="bankdatei_einmal")]

    def __str__(self) -> str:
        return f"{self.nachricht} {self.message_id}"


class Kleinzahlgrenze(Geschuetzt):
    """What leaves the office shows no figure about fewer people than this; dated, one at a time per area."""

    grenze = models.PositiveSmallIntegerField("kleinste Zahl, die gezeigt wird")
    begruendung = models.CharField("Begründung", max_length=300)
    beginn = models.DateField("gilt ab")
    ende = models.DateField("gilt bis", null=True, blank=True)

    class Meta:
        verbose_name = "Schutz kleiner Zahlen"
        verbose_name_plural = "Schutz kleiner Zahlen"
        constraints = [
            models.CheckConstraint(condition=Q(grenze__gte=3), name="kleinzahlgrenze_mindestens_drei"),
            models.CheckConstraint(condition=geordnet(), name="kleinzahlgrenze_ende_nach_beginn"),
            ExclusionConstraint(
                name="kleinzahlgrenze_eine_zur_zeit",
                expressions=[("bereich", RangeOperators.EQUAL), (tage(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"unter {self.grenze}"
