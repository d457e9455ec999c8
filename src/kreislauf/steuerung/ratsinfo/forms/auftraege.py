"""Forms of the duties: filter and acts."""

from typing import Any

from django import forms

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.steuerung.ratsinfo.ampel import Stufe
from kreislauf.steuerung.ratsinfo.models import Fristverschiebung, Gremium
from kreislauf.steuerung.ratsinfo.selectors.auftraege import Auswahl
from kreislauf.steuerung.ratsinfo.states import Auftragsstand


def tagfeld(label: str, *, required: bool = True, **angaben: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **angaben
    )


class AuftragFilter(forms.Form):
    """Narrows the list, the board and the exports alike."""

    suche = forms.CharField(label="Stichwort oder Vorlage", required=False, max_length=200)
    gremium = forms.ModelChoiceField(Gremium.objects.all(), label="Gremium", required=False, empty_label="alle")
    gremienart = forms.ChoiceField(
        label="Art des Gremiums", required=False, choices=[("", "alle"), *Gremium.Art.choices]
    )
    stelle = forms.ModelChoiceField(
        Bereich.objects.exclude(art=Bereich.Art.GREMIUM),
        label="verantwortliche Stelle",
        required=False,
        empty_label="alle",
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Auftragsstand.choices])
    ampel = forms.ChoiceField(label="Ampel", required=False, choices=[("", "alle"), *Stufe.choices])
    einreicher = forms.CharField(label="eingereicht von", required=False, max_length=200)
    von = tagfeld("fällig ab", required=False)
    bis = tagfeld("fällig bis", required=False)

    def auswahl(self, sortierung: str = "") -> Auswahl:
        """The valid part of the filter."""
        self.is_valid()
        werte = getattr(self, "cleaned_data", {})
        return Auswahl(
            suche=werte.get("suche") or "",
            gremium=str(werte["gremium"].pk) if werte.get("gremium") else "",
            gremienart=werte.get("gremienart") or "",
            stelle=werte["stelle"].pk if werte.get("stelle") else None,
            stand=werte.get("stand") or "",
            ampel=werte.get("ampel") or "",
            einreicher=werte.get("einreicher") or "",
            von=werte.get("von"),
            bis=werte.get("bis"),
            sortierung=sortierung or "faellig",
        )


class BeginnenForm(forms.Form):
    prognose = tagfeld("voraussichtlich fertig", required=False)


class NachweisForm(forms.Form):
    beschreibung = forms.CharField(label="Was ist nachgewiesen?", widget=forms.Textarea(attrs={"rows": 3}))
    datum = tagfeld("Datum des Nachweises")
    datei = forms.FileField(label="Datei", required=False, help_text="PDF, Word, Bild oder Text")


class ErledigenForm(forms.Form):
    erledigt_am = tagfeld("erledigt am")


class VerschiebenForm(forms.Form):
    auf = tagfeld("neue Frist")
    grund = forms.ChoiceField(label="Grund", choices=Fristverschiebung.Grund.choices)
    erlaeuterung = forms.CharField(
        label="Erläuterung", widget=forms.Textarea(attrs={"rows": 3}), help_text="Steht so im Umsetzungsbericht."
    )


class EntfallenForm(forms.Form):
    grund = forms.CharField(label="Warum entfällt der Auftrag?", widget=forms.Textarea(attrs={"rows": 3}))
    entschieden_von = forms.CharField(label="Wer hat das entschieden?", max_length=300)


class WiederaufnehmenForm(forms.Form):
    """Nothing to fill in; the page asks back."""
