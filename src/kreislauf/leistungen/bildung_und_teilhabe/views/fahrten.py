"""The office: which schools may enter trips, and what they entered."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.schule import FahrtFilter, SchulzugangForm
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.selectors import fahrten as lesen
from kreislauf.leistungen.bildung_und_teilhabe.services import fahrten as dienste
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import accept_bestaetigungen
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import bereiche, person, rechte, wer, zum_antrag
from kreislauf.leistungen.bildung_und_teilhabe.views.postkorb import entschaerft
from kreislauf.leistungen.bildung_und_teilhabe.views.schule import gruppiert
from kreislauf.verfahren.antrag.models import Antrag

SPALTEN = [
    Spalte("ziel", "Ziel", sortierbar=True),
    Spalte("schule", "Schule oder Kita"),
    Spalte("klasse", "Klasse"),
    Spalte("beginn", "Beginn", sortierbar=True),
    Spalte("kosten", "je Kind"),
    Spalte("code", "Code"),
    Spalte("stand", "Stand", sortierbar=True),
]


def _require_office(request: HttpRequest) -> list[int]:
    """Areas in which the person works on applications and sees trips."""
    stellen = bereiche(request)
    if not stellen or not rechte(request).darf("klassenfahrt", "lesen"):
        raise PermissionDenied
    return stellen


def _auswahl(request: HttpRequest, stellen: list[int]) -> tuple[FahrtFilter, QuerySet[Fahrt]]:
    form = FahrtFilter(request.GET)
    werte = form.cleaned_data if form.is_valid() else {}
    sortierung = request.GET.get("sortierung", "-beginn")
    menge = lesen.fahrten(suche=werte.get("suche", ""), stand=werte.get("stand", ""), sortierung=sortierung)
    return form, menge.filter(bereich_id__in=stellen)


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    form, menge = _auswahl(request, _require_office(request))
    kontext = {
        "titel": "Fahrten der Schulen und Kitas",
        "form": form,
        "spalten": SPALTEN,
        "seite": Paginator(menge, 50).get_page(request.GET.get("seite")),
    }
    return render(request, "but/fahrten.html", kontext)


@login_required
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """The filtered list for other programs."""
    _, menge = _auswahl(request, _require_office(request))
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(["Schule oder Kita", "Klasse", "Ziel", "von", "bis", "Kosten", "zu zahlen bis", "Code", "Stand"])
    for f in menge[:5000]:
        felder = [f.zugang.name, f.klasse, f.ziel, f"{f.beginn:%d.%m.%Y}", f"{f.ende:%d.%m.%Y}"]
        felder += [str(f.kosten).replace(".", ","), f"{f.faellig_am:%d.%m.%Y}", f.code, f.get_state_display()]
        schreiber.writerow([entschaerft(t) for t in felder])
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="fahrten.csv"'
    return antwort


@login_required
@require_safe
def fahrt(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """What the school confirms, for the office; of the list only children with a file here."""
    menge = Fahrt.objects.filter(bereich_id__in=_require_office(request)).select_related("zugang")
    objekt = get_object_or_404(menge, pk=fahrt_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    kontext = {
        "titel": objekt.ziel,
        "fahrt": objekt,
        "code": gruppiert(objekt.code),
        "bekannte": objekt.teilnehmer.all(),
        "konto": lesen.kontostand(objekt, timezone.localdate()),
        "darf_konto": rechte(request).darf("fallakte", "aendern", objekt.bereich_id),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/fahrt.html", kontext)


@login_required
@require_POST
@domain_errors
def konto(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """The account that the school named becomes one of its payee, to be confirmed by another person."""
    menge = Fahrt.objects.filter(bereich_id__in=_require_office(request)).select_related("zugang__einrichtung")
    objekt = get_object_or_404(menge, pk=fahrt_id)
    dienste.enter_konto(fahrt=objekt, **wer(request))
    messages.success(request, "Eingetragen. Eine zweite Person bestätigt das Konto unter „Zahlungsempfänger“.")
    return redirect("but:fahrt", fahrt_id=objekt.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def zugaenge(request: HttpRequest) -> HttpResponse:
    """Whose people may enter trips; a new access."""
    stellen = _require_office(request)
    daten = request.POST if request.method == "POST" else None
    form = SchulzugangForm(daten, stellen=stellen)
    if daten is not None and form.is_valid():
        try:
            zugang = dienste.open_schulzugang(**form.cleaned_data, **wer(request))
        except DomainError as fehler:
            form.add_error("schulbereich", str(fehler))
        else:
            messages.success(request, f"{zugang} kann jetzt Fahrten eintragen.")
            return redirect("but:schulzugaenge")
    kontext = {
        "titel": "Zugänge von Schulen und Kitas",
        "form": form,
        "zugaenge": Schulzugang.objects.filter(bereich_id__in=stellen).select_related("schulbereich")[:500],
    }
    return render(request, "but/schulzugaenge.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def uebernehmen(request: HttpRequest, antrag_id: UUID) -> HttpResponse:
    """The school's confirmation becomes the proof."""
    antrag = get_object_or_404(Antrag, pk=antrag_id)
    nachweise = accept_bestaetigungen(antrag_id=antrag.pk, **wer(request))
    messages.success(request, f"Übernommen: {len(nachweise)} Bestätigung der Schule oder Kita.")
    return zum_antrag(antrag_id, "nachweise")
