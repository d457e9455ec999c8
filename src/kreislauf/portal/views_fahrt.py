"""A trip by its code: shown as the school entered it, and the way into an application that is filled in already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kreislauf.portal.antragsform import FahrtcodeForm
from kreislauf.portal.auskunft import ZuVieleVersuche
from kreislauf.portal.entwurf import Entwurf, verschluesseln
from kreislauf.portal.fahrten import Fahrt, read_fahrt
from kreislauf.portal.sprachen import gewuenscht
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_stand import zu_oft
from kreislauf.portal.zugang import lesbar, sender
from kreislauf.portal.zusammenfassung import zeilen


@require_safe
def kurz(request: HttpRequest, code: str) -> HttpResponse:
    """The short address in the picture of a letter, in the first language the browser asks for."""
    sprache = gewuenscht(request.headers.get("Accept-Language", "")[:200])
    return redirect(f"{reverse('portal:fahrt', args=[sprache])}?{urlencode({'code': code[:20]})}")


@never_cache
@require_safe
def fahrt(request: HttpRequest, sprache: str) -> HttpResponse:
    """The code is no secret of a family, so it may stand in the address."""
    texte, heute = texte_von(sprache), timezone.localdate()
    gefragt = "code" in request.GET
    daten = {"fahrtcode": request.GET.get("code", "")[:100]} if gefragt else None
    form = FahrtcodeForm(daten, texte=texte, heute=heute)
    kontext = {"titel": texte["fahrt.titel"], "form": form}
    if not (gefragt and form.is_valid()):
        return render(request, "portal/fahrt.html", kontext, status=422 if gefragt else 200)
    try:
        gefunden = read_fahrt(form.cleaned_data["fahrtcode"], sender(request))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    if gefunden is None:
        form.add_error("fahrtcode", texte["fahrt.unbekannt"])
        return render(request, "portal/fahrt.html", kontext, status=422)
    if gefunden.stand != "offen":
        kontext |= {"meldung": texte[f"fahrt.{gefunden.stand}"]}
        return render(request, "portal/fahrt.html", kontext)
    return _zeigen(request, texte, gefunden)


def _zeigen(request: HttpRequest, texte: dict[str, str], gefunden: Fahrt) -> HttpResponse:
    angaben = gefunden.angaben() | {"fahrt": lesbar(gefunden.code)}
    kontext = {
        "titel": texte["fahrt.gefunden"],
        "fahrt": gefunden,
        "zeilen": [
            (texte["feld.klasse"], gefunden.klasse),
            *zeilen(angaben, texte, timezone.localdate()),
        ],
        "herkunft": texte["fahrt.fest"].format(einrichtung=gefunden.einrichtung),
        "entwurf": verschluesseln(Entwurf(fahrt=dict(gefunden.entwurf()))),
    }
    return render(request, "portal/fahrt.html", kontext)
