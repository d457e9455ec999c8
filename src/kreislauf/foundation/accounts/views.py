"""Pages around the account: my own, and the technical administration's."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.accounts import services
from kreislauf.foundation.accounts.forms import BereichForm, PersonenFilter, PersonForm, RolleForm
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.views import domain_errors


def gesperrt(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong attempts: says when it goes on and whom to ask."""
    return render(request, "accounts/gesperrt.html", {"titel": "Anmeldung gesperrt"}, status=429)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _verwaltet(request: HttpRequest) -> None:
    if not request.rechte.darf_akt("konto.manage"):  # type: ignore[attr-defined]
        raise PermissionDenied


@login_required
@require_safe
def konto(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    kontext = {
        "titel": "Mein Konto",
        "angaben": [("Name", user), ("E-Mail", user.email), ("Funktion", user.funktion), ("Telefon", user.telefon)],
        "zustaendigkeiten": user.zustaendigkeiten.select_related("bereich"),
    }
    return render(request, "accounts/konto.html", kontext)


@login_required
@require_safe
def personen(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    form = PersonenFilter(request.GET)
    form.is_valid()
    werte = form.cleaned_data
    menge = User.objects.prefetch_related("zustaendigkeiten__bereich")
    if suche := werte.get("suche"):
        menge = menge.filter(Q(nachname__icontains=suche) | Q(vorname__icontains=suche) | Q(email__icontains=suche))
    if werte.get("rolle"):
        menge = menge.filter(pk__in=Zustaendigkeit.objects.filter(rolle=werte["rolle"]).values("user_id"))
    if werte.get("zugang"):
        menge = menge.filter(is_active=werte["zugang"] == "aktiv")
    seite = Paginator(menge, 50).get_page(request.GET.get("seite"))
    return render(request, "accounts/personen.html", {"titel": "Personen und Rollen", "form": form, "seite": seite})


AKTE: dict[str, tuple[str, Callable[..., object]]] = {
    "sperren": ("Zugang sperren", lambda **a: services.set_active(aktiv=False, **a)),
    "entsperren": ("Zugang freigeben", lambda **a: services.set_active(aktiv=True, **a)),
    "fehlversuche": ("Sperre nach Fehlversuchen aufheben", services.reset_lockout),
    "faktor": ("Zweiten Faktor zurücksetzen", services.reset_faktor),
    "sitzungen": ("Überall abmelden", services.end_sessions),
}


def _person(request: HttpRequest, user: User, rollenform: RolleForm, startpasswort: str = "") -> HttpResponse:
    unpassend = "entsperren" if user.is_active else "sperren"
    kontext = {
        "titel": str(user),
        "person": user,
        "angaben": [
            ("E-Mail", user.email),
            ("Funktion", user.funktion),
            ("Zugang", "aktiv" if user.is_active else "gesperrt"),
        ],
        "zustaendigkeiten": user.zustaendigkeiten.select_related("bereich"),
        "rollenform": rollenform,
        "akte": [(akt, titel) for akt, (titel, _) in AKTE.items() if akt != unpassend],
        "startpasswort": startpasswort,
    }
    return render(request, "accounts/person.html", kontext, status=422 if rollenform.errors else 200)


@login_required
@require_safe
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    _verwaltet(request)
    form = RolleForm(initial={"beginn": timezone.localdate()})
    return _person(request, get_object_or_404(User, pk=user_id), form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_neu(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user, passwort = services.create_person(angaben=form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as fehler:
            form.add_error("email", str(fehler))
        else:
            return _person(request, user, RolleForm(initial={"beginn": timezone.localdate()}), passwort)
    kontext = {"titel": "Person eintragen", "form": form, "zurueck": reverse("accounts:personen")}
    return render(request, "accounts/formular.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
def zustaendigkeit_neu(request: HttpRequest, user_id: UUID) -> HttpResponse:
    _verwaltet(request)
    user = get_object_or_404(User, pk=user_id)
    form = RolleForm(request.POST)
    if form.is_valid():
        try:
            services.assign_rolle(user_id=user.pk, actor=_user(request), at=timezone.now(), **form.cleaned_data)
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, "Die Rolle ist zugeordnet.")
            return redirect("accounts:person", user_id=user.pk)
    return _person(request, user, form)


@login_required
@require_POST
@domain_errors
def zustaendigkeit_beenden(request: HttpRequest, zustaendigkeit_id: int) -> HttpResponse:
    _verwaltet(request)
    objekt = get_object_or_404(Zustaendigkeit, pk=zustaendigkeit_id)
    at = timezone.now()
    services.end_rolle(zustaendigkeit_id=objekt.pk, ende=timezone.localdate(at), actor=_user(request), at=at)
    messages.success(request, "Die Rolle endet heute.")
    return redirect("accounts:person", user_id=objekt.user_id)


@login_required
@require_POST
@domain_errors
def person_handeln(request: HttpRequest, user_id: UUID, akt: str) -> HttpResponse:
    _verwaltet(request)
    if akt not in AKTE:
        raise Http404
    get_object_or_404(User, pk=user_id)
    titel, dienst = AKTE[akt]
    dienst(user_id=user_id, actor=_user(request), at=timezone.now())
    messages.success(request, f"{titel}: erledigt.")
    return redirect("accounts:person", user_id=user_id)


@login_required
@require_safe
def bereiche(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    kinder: dict[int | None, list[Bereich]] = {}
    for bereich in Bereich.objects.all():
        kinder.setdefault(bereich.uebergeordnet_id, []).append(bereich)

    def zweig(pk: int | None, tiefe: int) -> list[tuple[int, Bereich]]:
        return [z for b in kinder.get(pk, []) for z in [(tiefe, b), *zweig(b.pk, tiefe + 1)]]

    return render(request, "accounts/bereiche.html", {"titel": "Bereiche", "baum": zweig(None, 0)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bereich_neu(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    form = BereichForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.create_bereich(angaben=form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as fehler:
            form.add_error("name", str(fehler))
        else:
            return redirect("accounts:bereiche")
    kontext = {"titel": "Bereich anlegen", "form": form, "zurueck": reverse("accounts:bereiche")}
    return render(request, "accounts/formular.html", kontext, status=422 if form.errors else 200)
