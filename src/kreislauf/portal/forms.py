"""The questions, in the words of the chosen language; nothing is saved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from kreislauf.portal.anspruchspruefung import BEDARFE, EINRICHTUNGEN, KREISE, OHNE_KREIS, Angaben, bezeichnung_sgb2
from kreislauf.portal.felder import biete

_FRUEHESTE = date(1990, 1, 1)


class AnspruchspruefungForm(forms.Form):
    """At most eight questions (here five) about one child."""

    rechtskreis = forms.ChoiceField(widget=forms.RadioSelect)
    geburtsdatum = forms.DateField(input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])
    einrichtung = forms.ChoiceField(widget=forms.RadioSelect)
    ausbildungsverguetung = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    bedarfe = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, daten: Mapping[str, Any] | None, *, texte: Mapping[str, str], heute: date) -> None:
        super().__init__(daten, label_suffix="", use_required_attribute=False)
        self.heute, self.texte = heute, texte
        sgb2 = bezeichnung_sgb2(heute)
        wahl = {
            "rechtskreis": [(k, texte[f"rechtskreis.{k}"].format(sgb2=sgb2)) for k in (*KREISE, *OHNE_KREIS)],
            "einrichtung": [(k, texte[f"einrichtung.{k}"]) for k in EINRICHTUNGEN],
            "ausbildungsverguetung": [("nein", texte["nein"]), ("ja", texte["ja"])],
            "bedarfe": [(k, texte[f"bedarf.{k}"]) for k in BEDARFE],
        }
        for name, werte in wahl.items():
            biete(self, name, werte)
        for name, frage in _FRAGEN.items():
            feld = self.fields[name]
            feld.label, feld.help_text = texte[frage], texte.get(f"{frage}_hinweis", "")
            feld.error_messages = dict.fromkeys(("required", "invalid", "invalid_choice"), texte["fehler.pflicht"])
        self.fields["geburtsdatum"].error_messages = dict.fromkeys(("required", "invalid"), texte["fehler.datum"])
        self.fields["geburtsdatum"].widget.attrs |= {
            "class": "kern-form-input__input",
            "inputmode": "decimal",
            "autocomplete": "off",
            "dir": "ltr",
        }

    def clean_geburtsdatum(self) -> date:
        tag: date = self.cleaned_data["geburtsdatum"]
        if tag > self.heute:
            raise forms.ValidationError(self.texte["fehler.zukunft"])
        if tag < _FRUEHESTE:
            raise forms.ValidationError(self.texte["fehler.datum"])
        return tag

    def angaben(self) -> Angaben:
        daten = self.cleaned_data
        return Angaben(
            rechtskreis=daten["rechtskreis"],
            geburtsdatum=daten["geburtsdatum"],
            einrichtung=daten["einrichtung"],
            ausbildungsverguetung=daten["ausbildungsverguetung"] == "ja",
            bedarfe=daten["bedarfe"],
        )


_FRAGEN = {
    "rechtskreis": "frage.rechtskreis",
    "geburtsdatum": "frage.geburtsdatum",
    "einrichtung": "frage.einrichtung",
    "ausbildungsverguetung": "frage.ausbildung",
    "bedarfe": "frage.bedarf",
}
