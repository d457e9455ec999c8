"""Forms of a revocation: what is intended, the hearing, the decision."""

from datetime import date
from typing import Any

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, grundfeld, tagfeld
from kreislauf.leistungen.bildung_und_teilhabe.services.aufhebung import Rueckvorschlag
from kreislauf.verfahren.aufhebung.states import Grundlage, OhneAnhoerung, Vergangenheit
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import OHNE_BETRAG


class AufhebungForm(forms.Form):
    zeilen = forms.ModelMultipleChoiceField(
        Entscheidungszeile.objects.none(), label="Welche Bewilligungen?", widget=forms.CheckboxSelectMultiple
    )
    grundlage = forms.ChoiceField(label="Grundlage", choices=Grundlage.choices)
    ab = tagfeld("aufheben ab")
    anlass = grundfeld(
        "Was ist geschehen?", zeilen=4, help_text="Steht so im Anhörungsschreiben und in der Begründung."
    )
    kenntnis_am = tagfeld("Tatsachen bekannt seit")
    vergangenheit = forms.ChoiceField(
        label="auch für die Vergangenheit, weil",
        required=False,
        choices=[("", "nur für die Zukunft"), *Vergangenheit.choices],
    )
    nur_deswegen = forms.BooleanField(
        label="Nur Bildung und Teilhabe ist betroffen, die Grundleistung bleibt", required=False, initial=True
    )
    gesamterstattung = betragsfeld(
        "gesamte Erstattung der Bedarfsgemeinschaft in Euro", required=False, help_text="Leer: nur diese Leistungen."
    )
    gutschein_zurueck = betragsfeld("zurückgegebene Gutscheine in Euro", required=False)
    tage = forms.IntegerField(label="Frist der Anhörung in Tagen", min_value=1, max_value=90, initial=14)

    def __init__(self, *args: Any, bescheid: Bescheid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["zeilen"]
        assert isinstance(feld, forms.ModelMultipleChoiceField)
        feld.queryset = bescheid.zeilen.exclude(art__in=OHNE_BETRAG).select_related("kind")

    def angaben(self) -> dict[str, Any]:
        """As the service takes them; a line that begins later is taken back from its beginning."""
        werte = dict(self.cleaned_data)
        tag: date = werte.pop("ab")
        werte["gutschein_zurueck"] = werte["gutschein_zurueck"] or 0
        return {"ab": {z.pk: max(tag, z.beginn) for z in werte.pop("zeilen")}, **werte}


class AeusserungForm(forms.Form):
    aeusserung = grundfeld("Was bringt die Familie vor?", zeilen=3)
    geaeussert_am = tagfeld("am")


class EinstellenForm(forms.Form):
    grund = grundfeld("Warum wird nichts aufgehoben?")


class RueckforderungForm(forms.Form):
    betrag = betragsfeld("zu erstatten in Euro")
    grund = grundfeld("Grund, wenn Sie vom Vorschlag abweichen", required=False)

    def __init__(self, vorschlag: Rueckvorschlag, data: Any = None) -> None:
        self.vorschlag = vorschlag
        super().__init__(data, prefix=str(vorschlag.zeile.pk), initial={"betrag": vorschlag.betrag})


class AufhebungsentscheidungForm(forms.Form):
    ermessen = grundfeld("Begründung und Abwägung, auch zur Äußerung der Familie", zeilen=4)
    ohne_anhoerung = forms.ChoiceField(
        label="ohne Anhörung (§ 24 Abs. 2 SGB X), weil",
        required=False,
        choices=[("", "die Familie ist angehört"), *OhneAnhoerung.choices],
    )
    ohne_anhoerung_grund = forms.CharField(label="Warum liegt die Ausnahme vor?", required=False, max_length=500)
