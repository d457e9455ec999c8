"""What a school or day-care enters: a trip, its list, who confirms."""

from typing import Any

from django import forms
from django.utils import timezone

from kreislauf.akten.traeger.bank import IbanUngueltig, normalisiere_iban
from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, grundfeld, tagfeld
from kreislauf.leistungen.bildung_und_teilhabe.models import FAHRTARTEN, Schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.states import Fahrtstand, Sammelstand


class FahrtFilter(forms.Form):
    suche = forms.CharField(label="Ziel, Klasse, Einrichtung oder Code", required=False, max_length=100)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Fahrtstand.choices])


class FahrtForm(forms.Form):
    """The school's confirmation of a trip, once for the whole class."""

    zugang = forms.ModelChoiceField(Schulzugang.objects.none(), label="Schule oder Kita", empty_label=None)
    art = forms.ChoiceField(label="Was ist es?", choices=FAHRTARTEN)
    klasse = forms.CharField(label="Klasse oder Gruppe", max_length=40)
    ziel = forms.CharField(label="Ziel", max_length=120)
    beginn = tagfeld("erster Tag")
    ende = tagfeld("letzter Tag", help_text="Bei einem Ausflug derselbe Tag.")
    kosten = betragsfeld("Kosten je Kind in Euro", help_text="alles, was die Familie bezahlt")
    taschengeld = betragsfeld("davon Taschengeld", required=False, help_text="Taschengeld wird nicht übernommen.")
    enthalten = forms.CharField(label="Was ist in den Kosten enthalten?", max_length=300)
    zuschuesse = forms.CharField(
        label="Zuschüsse von anderen",
        max_length=200,
        required=False,
        help_text="z. B. vom Förderverein, schon abgezogen",
    )
    ruecktritt = forms.CharField(label="Was gilt bei einer Absage?", max_length=300, required=False)
    faellig_am = tagfeld("zu zahlen bis")
    kontoinhaber = forms.CharField(label="Wem gehört das Konto, auf das gezahlt wird?", max_length=70)
    iban = forms.CharField(label="IBAN", max_length=42)
    verwendungszweck = forms.CharField(label="Verwendungszweck", max_length=100, required=False)
    ansprechperson = forms.CharField(label="Wer ist für die Fahrt verantwortlich?", max_length=120)
    schulrechtlich = forms.BooleanField(
        label="Die Fahrt findet im Rahmen der schulrechtlichen Bestimmungen statt (bei einer Kita: im Rahmen ihres "
        "Angebots)."
    )

    def __init__(self, *args: Any, zugaenge: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["zugang"]
        assert isinstance(feld, forms.ModelChoiceField)
        feld.queryset = zugaenge
        feld.initial = zugaenge.first()

    def clean_iban(self) -> str:
        try:
            return normalisiere_iban(str(self.cleaned_data["iban"]))
        except IbanUngueltig as fehler:
            raise forms.ValidationError(str(fehler)) from None

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        beginn, ende, kosten = werte.get("beginn"), werte.get("ende"), werte.get("kosten")
        werte["taschengeld"] = werte.get("taschengeld") or 0
        if beginn and ende and ende < beginn:
            self.add_error("ende", "Der letzte Tag liegt vor dem ersten.")
        elif beginn and ende and werte.get("art") == "ausflug" and beginn != ende:
            self.add_error("ende", "Ein Ausflug dauert einen Tag. Dauert er länger, wählen Sie „mehrtägige Fahrt“.")
        elif beginn and ende and werte.get("art") == "klassenfahrt" and beginn == ende:
            self.add_error("ende", "Das ist ein Tag: Bitte wählen Sie „Ausflug an einem Tag“.")
        if kosten is not None and kosten <= 0:
            self.add_error("kosten", "Bitte geben Sie an, was die Fahrt je Kind kostet.")
        elif kosten is not None and werte["taschengeld"] >= kosten:
            self.add_error("taschengeld", "Es ist in den Kosten enthalten, aber nicht kleiner als sie.")
        return werte


class ListeForm(forms.Form):
    """Children as text or as a file, one to a line."""

    liste = grundfeld(
        "Kinder, eines je Zeile: Nachname; Vorname; Geburtsdatum",
        required=False,
        zeilen=6,
        help_text="Sie können die Spalten aus einer Tabelle kopieren.",
    )
    datei = forms.FileField(label="oder eine CSV-Datei", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        liste = self.fields["liste"]
        assert isinstance(liste, forms.CharField)
        liste.max_length, liste.validators = 40_000, []

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        datei = werte.get("datei")
        if datei is not None:
            if datei.size > 200_000:
                raise forms.ValidationError("Die Datei ist zu groß für eine Liste. Bitte speichern Sie sie als CSV.")
            roh = datei.read()
            try:
                werte["liste"] = roh.decode("utf-8-sig")
            except UnicodeDecodeError:
                werte["liste"] = roh.decode("cp1252", "replace")
            if not set(werte["liste"]) & set(";\t"):
                werte["liste"] = werte["liste"].replace(",", ";")
        if not werte.get("liste") or len(werte["liste"]) > 60_000 or "\x00" in werte["liste"]:
            raise forms.ValidationError("Bitte geben Sie eine Liste als Text oder CSV-Datei an.")
        return werte


class SammelForm(ListeForm):
    """Children and amounts of a day trip, with what the school declares (§ 29 Abs. 6 SGB II)."""

    name = forms.CharField(label="Wer erklärt?", max_length=120)
    funktion = forms.CharField(label="Funktion", max_length=70)
    vorgestreckt = forms.BooleanField(label="Die Schule hat das Geld für diese Kinder vorgestreckt.")
    nachweise_gesehen = forms.BooleanField(
        label="Die Schule hat für diese Kinder gesehen, dass ein Anspruch besteht (z. B. Bescheid)."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["liste"].label = "Kinder, eines je Zeile: Nachname; Vorname; Geburtsdatum; Betrag"
        self.fields["liste"].help_text = "Ohne Betrag gelten die Kosten des Ausflugs."


class SammelzeileForm(forms.Form):
    """What the office decides on one child of a settlement."""

    entscheidung = forms.ChoiceField(
        label="Entscheidung", choices=[("bewilligt", "bewilligen"), ("abgelehnt", "ablehnen")]
    )
    betrag = betragsfeld("Betrag, nur wenn abweichend", required=False)
    grund = forms.CharField(label="Warum weichen Sie ab?", max_length=500, required=False)
    gesehen = forms.DecimalField(widget=forms.HiddenInput)


class RueckgabeForm(forms.Form):
    grund = forms.CharField(label="Warum geht sie zurück?", max_length=500)


class SammelFilter(forms.Form):
    suche = forms.CharField(label="Schule", required=False, max_length=100)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Sammelstand.choices])


class BestaetigungForm(forms.Form):
    name = forms.CharField(label="Wer bestätigt?", max_length=120)
    funktion = forms.CharField(label="Funktion", max_length=70, help_text="z. B. Klassenleitung")


class SchulzugangForm(forms.Form):
    """The office ties an institution to the area of its people."""

    einrichtung = forms.ModelChoiceField(Einrichtung.objects.none(), label="Schule oder Kita")
    schulbereich = forms.ModelChoiceField(
        Bereich.objects.none(),
        label="Bereich der Einrichtung",
        help_text="Die technische Verwaltung legt ihn mit den Konten der Einrichtung an.",
    )

    def __init__(self, *args: Any, stellen: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heute = timezone.localdate()
        frei = {
            "einrichtung": Einrichtung.objects.filter(bereich_id__in=stellen, aktiv=True, schulzugang=None),
            "schulbereich": Bereich.objects.filter(art=Bereich.Art.EINHEIT)
            .exclude(pk__in=[*stellen, *Schulzugang.objects.values_list("schulbereich_id", flat=True)])
            .exclude(ende__lt=heute),
        }
        for name, menge in frei.items():
            feld = self.fields[name]
            assert isinstance(feld, forms.ModelChoiceField)
            feld.queryset = menge
