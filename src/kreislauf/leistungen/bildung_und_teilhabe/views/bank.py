"""Answers of the bank: files with a report per row, payments that came back, refunds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.bank import BankdateiForm, ErstattungForm
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, wer
from kreislauf.verfahren.zahlung.models import Bankdatei, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_release_zahllauf
from kreislauf.verfahren.zahlung.selectors import ruecklaeufer
from kreislauf.verfahren.zahlung.services import rueckmeldungen
from kreislauf.verfahren.zahlung.services.anlegen import repeat_zahlung
from kreislauf.verfahren.zahlung.services.rueckfluesse import book_erstattung
from kreislauf.verfahren.zahlung.states import ZU_KLAEREN, Meldeergebnis


def _require_lesen(request: HttpRequest) -> None:
    if not rechte(request).darf("zahlung", "lesen"):
        raise PermissionDenied


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dateien(request: HttpRequest) -> HttpResponse:
    """Files read so far, and the form for another one."""
    _require_lesen(request)
    bereich_id = min(rechte(request).akte.get("zahlung.release", ()), default=None)
    form = BankdateiForm(request.POST, request.FILES) if request.method == "POST" else BankdateiForm()
    if request.method == "POST":
        if bereich_id is None:
            raise PermissionDenied
        if form.is_valid() and (datei := _einlesen(request, form, bereich_id)):
            return redirect("but:bankdatei", bankdatei_id=datei.pk)
    kontext = {
        "titel": "Rückmeldungen der Bank",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "form": form if bereich_id is not None else None,
        "seite": Paginator(Bankdatei.objects.select_related("created_by"), 50).get_page(request.GET.get("seite")),
    }
    return render(request, "but/bankdateien.html", kontext, status=422 if form.errors else 200)


def _einlesen(request: HttpRequest, form: BankdateiForm, bereich_id: int) -> Bankdatei | None:
    datei, at = form.cleaned_data["datei"], timezone.now()
    try:
        gelesen = rueckmeldungen.read_bankdatei(
            inhalt=datei.read(), dateiname=datei.name, bereich_id=bereich_id, actor=person(request), at=at
        )
    except DomainError as fehler:
        form.add_error("datei", str(fehler))
        return None
    if gelesen.created_at == at:
        messages.success(request, "Eingelesen. Der Bericht nennt jede Zeile.")
    else:
        messages.info(request, "Diese Datei war schon eingelesen; es hat sich nichts geändert. Hier ist ihr Bericht.")
    return gelesen


@login_required
@require_safe
def datei(request: HttpRequest, bankdatei_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Bankdatei.objects.select_related("created_by"), pk=bankdatei_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    zeilen = [
        (z, Meldeergebnis(z["ergebnis"]).label, z["ergebnis"] in ZU_KLAEREN)
        for z in sorted(objekt.bericht, key=lambda z: z["ergebnis"] not in ZU_KLAEREN)
    ]
    kontext = {
        "titel": str(objekt),
        "brotkrumen": [("Rückmeldungen der Bank", reverse("but:bankdateien"))],
        "datei": objekt,
        "seite": Paginator(zeilen, 100).get_page(request.GET.get("seite")),
        "darf_pruefen": objekt.offen
        and may_release_zahllauf(person(request), objekt.bereich_id, tag=timezone.localdate()),
    }
    return render(request, "but/bankdatei.html", kontext)


@login_required
@require_POST
@domain_errors
def erneut(request: HttpRequest, bankdatei_id: UUID) -> HttpResponse:
    """Try the rows again that were to be clarified."""
    objekt = get_object_or_404(Bankdatei, pk=bankdatei_id)
    neu = rueckmeldungen.recheck_bankdatei(bankdatei_id=objekt.pk, **wer(request))
    messages.success(request, f"Geprüft. Noch zu klären: {neu.offen}.")
    return redirect("but:bankdatei", bankdatei_id=objekt.pk)


@login_required
@require_safe
def rueckliste(request: HttpRequest) -> HttpResponse:
    """Returned payments that nobody has paid anew: why, and what to do."""
    _require_lesen(request)
    seite = Paginator(ruecklaeufer(), 50).get_page(request.GET.get("seite"))
    kontext: dict[str, Any] = {
        "titel": "Rückläufer",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "seite": seite,
        "darf_zahlen": rechte(request).darf_akt("zahlung.order"),
        "darf_konten": rechte(request).darf("traeger", "lesen"),
    }
    return render(request, "but/ruecklaeufer.html", kontext)


@login_required
@require_POST
@domain_errors
def neu_zahlen(request: HttpRequest, zahlung_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Zahlung, pk=zahlung_id)
    repeat_zahlung(zahlung_id=objekt.pk, **wer(request))
    messages.success(request, "Die Zahlung ist wieder offen und kommt in den nächsten Zahllauf.")
    return redirect("but:ruecklaeufer")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erstattung(request: HttpRequest, zahlung_id: UUID) -> HttpResponse:
    """Book money that family or provider paid back."""
    objekt = get_object_or_404(Zahlung, pk=zahlung_id)
    if not may_release_zahllauf(person(request), objekt.bereich_id, tag=timezone.localdate()):
        raise PermissionDenied
    form = ErstattungForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            book_erstattung(zahlung_id=objekt.pk, **form.cleaned_data, **wer(request))
        except DomainError as fehler:
            form.add_error("betrag", str(fehler))
        else:
            messages.success(request, "Gebucht. Das Anspruchskonto ist berichtigt.")
            return redirect("but:zahlungsliste")
    kontext = {
        "titel": "Erstattung buchen",
        "frage": f"Erstattung zu {objekt.aktenzeichen}, {objekt.get_leistung_display()} {objekt.beginn:%m/%Y}",
        "folgen": [f"Gezahlt waren {objekt.betrag:.2f} Euro an {objekt.inhaber}.".replace(".", ",", 1),
                   "Die Ausgaben des Monats, in dem das Geld eingegangen ist, sinken um den Betrag."],
        "form": form,
        "knopf": "Buchen",
        "zurueck": reverse("but:zahlungsliste"),
        "gefaehrlich": False,
    }  # fmt: skip
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form.errors else 200)
