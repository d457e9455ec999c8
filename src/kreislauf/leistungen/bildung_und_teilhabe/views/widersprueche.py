"""The Widerspruchsbescheid: another person decides on every line that is still open."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.widerspruch import KostenForm, SpruchForm
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import vorschlag_zu
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import rule_on_widerspruch
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services import attacked
from kreislauf.verfahren.widerspruch.states import Zeilenergebnis


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def entscheiden(request: HttpRequest, widerspruch_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Widerspruch.objects.select_related("bescheid__fallakte"), pk=widerspruch_id)
    daten = request.POST if request.method == "POST" else None
    formen = []
    for zeile in attacked(objekt):
        formen.append(SpruchForm(zeile, vorschlag_zu(zeile, timezone.localdate()), daten))
    kosten = KostenForm(daten)
    if daten is None:
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    elif all([kosten.is_valid(), *(f.is_valid() for f in formen)]):
        return _entwerfen(request, objekt, formen, kosten)
    kontext = {
        "titel": "Widerspruchsbescheid",
        "widerspruch": objekt,
        "formen": formen,
        "kosten": kosten,
        "selbst": person(request).pk in {objekt.erstentscheider_id, objekt.bescheid.created_by_id},
    }
    return render(request, "but/widerspruchsbescheid.html", kontext, status=422 if daten is not None else 200)


def _entwerfen(request: HttpRequest, objekt: Widerspruch, formen: list[SpruchForm], kosten: KostenForm) -> HttpResponse:
    sprueche = {
        f.zeile.pk: (
            Zeilenergebnis(f.cleaned_data["ergebnis"]),
            f.cleaned_data["grund"],
            f.neu.wahl() if f.neu is not None and f.neu.is_bound else None,
        )
        for f in formen
    }
    bescheid = rule_on_widerspruch(widerspruch_id=objekt.pk, sprueche=sprueche, kosten=kosten.spruch(), **wer(request))
    messages.success(request, "Entschieden. Der Widerspruchsbescheid ist entworfen.")
    return redirect("but:bescheid", bescheid_id=bescheid.pk)
