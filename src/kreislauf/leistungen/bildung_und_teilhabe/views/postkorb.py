"""The inbox, and the form for what came on paper."""

import csv
import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.leistungen.bildung_und_teilhabe.forms import online
from kreislauf.leistungen.bildung_und_teilhabe.forms.antragskopf import AntragstellerForm, KontoForm, KopfForm
from kreislauf.leistungen.bildung_und_teilhabe.forms.papier import Kindblatt
from kreislauf.leistungen.bildung_und_teilhabe.forms.postkorb import PostkorbFilter
from kreislauf.leistungen.bildung_und_teilhabe.selectors import postkorb as lesen
from kreislauf.leistungen.bildung_und_teilhabe.services.papierantrag import Papierantrag, register_papierantrag
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import bereiche, person, rechte, wer
from kreislauf.verfahren.antrag.models import Antrag, Eingang
from kreislauf.verfahren.antrag.states import Eingangsstand

SPALTEN = [
    Spalte("uhr", "Frist"),
    Spalte("name", "Antrag von", sortierbar=True),
    Spalte("leistungen", "Leistungen"),
    Spalte("eingang", "Eingang", sortierbar=True),
    Spalte("faellig", "fällig", sortierbar=True),
    Spalte("stand", "Stand"),
    Spalte("zustaendig", "zuständig"),
]
MAX_KINDER = 12
CSV_GRENZE = 20_000


def auswahl_aus(request: HttpRequest) -> tuple[PostkorbFilter, lesen.Auswahl]:
    form = PostkorbFilter(request.GET if request.GET else {"fach": "alle"})
    form.is_valid()
    werte = getattr(form, "cleaned_data", {})
    return form, lesen.Auswahl(
        fach=werte.get("fach") or "alle",
        suche=werte.get("suche") or "",
        leistung=werte.get("leistung") or "",
        kanal=werte.get("kanal") or "",
        zustaendig=person(request).pk if werte.get("meine") else None,
        ueberfaellig_am=timezone.localdate() if werte.get("ueberfaellig") else None,
        sortierung=request.GET.get("sortierung", "faellig"),
    )


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    if not rechte(request).darf("antrag", "lesen"):
        raise PermissionDenied
    form, auswahl = auswahl_aus(request)
    seite = Paginator(lesen.antraege(auswahl), 50).get_page(request.GET.get("seite"))
    anzahl = lesen.zahlen()
    kontext = {
        "titel": "Postkorb",
        "form": form,
        "seite": seite,
        "zeilen": lesen.mit_uhr(seite.object_list, timezone.localdate()),
        "spalten": SPALTEN,
        "eingaenge": Eingang.objects.filter(state=Eingangsstand.NEU, antrag=None).select_related("nachsendung")[:50],
        "faecher": [(k, t, anzahl.get(k), k == auswahl.fach) for k, (t, _) in lesen.FAECHER.items()],
    }
    return render(request, "but/postkorb.html", kontext)


@login_required
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """The filtered inbox as a table for other programs."""
    if not rechte(request).darf("antrag", "lesen"):
        raise PermissionDenied
    _, auswahl = auswahl_aus(request)
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(["Aktenzeichen", "Antrag von", "Leistungen", "Eingang", "fällig", "Stand", "zuständig"])
    for zeile in lesen.mit_uhr(lesen.antraege(auswahl)[:CSV_GRENZE], timezone.localdate()):
        a = zeile.antrag
        felder = [a.fallakte, a.antragsteller, zeile.leistungen, f"{a.antragsdatum:%d.%m.%Y}", zeile.hinweis]
        schreiber.writerow([entschaerft(str(f)) for f in [*felder, a.get_state_display(), a.zustaendig or ""]])
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="postkorb.csv"'
    return antwort


