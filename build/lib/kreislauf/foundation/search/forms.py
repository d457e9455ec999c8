"""The question and its filters."""

from collections.abc import Mapping
from typing import Any

from django import forms

from kreislauf.foundation.search.quellen import namen


def _tag(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class Suchformular(forms.Form):
    q = forms.CharField(
        label="Was suchen Sie?",
        required=False,
        max_length=200,
        help_text="Wörter, Namen oder Nummern. „In Anführungszeichen“ sucht genau so, ein Minus schließt ein Wort aus.",
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    art = forms.ChoiceField(label="Art", required=False)
    von = _tag("Stand von")
    bis = _tag("Stand bis")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        feld = self.fields["art"]
        assert isinstance(feld, forms.ChoiceField)
        feld.choices = [("", "Alle"), *namen().items()]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if (von := daten.get("von")) and (bis := daten.get("bis")) and bis < von:
            self.add_error("bis", "Dieser Tag liegt vor „Stand von“.")
        return daten
