"""The application form as it is typed in from paper: children and benefits."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.akten.person.models import Person
from kreislauf.akten.traeger.models import Anbieter, Einrichtung
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, tagfeld
from kreislauf.leistungen.bildung_und_teilhabe.forms.online import LEISTUNGEN as BENANNTE
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fahrten import angaben, fahrt_zum_code
from kreislauf.leistungen.bildung_und_teilhabe.services.papierantrag import Kindangabe, Leistungsangabe
from kreislauf.recht.fristen.kalender import plus_monate
from kreislauf.verfahren.antrag.states import Leistungsart

_JA_NEIN = [("", "nicht angegeben"), ("ja", "ja"), ("nein", "nein")]


class KindForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), required=False, widget=forms.HiddenInput)
    vorname = forms.CharField(label="Vorname", max_length=100)
    nachname = forms.CharField(label="Nachname", max_length=100)
    geburtsdatum = tagfeld("Geburtsdatum")
    einrichtung = forms.ModelChoiceField(
        Einrichtung.objects.none(), label="Schule oder Kita", required=False, empty_label="keine oder neue"
    )
    einrichtung_neu = forms.CharField(label="Neue Schule oder Kita: Name", max_length=200, required=False)
    einrichtungsart = forms.ChoiceField(
        label="Art der neuen Einrichtung", required=False, choices=[("", "–"), *Einrichtung.Art.choices]
    )
    klasse = forms.CharField(label="Klasse oder Gruppe", max_length=40, required=False)
    rechtskreis = forms.ChoiceField(
        label="Grundleistung des Kindes", required=False, choices=[("", "nicht angegeben"), *Rechtskreis.choices]
    )
    aktenzeichen = forms.CharField(label="BG-Nummer, Wohngeld- oder Kindergeldnummer", max_length=40, required=False)
    bezug_von = tagfeld("Leistung seit", required=False)
    bezug_bis = tagfeld("bewilligt bis", required=False)

    def __init__(self, *args: Any, bereiche: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, menge in (("person", Person.objects.all()), ("einrichtung", Einrichtung.objects.filter(aktiv=True))):
            feld = self.fields[name]
            assert isinstance(feld, forms.ModelChoiceField)
            feld.queryset = menge.filter(bereich_id__in=bereiche)

    def clean_geburtsdatum(self) -> date:
        tag: date = self.cleaned_data["geburtsdatum"]
        if tag > timezone.localdate():
            raise forms.ValidationError("Das Geburtsdatum liegt in der Zukunft.")
        return tag

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        if werte.get("einrichtung_neu") and not werte.get("einrichtungsart"):
            self.add_error("einrichtungsart", "Bitte wählen Sie, ob es eine Schule, Kita oder Tagespflege ist.")
        if werte.get("rechtskreis") and not werte.get("bezug_von"):
            self.add_error("bezug_von", "Bitte geben Sie an, seit wann die Leistung bezogen wird.")
        if werte.get("bezug_von") and werte.get("bezug_bis") and werte["bezug_bis"] < werte["bezug_von"]:
            self.add_error("bezug_bis", "Das Ende liegt vor dem Beginn.")
        return werte


class LeistungForm(forms.Form):
    """One benefit; nothing is checked unless `beantragt` is ticked."""

    leistung: ClassVar[Leistungsart]
    pflicht: ClassVar[tuple[str, ...]] = ()

    beantragt = forms.BooleanField(label="wird beantragt", required=False)

    def __init__(self, *args: Any, bereiche: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "anbieter" in self.fields:
            feld = self.fields["anbieter"]
            assert isinstance(feld, forms.ModelChoiceField)
            feld.queryset = Anbieter.objects.filter(bereich_id__in=bereiche, aktiv=True)

    @property
    def titel(self) -> str:
        return self.leistung.label

    def full_clean(self) -> None:
        """Fields of a benefit that is not asked for are ignored, right or wrong."""
        super().full_clean()
        if self.is_bound and not self.data.get(self.add_prefix("beantragt")):
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {"beantragt": False}

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        for name in self.pflicht if werte.get("beantragt") else ():
            if werte.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, "Bitte ausfüllen.")
        if werte.get("beginn") and werte.get("ende") and werte["ende"] < werte["beginn"]:
            self.add_error("ende", "Das Ende liegt vor dem Beginn.")
        return werte

    def angabe(self, antragsdatum: date, bezug_bis: date | None) -> Leistungsangabe:
        """What is asked for; without a period from the month of the application to the end of the benefit period."""
        werte = dict(self.cleaned_data)
        beginn = werte.pop("beginn", None) or antragsdatum.replace(day=1)
        ende = werte.pop("ende", None) or bezug_bis or plus_monate(beginn, 12) - timedelta(days=1)
        werte.pop("beantragt")
        return Leistungsangabe(
            leistung=self.leistung,
            beginn=beginn,
            ende=max(ende, beginn),
            beschreibung=werte.pop("beschreibung", "") or "",
            anbieter=werte.pop("anbieter", None),
            anbieter_neu=werte.pop("anbieter_neu", "") or "",
            angaben={name: _als_json(wert) for name, wert in werte.items() if wert not in {None, ""}},
        )


def _als_json(wert: Any) -> Any:
    if isinstance(wert, Decimal):
        return f"{wert:.2f}"
    if isinstance(wert, date):
        return wert.isoformat()
    return {"ja": True, "nein": False}.get(wert, wert) if isinstance(wert, str) else wert


class _MitZeitraum(LeistungForm):
    beginn = tagfeld("von", required=False, help_text="leer: ab dem Monat des Antrags")
    ende = tagfeld("bis", required=False, help_text="leer: bis zum Ende der Grundleistung")


class _MitAnbieter(_MitZeitraum):
    anbieter = forms.ModelChoiceField(
        Anbieter.objects.none(), label="Anbieter", required=False, empty_label="keiner oder neuer"
    )
    anbieter_neu = forms.CharField(label="Neuer Anbieter: Name", max_length=200, required=False)


class SchulbedarfForm(_MitZeitraum):
    leistung = Leistungsart.SCHULBEDARF


class MittagForm(_MitAnbieter):
    leistung = Leistungsart.MITTAGSVERPFLEGUNG
    pflicht = ("anzahl", "ort")
    preis_je_essen = betragsfeld("Preis je Essen in Euro", required=False)
    anzahl = forms.IntegerField(label="Essen im Monat", required=False, min_value=0, max_value=31)
    ort = forms.ChoiceField(
        label="Wo wird gegessen?",
        required=False,
        choices=[("", "–"), ("schule", "Schule"), ("kita", "Kita"), ("hort", "Hort"),
                 ("kindertagespflege", "Kindertagespflege")],
    )  # fmt: skip
    kooperationsvertrag = forms.BooleanField(label="Kooperationsvertrag zwischen Schule und Hort", required=False)
    verwendung = forms.CharField(label="Kundennummer beim Anbieter", max_length=60, required=False)


class _MitFahrt(LeistungForm):
    """A benefit that may come with the code of a trip: then the school's own details count."""

    fahrt = forms.CharField(
        label="Code der Fahrt", max_length=20, required=False, help_text="Die Angaben der Schule oder Kita gelten."
    )

    def clean(self) -> dict[str, Any]:
        code = str(self.cleaned_data.get("fahrt") or "").strip()
        fahrt = fahrt_zum_code(code) if code else None
        if fahrt is not None and fahrt.art == self.leistung.value:
            self.cleaned_data |= angaben(fahrt)
        elif code:
            self.add_error("fahrt", f"Zu diesem Code ist hier kein Eintrag „{self.titel}“ bekannt.")
        return super().clean()


