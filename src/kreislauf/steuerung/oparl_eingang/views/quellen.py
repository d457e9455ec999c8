"""Pages of the sources: list, one source, its form, the report of a fetch."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.oparl_eingang import selectors as lesen
from kreislauf.steuerung.oparl_eingang.forms import QuelleForm
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle
from kreislauf.steuerung.oparl_eingang.services import abrufe, quellen

AUS = [
    "Die Quelle wird nicht mehr abgerufen, auch nachts nicht.",
    "Alles, was schon übernommen ist, bleibt.",
    "Sie können die Quelle jederzeit wieder einschalten.",
]
ALLES = [
    "Jede Liste wird ganz gelesen; das kann bei großen Systemen Stunden dauern.",
    "Was der Server nicht mehr kennt, gilt danach als gelöscht. Es wird hier nicht entfernt, nur gekennzeichnet.",
]


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _bereiche(request: HttpRequest, verb: str) -> set[int]:
    """Areas in which this person has the right. Raises PermissionDenied where there are none."""
    bereiche = set(cast(Rechte, request.rechte).bereiche.get(("ratsquelle", verb), ()))  # type: ignore[attr-defined]
    if not bereiche:
        raise PermissionDenied
    return bereiche


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    _bereiche(request, "lesen")
    seite = Paginator(Quelle.objects.all(), 50).get_page(request.GET.get("seite"))
    letzte = lesen.letzte_abrufe([q.pk for q in seite])
    kontext = {"titel": "Quellen", "seite": seite, "zeilen": [(q, letzte.get(q.pk)) for q in seite]}
    return render(request, "oparl_eingang/liste.html", kontext)


def _formular(request: HttpRequest, form: QuelleForm, titel: str, zurueck: str) -> HttpResponse:
    kontext = {"titel": titel, "form": form, "zurueck": zurueck}
    return render(request, "oparl_eingang/quelle_form.html", kontext, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def neu(request: HttpRequest) -> HttpResponse:
    bereiche = _bereiche(request, "anlegen")
    form = QuelleForm(request.POST if request.method == "POST" else None, bereiche=bereiche)
    if request.method == "POST" and form.is_valid():
        angaben = dict(form.cleaned_data)
        bereich = angaben.pop("bereich")
        quelle = quellen.create_quelle(bereich=bereich, angaben=angaben, actor=_user(request), at=timezone.now())
        messages.success(request, "Die Quelle ist angelegt. Starten Sie jetzt den ersten Abruf.")
        return redirect("oparl_eingang:quelle", quelle_id=quelle.pk)
    return _formular(request, form, "Quelle anlegen", reverse("oparl_eingang:quellen"))


@login_required
@require_safe
def quelle(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Quelle, pk=quelle_id)
    abrufliste = list(objekt.abrufe.select_related("lauf", "created_by")[:10])
    kontext = {
        "titel": objekt.name,
        "brotkrumen": [("Quellen", reverse("oparl_eingang:quellen"))],
        "quelle": objekt,
        "abrufe": abrufliste,
        "bestand": lesen.bestand(objekt),
        "zu_pruefen": lesen.anzahl_zu_pruefen(objekt),
        "unterwegs": next((a for a in abrufliste if a.state in abrufe.LAUFEND), None),
        "darf": may_change_quelle(_user(request), objekt, tag=timezone.localdate()),
        "user_id": _user(request).pk,
    }
    return render(request, "oparl_eingang/quelle.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def bearbeiten(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Quelle, pk=quelle_id)
    if not may_change_quelle(_user(request), objekt, tag=timezone.localdate()):
        raise PermissionDenied
    daten = request.POST if request.method == "POST" else None
    form = QuelleForm(daten, instance=objekt, bereiche={objekt.bereich_id})
    if request.method == "POST" and form.is_valid():
        angaben: dict[str, Any] = {k: v for k, v in form.cleaned_data.items() if k != "bereich"}
        quellen.change_quelle(quelle_id=objekt.pk, angaben=angaben, actor=_user(request), at=timezone.now())
        messages.success(request, "Die Quelle ist geändert.")
        return redirect("oparl_eingang:quelle", quelle_id=objekt.pk)
    return _formular(request, form, f"{objekt} bearbeiten", reverse("oparl_eingang:quelle", args=[objekt.pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def abrufen(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    """POST starts a fetch; a whole one is asked for first."""
    objekt = get_object_or_404(Quelle, pk=quelle_id)
    if request.method == "POST":
        lauf = abrufe.start_abruf(
            quelle_id=objekt.pk,
            voll=request.POST.get("umfang") != "aenderungen",
            actor=_user(request),
            at=timezone.now(),
        )
        return redirect("jobs:lauf", lauf_id=lauf.pk)
    kontext = {
        "titel": "Alles neu abrufen",
        "frage": f"„{objekt}“ ganz neu lesen?",
        "folgen": ALLES,
        "knopf": "Alles abrufen",
        "gefaehrlich": False,
        "zurueck": reverse("oparl_eingang:quelle", args=[objekt.pk]),
    }
    return render(request, "ui/bestaetigen.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def schalten(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    """GET asks, POST switches to the other state."""
    objekt = get_object_or_404(Quelle, pk=quelle_id)
    zurueck = reverse("oparl_eingang:quelle", args=[objekt.pk])
    ein = not objekt.eingeschaltet
    if request.method == "POST":
        quellen.switch_quelle(quelle_id=objekt.pk, ein=ein, actor=_user(request), at=timezone.now())
        messages.success(request, "Die Quelle ist eingeschaltet." if ein else "Die Quelle ist ausgeschaltet.")
        return redirect(zurueck)
    kontext = {
        "titel": f"Quelle {'ein' if ein else 'aus'}schalten",
        "frage": f"„{objekt}“ {'ein' if ein else 'aus'}schalten?",
        "folgen": ["Die Quelle kann wieder abgerufen werden."] if ein else AUS,
        "knopf": "Einschalten" if ein else "Ausschalten",
        "zurueck": zurueck,
    }
    return render(request, "ui/bestaetigen.html", kontext)


@login_required
@require_safe
def abruf(request: HttpRequest, abruf_id: UUID) -> HttpResponse:
    """The report of one fetch: what it brought, what is missing and what to do about it."""
    objekt = get_object_or_404(Abruf.objects.select_related("quelle", "lauf", "created_by"), pk=abruf_id)
    kontext = {
        "titel": f"Abruf vom {timezone.localtime(objekt.started_at):%d.%m.%Y, %H:%M} Uhr",
        "brotkrumen": [
            ("Quellen", reverse("oparl_eingang:quellen")),
            (objekt.quelle.name, reverse("oparl_eingang:quelle", args=[objekt.quelle_id])),
        ],
        "abruf": objekt,
        "ergebnis": lesen.ergebnis(objekt),
        "fehlergruppen": lesen.fehlergruppen(objekt),
        "besonderheiten": lesen.besonderheiten(objekt),
        "user_id": _user(request).pk,
    }
    return render(request, "oparl_eingang/abruf.html", kontext)
