"""Dated settings of the county."""

from django import forms

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, grundfeld, tagfeld
from kreislauf.recht.fristen.kalender import LAENDER
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.states import Leistungsform


class BehoerdeForm(forms.Form):
    name = forms.CharField(label="Behörde", max_length=200)
    stelle = forms.CharField(label="Stelle", max_length=200, required=False)
    strasse = forms.CharField(label="Straße und Hausnummer", max_length=150)
    plz = forms.CharField(label="PLZ", max_length=10)
    ort = forms.CharField(label="Ort", max_length=100)
    land = forms.ChoiceField(
        label="Land des Dienstsitzes",
        choices=[(k, k) for k in LAENDER],
        help_text="Seine Feiertage verschieben Fristen.",
    )
    telefon = forms.CharField(label="Telefon", max_length=50, required=False)
    email = forms.EmailField(label="E-Mail", required=False)
    leitung = forms.CharField(label="Leitung (§ 33 Abs. 3 SGB X)", max_length=200, required=False)
    sozialgericht = forms.CharField(
        label="Sozialgericht mit Anschrift",
        max_length=300,
        required=False,
        help_text="Steht in der Klagebelehrung des Widerspruchsbescheids.",
    )
    zugangswege = grundfeld("Zugangswege für den Widerspruch", required=False)
    mitwirkungstage = forms.IntegerField(label="Frist der Mitwirkung in Tagen", min_value=1, max_value=90, initial=14)
    beginn = tagfeld("gilt ab")


class WertgrenzeForm(forms.Form):
    betrag = betragsfeld("Ab dieser Summe gibt eine zweite Person frei, in Euro")
    beginn = tagfeld("gilt ab")


class FormvorgabeForm(forms.Form):
    leistung = forms.ChoiceField(label="Leistung", choices=Leistungsart.choices)
    rechtskreis = forms.ChoiceField(label="Rechtskreis", required=False, choices=[("", "alle"), *Rechtskreis.choices])
    form = forms.ChoiceField(label="Form", choices=Leistungsform.choices)
    beginn = tagfeld("gilt ab")


class KleinzahlForm(forms.Form):
    grenze = forms.IntegerField(
        label="Kleinste Zahl von Personen, die veröffentlichte Tabellen zeigen",
        min_value=3,
        max_value=100,
        help_text="Kleinere Zahlen, und was sie verriete, stehen in Vorlagen für den Ausschuss als geschützt.",
    )
    begruendung = forms.CharField(label="Begründung", max_length=300)
    beginn = tagfeld("gilt ab")