class KlassenfahrtForm(_MitFahrt):
    leistung = Leistungsart.KLASSENFAHRT
    pflicht = ("faellig_am", "beschreibung")
    beschreibung = forms.CharField(label="Ziel", max_length=300, required=False)
    beginn = tagfeld("von", required=False)
    ende = tagfeld("bis", required=False)
    kosten = betragsfeld("Kosten in Euro, mit Taschengeld", required=False)
    taschengeld = betragsfeld("davon Taschengeld", required=False)
    faellig_am = tagfeld("zu zahlen am", required=False)

    def clean(self) -> dict[str, Any]:
        werte = super().clean()
        if werte.get("taschengeld") and werte.get("kosten") is not None and werte["taschengeld"] > werte["kosten"]:
            self.add_error("taschengeld", "Es ist in den Kosten enthalten, aber höher als sie.")
        return werte


class AusflugForm(_MitFahrt):
    leistung = Leistungsart.AUSFLUG
    pflicht = ("faellig_am", "beschreibung")
    beschreibung = forms.CharField(label="Ziel", max_length=300, required=False)
    kosten = betragsfeld("Kosten in Euro", required=False)
    faellig_am = tagfeld("Tag des Ausflugs", required=False)


class TeilhabeForm(_MitAnbieter):
    leistung = Leistungsart.TEILHABE
    pflicht = ("beschreibung",)
    beschreibung = forms.CharField(label="Verein, Kurs oder Freizeit", max_length=300, required=False)
    kosten = betragsfeld("Kosten im Monat in Euro", required=False)


