"""Forms of payment runs."""

from django import forms

from kreislauf.akten.traeger.bank import IbanUngueltig, normalisiere_iban
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import tagfeld
from kreislauf.verfahren.zahlung.states import Laufstand


class LaufFilter(forms.Form):
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Laufstand.choices])


class LaufForm(forms.Form):
    ausfuehrungstag = tagfeld("Ausführungstag")
    name = forms.CharField(label="Auftraggeber", max_length=70)
    iban = forms.CharField(label="IBAN des Auftraggebers", max_length=42)
    bic = forms.CharField(label="BIC des Auftraggebers", max_length=11)

    def clean_iban(self) -> str:
        try:
            return normalisiere_iban(self.cleaned_data["iban"])
        except IbanUngueltig as fehler:
            raise forms.ValidationError(str(fehler)) from None


class AusgefuehrtForm(forms.Form):
    ausgefuehrt_am = tagfeld("ausgeführt am")


class AblehnungForm(forms.Form):
    grund = forms.CharField(label="Warum wird der Lauf abgelehnt?", max_length=500)
