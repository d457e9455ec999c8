"""Forms about what the bank answers and money that comes back."""

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, tagfeld


class BankdateiForm(forms.Form):
    datei = forms.FileField(
        label="Datei aus dem Bankprogramm",
        help_text="Statusmeldung (pain.002) oder Einzelumsätze (camt.054), XML, bis 20 MB",
        widget=forms.FileInput(attrs={"accept": ".xml"}),
    )


class ErstattungForm(forms.Form):
    betrag = betragsfeld("Erstatteter Betrag in Euro")
    gebucht_am = tagfeld("eingegangen am")
    beleg = forms.CharField(label="Belegnummer", max_length=60, help_text="Derselbe Beleg wird nur einmal gebucht.")
