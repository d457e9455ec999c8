"""Which year's figures, and which figure's rows."""

from datetime import date

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import GRUPPEN
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahresbelege import Frage
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import LEISTUNGEN, MONATE


class JahrForm(forms.Form):
    """Years from the first with data on."""

    jahr = forms.TypedChoiceField(label="Jahr", coerce=int, required=False, empty_value=None)
    kreis = forms.ChoiceField(
        label="Rechtskreis (Monatstabelle)",
        required=False,
        choices=[("", "alle"), *((name, titel) for name, (titel, _) in GRUPPEN.items())],
    )

    def __init__(self, *angaben: object, von: int, bis: int, **weitere: object) -> None:
        super().__init__(*angaben, **weitere)  # type: ignore[arg-type]
        self.fields["jahr"].choices = [(j, str(j)) for j in range(bis, von - 1, -1)]  # type: ignore[attr-defined]


class FrageForm(forms.Form):
    """What a figure was narrowed to; it comes from a link of our own, so anything else is not found."""

    jahr = forms.IntegerField(min_value=2000, max_value=date.max.year)
    wert = forms.SlugField(required=False)
    gruppe = forms.ChoiceField(required=False, choices=[(g, g) for g in GRUPPEN])
    leistung = forms.ChoiceField(required=False, choices=LEISTUNGEN)
    monat = forms.IntegerField(required=False, min_value=1, max_value=len(MONATE))

    def frage(self) -> Frage:
        w = self.cleaned_data
        return Frage(w["jahr"], w["wert"], w["gruppe"], w["leistung"], w["monat"] or 0)
