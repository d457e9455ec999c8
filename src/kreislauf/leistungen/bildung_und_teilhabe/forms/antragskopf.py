"""The head of the application form as it is typed in from paper: how it came, who applies, the account."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from kreislauf.akten.person.models import SPRACHEN
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import tagfeld
from kreislauf.verfahren.antrag.states import Kanal

_KANAELE = [(k.value, k.label) for k in Kanal]


class KopfForm(forms.Form):
    bereich = forms.ModelChoiceField(Bereich.objects.none(), label="Stelle", empty_label=None)
    kanal = forms.ChoiceField(label="Wie kam der Antrag?", choices=_KANAELE)
    antragsdatum = tagfeld("Eingang am", help_text="Tag, an dem der Antrag zuerst bei einer Behörde war.")
    datei = forms.FileField(label="Scan des Antrags", required=False, help_text="PDF oder Bild")

    def __init__(self, *args: Any, bereiche: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["bereich"]
        assert isinstance(feld, forms.ModelChoiceField)
        feld.queryset = Bereich.objects.filter(pk__in=bereiche)
        feld.initial = min(bereiche, default=None)

    def clean_antragsdatum(self) -> date:
        tag: date = self.cleaned_data["antragsdatum"]
        if tag > timezone.localdate():
            raise forms.ValidationError("Der Eingang kann nicht in der Zukunft liegen.")
        return tag


class AntragstellerForm(forms.Form):
    vorname = forms.CharField(label="Vorname", max_length=100)
    nachname = forms.CharField(label="Nachname", max_length=100)
    geburtsdatum = tagfeld("Geburtsdatum", required=False)
    strasse = forms.CharField(label="Straße und Hausnummer", max_length=150, required=False)
    plz = forms.CharField(label="PLZ", max_length=10, required=False)
    ort = forms.CharField(label="Ort", max_length=100, required=False)
    telefon = forms.CharField(label="Telefon", max_length=50, required=False)
    email = forms.EmailField(label="E-Mail", required=False)
    sprache = forms.ChoiceField(label="Sprache", choices=list(SPRACHEN.items()), initial="de")
    kommunikationsbedarf = forms.CharField(
        label="Was hilft bei der Verständigung?", max_length=300, required=False, help_text="z. B. Gebärdensprache"
    )


class KontoForm(forms.Form):
    inhaber = forms.CharField(label="Kontoinhaberin oder Kontoinhaber", max_length=70, required=False)
    iban = forms.CharField(label="IBAN", max_length=42, required=False, help_text="Nur nötig für Geldleistungen.")

    def clean_iban(self) -> str:
        from kreislauf.akten.traeger.bank import IbanUngueltig, normalisiere_iban

        iban = str(self.cleaned_data["iban"])
        try:
            return normalisiere_iban(iban) if iban else ""
        except IbanUngueltig as fehler:
            raise forms.ValidationError(str(fehler)) from None
