"""Forms of the Widerspruchsbescheid."""

from typing import Any

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.fall import Zeilenform
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import grundfeld
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import Zeilenvorschlag
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.widerspruch.services.entscheiden import Kostenspruch
from kreislauf.verfahren.widerspruch.states import Kosten, Zeilenergebnis

ZURUECKWEISEN = [
    ("", "bitte wählen"),
    (Zeilenergebnis.ZURUECKGEWIESEN.value, "zurückweisen: unbegründet"),
    (Zeilenergebnis.VERWORFEN.value, "zurückweisen: unzulässig (Frist oder Form)"),
]
AENDERN = (Zeilenergebnis.STATTGEGEBEN.value, "ändern: zum Teil begründet")


class SpruchForm(forms.Form):
    """One attacked line; only where the objection succeeds in part a new decision is asked for.

    Without `vorschlag` there is nothing to compute a new amount from.
    """

    ergebnis = forms.ChoiceField(label="Ergebnis")
    grund = grundfeld("Begründung", zeilen=4)

    def __init__(self, zeile: Entscheidungszeile, vorschlag: Zeilenvorschlag | None, data: Any = None) -> None:
        super().__init__(data, prefix=f"w-{zeile.pk}")
        self.zeile = zeile
        aendern = data is not None and data.get(f"w-{zeile.pk}-ergebnis") == AENDERN[0]
        self.neu = Zeilenform(vorschlag, data if aendern else None, prefix=f"n-{zeile.pk}") if vorschlag else None
        ergebnis = self.fields["ergebnis"]
        assert isinstance(ergebnis, forms.ChoiceField)
        ergebnis.choices = [*ZURUECKWEISEN, AENDERN] if vorschlag else ZURUECKWEISEN

    def is_valid(self) -> bool:
        neu = self.neu is None or not self.neu.is_bound or self.neu.is_valid()
        return super().is_valid() and neu


class KostenForm(forms.Form):
    kosten = forms.ChoiceField(label="Kosten des Widerspruchs (§ 63 SGB X)", choices=Kosten.choices)
    vertretung = forms.BooleanField(label="Eine Bevollmächtigung war notwendig (§ 63 Abs. 3 SGB X)", required=False)
    kostengrund = grundfeld("Begründung zu den Kosten", required=False)

    def spruch(self) -> Kostenspruch:
        werte = self.cleaned_data
        return Kostenspruch(Kosten(werte["kosten"]), werte["kostengrund"], werte["vertretung"])
