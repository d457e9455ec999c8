"""Forms around files: search, accounts, imports, settings."""

from django import forms

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import tagfeld


class AktenFilter(forms.Form):
    suche = forms.CharField(label="Name oder Aktenzeichen", required=False, max_length=200)


class BankverbindungForm(forms.Form):
    inhaber = forms.CharField(label="Kontoinhaberin oder Kontoinhaber", max_length=70)
    iban = forms.CharField(label="IBAN", max_length=42)
    bic = forms.CharField(label="BIC", max_length=11, required=False)
    beginn = tagfeld("gilt ab")


class ImportForm(forms.Form):
    datei = forms.FileField(label="CSV-Datei")
    rechtskreis = forms.ChoiceField(label="Welche Leistung enthält die Datei?", choices=Rechtskreis.choices)
    bereich = forms.ModelChoiceField(Bereich.objects.none(), label="Stelle", empty_label=None)

    def __init__(self, *args: object, bereiche: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        feld = self.fields["bereich"]
        assert isinstance(feld, forms.ModelChoiceField)
        feld.queryset = Bereich.objects.filter(pk__in=bereiche)
        feld.initial = min(bereiche, default=None)
