"""Which of the missing proofs came with this."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from kreislauf.verfahren.antrag.models import Nachweisforderung


class NachsendungForm(forms.Form):
    forderungen = forms.ModelMultipleChoiceField(
        Nachweisforderung.objects.none(),
        label="Liegt damit vor",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Auswahl kommen die Dateien nur zur Akte.",
    )
    vollstaendig = forms.BooleanField(label="Der Antrag ist damit vollständig", required=False)

    def __init__(self, *args: Any, offen: QuerySet[Nachweisforderung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["forderungen"]
        assert isinstance(feld, forms.ModelMultipleChoiceField)
        feld.queryset = offen
