"""Forms of the import screen: one per kind of proposal; each gives the data that will enter the record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.steuerung.ratsinfo.models import Beschlusspunkt, Vorschlag
from kreislauf.steuerung.ratsinfo.models.beschluss import Ergebnis
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus

WIEDERKEHR = [
    ("", "einmalig"),
    ("P1M", "jeden Monat"),
    ("P3M", "jedes Vierteljahr"),
    ("P6M", "jedes Halbjahr"),
    ("P1Y", "jedes Jahr"),
    ("P2Y", "alle zwei Jahre"),
    ("unregelmaessig", "regelmäßig, ohne festen Abstand"),
]


class MehrereDateien(forms.ClearableFileInput):
    allow_multiple_selected = True


class DateienFeld(forms.FileField):
    """Several files in one field."""

    widget = MehrereDateien

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        dateien = data if isinstance(data, list | tuple) else [data]
        return [super(DateienFeld, self).clean(datei, initial) for datei in dateien]


class HochladenForm(forms.Form):
    """Upload of one or many papers."""

    dateien = DateienFeld(
        label="Dateien",
        help_text="Text, HTML, PDF, Word (DOCX) oder OParl (JSON); mehrere auf einmal, je Datei höchstens 50 MB.",
        widget=MehrereDateien(attrs={"accept": ".txt,.html,.htm,.pdf,.docx,.json"}),
    )
    bereich = forms.ModelChoiceField(
        Bereich.objects.none(), label="Geschäftsstelle", help_text="Wer verfolgt diese Vorlagen weiter?"
    )
    federfuehrend = forms.ModelChoiceField(
        Bereich.objects.none(),
        label="Federführende Stelle",
        required=False,
        help_text="Wird als verantwortlich vorgeschlagen, wo die Vorlage niemanden nennt.",
    )
    schutzstufe = forms.TypedChoiceField(
        label="Öffentlichkeit",
        choices=Schutzstufe.choices,
        coerce=int,
        initial=Schutzstufe.OEFFENTLICH,
        help_text="Nichtöffentliche Vorlagen sehen nur die Geschäftsstelle, beteiligte Stellen und Gremien.",
    )

    def __init__(self, *args: Any, bereiche: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl: Any = self.fields["bereich"]
        wahl.queryset = Bereich.objects.filter(pk__in=bereiche)
        stelle: Any = self.fields["federfuehrend"]
        stelle.queryset = Bereich.objects.exclude(art=Bereich.Art.GREMIUM)


def _tagfeld(label: str, **angaben: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **angaben
    )


def _textfeld(label: str, *, laenge: int = 300, noetig: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=laenge, required=noetig)


def _absatz(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}))


class Angaben(forms.Form):
    """Base: cleaned data as JSON can keep them; empty becomes None."""

    def daten(self) -> dict[str, Any]:
        return {name: self._wert(wert) for name, wert in self.cleaned_data.items()}

    @staticmethod
    def _wert(wert: Any) -> Any:
        if isinstance(wert, date):
            return wert.isoformat()
        if isinstance(wert, Bereich):
            return wert.pk
        return wert if wert not in ("", None) else None


class KopfForm(Angaben):
    betreff = forms.CharField(label="Betreff", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    vorlagennummer = _textfeld("Vorlagennummer", laenge=100)
    art = _textfeld("Art der Vorlage", laenge=100)
    datum = _tagfeld("Datum")
    koerperschaft = _textfeld("Körperschaft")
    einreicher = _textfeld("eingereicht von")


class BeratungForm(Angaben):
    gremium = _textfeld("Gremium", noetig=True)
    datum = _tagfeld("Datum")
    zustaendigkeit = _textfeld("Zuständigkeit", laenge=100)


class BeschlussForm(Angaben):
    gremium = _textfeld("Gremium")
    datum = _tagfeld("Datum")
    ergebnis = forms.ChoiceField(label="Ergebnis", choices=Ergebnis.choices)
    einstimmig = forms.NullBooleanField(
        label="einstimmig",
        required=False,
        widget=forms.Select(choices=[("", "nicht angegeben"), ("true", "ja"), ("false", "nein")]),
    )
    ja = forms.IntegerField(label="Ja-Stimmen", required=False, min_value=0, max_value=1000)
    nein = forms.IntegerField(label="Nein-Stimmen", required=False, min_value=0, max_value=1000)
    enthaltung = forms.IntegerField(label="Enthaltungen", required=False, min_value=0, max_value=1000)


class PunktForm(Angaben):
    satz = forms.ChoiceField(label="Teil von", choices=Beschlusspunkt.Satz.choices)
    satz_text = _textfeld("genauer", laenge=200)
    nummer = _textfeld("Nummer", laenge=20, noetig=True)
    text = _absatz("Wortlaut")
    pflicht = forms.ChoiceField(label="Pflicht", choices=Beschlusspunkt.Pflicht.choices)
    frist = _tagfeld("Frist")


class AuftragForm(Angaben):
    text = _absatz("Was ist zu tun?")
    verantwortlich = forms.ModelChoiceField(
        Bereich.objects.exclude(art=Bereich.Art.GREMIUM), label="verantwortliche Stelle"
    )
    verantwortliche_rolle = forms.ChoiceField(
        label="verantwortliche Rolle",
        choices=[(k, ROLLEN[k].label) for k in ("leitung", "fachbereich", "planung", "geschaeftsfuehrung")],
    )
    frist = _tagfeld("Frist", help_text="letzter Tag")
    wiedervorlage = _tagfeld("Wiedervorlage", help_text="nötig, wenn es keine Frist gibt")
    beginn = _tagfeld("frühester Beginn")
    wiederkehr = forms.ChoiceField(label="Wiederkehr", choices=WIEDERKEHR, required=False)
    punkt = _textfeld("zu Beschlusspunkt", laenge=20)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if not daten.get("frist") and not daten.get("wiedervorlage"):
            self.add_error("wiedervorlage", "Bitte eine Frist oder eine Wiedervorlage angeben.")
        if daten.get("frist") and daten.get("beginn") and daten["beginn"] > daten["frist"]:
            self.add_error("beginn", "Der Beginn liegt nach der Frist.")
        return daten


class BerichtForm(Angaben):
    datum = _tagfeld("Bericht vom")
    nummer = _textfeld("Punkt", noetig=True)
    status = forms.ChoiceField(label="Stand der Umsetzung", choices=Umsetzungsstatus.choices)
    sachstand = forms.CharField(label="Sachstand", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class ZahlForm(Angaben):
    wert = forms.FloatField(label="Wert")
    einheit = _textfeld("Einheit", laenge=100)
    worauf = _textfeld("bezieht sich auf")
    zeitraum = _textfeld("Zeitraum", laenge=50)


class NormForm(Angaben):
    norm = _textfeld("Rechtsnorm", noetig=True)


class VerweisForm(Angaben):
    nummer = _textfeld("Nummer oder Adresse", noetig=True)


FORMULARE: dict[str, type[Angaben]] = {
    Vorschlag.Art.KOPF: KopfForm,
    Vorschlag.Art.BERATUNG: BeratungForm,
    Vorschlag.Art.BESCHLUSS: BeschlussForm,
    Vorschlag.Art.PUNKT: PunktForm,
    Vorschlag.Art.AUFTRAG: AuftragForm,
    Vorschlag.Art.BERICHT: BerichtForm,
    Vorschlag.Art.ZAHL: ZahlForm,
    Vorschlag.Art.NORM: NormForm,
    Vorschlag.Art.VERWEIS: VerweisForm,
}


def kurzfassung(vorschlag: Vorschlag, stellen: dict[int, str]) -> list[tuple[str, Any]]:
    """The proposal's data as label and value, for reading; empty ones left out."""
    zeilen: list[tuple[str, Any]] = []
    for name, feld in FORMULARE[vorschlag.art].base_fields.items():
        wert = vorschlag.daten.get(name)
        if wert in (None, ""):
            continue
        wahl = dict(getattr(feld, "choices", [])) if not hasattr(feld, "queryset") else stellen
        if isinstance(wert, bool):
            wert = "ja" if wert else "nein"
        zeilen.append((str(feld.label), wahl.get(wert, wert)))
    return zeilen


class ErgaenzenForm(forms.Form):
    """Which line of the paper an added item comes from."""

    zeile = forms.IntegerField(label="Zeile der Vorlage", required=False, min_value=1)
