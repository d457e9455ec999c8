"""Payment runs: ordered here, approved by a second person, given to the bank by the cashier's office."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.ui.bausteine import Schritt, knoepfe_aus
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import zahlungen as formulare
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, wer
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.permissions import may_approve_zahllauf, may_release_zahllauf
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.states import ZAHLLAUF_TRANSITIONS, Laufstand
from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber

SCHRITTE = {
    "approve": Schritt("Freigeben", "primary", "check", rueckfrage=True),
    "export": Schritt("Datei für die Bank herunterladen", "primary", "download"),
    "send": Schritt("An die Bank gegeben", "primary", "check", rueckfrage=True),
    "confirm": Schritt("Von der Bank ausgeführt", "primary", "check", rueckfrage=True),
    "reject": Schritt("Ablehnen", "secondary", rueckfrage=True),
}
FRAGEN: dict[str, tuple[str, str]] = {
    "approve": ("Zahllauf freigeben?", "Danach gibt die Kreiskasse die Datei aus."),
    "send": ("Liegt die Datei bei der Bank?", "Danach lässt sich die Datei hier nicht mehr neu ausgeben."),
    "confirm": ("Hat die Bank alles ausgeführt?", "Jede Zahlung des Laufs wird als gezahlt gebucht."),
    "reject": (
        "Zahllauf ablehnen?",
        "Seine Zahlungen sind wieder offen; was inzwischen entfallen ist, wird storniert.",
    ),
}
DIENSTE: dict[str, Callable[..., object]] = {
    "approve": laeufe.approve_zahllauf,
    "send": laeufe.send_zahllauf,
    "confirm": laeufe.confirm_zahllauf,
    "reject": laeufe.reject_zahllauf,
}
FORMEN: dict[str, type[forms.Form]] = {"confirm": formulare.AusgefuehrtForm, "reject": formulare.AblehnungForm}


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    if not rechte(request).darf("zahlung", "lesen"):
        raise PermissionDenied
    form = formulare.LaufFilter(request.GET)
    laufe = Zahllauf.objects.order_by("-created_at")
    if form.is_valid() and form.cleaned_data["stand"]:
        laufe = laufe.filter(state=form.cleaned_data["stand"])
    kontext = {
        "titel": "Zahlläufe",
        "form": form,
        "seite": Paginator(laufe, 50).get_page(request.GET.get("seite")),
        "darf_konto": rechte(request).darf("fallakte", "lesen"),
        "darf_anlegen": rechte(request).darf_akt("zahlung.order"),
    }
    return render(request, "but/zahlungen.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def neu(request: HttpRequest) -> HttpResponse:
    """Collect what is due; the paying account is that of the last run until somebody writes another."""
    bereich_id = min(rechte(request).akte.get("zahlung.order", ()), default=None)
    if bereich_id is None:
        raise PermissionDenied
    letzter = Zahllauf.objects.filter(bereich_id=bereich_id).order_by("-created_at").first()
    anfang = {"ausfuehrungstag": timezone.localdate(), **(letzter.auftraggeber if letzter else {})}
    form = formulare.LaufForm(request.POST if request.method == "POST" else None, initial=anfang)
    if request.method == "POST" and form.is_valid():
        konto = Auftraggeber(**{feld: form.cleaned_data[feld] for feld in ("name", "iban", "bic")})
        tag: date = form.cleaned_data["ausfuehrungstag"]
        lauf = laeufe.draft_zahllauf(bereich_id=bereich_id, ausfuehrungstag=tag, auftraggeber=konto, **wer(request))
        messages.success(request, f"{lauf.anzahl} Zahlungen zusammengestellt. Freigeben muss eine andere Person.")
        return redirect("but:zahllauf", zahllauf_id=lauf.pk)
    kontext = {
        "titel": "Zahllauf zusammenstellen",
        "frage": "Alle bis zum Ausführungstag fälligen Zahlungen kommen in den Lauf.",
        "folgen": ["Zahlungen ohne bestätigte Bankverbindung bleiben offen."],
        "form": form,
        "knopf": "Zusammenstellen",
        "zurueck": reverse("but:zahlungen"),
        "gefaehrlich": False,
    }
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form.errors else 200)


def _darf(lauf: Zahllauf, user: User, akt: str) -> bool:
    """Whether this person may take this step: second person for the approval, third for file and sending."""
    kasse = akt in {"export", "send", "confirm"} or (akt == "reject" and lauf.state == Laufstand.GESENDET)
    recht = may_release_zahllauf if kasse else may_approve_zahllauf
    if not recht(user, lauf.bereich_id, tag=timezone.localdate()):
        return False
    if akt == "approve":
        return user.pk != lauf.created_by_id
    return akt not in {"export", "send"} or user.pk not in {lauf.created_by_id, lauf.approved_by_id}


@login_required
@require_safe
def lauf(request: HttpRequest, zahllauf_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(
        Zahllauf.objects.select_related("created_by", "approved_by", "released_by", "dokument"), pk=zahllauf_id
    )
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    kontext = {
        "titel": f"Zahllauf {objekt}",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "lauf": objekt,
        "seite": Paginator(objekt.zahlungen.order_by("inhaber", "beginn"), 100).get_page(request.GET.get("seite")),
        "knoepfe_liste": knoepfe_aus(
            ZAHLLAUF_TRANSITIONS,
            Laufstand(objekt.state),
            SCHRITTE,
            url=lambda akt: reverse("but:zahllauf_handeln", args=[objekt.pk, akt]),
            darf=lambda akt: _darf(objekt, person(request), akt),
        ),
        "rueckmeldungen": objekt.rueckmeldungen.select_related("zahlung"),
        "darf_datei": objekt.dokument
        and may_release_zahllauf(person(request), objekt.bereich_id, tag=timezone.localdate()),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/zahllauf.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def handeln(request: HttpRequest, zahllauf_id: UUID, akt: str) -> HttpResponse:
    """Ask back, then act; the file is given out at once."""
    objekt = get_object_or_404(Zahllauf, pk=zahllauf_id)
    if akt in {"export", "datei"} and request.method == "POST":
        return _datei(objekt, akt, request)
    if akt not in DIENSTE:
        raise Http404
    form = _form(akt, request)
    if request.method == "POST" and (form is None or form.is_valid()):
        DIENSTE[akt](zahllauf_id=objekt.pk, **(form.cleaned_data if form else {}), **wer(request))
        messages.success(request, "Eingetragen.")
        return redirect("but:zahllauf", zahllauf_id=objekt.pk)
    if not _darf(objekt, person(request), akt):
        raise PermissionDenied
    frage, folge = FRAGEN[akt]
    kontext = {
        "titel": f"{SCHRITTE[akt].titel}: {objekt}",
        "frage": frage,
        "folgen": [folge],
        "form": form,
        "knopf": SCHRITTE[akt].titel,
        "zurueck": reverse("but:zahllauf", args=[objekt.pk]),
    }
    return render(request, "ui/bestaetigen.html", kontext, status=422 if form and form.errors else 200)


def _form(akt: str, request: HttpRequest) -> forms.Form | None:
    daten: Any = request.POST if request.method == "POST" else None
    return FORMEN[akt](daten) if akt in FORMEN else None


def _datei(objekt: Zahllauf, akt: str, request: HttpRequest) -> HttpResponse:
    """The file: made for the bank, or had again after it was sent."""
    dienst = laeufe.export_zahllauf if akt == "export" else laeufe.download_zahllauf
    inhalt = dienst(zahllauf_id=objekt.pk, **wer(request))
    antwort = HttpResponse(inhalt, content_type="application/xml")
    antwort["Content-Disposition"] = f'attachment; filename="{objekt.nummer}.xml"'
    return antwort
