"""Form of a source."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.steuerung.oparl_eingang.models import Quelle
from kreislauf.steuerung.oparl_eingang.states import Bindungsstand

_HILFE = {
    "name": "Wie die Quelle hier heißen soll, etwa „Ratsinformationssystem der Stadt Auental“.",
    "adresse": "Die Adresse des OParl-Systems, meist „https://…/oparl/system“. Der Betreiber nennt sie Ihnen.",
    "lizenz": "Wie der Betreiber sie nennt, etwa „dl-de/zero-2-0“. Ohne Lizenz bleiben die Daten intern.",
    "naechtlich": "Die Technik richtet den nächtlichen Abruf einmal ein; die Läufe tragen dann Ihren Namen.",
    "personen": "Nur, wenn Sie die Namen der Mitglieder wirklich brauchen.",
    "filter_moeglich": "Ausschalten, wenn der Server solche Anfragen abweist; dann wird jedes Mal alles gelesen.",
    "zeichen_kodiert": "Ausschalten, wenn der Server Anfragen mit „%2B“ nicht versteht.",
    "vorsilbe_daten": "Nur, wenn die Daten andere Adressen nennen als die, unter denen der Server erreichbar ist.",
    "pause_ms": "Damit der fremde Server nicht überlastet wird.",
}


class VorlagenFilter(forms.Form):
    """Search and state of the papers of a source."""

    suche = forms.CharField(label="Suche in Nummer und Betreff", required=False, max_length=100)
    stand = forms.ChoiceField(label="Stand", choices=[("", "alle"), *Bindungsstand.choices], required=False)


class QuelleForm(forms.ModelForm):  # type: ignore[type-arg]
    bereich = forms.ModelChoiceField(
        Bereich.objects.none(), label="Geschäftsstelle", help_text="Wer verfolgt diese Vorlagen weiter?"
    )

    adresse = forms.URLField(label="OParl-Adresse", max_length=500, assume_scheme="https", help_text=_HILFE["adresse"])

    class Meta:
        model = Quelle
        fields = (
            "name", "adresse", "bereich", "lizenz", "vorlagen_schutzstufe", "naechtlich", "personen",
            "filter_moeglich", "zeichen_kodiert", "pause_ms", "vorsilbe_daten", "vorsilbe_abruf",
        )  # fmt: skip
        help_texts = _HILFE

    def __init__(self, *args: Any, bereiche: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["bereich"]
        assert isinstance(feld, forms.ModelChoiceField)
        feld.queryset = Bereich.objects.filter(pk__in=bereiche)
        if self.instance._state.adding and feld.queryset.count() == 1:
            feld.initial = feld.queryset.get()
        if not self.instance._state.adding:
            feld.disabled = True
        stufe = self.fields["vorlagen_schutzstufe"]
        assert isinstance(stufe, forms.TypedChoiceField)
        stufe.choices = [
            (Schutzstufe.INTERN, "intern"),
            (Schutzstufe.OEFFENTLICH, "öffentlich"),
        ]

    def clean_adresse(self) -> str:
        adresse = str(self.cleaned_data["adresse"])
        teile = urlsplit(adresse)
        if teile.scheme not in {"http", "https"} or teile.username or teile.password:
            raise forms.ValidationError("Die Adresse beginnt mit https:// oder http:// und enthält kein Passwort.")
        return adresse

    def clean_pause_ms(self) -> int:
        pause = int(self.cleaned_data["pause_ms"])
        if pause > 60_000:
            raise forms.ValidationError("Höchstens 60000 Millisekunden (eine Minute).")
        return pause

    def clean(self) -> dict[str, Any]:
        werte: dict[str, Any] = super().clean() or {}
        if bool(werte.get("vorsilbe_daten")) != bool(werte.get("vorsilbe_abruf")):
            self.add_error("vorsilbe_abruf", "Bitte beide Anfänge von Adressen angeben oder keinen.")
        if werte.get("vorlagen_schutzstufe") == Schutzstufe.OEFFENTLICH and not werte.get("lizenz"):
            self.add_error("lizenz", "Öffentlich zeigen dürfen wir die Daten nur mit einer Lizenz. Bitte angeben.")
        return werte
