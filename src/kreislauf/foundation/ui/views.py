"""Start page, colours, legal pages, and how expected failures are shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.erinnerungen.selectors import zuletzt_erinnert
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.aufgaben import aufgaben_fuer, gruppiert
from kreislauf.foundation.ui.context import FARBSCHEMA_COOKIE, FARBSCHEMATA
from kreislauf.foundation.ui.forms import AufgabenFilter

AUF_EINMAL = 50  # tasks on the start page; the most urgent, and a link to all
_EIN_JAHR = 365 * 24 * 3600
RECHTSTEXTE = {"impressum": "Impressum", "datenschutz": "Datenschutz", "barrierefreiheit": "Barrierefreiheit"}

View = Callable[..., HttpResponseBase]


def sicherer_rueckweg(request: HttpRequest, ziel: str | None, ersatz: str = "/") -> str:
    """An address of this site to go back to; foreign ones become `ersatz`."""
    if ziel and url_has_allowed_host_and_scheme(ziel, {request.get_host()}, require_https=request.is_secure()):
        return ziel
    return ersatz


def domain_error_response(request: HttpRequest, fehler: DomainError) -> HttpResponse:
    """The 409 page, or for htmx the fragment, with the text of an expected failure and the way back."""
    vorlage = "ui/teile/fachfehler.html" if request.headers.get("HX-Request") else "ui/fachfehler.html"
    zurueck = sicherer_rueckweg(request, request.headers.get("Referer"), request.path)
    kontext = {"titel": "Das ist so nicht möglich", "fehler": str(fehler), "zurueck": zurueck}
    return render(request, vorlage, kontext, status=409)


def domain_errors(view: View) -> View:
    """Undo everything the view wrote and show the failure when it raises DomainError."""

    @wraps(view)
    def verpackt(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except DomainError as fehler:
            return domain_error_response(request, fehler)

    return verpackt


@method_decorator(domain_errors, name="dispatch")
class DomainErrorsMixin:
    """The same for class-based views: list it first among the bases."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        antwort: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return antwort


def _mit_allen(request: HttpRequest) -> str:
    abfrage = request.GET.copy()
    abfrage["alle"] = "1"
    return f"?{abfrage.urlencode()}"


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """„Meine Aufgaben“."""
    at = timezone.now()
    alle = aufgaben_fuer(cast(User, request.user), cast(Rechte, request.rechte), at)  # type: ignore[attr-defined]
    form = AufgabenFilter(request.GET, arten=sorted({a.art for a in alle}))
    gezeigt = form.gefiltert(alle)
    kontext = {
        "titel": "Meine Aufgaben",
        "form": form,
        "gruppen": gruppiert(gezeigt, at, None if "alle" in request.GET else AUF_EINMAL),
        "mehr": "" if "alle" in request.GET or len(gezeigt) <= AUF_EINMAL else _mit_allen(request),
        "anzahl": len(gezeigt),
        "insgesamt": len(alle),
        "mail_eingerichtet": settings.MAIL_EINGERICHTET,
        "zuletzt_erinnert": zuletzt_erinnert(cast(User, request.user)),
    }
    return render(request, "ui/aufgaben.html", kontext)


@require_POST
def farbschema(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's own colours in a cookie of this browser."""
    schema = request.POST.get("schema", "")
    if schema not in FARBSCHEMATA:
        return HttpResponseBadRequest("Unbekannte Darstellung")
    antwort = redirect(sicherer_rueckweg(request, request.POST.get("weiter")))
    if schema == "system":
        antwort.delete_cookie(FARBSCHEMA_COOKIE, samesite="Lax")
    else:
        antwort.set_cookie(
            FARBSCHEMA_COOKIE, schema, max_age=_EIN_JAHR, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    return antwort


@require_safe
def rechtstext(request: HttpRequest, name: str) -> HttpResponse:
    """Legal page: the county's own text from `seiten/<name>.txt` in the data folder, else what it must still say."""
    datei = settings.DATEN / "seiten" / f"{name}.txt"
    text = datei.read_text(encoding="utf-8") if datei.is_file() else ""
    kontext = {"titel": RECHTSTEXTE[name], "text": text, "vorlage": f"ui/rechtliches/{name}.html"}
    return render(request, "ui/rechtstext.html", kontext)
