"""Ties between papers: proposals, decisions, undoing; papers typed by hand."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.forms.vorlagen import ErfassenForm, LoesenForm
from kreislauf.steuerung.ratsinfo.models import Zuordnung
from kreislauf.steuerung.ratsinfo.selectors import zuordnungen as lesen
from kreislauf.steuerung.ratsinfo.services import zuordnungen
from kreislauf.steuerung.ratsinfo.services.erfassen import create_vorlage
from kreislauf.steuerung.ratsinfo.states import Zuordnungsstand
from kreislauf.steuerung.ratsinfo.views.einlesen import _rechte, _user

_HOECHSTENS = 50


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    stand = request.GET.get("stand", Zuordnungsstand.VORGESCHLAGEN)
    if stand not in Zuordnungsstand.values:
        stand = Zuordnungsstand.VORGESCHLAGEN
    gezeigt = [lesen.gegenueber(z) for z in lesen.zuordnungen(stand)[:_HOECHSTENS]]
    kontext = {
        "titel": "Zusammengehörige Vorlagen",
        "gegenueber": gezeigt,
        "stand": stand,
        "staende": Zuordnungsstand.choices,
        "voll": len(gezeigt) == _HOECHSTENS,
        "darf": _rechte(request).darf("ratsinfo", "aendern"),
    }
    return render(request, "ratsinfo/zuordnungen.html", kontext)


@login_required
@require_POST
@domain_errors
def entscheiden(request: HttpRequest, zuordnung_id: UUID, akt: str) -> HttpResponse:
    objekt = get_object_or_404(Zuordnung, pk=zuordnung_id)
    wer, at = _user(request), timezone.now()
    if akt == "confirm":
        umgekehrt = request.POST.get("fuehrend") == "von"
        zuordnungen.confirm_zuordnung(zuordnung_id=objekt.pk, umgekehrt=umgekehrt, actor=wer, at=at)
        messages.success(request, "Bestätigt. Unter „bestätigt“ lässt sich das wieder lösen.")
    elif akt == "reject":
        zuordnungen.reject_zuordnung(zuordnung_id=objekt.pk, actor=wer, at=at)
        messages.success(request, "Vermerkt: Die beiden gehören nicht zusammen.")
    else:
        raise Http404
    return redirect("ratsinfo:zuordnungen")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def loesen(request: HttpRequest, zuordnung_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Zuordnung.objects.select_related("von", "auf"), pk=zuordnung_id)
    form = LoesenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        grund = form.cleaned_data["grund"]
        zuordnungen.undo_zuordnung(zuordnung_id=objekt.pk, grund=grund, actor=_user(request), at=timezone.now())
        messages.success(request, "Gelöst. Alles steht wieder, wo es vorher stand.")
        return redirect("ratsinfo:vorlage", vorlage_id=objekt.von_id)
    kontext = {
        "titel": "Zuordnung lösen",
        "frage": str(objekt),
        "folgen": [
            "Was beim Zusammenführen bewegt wurde, geht zurück.",
            "Was seitdem geändert wurde, bleibt geändert.",
        ],
        "form": form,
        "knopf": "Lösen",
        "zurueck": reverse("ratsinfo:zuordnungen"),
    }
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def erfassen(request: HttpRequest) -> HttpResponse:
    """A paper typed by hand."""
    erlaubt = _rechte(request).bereiche.get(("ratsinfo", "anlegen"), ())
    bereiche = Bereich.objects.filter(pk__in=list(erlaubt))
    form = ErfassenForm(request.POST if request.method == "POST" else None, bereiche=bereiche)
    if request.method == "POST" and form.is_valid():
        vorlage, neu = create_vorlage(**form.cleaned_data, actor=_user(request), at=timezone.now())
        text = "Die Vorlage ist erfasst." if neu else "Diese Vorlage war schon im Bestand; leere Angaben sind ergänzt."
        messages.success(request, text)
        return redirect("ratsinfo:vorlage", vorlage_id=vorlage.pk)
    kontext = {"titel": "Vorlage von Hand erfassen", "form": form, "darf": bereiche.exists()}
    return render(request, "ratsinfo/erfassen.html", kontext, status=422 if form.errors else 200)
