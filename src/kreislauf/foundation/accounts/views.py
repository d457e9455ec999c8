"""Pages around the account: my own, and the technical administration's."""

import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any, cast
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.accounts import selectors, services
from kreislauf.foundation.accounts.forms import BereichForm, PersonenFilter, PersonForm, RolleForm
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.foundation.ui.views import domain_errors

SPALTEN = (
    Spalte("name", "Name", sortierbar=True),
    Spalte("email", "E-Mail", sortierbar=True),
    Spalte("rollen", "Rollen"),
    Spalte("zugang", "Zugang", sortierbar=True),
)


def gesperrt(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong attempts: says when it goes on and whom to ask."""
    minuten = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/gesperrt.html", {"titel": "Anmeldung gesperrt", "minuten": minuten}, status=429)


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
        "mail_eingerichtet": settings.MAIL_EINGERICHTET,
    }
    return render(request, "accounts/konto.html", kontext)


@login_required
@require_POST
def konto_erinnerungen(request: HttpRequest) -> HttpResponse:
    """Switch reminders by mail on or off for oneself."""
    an = request.POST.get("an") == "ja"
    services.set_erinnerung(an=an, actor=_user(request), at=timezone.now())
    messages.success(request, "Sie werden per E-Mail erinnert." if an else "Sie werden nicht mehr per E-Mail erinnert.")
    return redirect("konto")


@login_required
@require_safe
def personen(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    form, menge = _auswahl(request)
    seite = Paginator(menge, 50).get_page(request.GET.get("seite"))
    kontext = {
        "titel": "Personen und Rollen",
        "form": form,
        "seite": seite,
        "spalten": SPALTEN,
        "csv": f"{reverse('accounts:personen_csv')}?{request.GET.urlencode()}",
    }
    return render(request, "accounts/personen.html", kontext)


def _auswahl(request: HttpRequest) -> tuple[PersonenFilter, QuerySet[User]]:
    """The filter of the list and who fits it; parts of the filter that are not valid leave everybody."""
    form = PersonenFilter(request.GET)
    form.is_valid()
    tag = timezone.localdate()
    return form, selectors.personen(form.cleaned_data, request.GET.get("sortierung", ""), tag=tag)


@login_required
@require_safe
def personen_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered; an apostrophe keeps spreadsheets from running what looks like a formula."""
    _verwaltet(request)
    menge = list(_auswahl(request)[1])
    at = timezone.now()
    journal.record("konto.export", None, actor=_user(request), at=at, details={"zeilen": len(menge)})
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(["Name", "Vorname", "E-Mail", "Funktion", "Rollen", "Zugang"])
    for p in menge:
        rollen = ", ".join(f"{z.get_rolle_display()} ({z.bereich})" for z in p.rollen)  # type: ignore[attr-defined]
        werte = [p.nachname, p.vorname, p.email, p.funktion, rollen, "aktiv" if p.is_active else "gesperrt"]
        schreiber.writerow([f"'{w}" if w[:1] in "=+-@\t\r" and w else w for w in werte])
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="personen.csv"'
    return antwort


AKTE: dict[str, tuple[str, Callable[..., object]]] = {
    "sperren": ("Zugang sperren", lambda **a: services.set_active(aktiv=False, **a)),
    "entsperren": ("Zugang freigeben", lambda **a: services.set_active(aktiv=True, **a)),
    "startpasswort": ("Neues Startpasswort", services.reset_passwort),
    "fehlversuche": ("Sperre nach Fehlversuchen aufheben", services.reset_lockout),
    "faktor": ("Zweiten Faktor zurücksetzen", services.reset_faktor),
    "sitzungen": ("Überall abmelden", services.end_sessions),
}


def _leere_rolle() -> RolleForm:
    return RolleForm(initial={"beginn": timezone.localdate()})


def _laeuft(z: Zustaendigkeit) -> bool:
    return z.ende is None or (z.ende > timezone.localdate() and not z.zurueckgenommen)


def _person(request: HttpRequest, user: User, rollenform: RolleForm, startpasswort: str = "") -> HttpResponse:
    unpassend = "entsperren" if user.is_active else "sperren"
    kontext = {
        "titel": str(user),
        "person": user,
        "angaben": [
            ("E-Mail", user.email),
            ("Funktion", user.funktion),
            ("Telefon", user.telefon),
            ("Passwort", "Startpasswort, noch nicht geändert" if user.passwort_vorlaeufig else "selbst gewählt"),
            ("Zweiter Faktor", "eingerichtet" if is_mfa_enabled(user) else "nicht eingerichtet"),
            ("Zugang", "aktiv" if user.is_active else "gesperrt"),
        ],
        "zustaendigkeiten": [(z, _laeuft(z)) for z in user.zustaendigkeiten.select_related("bereich")],
        "heute": timezone.localdate(),
        "rollenform": rollenform,
        "akte": [(akt, titel) for akt, (titel, _) in AKTE.items() if akt != unpassend],
        "startpasswort": startpasswort,
    }
    return render(request, "accounts/person.html", kontext, status=422 if rollenform.errors else 200)


@login_required
@require_safe
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    _verwaltet(request)
    return _person(request, get_object_or_404(User, pk=user_id), _leere_rolle())


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
            return _person(request, user, _leere_rolle(), passwort)
    kontext = {"titel": "Person eintragen", "form": form, "zurueck": reverse("accounts:personen")}
    return render(request, "accounts/formular.html", kontext, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_bearbeiten(request: HttpRequest, user_id: UUID) -> HttpResponse:
    _verwaltet(request)
    user = get_object_or_404(User, pk=user_id)
    zurueck = reverse("accounts:person", args=[user_id])
    form = PersonForm(request.POST if request.method == "POST" else None, instance=user)
    titel = f"{user} bearbeiten"  # before the form writes into it
    if request.method == "POST" and form.is_valid():
        try:
            services.update_person(user_id=user_id, angaben=form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as fehler:
            form.add_error("email", str(fehler))
        else:
            messages.success(request, "Die Angaben sind gespeichert.")
            return redirect(zurueck)
    kontext = {"titel": titel, "form": form, "zurueck": zurueck}
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
    ende = services.end_rolle(zustaendigkeit_id=objekt.pk, ende=timezone.localdate(at), actor=_user(request), at=at)
    messages.success(request, "Die Rolle ist zurückgenommen." if ende.zurueckgenommen else "Die Rolle endet heute.")
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
    ergebnis = dienst(user_id=user_id, actor=_user(request), at=timezone.now())
    if isinstance(ergebnis, str):  # a start password: shown in this answer and nowhere else
        return _person(request, User.objects.get(pk=user_id), _leere_rolle(), ergebnis)
    messages.success(request, f"{titel}: erledigt.")
    return redirect("accounts:person", user_id=user_id)


@login_required
@require_safe
def bereiche(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    return render(request, "accounts/bereiche.html", {"titel": "Bereiche", "baum": selectors.baum()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bereich_neu(request: HttpRequest) -> HttpResponse:
    _verwaltet(request)
    return _bereich(request, None, "Bereich anlegen", services.create_bereich)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bereich_bearbeiten(request: HttpRequest, bereich_id: int) -> HttpResponse:
    _verwaltet(request)
    bereich = get_object_or_404(Bereich, pk=bereich_id)
    return _bereich(request, bereich, f"{bereich} bearbeiten", partial(services.update_bereich, bereich_id=bereich_id))


def _bereich(request: HttpRequest, bereich: Bereich | None, titel: str, dienst: Callable[..., object]) -> HttpResponse:
    form = BereichForm(request.POST if request.method == "POST" else None, instance=bereich)
    if request.method == "POST" and form.is_valid():
        try:
            dienst(angaben=form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            return redirect("accounts:bereiche")
    kontext = {"titel": titel, "form": form, "zurueck": reverse("accounts:bereiche")}
    return render(request, "accounts/formular.html", kontext, status=422 if form.errors else 200)