def entschaerft(text: str) -> str:
    """A cell that no spreadsheet reads as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


class _Blatt:
    """The whole form: head, applicant, account, children."""

    def __init__(self, request: HttpRequest, akte: Fallakte | None, eingang: Eingang | None) -> None:
        self.akte, self.eingang = akte, eingang
        entwurf: Mapping[str, Any] = eingang.inhalt if eingang else {}
        tag = timezone.localdate(eingang.received_at) if eingang else None
        stellen = bereiche(request)
        daten: dict[str, Any] = {}
        if request.method == "POST":
            daten = {"data": request.POST, "files": request.FILES or MultiValueDict()}
        kopf = {"kanal": eingang.kanal, "antragsdatum": tag} if eingang else {}
        wer = online.antragsteller(entwurf, eingang.sprache) if eingang else {}
        self.kopf = KopfForm(prefix="kopf", bereiche=stellen, initial=kopf, **daten)
        self.antragsteller = None if akte else AntragstellerForm(prefix="a", initial=wer, **daten)
        self.konto = KontoForm(prefix="konto", initial=online.konto(entwurf), **daten)
        bekannt = online.kinder(entwurf, tag) if tag else self._bekannte(akte)
        roh = request.POST.get("kinder") or request.GET.get("kinder") or str(max(len(bekannt), 1))
        anzahl = min(int(roh) if roh.isdigit() else 1, MAX_KINDER) + ("mehr" in request.POST)
        initial = [*bekannt, *({} for _ in range(anzahl))][: max(anzahl, 1)]
        self.kinder = [Kindblatt(nr, bereiche=stellen, initial=werte, **daten) for nr, werte in enumerate(initial)]

    @staticmethod
    def _bekannte(akte: Fallakte | None) -> list[dict[str, Any]]:
        """Children of a known household, to be ticked."""
        if akte is None:
            return []
        kinder = akte.haushalt.mitgliedschaften.filter(rolle="kind", ende=None).select_related("person")
        return [
            {
                "person": m.person_id,
                "vorname": m.person.vorname,
                "nachname": m.person.nachname,
                "geburtsdatum": m.person.geburtsdatum,
            }
            for m in kinder
        ]

    def is_valid(self) -> bool:
        formen = [f for f in (self.kopf, self.antragsteller, self.konto) if f is not None]
        return all([*(f.is_valid() for f in formen), *(k.is_valid() for k in self.kinder)])

    def fehler(self) -> list[tuple[str, str, str]]:
        """All errors as (id of the field, its name, text), for the summary at the top."""
        formen = [self.kopf, self.antragsteller, self.konto, *(f for k in self.kinder for f in k.formulare())]
        gefunden = []
        for form in formen:
            if form is None or not form.is_bound:
                continue
            gefunden += [(f.id_for_label, str(f.label), str(text)) for f in form for text in f.errors]
            gefunden += [("", "", str(text)) for text in form.non_field_errors()]
        return gefunden


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def neu(request: HttpRequest) -> HttpResponse:
    """Several children, several benefits, one go; nothing is written unless everything is right."""
    if not bereiche(request):
        raise PermissionDenied
    kennung = request.GET.get("akte")
    akte = (
        get_object_or_404(Fallakte.objects.select_related("haushalt", "antragsteller"), pk=_uuid(kennung))
        if kennung
        else None
    )
    eingang = _eingang(request)
    blatt = _Blatt(request, akte, eingang)
    fehler: list[tuple[str, str, str]] = []
    if request.method == "POST" and "mehr" not in request.POST:
        if blatt.is_valid():
            try:
                antrag = _anlegen(request, blatt)
            except DomainError as gescheitert:
                fehler = [("", "", str(gescheitert))]
            else:
                messages.success(request, f"Antrag erfasst: {antrag.fallakte.aktenzeichen}.")
                return redirect("but:antrag", antrag_id=antrag.pk)
        else:
            fehler = blatt.fehler()
    kontext = {"titel": "Antrag erfassen", "blatt": blatt, "fehler": fehler, "akte": akte, "eingang": eingang}
    return render(request, "but/neu.html", kontext, status=422 if fehler else 200)


def _eingang(request: HttpRequest) -> Eingang | None:
    """What arrived and is to become this application."""
    kennung = request.GET.get("eingang")
    if not kennung:
        return None
    return get_object_or_404(Eingang, pk=_uuid(kennung), state=Eingangsstand.NEU, nachsendung=None)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _anlegen(request: HttpRequest, blatt: _Blatt) -> Antrag:
    at, actor = wer(request)["at"], person(request)
    kopf, konto = blatt.kopf.cleaned_data, blatt.konto.cleaned_data
    with transaction.atomic():
        datei = kopf["datei"]
        dokument = (
            store_dokument(inhalt=datei.read(), dateiname=datei.name, bereich_id=kopf["bereich"].pk, actor=actor, at=at)
            if datei
            else None
        )
        angaben = Papierantrag(
            bereich_id=kopf["bereich"].pk,
            antragsdatum=kopf["antragsdatum"],
            received_at=at,
            kanal=kopf["kanal"],
            antragsteller=dict(blatt.antragsteller.cleaned_data) if blatt.antragsteller else {},
            kinder=[kind.angabe(kopf["antragsdatum"]) for kind in blatt.kinder],
            fallakte=blatt.akte,
            iban=konto["iban"],
            inhaber=konto["inhaber"],
            dokument=dokument,
            eingang=blatt.eingang,
        )
        return register_papierantrag(angaben=angaben, actor=actor, at=at)
