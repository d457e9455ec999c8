"""Forms of the implementation report."""

from typing import Any

from django import forms

from kreislauf.steuerung.ratsinfo.forms.auftraege import tagfeld
from kreislauf.steuerung.ratsinfo.forms.einlesen import WIEDERKEHR
from kreislauf.steuerung.ratsinfo.models import Berichtspunkt, Gremium
from kreislauf.steuerung.ratsinfo.services.berichte import SCHREIBBAR
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus


def _absatz(label: str, hilfe: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=hilfe, widget=forms.Textarea(attrs={"rows": 4}))


class PunktForm(forms.Form):
    """One point of a report. Nothing is mandatory while it is a draft; what the state demands is checked at the end."""

    status = forms.ChoiceField(
        label="Stand der Umsetzung",
        required=False,
        choices=[("", "bitte wählen"), *Umsetzungsstatus.choices],
        help_text="Welche Angaben nötig sind, hängt vom Stand ab.",
    )
    sachstand = _absatz("Sachstand")
    grund = _absatz("Grund", "nötig bei: noch nicht begonnen, geändert, nicht realisierbar, abgelehnt")
    geplanter_beginn = tagfeld("geplanter Beginn", required=False, help_text="nötig bei: noch nicht begonnen")
    erledigte_schritte = _absatz("erledigte Schritte", "nötig bei: in Arbeit")
    offene_schritte = _absatz("offene Schritte", "nötig bei: in Arbeit")
    prognose = tagfeld("voraussichtlich fertig", required=False, help_text="nötig bei: in Arbeit")
    aenderung = _absatz("Was wurde geändert?", "nötig bei: geändert")
    entschieden_von = forms.CharField(
        label="Wer hat entschieden?", required=False, max_length=300, help_text="nötig bei: geändert, abgelehnt"
    )
    nachweis = _absatz("Nachweis", "nötig bei: umgesetzt")
    umgesetzt_am = tagfeld("umgesetzt am", required=False, help_text="nötig bei: umgesetzt")
    turnus = forms.ChoiceField(
        label="Turnus", required=False, choices=WIEDERKEHR, help_text="nötig bei: laufend fortgeschrieben"
    )
    aufhebung_pruefung = _absatz(
        "Muss der Beschluss aufgehoben werden?", "Ergebnis der Prüfung; nötig bei: nicht realisierbar"
    )
    rechtsgrundlage = forms.CharField(
        label="Rechtsgrundlage", required=False, max_length=300, help_text="nötig bei: abgelehnt"
    )
    wiedervorlage = tagfeld(
        "erneuter Termin",
        required=False,
        help_text="nötig bei: noch nicht begonnen, in Arbeit, geändert, laufend fortgeschrieben",
    )

    @classmethod
    def zu(cls, punkt: Berichtspunkt, data: Any = None) -> "PunktForm":
        """The form of one point, filled with what it says."""
        return cls(data, initial={f: getattr(punkt, f) for f in SCHREIBBAR}, prefix=f"p{punkt.pk}")

    def felder(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RueckgabeForm(forms.Form):
    grund = forms.CharField(label="Was ist zu ändern?", widget=forms.Textarea(attrs={"rows": 4}))


class JahrForm(forms.Form):
    """Which year and body the overview is for."""

    jahr = forms.IntegerField(label="Jahr", required=False, min_value=2000, max_value=2100)
    gremium = forms.ModelChoiceField(Gremium.objects.all(), label="Gremium", required=False, empty_label="alle")
