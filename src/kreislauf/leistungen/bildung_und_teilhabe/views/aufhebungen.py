"""Revocations: prepared on a Bescheid, heard, decided or dropped."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import DomainError, allowed_acts
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import aufhebung as formulare
from kreislauf.leistungen.bildung_und_teilhabe.forms.fall import PostausgangForm
from kreislauf.leistungen.bildung_und_teilhabe.services.aufhebung import revoke, rueckvorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.permissions import may_write_aufhebung
from kreislauf.verfahren.aufhebung.services import vorgang
from kreislauf.verfahren.aufhebung.services.schreiben import print_anhoerung
from kreislauf.verfahren.aufhebung.states import AUFHEBUNG_TRANSITIONS, Aufhebungsstand
from kreislauf.verfahren.bescheid.models import Bescheid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def neu(request: HttpRequest, bescheid_id: UUID) -> HttpResponse:
    """What is intended, before the family is heard."""
    bescheid = get_object_or_404(Bescheid.objects.select_related("fallakte"), pk=bescheid_id)
    if not may_write_aufhebung(person(request), bescheid.bereich_id, tag=timezone.localdate()):
        raise PermissionDenied
    anfang = {"ab": timezone.localdate(), "kenntnis_am": timezone.localdate()}
    form = formulare.AufhebungForm(
        request.POST if request.method == "POST" else None, bescheid=bescheid, initial=anfang
    )
    if request.method == "POST" and form.is_valid():
        try:
            objekt = vorgang.prepare_aufhebung(bescheid_id=bescheid.pk, **form.angaben(), **wer(request))
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, "Vorbereitet. Als Nächstes wird die Familie angehört.")
            return redirect("but:aufhebung", aufhebung_id=objekt.pk)
    kontext = {"titel": "Aufhebung vorbereiten", "bescheid": bescheid, "form": form}
    return render(request, "but/aufhebung_neu.html", kontext, status=422 if form.errors else 200)


def _aufhebung(aufhebung_id: UUID) -> Aufhebung:
    return get_object_or_404(Aufhebung.objects.select_related("bescheid__fallakte", "dokument"), pk=aufhebung_id)


@login_required
@require_safe
def aufhebung(request: HttpRequest, aufhebung_id: UUID) -> HttpResponse:
    objekt = _aufhebung(aufhebung_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    return _seite(request, objekt)


def _seite(
    request: HttpRequest,
    objekt: Aufhebung,
    zeilen: list[formulare.RueckforderungForm] | None = None,
    form: formulare.AufhebungsentscheidungForm | None = None,
) -> HttpResponse:
    heute, acts = timezone.localdate(), allowed_acts(AUFHEBUNG_TRANSITIONS, Aufhebungsstand(objekt.state))
    if zeilen is None:
        zeilen = [formulare.RueckforderungForm(v) for v in rueckvorschlaege(objekt, heute)]
    fehler = form is not None
    kontext = {
        "titel": str(objekt),
        "aufhebung": objekt,
        "acts": acts,
        "jahresfrist": vorgang.jahresfrist(objekt) if objekt.vergangenheit else None,
        "wartet": vorgang.offene_frist(objekt, heute),
        "zeilen": zeilen,
        "erledigte": objekt.zeilen.select_related("zeile__kind", "neue_zeile"),
        "form": form or formulare.AufhebungsentscheidungForm(),
        "postausgang": PostausgangForm(initial={"posted_on": heute}),
        "aeusserung": formulare.AeusserungForm(initial={"geaeussert_am": heute}),
        "einstellen": formulare.EinstellenForm(auto_id="einstellen-%s"),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/aufhebung.html", kontext, status=422 if fehler else 200)


FORMEN: dict[str, tuple[type[Form], Callable[..., Aufhebung], str]] = {
    "hear": (
        PostausgangForm,
        vorgang.send_anhoerung,
        "Versandt. Die Familie kann sich bis zum {frist:%d.%m.%Y} äußern.",
    ),
    "respond": (formulare.AeusserungForm, vorgang.respond_anhoerung, "Die Äußerung ist eingetragen."),
    "drop": (formulare.EinstellenForm, vorgang.drop_aufhebung, "Eingestellt. Es wird nichts aufgehoben."),
}


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, aufhebung_id: UUID, akt: str) -> HttpResponse:
    """Print, hear, respond, drop, decide."""
    objekt = _aufhebung(aufhebung_id)
    angaben: dict[str, Any] = {"aufhebung_id": objekt.pk, **wer(request)}
    if akt == "decide":
        return _entscheiden(request, objekt)
    if akt == "print":
        print_anhoerung(**angaben)
        messages.success(request, "Das Anhörungsschreiben liegt in der Akte. Bitte lesen Sie es vor dem Versand.")
    elif akt in FORMEN:
        klasse, dienst, meldung = FORMEN[akt]
        form = klasse(request.POST)
        if form.is_valid():
            objekt = dienst(**form.cleaned_data, **angaben)
            messages.success(request, meldung.format(frist=objekt.frist))
        else:
            messages.error(request, "Bitte füllen Sie alle Felder mit gültigen Angaben aus.")
    else:
        raise Http404
    return redirect("but:aufhebung", aufhebung_id=objekt.pk)


def _entscheiden(request: HttpRequest, objekt: Aufhebung) -> HttpResponse:
    zeilen = [formulare.RueckforderungForm(v, request.POST) for v in rueckvorschlaege(objekt, timezone.localdate())]
    form = formulare.AufhebungsentscheidungForm(request.POST)
    if not all([form.is_valid(), *(z.is_valid() for z in zeilen)]):
        return _seite(request, objekt, zeilen, form)
    wahl = {z.vorschlag.zeile.pk: (z.cleaned_data["betrag"], z.cleaned_data["grund"]) for z in zeilen}
    bescheid = revoke(aufhebung_id=objekt.pk, wahl=wahl, **form.cleaned_data, **wer(request))
    messages.success(request, "Entschieden. Der Bescheid ist entworfen; eine zweite Person gibt ihn frei.")
    return redirect("but:bescheid", bescheid_id=bescheid.pk)
