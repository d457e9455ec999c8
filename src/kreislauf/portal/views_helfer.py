"""Let a helper in and end that; only the family can."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.antragsform import HelferForm
from kreislauf.portal.auskunft import Auskunft, ZuVieleVersuche, count_try
from kreislauf.portal.helfer import grant_helfer, withdraw_helfer
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_nachsendung import nicht_erlaubt
from kreislauf.portal.views_stand import angemeldet, zeit, zu_oft
from kreislauf.portal.zugang import lesbar, sender


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def helfer(request: HttpRequest, sprache: str) -> HttpResponse:
    return angemeldet(request, texte_von(sprache), _helfer)


def _helfer(request: HttpRequest, texte: dict[str, str], anmeldung: Anmeldung, auskunft: Auskunft) -> HttpResponse:
    if auskunft.art != "familie":
        return nicht_erlaubt(request, texte)
    form = HelferForm(request.POST or None, texte=texte, heute=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return _seite(request, texte, auskunft, form)
    try:
        count_try("helfer", sender(request))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    name = form.cleaned_data["name"]
    zugang = grant_helfer(anmeldung=anmeldung, name=name, umfang=form.cleaned_data["umfang"])
    if zugang is None:
        form.add_error("name", texte["helfer.zuviele"])
        return _seite(request, texte, auskunft, form)
    kontext = {
        "titel": texte["helfer.titel"],
        "text": texte["helfer.code_text"].format(name=name),
        "nummer": lesbar(zugang.nummer),
        "code": lesbar(zugang.code),
    }
    return render(request, "portal/helfer_code.html", kontext)


def _seite(request: HttpRequest, texte: dict[str, str], auskunft: Auskunft, form: HelferForm) -> HttpResponse:
    fehler = [feld for feld in form if feld.errors]
    kontext = {
        "titel": texte["helfer.titel"],
        "form": form,
        "fehler": fehler,
        "schritt": "helfer",
        "alle": [_zeile(h, texte) for h in auskunft.helfer],
    }
    return render(request, "portal/helfer.html", kontext, status=422 if fehler else 200)


def _zeile(h: Any, texte: dict[str, str]) -> dict[str, Any]:
    wann = "helfer.beendet" if h["bis"] else "helfer.seit"
    return {
        "id": h["id"],
        "name": h["name"],
        "umfang": [texte[f"umfang.{u}"] for u in h["umfang"]],
        "wann": texte[wann].format(tag=zeit(parse_datetime(h["bis"] or h["seit"]))),
        "offen": not h["bis"],
    }


@never_cache
@require_POST
def beenden(request: HttpRequest, sprache: str) -> HttpResponse:
    return angemeldet(request, texte_von(sprache), _beenden)


def _beenden(request: HttpRequest, texte: dict[str, str], anmeldung: Anmeldung, auskunft: Auskunft) -> HttpResponse:
    try:
        kennung = uuid.UUID(request.POST.get("helfer", ""))
    except ValueError:
        return nicht_erlaubt(request, texte)
    if auskunft.art != "familie" or not withdraw_helfer(anmeldung=anmeldung, helfer_id=kennung):
        return nicht_erlaubt(request, texte)
    return redirect("portal:helfer", sprache=request.path.split("/")[1])
