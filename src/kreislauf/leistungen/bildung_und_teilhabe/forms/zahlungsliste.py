"""Narrowing the lists of payments and of the ledger."""

from datetime import date

from django import forms
from django.utils import timezone

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import tagfeld
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.zahlung.states import Zahlungsstand

ALLE = ("", "alle")


class _Auswahl(forms.Form):
    suche = forms.CharField(label="Suche", required=False, max_length=100)
    leistung = forms.ChoiceField(label="Leistung", required=False, choices=[ALLE, *Leistungsart.choices])
    kreis = forms.ChoiceField(label="Rechtskreis", required=False, choices=[ALLE, *Rechtskreis.choices])
    von = tagfeld("von", required=False)
    bis = tagfeld("bis", required=False)

    def clean(self) -> dict[str, object]:
        werte = super().clean() or {}
        if werte.get("von") and werte.get("bis") and werte["von"] > werte["bis"]:
            self.add_error("bis", "Der letzte Tag liegt vor dem ersten.")
        return werte


class ZahlungsFilter(_Auswahl):
    stand = forms.ChoiceField(label="Stand", required=False, choices=[ALLE, *Zahlungsstand.choices])
    hindernis = forms.ChoiceField(
        label="Hindernis",
        required=False,
        choices=[
            ALLE,
            ("konto", "fällig, aber kein bestätigtes Konto"),
            ("anspruch", "ruht: Grundleistung beendet"),
            ("empfaenger", "bewilligt, aber kein Empfänger benannt"),
        ],
    )


class KontoFilter(_Auswahl):
    nur_auffaellige = forms.BooleanField(label="nur, wo mehr gezahlt als bewilligt ist", required=False)

    def zeitraum(self) -> tuple[date, date]:
        """First days of months; the running year where nothing is chosen."""
        heute = timezone.localdate()
        werte = self.cleaned_data if self.is_valid() else {}
        von = werte.get("von") or date(heute.year, 1, 1)
        bis = werte.get("bis") or date(max(heute.year, von.year), 12, 31)
        return von.replace(day=1), bis.replace(day=1)
