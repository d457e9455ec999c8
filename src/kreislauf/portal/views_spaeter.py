"""Go on later: keep the draft, send the link, open it again, delete it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kreislauf.portal import antragsschritte as ablauf
from kreislauf.portal.anlagen import DateiAbgelehnt, nimm_an
from kreislauf.portal.antragsform import SpaeterForm
from kreislauf.portal.auskunft import ZuVieleVersuche, count_try
from kreislauf.portal.entwurf import Entwurf, EntwurfUngueltig, entschluesseln, verschluesseln
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.spaeter import send_entwurf
from kreislauf.portal.versand import VersandGestoert
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_antrag import geschlossen, veraltet, zeigen
from kreislauf.portal.views_stand import zu_oft
from kreislauf.portal.zugang import sender
from kreislauf.portal.zwischenstand import NichtMehrDa, delete_entwurf, read_entwurf


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spaeter(request: HttpRequest, sprache: str) -> HttpResponse:
    """From any step of the application: first the address is asked for, then the draft is kept and the link sent."""
    texte = texte_von(sprache)
    if request.method != "POST":
        return redirect("portal:antrag", sprache=sprache)
    if (zu := geschlossen(request, texte)) is not None:
        return zu
    try:
        entwurf = entschluesseln(request.POST.get("entwurf", ""))
    except EntwurfUngueltig:
        return veraltet(request, texte)
    schritt = request.POST.get("schritt", "")
    if schritt != "spaeter":
        if ablauf.erlaubt(entwurf, schritt):
            ablauf.merken(entwurf, schritt, request.POST, texte=texte, heute=timezone.localdate())
        return _fragen(request, texte, entwurf, SpaeterForm(None, texte=texte, heute=timezone.localdate()))
    return _ablegen(request, texte, entwurf, sprache)


def _fragen(
    request: HttpRequest, texte: dict[str, str], entwurf: Entwurf, form: SpaeterForm, **weiteres: Any
) -> HttpResponse:
    fehler = [feld for feld in form if feld.errors]
    kontext = {
        "titel": texte["spaeter.titel"],
        "form": form,
        "fehler": fehler,
        "entwurf": verschluesseln(entwurf),
        "schritt": "spaeter",
        "zurueck": entwurf.angefangen.get("schritt", "sie"),
        "schon_dabei": texte["spaeter.schon_dabei"].format(namen=", ".join(entwurf.dateien)) if entwurf.dateien else "",
        **weiteres,
    }
    status = weiteres.get("status") or (422 if fehler or weiteres.get("dateifehler") else 200)
    return render(request, "portal/spaeter.html", kontext, status=status)


def _ablegen(request: HttpRequest, texte: dict[str, str], entwurf: Entwurf, sprache: str) -> HttpResponse:
    form = SpaeterForm(request.POST, texte=texte, heute=timezone.localdate())
    if form.is_valid():
        try:
            validate_email(form.cleaned_data["email"])
        except ValidationError:
            form.add_error("email", texte["fehler.email"])
    if not form.is_valid():
        return _fragen(request, texte, entwurf, form)
    at = timezone.now()
    try:
        count_try("entwurf", sender(request))
        ablage = send_entwurf(
            entwurf=entwurf,
            dateien=nimm_an(request.FILES.getlist("dateien")),
            email=form.cleaned_data["email"],
            sprache=sprache,
            texte=texte,
            at=at,
        )
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    except DateiAbgelehnt as fehler:
        vermerken("datei.abgelehnt", request)
        return _fragen(request, texte, entwurf, form, dateifehler=texte["fehler.datei"].format(name=fehler))
    except NichtMehrDa:
        entwurf.ablage, entwurf.dateien = "", []
        return _fragen(request, texte, entwurf, form, dateifehler=texte["weiter.dateien_weg"])
    except VersandGestoert:
        return _fragen(request, texte, entwurf, form, meldung=texte["spaeter.geht_nicht"], status=503)
    entwurf = read_entwurf(ablage.token)[0]  # who goes on here goes on with what the link opens
    kontext = {
        "titel": texte["spaeter.fertig"],
        "text": texte["spaeter.fertig_text"].format(tag=ablauf.bis_tag(at)),
        "entwurf": verschluesseln(entwurf),
        "schritt": "spaeter",
        "zurueck": entwurf.angefangen.get("schritt", "sie"),
    }
    return render(request, "portal/spaeter_fertig.html", kontext)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def weiter(request: HttpRequest, sprache: str, token: str) -> HttpResponse:
    """What the link opens. Looking changes nothing: programs that check mails open links, too."""
    texte = texte_von(sprache)
    try:
        count_try("weiter", sender(request))
        entwurf, bis = read_entwurf(token)
        if request.POST.get("akt") == "loeschen":
            delete_entwurf(token)
            return render(
                request, "portal/meldung.html", {"titel": texte["weiter.titel"], "text": texte["weiter.geloescht"]}
            )
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    except NichtMehrDa:
        vermerken("entwurf.unbekannt", request)
        kontext = {"titel": texte["weiter.titel"], "text": texte["weiter.weg"], "neu": True}
        return render(request, "portal/meldung.html", kontext, status=404)
    if request.POST.get("akt") == "weiter":
        schritt = entwurf.angefangen.get("schritt", "")
        if not ablauf.erlaubt(entwurf, schritt):
            schritt = ablauf.schritte(entwurf)[0]
        return zeigen(request, texte, entwurf, schritt)
    tag = f"{timezone.localtime(bis):%d.%m.%Y}"
    kontext = {"titel": texte["weiter.titel"], "text": texte["weiter.text"].format(tag=tag)}
    return render(request, "portal/weiter.html", kontext)
