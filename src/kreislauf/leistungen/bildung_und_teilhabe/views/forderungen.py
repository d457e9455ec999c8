"""Claims for refund: list, one claim, money booked on it; and granted money that is not paid any more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.druck.bescheid import euro
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.leistungen.bildung_und_teilhabe.forms.forderungen import (
    EingangForm,
    ErlassForm,
    ForderungsFilter,
    VerfallForm,
)
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, wer
from kreislauf.leistungen.bildung_und_teilhabe.views.zahlungsliste import als_csv
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Forderung
from kreislauf.verfahren.zahlung.permissions import may_approve_zahllauf
from kreislauf.verfahren.zahlung.services.forderungen import book_forderung, waive_forderung
from kreislauf.verfahren.zahlung.services.verfall import lapse_zeile, offene_monate
from kreislauf.verfahren.zahlung.states import Forderungsstand, Verfallsgrund

SORTIERUNG = {"aktenzeichen": "aktenzeichen", "entstanden": "entstanden_am", "betrag": "betrag"}
SPALTEN = [
    Spalte("aktenzeichen", "Aktenzeichen", sortierbar=True),
    Spalte("wofuer", "Wofür"),
    Spalte("schuldner", "zu erstatten von"),
    Spalte("entstanden", "bekannt gegeben", sortierbar=True),
    Spalte("stand", "Stand"),
    Spalte("betrag", "Forderung", sortierbar=True, numerisch=True),
    Spalte("rest", "offen", numerisch=True),
]
KOPF = ("Aktenzeichen", "Leistung", "zu erstatten von", "bekannt gegeben am", "Stand", "Forderung in EUR",
        "davon erstattet in EUR")  # fmt: skip


def _menge(werte: dict[str, Any], sortierung: str) -> QuerySet[Forderung]:
    menge = Forderung.objects.all()
    if werte.get("stand"):
        menge = menge.filter(state=werte["stand"])
    if text := (werte.get("suche") or "").strip():
        menge = menge.filter(Q(aktenzeichen__icontains=text) | Q(schuldner__icontains=text))
    vorn = "-" if sortierung.startswith("-") else ""
    return menge.order_by(vorn + SORTIERUNG.get(sortierung.lstrip("-"), "entstanden_am"), "pk")


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    if not rechte(request).darf("zahlung", "lesen"):
        raise PermissionDenied
    form = ForderungsFilter(request.GET)
    menge = _menge(form.cleaned_data if form.is_valid() else {}, request.GET.get("sortierung", "entstanden"))
    if request.GET.get("form") == "csv":
        zeilen = [
            (f.aktenzeichen, f.get_leistung_display(), f.schuldner, f.entstanden_am, f.get_state_display(), f.betrag,
             f.erstattet)
            for f in menge
        ]  # fmt: skip
        return als_csv(request, "forderungen", KOPF, zeilen)
    abfrage = request.GET.copy()
    abfrage["form"] = "csv"
    offen = menge.filter(state=Forderungsstand.OFFEN).aggregate(summe=Sum(F("betrag") - F("erstattet")))["summe"]
    kontext = {
        "titel": "Erstattungsforderungen",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "form": form,
        "seite": Paginator(menge, 50).get_page(request.GET.get("seite")),
        "spalten": SPALTEN,
        "offen": offen or 0,
        "abfrage": abfrage.urlencode(),
    }
    return render(request, "but/forderungen.html", kontext)


def _buchen(request: HttpRequest, objekt: Forderung, form: Any) -> str:
    neu = book_forderung(forderung_id=objekt.pk, **form.cleaned_data, **wer(request))
    return (
        f"Gebucht. Offen sind noch {neu.rest:.2f} Euro.".replace(".", ",", 1) if neu.rest else "Gebucht und beglichen."
    )


def _erlassen(request: HttpRequest, objekt: Forderung, form: Any) -> str:
    waive_forderung(forderung_id=objekt.pk, **form.cleaned_data, **wer(request))
    return "Die Forderung ist erlassen."


_SCHRITTE: dict[str, tuple[type[Any], str, Callable[[HttpRequest, Forderung, Any], str]]] = {
    "buchen": (EingangForm, "zahlung.release", _buchen),
    "erlassen": (ErlassForm, "zahlung.approve", _erlassen),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forderung(request: HttpRequest, erstattung_id: UUID) -> HttpResponse:
    """One claim; a POST names its step."""
    objekt = get_object_or_404(Forderung, pk=erstattung_id)
    akt = request.POST.get("akt", "") if request.method == "POST" else ""
    if akt not in {"", *_SCHRITTE} or (request.method == "POST" and not akt):
        raise Http404
    offen = objekt.state == Forderungsstand.OFFEN
    formen = {
        name: klasse(request.POST if name == akt else None)
        for name, (klasse, recht, _) in _SCHRITTE.items()
        if offen and rechte(request).darf_akt(recht)
    }
    if akt and akt not in formen:
        raise PermissionDenied
    if akt and formen[akt].is_valid():
        try:
            messages.success(request, _SCHRITTE[akt][2](request, objekt, formen[akt]))
        except DomainError as fehler:
            formen[akt].add_error(None, str(fehler))
        else:
            return redirect("but:forderung", erstattung_id=objekt.pk)
    kontext = {
        "titel": str(objekt),
        "brotkrumen": [("Erstattungsforderungen", reverse("but:forderungen"))],
        "forderung": objekt,
        "formen": formen,
        "aufhebung": objekt.aufhebungszeile.aufhebung_id if rechte(request).darf("bescheid", "lesen") else None,
        "verlauf": history_of(objekt),
    }
    return render(request, "but/forderung.html", kontext, status=422 if akt else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verfall(request: HttpRequest, entscheidungszeile_id: UUID) -> HttpResponse:
    """Granted, but not to be paid any more: what is open by month, and the decision of a person."""
    zeile = get_object_or_404(Entscheidungszeile.objects.select_related("kind", "bescheid"), pk=entscheidungszeile_id)
    if not may_approve_zahllauf(person(request), zeile.bereich_id, tag=timezone.localdate()):
        raise PermissionDenied
    form = VerfallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        werte = form.cleaned_data
        angaben = {"bis": werte["bis"], "erlaeuterung": werte["erlaeuterung"], "grund": Verfallsgrund(werte["grund"])}
        try:
            summe = lapse_zeile(zeile_id=zeile.pk, **angaben, **wer(request))
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, f"{euro(summe)} sind als verfallen gebucht.")
            return redirect("but:bescheid", bescheid_id=zeile.bescheid_id)
    kontext = {
        "titel": "Nicht mehr zahlen",
        "zeile": zeile,
        "offen": offene_monate(zeile),
        "form": form,
    }
    return render(request, "but/verfall.html", kontext, status=422 if form.errors else 200)
