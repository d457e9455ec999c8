"""Letters that ask for proofs, and what follows when nothing comes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import fall as formulare
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer, zum_antrag
from kreislauf.verfahren.anschreiben.services.aufforderung import print_aufforderung, send_aufforderung
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung
from kreislauf.verfahren.antrag.services.mitwirkung import extend_frist
from kreislauf.verfahren.bescheid.services.versagung import draft_versagung, versagbare


@login_required
@require_POST
@domain_errors
def aufforderung(request: HttpRequest, aufforderung_id: UUID, akt: str) -> HttpResponse:
    """Print the letter, record its posting, extend its period."""
    objekt = get_object_or_404(Mitwirkungsaufforderung, pk=aufforderung_id)
    angaben = {"aufforderung_id": objekt.pk, **wer(request)}
    if akt == "print":
        print_aufforderung(**angaben)
        messages.success(
            request, "Das Schreiben ist erstellt und liegt in der Akte. Bitte lesen Sie es vor dem Versand."
        )
    elif akt in {"announce", "extend"}:
        form = formulare.PostausgangForm(request.POST) if akt == "announce" else formulare.FristForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Bitte füllen Sie alle Felder mit gültigen Angaben aus.")
            return zum_antrag(objekt.antrag_id, "nachweise")
        dienst = send_aufforderung if akt == "announce" else extend_frist
        objekt = dienst(**form.cleaned_data, **angaben)
        messages.success(request, f"Eingetragen. Die Frist endet am {objekt.frist:%d.%m.%Y}.")
    else:
        raise Http404
    return zum_antrag(objekt.antrag_id, "nachweise")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def versagung(request: HttpRequest, antrag_id: UUID) -> HttpResponse:
    """What could be withheld and why; a person chooses and gives the reasons, a second one approves."""
    objekt = get_object_or_404(Antrag.objects.select_related("fallakte", "antragsteller"), pk=antrag_id)
    moegliche = versagbare(objekt, timezone.localdate())
    daten = request.POST if request.method == "POST" else None
    form = formulare.VersagungForm(daten, moegliche=[v.bedarf for v in moegliche])
    if daten is not None and form.is_valid():
        werte = dict(form.cleaned_data)
        bedarfe = [b.pk for b in werte.pop("bedarfe")]
        bescheid = draft_versagung(antrag_id=objekt.pk, bedarf_ids=bedarfe, **werte, **wer(request))
        messages.success(request, "Die Versagung ist entworfen. Eine zweite Person gibt sie frei.")
        return redirect("but:bescheid", bescheid_id=bescheid.pk)
    if daten is None:
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    kontext = {"titel": "Versagung prüfen", "antrag": objekt, "moegliche": moegliche, "form": form}
    return render(request, "but/versagung.html", kontext, status=422 if form.errors else 200)
