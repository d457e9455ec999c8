"""Filter of the start page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from kreislauf.foundation.ui.aufgaben import Aufgabe


class AufgabenFilter(forms.Form):
    art = forms.ChoiceField(label="Art der Aufgabe", required=False)
    text = forms.CharField(label="Stichwort", required=False, max_length=100)

    def __init__(self, data: Mapping[str, Any], *, arten: Sequence[str]) -> None:
        super().__init__(data)
        feld = self.fields["art"]
        assert isinstance(feld, forms.ChoiceField)
        feld.choices = [("", "Alle"), *((a, a) for a in arten)]

    def gefiltert(self, aufgaben: Iterable[Aufgabe]) -> list[Aufgabe]:
        """The tasks that fit; an invalid filter shows all."""
        if not self.is_valid():
            return list(aufgaben)
        art, text = self.cleaned_data["art"], self.cleaned_data["text"].casefold()
        return [
            a
            for a in aufgaben
            if (not art or a.art == art) and (not text or text in f"{a.titel} {a.hinweis}".casefold())
        ]
