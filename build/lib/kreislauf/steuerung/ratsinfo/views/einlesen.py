"""The import screen: upload, compare with the paper, decide, confirm."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.forms.einlesen import (
    FORMULARE,
    Angaben,
    ErgaenzenForm,
    HochladenForm,
    kurzfassung,
)
from kreislauf.steuerung.ratsinfo.models import Einlesung, Vorschlag
from kreislauf.steuerung.ratsinfo.selectors import einlesen as lesen
from kreislauf.steuerung.ratsinfo.services import einlesen, uebernahme, vorschlaege
from kreislauf.steuerung.ratsinfo.states import Einlesestand, Entscheidung


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _rechte(request: HttpRequest) -> Rechte:
    return cast(Rechte, request.rechte)  # type: ignore[attr-defined]


def _darf(request: HttpRequest) -> set[int]:
    """Areas whose papers this person may import. Raises PermissionDenied where there are none."""
    bereiche = set(_rechte(request).bereiche.get(("einlesen", "anlegen"), ()))
    if not bereiche:
        raise PermissionDenied
    return bereiche


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    _darf(request)
    stand = request.GET.get("stand", "")
    stand = stand if stand in Einlesestand.values else ""
    seite = Paginator(lesen.einlesungen(stand), 50).get_page(request.GET.get("seite"))
    kontext = {"titel": "Vorlagen einlesen", "seite": seite, "stand": stand, "staende": Einlesestand.choices}
    return render(request, "ratsinfo/einlesungen.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hochladen(request: HttpRequest) -> HttpResponse:
    bereiche = _darf(request)
    form = HochladenForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        bereiche=bereiche,
    )
    if request.method == "POST" and form.is_valid():
        angaben = form.cleaned_data
        try:
            lauf = einlesen.upload_vorlagen(
                dateien=[(datei.name, datei.read()) for datei in angaben["dateien"]],
                bereich=angaben["bereich"],
                federfuehrend=angaben["federfuehrend"],
                schutzstufe=angaben["schutzstufe"],
                actor=_user(request),
                at=timezone.now(),
            )
        except DomainError as fehler:
            form.add_error("dateien", str(fehler))
        else:
            return redirect("jobs:lauf", lauf_id=lauf.pk)
    return render(
        request,
        "ratsinfo/hochladen.html",
        {"titel": "Vorlagen hochladen", "form": form},
        status=422 if form.errors else 200,
    )


@login_required
@require_safe
def pruefen(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    einlesung = get_object_or_404(Einlesung.objects.select_related("vorlage", "dokument"), pk=einlesung_id)
    alle = list(einlesung.vorschlaege.all())
    namen = lesen.stellen()
    gruppen = []
    for art in Vorschlag.Art:
        karten = [(v, kurzfassung(v, namen)) for v in alle if v.art == art]
        offen = sum(v.entscheidung == Entscheidung.OFFEN for v, _ in karten)
        gruppen.append({"art": art, "karten": karten, "offen": offen})
    offen_gesamt = sum(g["offen"] for g in gruppen)  # type: ignore[misc]
    kontext = {
        "titel": f"Einlesen: {einlesung.dateiname}",
        "einlesung": einlesung,
        "zeilen": lesen.zeilen(einlesung, alle),
        "gruppen": gruppen,
        "offen": offen_gesamt,
        "entschieden": len(alle) - offen_gesamt,
        "anzahl": len(alle),
        "befunde": einlesung.befunde.all(),
        "bearbeitbar": einlesung.state == Einlesestand.GELESEN,
    }
    return render(request, "ratsinfo/einlesung.html", kontext)


def _karte(request: HttpRequest, objekt: Vorschlag, form: Angaben | None = None, status: int = 200) -> HttpResponse:
    """One proposal as htmx swaps it in, or its page where there is no JavaScript."""
    kontext: dict[str, Any] = {
        "vorschlag": objekt,
        "angaben": kurzfassung(objekt, lesen.stellen()),
        "form": form,
        "bearbeitbar": objekt.einlesung.state == Einlesestand.GELESEN,
        "titel": f"{objekt.get_art_display()} berichtigen",
    }
    vorlage = "ratsinfo/teile/vorschlag.html" if request.headers.get("HX-Request") else "ratsinfo/vorschlag.html"
    return render(request, vorlage, kontext, status=status)


@login_required
@require_safe
def vorschlag(request: HttpRequest, vorschlag_id: UUID) -> HttpResponse:
    """A proposal with its form (`?form`), or as it stands."""
    objekt = get_object_or_404(Vorschlag.objects.select_related("einlesung"), pk=vorschlag_id)
    form = FORMULARE[objekt.art](initial=objekt.daten, prefix=str(objekt.pk)[:8]) if "form" in request.GET else None
    return _karte(request, objekt, form)


@login_required
@require_POST
@domain_errors
def entscheiden(request: HttpRequest, vorschlag_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Vorschlag.objects.select_related("einlesung"), pk=vorschlag_id)
    entscheidung = request.POST.get("entscheidung", "")
    if entscheidung not in Entscheidung.values:
        raise Http404
    daten = None
    if entscheidung == Entscheidung.BERICHTIGT:
        form = FORMULARE[objekt.art](request.POST, prefix=str(objekt.pk)[:8])
        if not form.is_valid():
            return _karte(request, objekt, form, status=422)
        daten = form.daten()
    try:
        vorschlaege.decide_vorschlag(
            vorschlag_id=objekt.pk,
            entscheidung=Entscheidung(entscheidung),
            daten=daten,
            actor=_user(request),
            at=timezone.now(),
        )
    except vorschlaege.AuftragUnvollstaendig:
        form = FORMULARE[objekt.art](_leer_ausgefuellt(objekt), prefix=str(objekt.pk)[:8])
        return _karte(request, objekt, form, status=422)
    if request.headers.get("HX-Request"):
        objekt.refresh_from_db()
        return _karte(request, objekt)
    return redirect(f"{reverse('ratsinfo:einlesung', args=[objekt.einlesung_id])}#v-{objekt.pk}")


def _leer_ausgefuellt(objekt: Vorschlag) -> dict[str, Any]:
    """The proposal's data as if sent, so that the form says what is missing."""
    return {f"{str(objekt.pk)[:8]}-{name}": wert for name, wert in objekt.daten.items() if wert is not None}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def ergaenzen(request: HttpRequest, einlesung_id: UUID, art: str) -> HttpResponse:
    einlesung = get_object_or_404(Einlesung, pk=einlesung_id)
    if art not in FORMULARE:
        raise Http404
    form = FORMULARE[art](request.POST if request.method == "POST" else None)
    stelle = ErgaenzenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and stelle.is_valid():
        zeile = stelle.cleaned_data["zeile"]
        text = einlesung.text.split("\n")
        neu = vorschlaege.add_vorschlag(
            einlesung_id=einlesung.pk,
            art=art,
            daten=form.daten(),
            zeile=zeile,
            zitat=text[zeile - 1].strip() if zeile and zeile <= len(text) else "",
            actor=_user(request),
            at=timezone.now(),
        )
        return redirect(f"{reverse('ratsinfo:einlesung', args=[einlesung.pk])}#v-{neu.pk}")
    kontext = {
        "titel": f"{Vorschlag.Art(art).label} ergänzen",
        "einlesung": einlesung,
        "form": form,
        "stelle": stelle,
    }
    return render(request, "ratsinfo/ergaenzen.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def alle_entscheiden(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    """Accept or reject all open proposals, of one kind or of all."""
    einlesung = get_object_or_404(Einlesung, pk=einlesung_id)
    art, wahl = request.POST.get("art", ""), request.POST.get("entscheidung", "")
    if wahl not in {Entscheidung.ANGENOMMEN, Entscheidung.ABGELEHNT}:
        raise Http404
    anzahl, unvollstaendig = vorschlaege.decide_open(
        einlesung_id=einlesung.pk,
        entscheidung=Entscheidung(wahl),
        arten=[art] if art in FORMULARE else None,
        actor=_user(request),
        at=timezone.now(),
    )
    messages.success(request, f"{anzahl} Vorschläge {Entscheidung(wahl).label}.")
    if unvollstaendig:
        messages.warning(
            request,
            f"{len(unvollstaendig)} Aufträge bleiben offen: ihnen fehlt die verantwortliche Stelle oder ein Termin.",
        )
    anker = f"#v-{unvollstaendig[0].pk}" if unvollstaendig else "#vorschlaege"
    return redirect(f"{reverse('ratsinfo:einlesung', args=[einlesung.pk])}{anker}")


@login_required
@require_POST
@domain_errors
def bestaetigen(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    get_object_or_404(Einlesung, pk=einlesung_id)
    vorlage = uebernahme.confirm_einlesung(einlesung_id=einlesung_id, actor=_user(request), at=timezone.now())
    messages.success(request, f"„{vorlage}“ ist übernommen.")
    return redirect("ratsinfo:vorlage", vorlage_id=vorlage.pk)


def _schritt(request: HttpRequest, einlesung_id: UUID, dienst: Any, text: str) -> HttpResponse:
    einlesung = get_object_or_404(Einlesung, pk=einlesung_id)
    dienst(einlesung_id=einlesung.pk, actor=_user(request), at=timezone.now())
    messages.success(request, text)
    return redirect("ratsinfo:einlesung", einlesung_id=einlesung.pk)


@login_required
@require_POST
@domain_errors
def verwerfen(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    return _schritt(request, einlesung_id, einlesen.reject_einlesung, "Die Einlesung ist verworfen.")


@login_required
@require_POST
@domain_errors
def aufnehmen(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    return _schritt(request, einlesung_id, einlesen.reopen_einlesung, "Die Einlesung ist wieder aufgenommen.")


@login_required
@require_POST
@domain_errors
def neu_lesen(request: HttpRequest, einlesung_id: UUID) -> HttpResponse:
    get_object_or_404(Einlesung, pk=einlesung_id)
    lauf = einlesen.retry_einlesung(einlesung_id=einlesung_id, actor=_user(request), at=timezone.now())
    return redirect("jobs:lauf", lauf_id=lauf.pk)
