"""Filter of the journal."""

from django import forms


class JournalFilter(forms.Form):
    akt = forms.CharField(label="Vorgang", required=False, max_length=100)
    person = forms.CharField(label="Person (Name oder E-Mail)", required=False, max_length=100)
    objekt = forms.CharField(label="Kennung des Objekts", required=False, max_length=64)
    von = forms.DateField(label="von", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    bis = forms.DateField(label="bis", required=False, widget=forms.DateInput(attrs={"type": "date"}))
