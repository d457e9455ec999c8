"""The public page: what became of resolutions. No log-in, no cookie, answered as to a guest, whoever is signed in."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.foundation.access.context import handeln_als
from kreislauf.steuerung.veroeffentlichung.forms import Buergersuche
from kreislauf.steuerung.veroeffentlichung.selectors import buergerseite as lesen

JE_SEITE = 20


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    form = Buergersuche(request.GET)
    werte = form.cleaned_data if form.is_valid() else {}
    with handeln_als(None, at=timezone.now()):
        menge = lesen.freigegebene(werte.get("suche", ""), werte.get("stand", ""))
        seite = Paginator(menge, JE_SEITE).get_page(request.GET.get("seite"))
        zeilen = [(v, lesen.KLARTEXT[v.stand or ""]) for v in seite.object_list]  # type: ignore[attr-defined]
        kontext = {"titel": "Was wurde aus den Beschlüssen?", "form": form, "seite": seite, "zeilen": zeilen}
        return render(request, "veroeffentlichung/beschluesse.html", kontext)


@require_safe
def beschluss(request: HttpRequest, vorlage_id: UUID) -> HttpResponse:
    heute = timezone.localdate()
    with handeln_als(None, at=timezone.now()):
        gefunden = lesen.seite(vorlage_id, heute)
        if gefunden is None:
            raise Http404
        kontext = {"titel": gefunden.vorlage.betreff, "seite": gefunden, "vorlage": gefunden.vorlage}
        return render(request, "veroeffentlichung/beschluss.html", kontext)
