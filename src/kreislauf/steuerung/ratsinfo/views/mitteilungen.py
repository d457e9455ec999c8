"""Notices: list, read and unread, what one wants to be told."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.models import Mitteilung, Verfolgung, Vorlage
from kreislauf.steuerung.ratsinfo.selectors import mitteilungen as lesen
from kreislauf.steuerung.ratsinfo.services import mitteilungen
from kreislauf.steuerung.ratsinfo.views.einlesen import _user

JE_SEITE = 30


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    wer, at = _user(request), timezone.now()
    mitteilungen.receive_mitteilungen(wer, at)
    nur_neue = request.GET.get("zeigen") == "neue"
    seite = Paginator(lesen.mitteilungen(wer, nur_neue=nur_neue), JE_SEITE).get_page(request.GET.get("seite"))
    kontext = {
        "titel": "Mitteilungen",
        "seite": seite,
        "zeilen": [lesen.zeile(m) for m in seite],
        "nur_neue": nur_neue,
        "ungelesen": lesen.ungelesen(wer),
        "wahl": lesen.wahl_von(wer),
        "verfolgte": Verfolgung.objects.filter(user=wer).select_related("vorlage").order_by("-created_at")[:50],
    }
    return render(request, "ratsinfo/mitteilungen.html", kontext)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, mitteilung_id: UUID) -> HttpResponse:
    """Read or unread."""
    objekt = get_object_or_404(Mitteilung, pk=mitteilung_id, user=_user(request))
    if objekt.gelesen_at is None:
        mitteilungen.mark_read(mitteilung_id=objekt.pk, actor=_user(request), at=timezone.now())
    else:
        mitteilungen.mark_unread(mitteilung_id=objekt.pk, actor=_user(request))
    return redirect("ratsinfo:mitteilungen")


@login_required
@require_POST
@domain_errors
def alle_gelesen(request: HttpRequest) -> HttpResponse:
    anzahl = mitteilungen.mark_read(actor=_user(request), at=timezone.now())
    messages.success(request, f"{anzahl} als gelesen vermerkt.")
    return redirect("ratsinfo:mitteilungen")


@login_required
@require_POST
@domain_errors
def waehlen(request: HttpRequest) -> HttpResponse:
    wahl = {feld: request.POST.get(feld) == "ja" for feld in ("im_produkt", "per_mail")}
    mitteilungen.choose_mitteilungen(actor=_user(request), **wahl)
    messages.success(request, "Ihre Wahl gilt ab jetzt.")
    return redirect("ratsinfo:mitteilungen")


@login_required
@require_POST
@domain_errors
def verfolgen(request: HttpRequest, vorlage_id: UUID) -> HttpResponse:
    vorlage = get_object_or_404(Vorlage, pk=vorlage_id)
    folgen = request.POST.get("folgen") == "ja"
    mitteilungen.follow_vorlage(vorlage=vorlage, folgen=folgen, actor=_user(request), at=timezone.now())
    messages.success(request, "Sie verfolgen diese Vorlage." if folgen else "Sie verfolgen diese Vorlage nicht mehr.")
    return redirect("ratsinfo:vorlage", vorlage_id=vorlage.pk)
