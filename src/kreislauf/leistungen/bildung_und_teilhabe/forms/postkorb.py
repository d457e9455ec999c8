"""Filter of the inbox."""

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.selectors.postkorb import FAECHER
from kreislauf.verfahren.antrag.states import Kanal, Leistungsart


class PostkorbFilter(forms.Form):
    suche = forms.CharField(label="Name oder Aktenzeichen", required=False, max_length=200)
    fach = forms.ChoiceField(label="Fach", required=False, choices=[(k, t) for k, (t, _) in FAECHER.items()])
    leistung = forms.ChoiceField(label="Leistung", required=False, choices=[("", "alle"), *Leistungsart.choices])
    kanal = forms.ChoiceField(label="Weg", required=False, choices=[("", "alle"), *Kanal.choices])
    meine = forms.BooleanField(label="nur meine", required=False)
    ueberfaellig = forms.BooleanField(label="nur überfällige", required=False)
