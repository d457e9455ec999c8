"""Letter runs: what waits, preview, print in the background, hand to the post."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.druck.druckstrom import druckstrom
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.briefe import DruckForm, PostForm
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, wer
from kreislauf.verfahren.anschreiben.models import Brieflauf
from kreislauf.verfahren.anschreiben.selectors import kandidaten, uebersicht
from kreislauf.verfahren.anschreiben.services.brieflauf import post_brieflauf, start_brieflauf
from kreislauf.verfahren.anschreiben.states import Brieflaufstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.selectors import behoerde_am
from kreislauf.verfahren.bescheid.services.druckarten import BEZUEGE, write_bescheid


def _bereich(request: HttpRequest) -> int:
    bereich_id = min(rechte(request).akte.get("bescheid.send", ()), default=None)
    if bereich_id is None:
        raise PermissionDenied
    return bereich_id


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """What waits to be printed, and the runs so far."""
    bereich_id = _bereich(request)
    wartend = kandidaten(bereich_id)
    kontext = {
        "titel": "Briefe",
        "wartend": wartend,
        "ohne_anschrift": sum(k.ohne_anschrift for k in wartend),
        "form": DruckForm(),
        "seite": Paginator(Brieflauf.objects.filter(bereich_id=bereich_id), 25).get_page(request.GET.get("seite")),
    }
    return render(request, "but/briefe.html", kontext)


@login_required
@require_POST
@domain_errors
def drucken(request: HttpRequest) -> HttpResponse:
    form = DruckForm(request.POST)
    form.is_valid()
    alle = request.POST.get("umfang") == "alle"
    brieflauf = start_brieflauf(
        bereich_id=_bereich(request),
        auswahl=None if alle else request.POST.getlist("brief"),
        beidseitig=form.cleaned_data["beidseitig"],
        **wer(request),
    )
    messages.success(request, "Der Brieflauf ist gestartet. Sie können die Seite verlassen.")
    return redirect("but:brieflauf", brieflauf_id=brieflauf.pk)


def _brieflauf(brieflauf_id: UUID) -> Brieflauf:
    return get_object_or_404(Brieflauf.objects.select_related("created_by", "posted_by"), pk=brieflauf_id)


@login_required
@require_safe
def brieflauf(request: HttpRequest, brieflauf_id: UUID) -> HttpResponse:
    """Progress, streams for the printer, what could not be printed, and the way to the post."""
    objekt = _brieflauf(brieflauf_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    posten = objekt.posten.select_related(
        "dokument", "bescheid__adressat", "aufforderung__antrag__antragsteller", "aufhebung__bescheid__adressat"
    )
    kontext = {
        "titel": f"Brieflauf {objekt}",
        "brieflauf": objekt,
        "lauf": Lauf.objects.filter(pk=objekt.lauf_id).first() if objekt.lauf_id else None,
        "zahlen": uebersicht(objekt),
        "stapel": objekt.stapel.select_related("dokument"),
        "seite": Paginator(posten, 100).get_page(request.GET.get("seite")),
        "form": PostForm(initial={"posted_on": timezone.localdate()}),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/brieflauf.html", kontext)


@login_required
@require_POST
@domain_errors
def posten(request: HttpRequest, brieflauf_id: UUID) -> HttpResponse:
    """Hand the run to the post."""
    objekt = _brieflauf(brieflauf_id)
    form = PostForm(request.POST)
    if form.is_valid():
        post_brieflauf(brieflauf_id=objekt.pk, **form.cleaned_data, **wer(request))
        messages.success(request, "Der Postausgang wird für jeden Brief eingetragen.")
    else:
        messages.error(request, "Bitte geben Sie an, an welchem Tag die Briefe zur Post gegeben wurden.")
    return redirect("but:brieflauf", brieflauf_id=objekt.pk)


@login_required
@require_safe
@domain_errors
def druckdatei(request: HttpRequest, brieflauf_id: UUID) -> HttpResponse:
    """All stacks of a run as one stream for the printer."""
    objekt = _brieflauf(brieflauf_id)
    if objekt.state == Brieflaufstand.ERSTELLUNG:
        raise Http404
    teile = [read_content(s.dokument) for s in objekt.stapel.select_related("dokument")]
    strom, _ = druckstrom(teile, beidseitig=False)
    journal.record_read(objekt, actor=person(request), at=timezone.now(), zweck="Druckdatei")
    return _pdf(strom, f"{objekt.nummer}.pdf")


@login_required
@require_safe
@domain_errors
def vorschau(request: HttpRequest, bescheid_id: UUID) -> HttpResponse:
    """The letter as it would be printed today; nothing is kept."""
    bescheid = get_object_or_404(Bescheid.objects.select_related(*BEZUEGE, "dokument"), pk=bescheid_id)
    tag = timezone.localdate()
    if bescheid.dokument is not None:
        pdf = read_content(bescheid.dokument)
    else:
        pdf = write_bescheid(bescheid, behoerde_am(bescheid.bereich_id, tag), tag).pdf
    journal.record_read(bescheid, actor=person(request), at=timezone.now(), zweck="Vorschau")
    return _pdf(pdf, f"Vorschau-{bescheid.nummer.replace('/', '-')}.pdf")


def _pdf(inhalt: bytes, name: str) -> HttpResponse:
    antwort = HttpResponse(inhalt, content_type="application/pdf")
    antwort["Content-Disposition"] = f'attachment; filename="{name}"'
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["Cache-Control"] = "private, no-store"
    return antwort
