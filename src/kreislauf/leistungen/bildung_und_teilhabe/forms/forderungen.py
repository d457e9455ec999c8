"""Forms about claims for refund and about money that is not paid any more."""

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, grundfeld, tagfeld
from kreislauf.verfahren.zahlung.states import Forderungsstand, Verfallsgrund


class ForderungsFilter(forms.Form):
    suche = forms.CharField(label="Suche", required=False, max_length=100)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Forderungsstand.choices])


class EingangForm(forms.Form):
    betrag = betragsfeld("eingegangener Betrag in Euro")
    gebucht_am = tagfeld("eingegangen am")
    beleg = forms.CharField(label="Belegnummer", max_length=40, help_text="Derselbe Beleg wird nur einmal gebucht.")


class ErlassForm(forms.Form):
    grund = grundfeld("Warum wird nicht mehr gefordert?", zeilen=3)


class VerfallForm(forms.Form):
    bis = tagfeld("bis zum Monat", help_text="Ein Tag des letzten Monats, der nicht mehr gezahlt wird")
    grund = forms.ChoiceField(label="Grund", choices=[("", "bitte wählen"), *Verfallsgrund.choices])
    erlaeuterung = grundfeld("Begründung", zeilen=3)
