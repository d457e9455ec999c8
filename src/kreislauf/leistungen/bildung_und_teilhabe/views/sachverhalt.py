"""Complete facts of a case, and hand on what belongs elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.akten.haushalt.models import Leistungszeitraum
from kreislauf.akten.haushalt.services import haushalte
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.sachverhalt import PreisForm, WeiterleitenForm, ZeitraumendeForm
from kreislauf.leistungen.bildung_und_teilhabe.nachweise import PREIS
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer, zum_antrag
from kreislauf.verfahren.antrag.models import Antrag, Antragsbedarf, Eingang
from kreislauf.verfahren.antrag.services.ergaenzen import amend_bedarf, forward_eingang
from kreislauf.verfahren.antrag.states import Eingangsstand, Leistungsart


@login_required
@require_POST
@domain_errors
def preis(request: HttpRequest, bedarf_id: UUID) -> HttpResponse:
    """A price that was not known when the application was entered."""
    bedarf = get_object_or_404(Antragsbedarf, pk=bedarf_id)
    form = PreisForm(request.POST)
    name = PREIS.get(Leistungsart(bedarf.leistung))
    if name is None or not form.is_valid():
        messages.error(request, "Bitte geben Sie einen Betrag in Euro an, zum Beispiel 4,20.")
    else:
        amend_bedarf(bedarf_id=bedarf.pk, name=name, wert=f"{form.cleaned_data['betrag']:.2f}", **wer(request))
        messages.success(request, "Betrag eingetragen; der Vorschlag ist neu berechnet.")
    return zum_antrag(bedarf.antrag_id, "entscheidung")


@login_required
@require_POST
@domain_errors
def zeitraumende(request: HttpRequest, antrag_id: UUID, zeitraum_id: UUID) -> HttpResponse:
    """End or extend a benefit period of the base benefit."""
    antrag = get_object_or_404(Antrag, pk=antrag_id)
    zeitraum = get_object_or_404(Leistungszeitraum, pk=zeitraum_id)
    form = ZeitraumendeForm(request.POST)
    if form.is_valid():
        haushalte.end_leistungszeitraum(zeitraum=zeitraum, **form.cleaned_data, **wer(request))
        messages.success(request, "Zeitraum geändert; die Vorschläge sind neu berechnet.")
    else:
        messages.error(request, "Bitte geben Sie den letzten Tag der Grundleistung an.")
    return zum_antrag(antrag.pk, "sachverhalt")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def eingang(request: HttpRequest, posteingang_id: UUID) -> HttpResponse:
    """What arrived, as it arrived; it becomes an application or is handed on."""
    objekt = get_object_or_404(Eingang.objects.select_related("dokument", "fallakte"), pk=posteingang_id)
    form = WeiterleitenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        forward_eingang(eingang_id=objekt.pk, **form.cleaned_data, **wer(request))
        messages.success(request, "Weitergeleitet. Der Tag des Eingangs hier zählt auch dort (§ 16 Abs. 2 SGB I).")
        return redirect("but:postkorb")
    if request.method != "POST":
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    kontext = {"titel": objekt.betreff, "eingang": objekt, "form": form, "neu": objekt.state == Eingangsstand.NEU}
    return render(request, "but/eingang.html", kontext, status=422 if form.errors else 200)