class BefoerderungForm(_MitZeitraum):
    leistung = Leistungsart.SCHUELERBEFOERDERUNG
    pflicht = ("naechstgelegene",)
    eigenanteil = betragsfeld("Was die Familie im Monat noch zahlt, in Euro", required=False)
    naechstgelegene = forms.ChoiceField(label="nächstgelegene Schule?", required=False, choices=_JA_NEIN)
    profilschule = forms.BooleanField(label="Schule mit besonderem Profil", required=False)


class LernfoerderungForm(_MitAnbieter):
    leistung = Leistungsart.LERNFOERDERUNG
    beschreibung = forms.CharField(label="Fach", max_length=300, required=False)
    kosten = betragsfeld("Kosten im Monat in Euro", required=False)
    bestaetigung_schule = forms.BooleanField(label="Die Schule bestätigt den Bedarf", required=False)
    antragsdatum = tagfeld("Antrag auf Lernförderung vom", required=False)


LEISTUNGEN: tuple[type[LeistungForm], ...] = (
    SchulbedarfForm, MittagForm, KlassenfahrtForm, AusflugForm, TeilhabeForm, BefoerderungForm, LernfoerderungForm,
)  # fmt: skip


class Kindblatt:
    """One child with all its benefits."""

    def __init__(self, nummer: int, *, bereiche: list[int], initial: Mapping[str, Any], **daten: Any) -> None:
        self.nummer = nummer
        self.kind = KindForm(prefix=f"k{nummer}", bereiche=bereiche, initial=dict(initial), **daten)
        entwurf = initial.get(BENANNTE, {})
        self.leistungen = [
            form(
                prefix=f"k{nummer}-{form.leistung.value}",
                bereiche=bereiche,
                initial=entwurf.get(form.leistung.value, {}),
                **daten,
            )
            for form in LEISTUNGEN
        ]

    def is_valid(self) -> bool:
        gut = [self.kind.is_valid(), *[form.is_valid() for form in self.leistungen]]
        if all(gut) and not any(form.cleaned_data["beantragt"] for form in self.leistungen):
            self.kind.add_error(None, "Bitte wählen Sie für das Kind mindestens eine Leistung.")
            return False
        return all(gut)

    def formulare(self) -> list[forms.Form]:
        return [self.kind, *self.leistungen]

    def angabe(self, antragsdatum: date) -> Kindangabe:
        werte = dict(self.kind.cleaned_data)
        beantragt = [form for form in self.leistungen if form.cleaned_data["beantragt"]]
        return Kindangabe(
            person=werte.pop("person"),
            angaben={name: werte.pop(name) for name in ("vorname", "nachname", "geburtsdatum")},
            leistungen=[form.angabe(antragsdatum, werte["bezug_bis"]) for form in beantragt],
            **werte,
        )
