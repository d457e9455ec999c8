"""Filter of the list of papers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kreislauf.steuerung.ratsinfo.models import Gremium, Punktvergleich


class VorlagenFilter(forms.Form):
    suche = forms.CharField(label="Betreff, Nummer oder Einreicher", required=False, max_length=200)
    art = forms.ChoiceField(label="Art", required=False)
    gremium = forms.ModelChoiceField(Gremium.objects.all(), label="Gremium", required=False, empty_label="alle")

    def __init__(self, data: Any, *, arten: Sequence[str]) -> None:
        super().__init__(data)
        feld: Any = self.fields["art"]
        feld.choices = [("", "alle"), *((a, a) for a in arten)]


class VergleichForm(forms.Form):
    """What became of one point of the motion."""

    art = forms.ChoiceField(label="Was wurde daraus?", choices=Punktvergleich.Art.choices)
    text = forms.CharField(
        label="Worin weicht es ab?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AbweisenForm(forms.Form):
    """Why a finding is none."""

    grund = forms.CharField(
        label="Warum ist das keine Auffälligkeit?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
