"""The status page: opened by number and code, shows what the case work published, and nothing else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.portal import anmeldung as keks
from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.antragsform import StandForm
from kreislauf.portal.auskunft import Auskunft, ZuVieleVersuche, count_try, end_sitzung, read_auskunft
from kreislauf.portal.ausweis import PERSON, lies_person, loesche
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.standseite import seite
from kreislauf.portal.views import texte_von
from kreislauf.portal.zugang import lesbar, schluessel, sender

Ansicht = Callable[[HttpRequest, dict[str, str], Anmeldung, Auskunft], HttpResponse]


def zu_oft(request: HttpRequest, texte: dict[str, str]) -> HttpResponse:
    vermerken("grenze.erreicht", request)
    kontext = {"titel": texte["stand.zu_oft_titel"], "text": texte["stand.zu_oft"]}
    return render(request, "portal/meldung.html", kontext, status=429)


def angemeldet(request: HttpRequest, texte: dict[str, str], ansicht: Ansicht) -> HttpResponse:
    """Show `ansicht` to who is signed in, and renew the cookie; everybody else gets the form."""
    anmeldung = keks.gelesen(request)
    auskunft = None
    if anmeldung is not None:
        auskunft = read_auskunft(anmeldung.schluessel, bekannt=True, sitzung=anmeldung.sitzung)
    if anmeldung is None or auskunft is None:
        antwort = _formular(request, texte, StandForm(None, texte=texte, heute=timezone.localdate()))
        if keks.vorgelegt(request):
            vermerken("anmeldung.ungueltig", request)
            keks.loesche(antwort)
        return antwort
    antwort = ansicht(request, texte, anmeldung, auskunft)
    keks.setze(antwort, anmeldung)
    return antwort


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stand(request: HttpRequest, sprache: str) -> HttpResponse:
    texte = texte_von(sprache)
    if request.method != "POST":
        return angemeldet(request, texte, _stand)
    form = StandForm(request.POST, texte=texte, heute=timezone.localdate())
    if not form.is_valid():
        return _formular(request, texte, form, status=422)
    try:
        count_try("anmelden", sender(request))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    neu = keks.beginne(schluessel(form.cleaned_data["nummer"], form.cleaned_data["code"]))
    nummer = neu.schluessel.nummer
    bekannt = keks.ist_bekannt(request, nummer)
    if read_auskunft(neu.schluessel, bekannt=bekannt, sitzung=neu.sitzung) is None:
        vermerken("anmeldung.falsch", request, nummer=nummer)
        form.add_error("code", texte["stand.falsch"])
        return _formular(request, texte, form, status=422)
    vermerken("anmeldung.gelungen", request, nummer=nummer)
    if (vorige := keks.gelesen(request)) is not None:
        end_sitzung(vorige.sitzung, timezone.now())
    antwort = redirect("portal:stand", sprache=sprache)
    keks.setze(antwort, neu)
    keks.merke_geraet(request, antwort, nummer)
    return antwort


def _formular(request: HttpRequest, texte: dict[str, str], form: StandForm, status: int = 200) -> HttpResponse:
    kontext: dict[str, Any] = {"titel": texte["stand.titel"], "form": form, "schritt": ""}
    kontext["fehler"] = [feld for feld in form if feld.errors]
    if settings.PORTAL_ANMELDEDIENST is not None:
        name = settings.PORTAL_ANMELDEDIENST["name"]
        kontext |= {"dienst": texte["dienst.anmelden"].format(dienst=name), "ziel": "stand"}
    return render(request, "portal/stand_anmelden.html", kontext, status=status)


def _stand(request: HttpRequest, texte: dict[str, str], anmeldung: Anmeldung, auskunft: Auskunft) -> HttpResponse:
    nummer = lesbar(anmeldung.schluessel.nummer)
    kontext = {
        "titel": texte["stand.titel"],
        "seite": seite(auskunft, texte, timezone.localdate()),
        "familie": auskunft.art == "familie",
        "darf_nachweise": auskunft.darf("nachweis"),
        "helfer": texte["helfer.du_bist"].format(name=auskunft.name) if auskunft.art == "helfer" else "",
        "eingegangen": texte["stand.eingegangen_am"].format(tag=zeit(auskunft.received_at), nummer=nummer),
        "eigene": lies_person(request) is not None,
        "zuletzt": texte["stand.zuletzt"].format(tag=zeit(auskunft.stand_at)),
    }
    return render(request, "portal/stand.html", kontext)


def zeit(at: Any) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y, %H:%M}"


@never_cache
@require_POST
def abmelden(request: HttpRequest, sprache: str) -> HttpResponse:
    """End the sign-in, for every copy of its cookie."""
    texte = texte_von(sprache)
    anmeldung = keks.gelesen(request)
    person = lies_person(request)
    for sitzung in {a.sitzung for a in (anmeldung, person) if a is not None}:
        end_sitzung(sitzung, timezone.now())
    if anmeldung is not None:
        vermerken("anmeldung.beendet", request, nummer=anmeldung.schluessel.nummer)
    antwort = render(request, "portal/meldung.html", {"titel": texte["stand.titel"], "text": texte["stand.abgemeldet"]})
    keks.loesche(antwort)
    loesche(antwort, PERSON)
    # Not the cookies: one of them keeps strangers' tries apart.
    antwort.headers["Clear-Site-Data"] = '"cache", "storage"'
    return antwort
