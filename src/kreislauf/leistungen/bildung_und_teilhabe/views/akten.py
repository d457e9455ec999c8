"""Files of households: search, one file, notes, accounts of the family."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.akten.fallakte.services import add_notiz
from kreislauf.akten.person import services as personen
from kreislauf.akten.person.models import Dublettenverdacht
from kreislauf.akten.traeger import services as traeger
from kreislauf.akten.traeger.models import Bankverbindung, Zahlungsempfaenger
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import akten as formulare
from kreislauf.leistungen.bildung_und_teilhabe.forms.fall import DublettenForm, NotizForm
from kreislauf.leistungen.bildung_und_teilhabe.selectors import akten as lesen
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, wer
from kreislauf.verfahren.zahlung.models import Forderung, Rueckmeldung, Zahlung


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    if not rechte(request).darf("fallakte", "lesen"):
        raise PermissionDenied
    form = formulare.AktenFilter(request.GET)
    suche = form.cleaned_data["suche"] if form.is_valid() else ""
    seite = Paginator(lesen.akten(suche), 50).get_page(request.GET.get("seite"))
    return render(request, "but/akten.html", {"titel": "Fallakten", "form": form, "seite": seite})


@login_required
@require_safe
def akte(request: HttpRequest, akte_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Fallakte.objects.select_related("haushalt", "antragsteller"), pk=akte_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    haushalt = objekt.haushalt
    kontext = {
        "titel": str(objekt),
        "akte": objekt,
        "mitglieder": haushalt.mitgliedschaften.select_related("person"),
        "zeitraeume": haushalt.leistungszeitraeume.select_related("person"),
        "antraege": objekt.antraege.all(),
        "bescheide": objekt.bescheide.all(),
        "zahlungen": _zahlungen(objekt) if rechte(request).darf("zahlung", "lesen") else [],
        "forderungen": Forderung.objects.filter(zeile__bescheid__fallakte=objekt),
        "stuecke": objekt.stuecke.select_related("dokument"),
        "notizen": objekt.notizen.select_related("created_by"),
        "notiz": NotizForm(),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/akte.html", kontext)


def _zahlungen(akte: Fallakte) -> QuerySet[Zahlung]:
    """The newest payments of a file, with the bank's reason where one came back."""
    grund = Rueckmeldung.objects.filter(zahlung=OuterRef("pk")).order_by("-received_at").values("grund")[:1]
    menge = Zahlung.objects.filter(zeile__bescheid__fallakte=akte).annotate(bankgrund=Subquery(grund))
    return menge.select_related("kind").order_by("-faellig_am", "-created_at")[:12]


@login_required
@require_POST
@domain_errors
def notiz(request: HttpRequest, akte_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Fallakte, pk=akte_id)
    form = NotizForm(request.POST)
    if form.is_valid():
        add_notiz(fallakte=objekt, **form.cleaned_data, **wer(request))
        messages.success(request, "Notiz eingetragen.")
    else:
        messages.error(request, "Bitte schreiben Sie, was festgehalten werden soll.")
    return redirect("but:akte", akte_id=objekt.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def dublette(request: HttpRequest, verdacht_id: UUID) -> HttpResponse:
    """Both records side by side, and the decision."""
    objekt = get_object_or_404(Dublettenverdacht.objects.select_related("neue", "vorhandene"), pk=verdacht_id)
    form = DublettenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        akt, grund = form.cleaned_data["entscheidung"], form.cleaned_data["grund"]
        dienst = personen.merge_dublette if akt == "merge" else personen.separate_dublette
        dienst(verdacht_id=objekt.pk, grund=grund, **wer(request))
        messages.success(request, "Entschieden.")
        return redirect("but:dubletten")
    if request.method != "POST":
        for wen in (objekt.neue, objekt.vorhandene):
            journal.record_read(wen, actor=person(request), at=timezone.now(), zweck="Dublettenverdacht")
    kontext = {"titel": "Dieselbe Person?", "verdacht": objekt, "form": form, "paare": lesen.vergleich(objekt)}
    return render(request, "but/dublette.html", kontext, status=422 if form.errors else 200)


@login_required
@require_safe
def dubletten(request: HttpRequest) -> HttpResponse:
    if not rechte(request).darf("fallakte", "aendern"):
        raise PermissionDenied
    seite = Paginator(lesen.dubletten(), 50).get_page(request.GET.get("seite"))
    return render(request, "but/dubletten.html", {"titel": "Dubletten", "seite": seite})


@login_required
@require_safe
def konten(request: HttpRequest) -> HttpResponse:
    """Accounts that wait for the second person, and all payees."""
    if not rechte(request).darf("traeger", "lesen"):
        raise PermissionDenied
    form = formulare.AktenFilter(request.GET)
    suche = form.cleaned_data["suche"] if form.is_valid() else ""
    seite = Paginator(lesen.empfaenger(suche), 50).get_page(request.GET.get("seite"))
    kontext = {
        "titel": "Zahlungsempfänger",
        "form": form,
        "seite": seite,
        "offene": [(b, b.created_by_id != person(request).pk) for b in lesen.offene_konten()],
    }
    return render(request, "but/konten.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def empfaenger(request: HttpRequest, empfaenger_id: UUID) -> HttpResponse:
    """One payee: accounts over time, and a new one."""
    objekt = get_object_or_404(Zahlungsempfaenger, pk=empfaenger_id)
    anfang = {"inhaber": objekt.name, "beginn": timezone.localdate()}
    form = formulare.BankverbindungForm(request.POST if request.method == "POST" else None, initial=anfang)
    if request.method == "POST" and form.is_valid():
        try:
            traeger.add_bankverbindung(empfaenger_id=objekt.pk, **form.cleaned_data, **wer(request))
        except DomainError as fehler:
            form.add_error("iban", str(fehler))
        else:
            messages.success(request, "Eingetragen. Die Bankverbindung gilt, sobald eine zweite Person sie bestätigt.")
            return redirect("but:empfaenger", empfaenger_id=objekt.pk)
    if request.method != "POST":
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    kontext = {
        "titel": objekt.name,
        "form": form,
        "konten": objekt.bankverbindungen.select_related("created_by", "confirmed_by"),
    }
    return render(request, "but/empfaenger.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def bankverbindung(request: HttpRequest, bankverbindung_id: UUID, akt: str) -> HttpResponse:
    objekt = get_object_or_404(Bankverbindung, pk=bankverbindung_id)
    dienste = {"confirm": traeger.confirm_bankverbindung, "reject": traeger.reject_bankverbindung}
    if akt not in dienste:
        raise Http404
    dienste[akt](bankverbindung_id=objekt.pk, **wer(request))
    messages.success(request, "Bestätigt." if akt == "confirm" else "Abgelehnt.")
    return redirect("but:konten")
