"""Import of households and benefit periods."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.akten.haushalt.einlesen import SPALTEN
from kreislauf.akten.haushalt.models import Haushaltsimport
from kreislauf.akten.haushalt.services import importe
from kreislauf.akten.haushalt.states import IMPORT_TRANSITIONS, Importstand
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, allowed_acts
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.akten import ImportForm
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import bereiche, person, wer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def liste(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and a new file: checked at once, taken over on the next page."""
    stellen = bereiche(request)
    if not stellen:
        raise PermissionDenied
    daten = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*daten, bereiche=stellen)
    if request.method == "POST" and form.is_valid():
        werte = form.cleaned_data
        datei = werte["datei"]
        try:
            with transaction.atomic():
                dokument = store_dokument(
                    inhalt=datei.read(), dateiname=datei.name, bereich_id=werte["bereich"].pk, **wer(request)
                )
                neu = importe.check_import(dokument=dokument, rechtskreis=werte["rechtskreis"], **wer(request))
        except DomainError as fehler:
            form.add_error("datei", str(fehler))
        else:
            return redirect("but:import", import_id=neu.pk)
    kontext = {
        "titel": "Haushalte einlesen",
        "form": form,
        "importe": Haushaltsimport.objects.select_related("dokument", "created_by").defer("bericht")[:50],
        "spalten_erklaert": SPALTEN.items(),
    }
    return render(request, "but/importe.html", kontext, status=422 if form.errors else 200)


@login_required
@require_safe
def bericht(request: HttpRequest, import_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Haushaltsimport.objects.select_related("dokument"), pk=import_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    fehlerhaft = [z for z in objekt.bericht if z["fehler"]]
    acts = allowed_acts(IMPORT_TRANSITIONS, Importstand(objekt.state))
    kontext = {
        "titel": str(objekt),
        "objekt": objekt,
        "fehlerhaft": fehlerhaft,
        "zeilen": objekt.bericht[:500],
        "anzahl": len(objekt.bericht),
        "acts": [akt for akt in acts if akt != "confirm" or not fehlerhaft],
    }
    return render(request, "but/import.html", kontext)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, import_id: UUID, akt: str) -> HttpResponse:
    objekt = get_object_or_404(Haushaltsimport, pk=import_id)
    dienste = {"confirm": importe.confirm_import, "reject": importe.reject_import}
    if akt not in dienste:
        raise Http404
    dienste[akt](import_id=objekt.pk, **wer(request))
    messages.success(request, "Alle Zeilen sind übernommen." if akt == "confirm" else "Verworfen.")
    return redirect("but:import", import_id=objekt.pk)
