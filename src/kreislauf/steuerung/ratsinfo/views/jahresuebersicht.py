"""The yearly overview for a committee: page, PDF, DOCX, XLSX."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.steuerung.ratsinfo.selectors import berichte as lesen


@login_required
@require_safe
def seite(request: HttpRequest) -> HttpResponse:
    heute = timezone.localdate()
    return render(request, "ratsinfo/jahresuebersicht.html", {"uebersicht": lesen.jahresuebersicht(heute.year, heute)})


@login_required
@require_safe
def datei(request: HttpRequest, form: str) -> HttpResponse:
    return HttpResponse()
