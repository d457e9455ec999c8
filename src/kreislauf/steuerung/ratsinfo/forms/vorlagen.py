"""Filter of the list of papers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich
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


class LoesenForm(forms.Form):
    """Why two papers do not belong together after all."""

    grund = forms.CharField(
        label="Warum gehören sie nicht zusammen?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ErfassenForm(forms.Form):
    """A paper typed by hand."""

    nummer = forms.CharField(label="Vorlagennummer", required=False, max_length=100)
    betreff = forms.CharField(label="Betreff", max_length=1000)
    art = forms.CharField(
        label="Art", required=False, max_length=100, help_text="zum Beispiel Antrag, Beschlussvorlage"
    )
    datum = forms.DateField(
        label="Datum", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    einreicher = forms.CharField(label="eingereicht von", required=False, max_length=300)
    bereich = forms.ModelChoiceField(Bereich.objects.none(), label="Geschäftsstelle")
    schutzstufe = forms.TypedChoiceField(label="Öffentlichkeit", choices=Schutzstufe.choices, coerce=int)

    def __init__(self, data: Any, *, bereiche: Any) -> None:
        super().__init__(data)
        feld: Any = self.fields["bereich"]
        feld.queryset = bereiche
