"""Log-in by OpenID Connect: to the provider, back, and the applications of who signed in. Always optional."""

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.portal import anmeldung as keks
from kreislauf.portal import ausweis as ablage
from kreislauf.portal.anmeldedienst import AntwortUngueltig, DienstGestoert, adresse_zu, einloesen, neuer_anlauf
from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.auskunft import ZuVieleVersuche, count_try, list_eigene, read_auskunft
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.sprachen import GRUNDSPRACHE
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_stand import zeit, zu_oft
from kreislauf.portal.zugang import Schluessel, lesbar, sender

log = logging.getLogger(__name__)
ZIELE = {"antrag": "portal:antrag", "stand": "portal:eigene"}


def _hinweis(request: HttpRequest, sprache: str, grund: str, status: int) -> HttpResponse:
    """Why it did not work, with the ways that stay open."""
    request.sprache = sprache  # type: ignore[attr-defined]
    texte = texte_von(sprache)
    name = settings.PORTAL_ANMELDEDIENST["name"]
    kontext = {"titel": texte["dienst.titel"], "text": texte[f"dienst.{grund}"].format(dienst=name)}
    return render(request, "portal/dienst.html", kontext, status=status)


@never_cache
@require_safe
def anmelden(request: HttpRequest, sprache: str) -> HttpResponse:
    """To the provider. A link, not a form: a page that sends forms to us only may not be led elsewhere by one."""
    texte = texte_von(sprache)
    if settings.PORTAL_ANMELDEDIENST is None:
        raise Http404
    ziel = request.GET.get("ziel", "")
    try:
        count_try("dienst", sender(request))
        anlauf = neuer_anlauf(sprache, ziel if ziel in ZIELE else "antrag")
        antwort = redirect(adresse_zu(anlauf))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    except DienstGestoert:
        return _hinweis(request, sprache, "stoerung", 503)
    except AntwortUngueltig as fehler:
        log.error("Der Anmeldedienst ist falsch eingerichtet: %s", fehler)
        return _hinweis(request, sprache, "stoerung", 503)
    ablage.setze_anlauf(antwort, anlauf)
    return antwort


@never_cache
@require_safe
def rueckkehr(request: HttpRequest) -> HttpResponse:
    """Back from the provider: once, in the browser that began it, within ten minutes."""
    if settings.PORTAL_ANMELDEDIENST is None:
        raise Http404
    anlauf = ablage.lies_anlauf(request)
    if anlauf is None:
        return _hinweis(request, GRUNDSPRACHE, "abgelaufen", 403)
    antwort = _rueckkehr(request, anlauf)
    ablage.loesche(antwort, ablage.ANLAUF)
    return antwort


def _rueckkehr(request: HttpRequest, anlauf: Any) -> HttpResponse:
    gleich = constant_time_compare(request.GET.get("state", ""), str(anlauf.state))
    if not gleich or not ablage.verbrauche(anlauf.state):
        return _hinweis(request, anlauf.sprache, "abgelaufen", 403)
    if "error" in request.GET or "code" not in request.GET:
        return _hinweis(request, anlauf.sprache, "abgebrochen", 403)
    try:
        if (
            request.GET.get("iss", settings.PORTAL_ANMELDEDIENST["aussteller"])
            != (settings.PORTAL_ANMELDEDIENST["aussteller"])
        ):
            raise AntwortUngueltig("Antwort eines anderen Dienstes (RFC 9207)")
        person = ablage.beginne(einloesen(anlauf, request.GET["code"]))
    except DienstGestoert:
        return _hinweis(request, anlauf.sprache, "stoerung", 503)
    except AntwortUngueltig as fehler:
        log.warning("Eine Anmeldung wurde nicht angenommen: %s", fehler)
        vermerken("anmeldung.falsch", request)
        return _hinweis(request, anlauf.sprache, "abgelehnt", 403)
    antwort = redirect(ZIELE[anlauf.ziel], sprache=anlauf.sprache)
    vermerken("anmeldung.gelungen", request)
    ablage.setze_person(antwort, person)
    return antwort


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def eigene(request: HttpRequest, sprache: str) -> HttpResponse:
    """The applications of who signed in; each opens as with number and code."""
    texte, person = texte_von(sprache), ablage.lies_person(request)
    if settings.PORTAL_ANMELDEDIENST is None:
        raise Http404
    if person is None:
        return redirect("portal:stand", sprache=sprache)
    if request.method == "POST":
        schluessel = Schluessel(request.POST.get("nummer", "")[:20], person.ausweis.subjekt)
        if read_auskunft(schluessel, bekannt=True, sitzung=person.sitzung) is None:
            raise Http404
        geoeffnet = redirect("portal:stand", sprache=sprache)
        keks.setze(geoeffnet, Anmeldung(schluessel, person.sitzung, person.beginn))
        return geoeffnet
    alle = [
        (e.nummer, texte["eigene.zeile"].format(tag=zeit(e.received_at), nummer=lesbar(e.nummer)), e.zustand(texte))
        for e in list_eigene(person.ausweis.subjekt, person.sitzung)
    ]
    antwort = render(request, "portal/eigene.html", {"titel": texte["eigene.titel"], "alle": alle})
    ablage.setze_person(antwort, person)
    return antwort
