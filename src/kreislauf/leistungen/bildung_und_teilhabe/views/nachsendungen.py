"""What a family sent later: look at it, tie it to its application, take in an objection."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.nachsendung import NachsendungForm
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer, zum_antrag
from kreislauf.verfahren.antrag.events import eingang_files
from kreislauf.verfahren.antrag.models import Eingang, Nachsendung
from kreislauf.verfahren.antrag.services.nachsendungen import antrag_zu, take_over_nachweis
from kreislauf.verfahren.antrag.states import Eingangsstand, Forderungsstand
from kreislauf.verfahren.bescheid.models import Bescheid


def _dateien(eingang: Eingang) -> list[tuple[str, str, bool]]:
    antworten = eingang_files.send(Nachsendung, eingang=eingang)
    return [datei for _, dateien in antworten for datei in cast(list[tuple[str, str, bool]], dateien)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def nachsendung(request: HttpRequest, eingang_id: UUID) -> HttpResponse:
    """One page: what came, with its files, beside what is still missing."""
    objekt = get_object_or_404(Nachsendung.objects.select_related("eingang"), pk=eingang_id)
    eingang, antrag = objekt.eingang, antrag_zu(objekt.eingang)
    offen = antrag.forderungen.filter(state__in=[Forderungsstand.OFFEN, Forderungsstand.ANGEFORDERT])
    form = NachsendungForm(
        request.POST if request.method == "POST" else None, offen=offen, initial={"forderungen": objekt.bezug}
    )
    if request.method == "POST" and form.is_valid():
        take_over_nachweis(
            eingang_id=eingang.pk,
            forderung_ids=[f.pk for f in form.cleaned_data["forderungen"]],
            vollstaendig=form.cleaned_data["vollstaendig"],
            **wer(request),
        )
        messages.success(request, "Übernommen: Die Dateien liegen in der Akte.")
        return zum_antrag(antrag.pk, "nachweise")
    if request.method != "POST":
        journal.record_read(eingang, actor=person(request), at=timezone.now())
    kontext = {
        "titel": eingang.betreff,
        "eingang": eingang,
        "nachsendung": objekt,
        "antrag": antrag,
        "form": form,
        "neu": eingang.state == Eingangsstand.NEU,
        "dateien": _dateien(eingang),
        "bescheide": Bescheid.objects.filter(zeilen__pk__in=objekt.bezug).distinct(),
    }
    return render(request, "but/nachsendung.html", kontext, status=422 if form.errors else 200)
