"""Forms of the case page: proofs, facts, decision lines, approval, objection."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from kreislauf.akten.haushalt.models import Mitgliedschaft
from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.traeger.models import Einrichtung, Zahlungsempfaenger
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, grundfeld, tagfeld
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import Zeilenvorschlag
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl
from kreislauf.verfahren.antrag.models import Antragsbedarf
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import Leistungsform, Zeilenart
from kreislauf.verfahren.widerspruch.models import Widerspruch

ANNEHMEN = "annehmen"


def _empfaenger(zeile: Zeilenvorschlag) -> QuerySet[Zahlungsempfaenger]:
    """Providers, institutions and people of this household: nobody sees the names of other families (§ 35 SGB I)."""
    dabei = Mitgliedschaft.objects.filter(haushalt=zeile.bedarf.antrag.fallakte.haushalt_id).values("person")
    wer = Q(person__isnull=True) | Q(person__in=dabei) | Q(pk=zeile.empfaenger.pk if zeile.empfaenger else None)
    return Zahlungsempfaenger.objects.filter(wer, bereich_id=zeile.bedarf.bereich_id, gesperrt_grund="")


class Zeilenform(forms.Form):
    """One decision line: take the proposal, or depart from it with a reason."""

    entscheidung = forms.ChoiceField(label="Entscheidung", widget=forms.Select)
    betrag = betragsfeld("anderer Betrag in Euro", required=False, help_text="Summe für den ganzen Zeitraum")
    form = forms.ChoiceField(label="Form", choices=Leistungsform.choices)
    empfaenger = forms.ModelChoiceField(
        Zahlungsempfaenger.objects.none(),
        label="Empfänger",
        required=False,
        empty_label="Antragstellerin oder -steller",
    )
    grund = grundfeld("Grund, wenn Sie abweichen oder selbst entscheiden", required=False)
    gesehen = forms.DecimalField(widget=forms.HiddenInput, required=False)

    def __init__(self, zeile: Zeilenvorschlag, data: Any = None, *, prefix: str) -> None:
        self.zeile = zeile
        vorschlag = zeile.vorschlag
        offen = vorschlag.art is Zeilenart.PERSON
        anfang = {
            "entscheidung": "" if offen else ANNEHMEN,
            "form": zeile.form,
            "empfaenger": zeile.empfaenger,
            "gesehen": vorschlag.betrag,
        }
        super().__init__(data, prefix=prefix, initial=anfang)
        vorn = [("", "bitte wählen")] if offen else [(ANNEHMEN, "wie vorgeschlagen")]
        arten = [("bewilligt", "bewilligen"), ("abgelehnt", "ablehnen"), ("vorlaeufig", "vorläufig bewilligen")]
        wahl, empfaenger = self.fields["entscheidung"], self.fields["empfaenger"]
        assert isinstance(wahl, forms.ChoiceField)
        assert isinstance(empfaenger, forms.ModelChoiceField)
        wahl.choices = [*vorn, *arten]
        empfaenger.queryset = _empfaenger(zeile)

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        if werte.get("entscheidung") not in {None, ANNEHMEN} and not werte.get("grund", "").strip():
            self.add_error("grund", "Bitte begründen Sie Ihre Entscheidung.")
        if werte.get("betrag") is not None and werte.get("entscheidung") == ANNEHMEN:
            self.add_error("entscheidung", "Für einen anderen Betrag wählen Sie „bewilligen“ und nennen den Grund.")
        return werte

    def wahl(self) -> Wahl:
        werte = self.cleaned_data
        art = self.zeile.vorschlag.art if werte["entscheidung"] == ANNEHMEN else Zeilenart(werte["entscheidung"])
        betrag: Decimal | None = werte["betrag"]
        form = Leistungsform(werte["form"])
        return Wahl(art, form, betrag, werte["grund"], werte["empfaenger"], werte["gesehen"])


class AnfordernForm(forms.Form):
    tage = forms.IntegerField(label="Frist in Tagen", min_value=1, max_value=90)
    hinweis = grundfeld("Erläuterung für die Familie", required=False)


class PostausgangForm(forms.Form):
    posted_on = tagfeld("zur Post gegeben am")


class FristForm(forms.Form):
    frist = tagfeld("neue Frist")
    grund = forms.CharField(label="Grund der Verlängerung", max_length=300)


class VersagungForm(forms.Form):
    """What a person must say; which benefits can be withheld comes from letters and dates."""

    bedarfe = forms.ModelMultipleChoiceField(
        Antragsbedarf.objects.none(), label="Welche Leistungen?", widget=forms.CheckboxSelectMultiple
    )
    erschwert = grundfeld("Warum lässt sich der Antrag ohne den Nachweis nicht klären?", zeilen=3)
    ermessen = grundfeld("Wie haben Sie abgewogen (Ermessen, § 66 Abs. 1 SGB I)?", zeilen=3)

    def __init__(self, *args: Any, moegliche: Sequence[Antragsbedarf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["bedarfe"]
        assert isinstance(feld, forms.ModelMultipleChoiceField)
        feld.queryset = Antragsbedarf.objects.filter(pk__in=[b.pk for b in moegliche]).select_related("kind")


class NachweisForm(forms.Form):
    beschreibung = forms.CharField(label="Was liegt vor?", max_length=300)
    eingegangen_am = tagfeld("eingegangen am")
    datei = forms.FileField(label="Datei", required=False)


class EntbehrlichForm(forms.Form):
    grund = grundfeld("Warum ist der Nachweis entbehrlich?")


class LeistungszeitraumForm(forms.Form):
    rechtskreis = forms.ChoiceField(label="Grundleistung", choices=Rechtskreis.choices)
    aktenzeichen = forms.CharField(label="BG-Nummer oder Aktenzeichen", max_length=40, required=False)
    beginn = tagfeld("von")
    ende = tagfeld("bis", required=False)
    einschraenkung_1a = forms.BooleanField(label="Anspruchseinschränkung (§ 1a AsylbLG)", required=False)
    nachgewiesen = forms.BooleanField(label="nachgewiesen", required=False)


class BesuchForm(forms.Form):
    einrichtung = forms.ModelChoiceField(Einrichtung.objects.none(), label="Schule oder Kita")
    klasse = forms.CharField(label="Klasse oder Gruppe", max_length=40, required=False)
    beginn = tagfeld("von")
    ausbildungsverguetung = forms.BooleanField(label="erhält Ausbildungsvergütung", required=False)
    aufnahmeart = forms.ChoiceField(
        label="Aufnahme im Schuljahr",
        required=False,
        choices=[("", "keine"), ("erstaufnahme", "erste Aufnahme"), ("wiederaufnahme", "nach Unterbrechung")],
    )

    def __init__(self, *args: Any, bereich_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["einrichtung"]
        assert isinstance(feld, forms.ModelChoiceField)
        feld.queryset = Einrichtung.objects.filter(bereich_id=bereich_id, aktiv=True)


class RueckgabeForm(forms.Form):
    grund = grundfeld("Was ist zu ändern?")


class BekanntgabeForm(forms.Form):
    posted_on = tagfeld("zur Post gegeben am", help_text="Bei Übergabe der Tag der Übergabe, im Ausland der Zugang.")
    versandart = forms.ChoiceField(label="Versand", choices=Bescheid.Versandart.choices)


class WiderspruchForm(forms.Form):
    zeilen = forms.ModelMultipleChoiceField(
        Entscheidungszeile.objects.none(), label="Gegen welche Entscheidungen?", widget=forms.CheckboxSelectMultiple
    )
    eingegangen_am = tagfeld("eingegangen am")
    form = forms.ChoiceField(label="Form", choices=Widerspruch.Form.choices)
    begruendung = grundfeld("Begründung", required=False, zeilen=3)

    def __init__(self, *args: Any, bescheid: Bescheid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["zeilen"]
        assert isinstance(feld, forms.ModelMultipleChoiceField)
        feld.queryset = bescheid.zeilen.select_related("kind")


class NotizForm(forms.Form):
    text = grundfeld("Notiz", zeilen=3)
    wiedervorlage = tagfeld("Wiedervorlage", required=False)


class DublettenForm(forms.Form):
    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[("separate", "verschiedene Personen"), ("merge", "dieselbe Person: zusammenführen")],
        widget=forms.RadioSelect,
    )
    grund = grundfeld("Grund")
