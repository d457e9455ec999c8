"""Findings: put aside with a reason, take back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.forms.vorlagen import AbweisenForm
from kreislauf.steuerung.ratsinfo.models import Befundentscheidung, Vorlage
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import finde
from kreislauf.steuerung.ratsinfo.services.befunde import dismiss_befund, restore_befund
from kreislauf.steuerung.ratsinfo.views.einlesen import _user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def abweisen(request: HttpRequest, vorlage_id: UUID, schluessel: str) -> HttpResponse:
    vorlage = get_object_or_404(Vorlage, pk=vorlage_id)
    befund = finde(vorlage, schluessel, timezone.localdate())
    if befund is None:
        raise Http404
    form = AbweisenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        grund = form.cleaned_data["grund"]
        dismiss_befund(
            vorlage_id=vorlage.pk, schluessel=schluessel, grund=grund, actor=_user(request), at=timezone.now()
        )
        messages.success(
            request, "Abgewiesen. Die Auffälligkeit steht mit Ihrem Grund weiter unten und lässt sich zurückholen."
        )
        return redirect("ratsinfo:vorlage", vorlage_id=vorlage.pk)
    kontext = {
        "titel": "Auffälligkeit abweisen",
        "frage": befund.text,
        "folgen": ["Sie wird nicht mehr gezählt und nicht gedruckt.", "Sie bleibt mit Grund, Namen und Tag sichtbar."],
        "form": form,
        "knopf": "Abweisen",
        "gefaehrlich": False,
        "zurueck": reverse("ratsinfo:vorlage", args=[vorlage.pk]),
    }
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def zuruecknehmen(request: HttpRequest, entscheidung_id: UUID) -> HttpResponse:
    entscheidung = get_object_or_404(Befundentscheidung, pk=entscheidung_id)
    restore_befund(entscheidung_id=entscheidung.pk, actor=_user(request), at=timezone.now())
    messages.success(request, "Zurückgenommen. Die Auffälligkeit gilt wieder.")
    return redirect("ratsinfo:vorlage", vorlage_id=entscheidung.vorlage_id)
