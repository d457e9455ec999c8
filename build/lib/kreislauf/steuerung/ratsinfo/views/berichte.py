"""Reports: write, check, sign off, hand out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.ui.bausteine import Schritt, knoepfe_aus
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo import permissions
from kreislauf.steuerung.ratsinfo.berichtsregeln import gesamtstatus
from kreislauf.steuerung.ratsinfo.forms.berichte import PunktForm, RueckgabeForm
from kreislauf.steuerung.ratsinfo.models import Berichtspunkt, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.selectors import berichte as lesen
from kreislauf.steuerung.ratsinfo.services import berichte, berichtsausgabe
from kreislauf.steuerung.ratsinfo.states import BERICHT_TRANSITIONS, Berichtsstand
from kreislauf.steuerung.ratsinfo.views.einlesen import _user

SCHRITTE = {
    "submit": Schritt("Zur Freigabe vorlegen", "primary"),
    "approve": Schritt("Freigeben", "primary"),
    "return": Schritt("Zurückgeben", "secondary", rueckfrage=True),
    "send": Schritt("An das Gremium geben", "primary"),
}
DIENSTE = {
    "submit": berichte.submit_bericht,
    "approve": berichte.approve_bericht,
    "send": berichte.send_bericht,
}


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    stand = request.GET.get("stand", "")
    seite = Paginator(lesen.berichte(stand), 50).get_page(request.GET.get("seite"))
    kontext = {"titel": "Umsetzungsberichte", "seite": seite, "stand": stand, "staende": Berichtsstand.choices}
    return render(request, "ratsinfo/berichte.html", kontext)


@login_required
@require_POST
@domain_errors
def entwerfen(request: HttpRequest, vorlage_id: UUID) -> HttpResponse:
    vorlage = get_object_or_404(Vorlage, pk=vorlage_id)
    offen = vorlage.umsetzungsberichte.filter(state__in=[Berichtsstand.ENTWURF, Berichtsstand.ZUR_FREIGABE]).first()
    if offen is not None:
        messages.info(request, "Zu dieser Vorlage ist schon ein Bericht in Arbeit.")
        return redirect("ratsinfo:bericht", bericht_id=offen.pk)
    bericht = berichte.draft_bericht(vorlage_id=vorlage.pk, actor=_user(request), at=timezone.now())
    return redirect("ratsinfo:bericht", bericht_id=bericht.pk)


@login_required
@require_safe
def bericht(request: HttpRequest, bericht_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Umsetzungsbericht.objects.select_related("vorlage", "beschluss"), pk=bericht_id)
    tag, user = timezone.localdate(), _user(request)
    darf = {
        "submit": permissions.may_write_bericht(user, objekt, tag=tag),
        "approve": permissions.may_approve_bericht(user, objekt, tag=tag) and objekt.created_by_id != user.pk,
        "return": permissions.may_approve_bericht(user, objekt, tag=tag),
        "send": permissions.may_send_bericht(user, objekt, tag=tag),
    }

    def adresse(akt: str) -> str:
        if akt == "return":
            return reverse("ratsinfo:bericht_zurueckgeben", args=[objekt.pk])
        return reverse("ratsinfo:bericht_handeln", args=[objekt.pk, akt])

    ansichten = lesen.ansicht(objekt, tag)
    kontext = {
        "titel": f"Umsetzungsbericht zu {objekt.vorlage.nummer or objekt.vorlage.betreff[:60]}",
        "bericht": objekt,
        "punkte": ansichten,
        "maengel": berichte.maengel_von(objekt) if objekt.state == Berichtsstand.ENTWURF else [],
        "gesamt": gesamtstatus([a.punkt.status for a in ansichten]),
        "vorheriger": lesen.vorheriger(objekt),
        "schreibbar": objekt.state == Berichtsstand.ENTWURF and darf["submit"],
        "knoepfe": knoepfe_aus(
            BERICHT_TRANSITIONS,
            Berichtsstand(objekt.state),
            SCHRITTE,
            url=adresse,
            darf=lambda akt: darf[akt],
        ),
        "selbst": objekt.state == Berichtsstand.ZUR_FREIGABE and objekt.created_by_id == user.pk,
    }
    return render(request, "ratsinfo/bericht.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def punkt(request: HttpRequest, bericht_id: UUID, punkt_id: UUID) -> HttpResponse:
    """Write one point, with the resolution's words, the last report and what happened since beside it."""
    objekt = get_object_or_404(
        Berichtspunkt.objects.select_related("bericht", "punkt"), pk=punkt_id, bericht=bericht_id
    )
    form = PunktForm.zu(objekt, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        berichte.update_berichtspunkt(punkt_id=objekt.pk, felder=form.felder(), actor=_user(request), at=timezone.now())
        messages.success(request, f"Punkt {objekt.nummer} ist gespeichert.")
        return redirect("ratsinfo:bericht", bericht_id=bericht_id)
    ansicht = next(a for a in lesen.ansicht(objekt.bericht, timezone.localdate()) if a.punkt.pk == objekt.pk)
    kontext = {"titel": f"Punkt {objekt.nummer}", "punkt": objekt, "form": form, "ansicht": ansicht}
    return render(request, "ratsinfo/berichtspunkt.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, bericht_id: UUID, akt: str) -> HttpResponse:
    if akt not in DIENSTE:
        raise Http404
    get_object_or_404(Umsetzungsbericht, pk=bericht_id)
    DIENSTE[akt](bericht_id=bericht_id, actor=_user(request), at=timezone.now())
    messages.success(request, f"{SCHRITTE[akt].titel}: erledigt.")
    return redirect("ratsinfo:bericht", bericht_id=bericht_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def zurueckgeben(request: HttpRequest, bericht_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Umsetzungsbericht, pk=bericht_id)
    form = RueckgabeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        berichte.return_bericht(
            bericht_id=objekt.pk, grund=form.cleaned_data["grund"], actor=_user(request), at=timezone.now()
        )
        return redirect("ratsinfo:bericht", bericht_id=objekt.pk)
    kontext = {
        "titel": "Bericht zurückgeben",
        "frage": "Der Bericht geht zurück in den Entwurf.",
        "form": form,
        "knopf": "Zurückgeben",
        "zurueck": reverse("ratsinfo:bericht", args=[objekt.pk]),
        "gefaehrlich": False,
        "folgen": ["Wer den Bericht schreibt, sieht Ihre Anmerkung."],
    }
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form.errors else 200)


@login_required
@require_safe
@domain_errors
def vorschau(request: HttpRequest, bericht_id: UUID) -> HttpResponse:
    """The report as PDF as it stands now; a draft says so on every page."""
    objekt = get_object_or_404(Umsetzungsbericht, pk=bericht_id)
    antwort = HttpResponse(berichtsausgabe.pdf(objekt, timezone.localdate()), content_type="application/pdf")
    antwort["Content-Disposition"] = 'attachment; filename="umsetzungsbericht.pdf"'
    return antwort
