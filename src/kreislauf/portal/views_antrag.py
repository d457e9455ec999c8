"""The application in the portal: step by step, nothing kept before it is sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kreislauf.portal import anmeldedienst
from kreislauf.portal import antragsschritte as ablauf
from kreislauf.portal.anlagen import DateiAbgelehnt, nimm_an
from kreislauf.portal.anmeldung import HOECHSTENS_SEKUNDEN, merke_geraet
from kreislauf.portal.antragsform import AbsendenForm
from kreislauf.portal.auskunft import ZuVieleVersuche, count_try
from kreislauf.portal.ausweis import als_daten, lies_person
from kreislauf.portal.einreichung import Einreichung, submit_antrag
from kreislauf.portal.entwurf import Entwurf, EntwurfUngueltig, entschluesseln, verschluesseln
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.sprachen import GRUNDSPRACHE, katalog
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_stand import zu_oft
from kreislauf.portal.zugang import lesbar, sender
from kreislauf.portal.zusammenfassung import abschnitte, als_text
from kreislauf.portal.zwischenstand import NichtMehrDa

_TITEL = {"sie": "antrag.sie", "kind": "antrag.kind", "konto": "antrag.konto", "pruefen": "antrag.pruefen"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def antrag(request: HttpRequest, sprache: str) -> HttpResponse:
    """One address for all steps: the draft travels with the page, so that nothing of it stands in addresses."""
    texte = texte_von(sprache)
    if (zu := geschlossen(request, texte)) is not None:
        return zu
    if request.method != "POST":
        person = lies_person(request) if settings.PORTAL_ANMELDEDIENST else None
        anmeldung = {**als_daten(person.ausweis), "beginn": person.beginn} if person else {}
        return zeigen(request, texte, Entwurf(anmeldung=anmeldung), "sie")
    try:
        entwurf = entschluesseln(request.POST.get("entwurf", ""))
    except EntwurfUngueltig:
        return veraltet(request, texte)
    return _schritt(request, texte, entwurf, request.POST.get("schritt", ""), sprache)


def geschlossen(request: HttpRequest, texte: dict[str, str]) -> HttpResponse | None:
    """The page that says that no applications are taken here; None when they are."""
    if settings.PORTAL_BEREICH is not None:
        return None
    kontext = {"titel": texte["antrag.titel"], "text": texte["antrag.geschlossen"]}
    return render(request, "portal/meldung.html", kontext)


def veraltet(request: HttpRequest, texte: dict[str, str]) -> HttpResponse:
    vermerken("entwurf.ungueltig", request)
    kontext = {"titel": texte["antrag.titel"], "text": texte["antrag.abgelaufen"], "neu": True}
    return render(request, "portal/meldung.html", kontext, status=422)


def _schritt(request: HttpRequest, texte: dict[str, str], entwurf: Entwurf, schritt: str, sprache: str) -> HttpResponse:
    ziel = request.POST.get("gehe", "")
    if ziel and ablauf.erlaubt(entwurf, ziel):
        return zeigen(request, texte, entwurf, ziel)
    if not ablauf.erlaubt(entwurf, schritt):
        return zeigen(request, texte, entwurf, ablauf.schritte(entwurf)[0])
    if schritt == ablauf.PRUEFEN:
        return _absenden(request, texte, entwurf, sprache)
    teile = ablauf.formulare(entwurf, schritt, request.POST, texte=texte, heute=timezone.localdate())
    if not all([form.is_valid() for _, form in teile]):  # noqa: C419 -- every part shows its errors
        return zeigen(request, texte, entwurf, schritt, teile=teile, status=422)
    ablauf.uebernehmen(entwurf, schritt, teile)
    return zeigen(request, texte, entwurf, ablauf.naechster(entwurf, schritt))


def dienst_zu(texte: dict[str, str], entwurf: Entwurf | None) -> dict[str, str]:
    """On the first page: the way to the log-in while nothing is entered yet, or that somebody is signed in."""
    if settings.PORTAL_ANMELDEDIENST is None or entwurf is None:
        return {}
    name = settings.PORTAL_ANMELDEDIENST["name"]
    if entwurf.anmeldung:
        return {"angemeldet": texte["dienst.angemeldet"].format(dienst=name)}
    return {} if entwurf.haushalt else {"dienst": texte["dienst.anmelden"].format(dienst=name), "ziel": "antrag"}


def zeigen(
    request: HttpRequest,
    texte: dict[str, str],
    entwurf: Entwurf,
    schritt: str,
    *,
    status: int = 200,
    **weiteres: Any,
) -> HttpResponse:
    heute = timezone.localdate()
    alle = ablauf.schritte(entwurf)
    stelle = alle.index(schritt) + 1 if schritt in alle else len(alle)
    art, _, nummer = schritt.partition("-")
    titel = texte["antrag.bedarfe"].format(name=entwurf.kinder[int(nummer)]["vorname"]) if art == "bedarfe" else ""
    kontext: dict[str, Any] = {
        "titel": titel or texte[_TITEL[art]],
        "schritt": schritt,
        "zurueck": ablauf.voriger(entwurf, schritt) if schritt != "sie" else "",
        "fortschritt": texte["antrag.schritt"].format(nummer=stelle, von=len(alle)),
        "entwurf": verschluesseln(entwurf),
        "spaeter": settings.MAIL_EINGERICHTET,
        **dienst_zu(texte, entwurf if schritt == "sie" else None),
        "schon_dabei": texte["spaeter.schon_dabei"].format(namen=", ".join(entwurf.dateien)) if entwurf.dateien else "",
    }
    if schritt == ablauf.PRUEFEN:
        kontext |= {
            "abschnitte": abschnitte(entwurf, texte, heute),
            "form": AbsendenForm(None, texte=texte, heute=heute),
            "neues_kind": f"kind-{len(entwurf.kinder)}"
            if ablauf.erlaubt(entwurf, f"kind-{len(entwurf.kinder)}")
            else "",
        }
    else:
        kontext["teile"] = ablauf.formulare(entwurf, schritt, None, texte=texte, heute=heute)
    kontext |= weiteres
    kontext["fehler"] = [f for _, form in kontext.get("teile", []) for f in form if f.errors] + [
        f for f in kontext.get("form", []) if f.errors
    ]
    return render(request, "portal/antrag.html", kontext, status=status)


def _absenden(request: HttpRequest, texte: dict[str, str], entwurf: Entwurf, sprache: str) -> HttpResponse:
    at = timezone.now()
    try:
        count_try("antrag", sender(request))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    form = AbsendenForm(request.POST, texte=texte, heute=timezone.localdate(at))
    if not form.is_valid():
        return zeigen(request, texte, entwurf, ablauf.PRUEFEN, form=form, status=422)
    try:
        dateien = nimm_an(request.FILES.getlist("nachweise"))
    except DateiAbgelehnt as fehler:
        vermerken("datei.abgelehnt", request)
        abgelehnt = texte["fehler.datei"].format(name=fehler)
        return zeigen(request, texte, entwurf, ablauf.PRUEFEN, form=form, dateifehler=abgelehnt, status=422)
    deutsch = katalog(GRUNDSPRACHE)
    if not settings.PORTAL_ANMELDEDIENST or at.timestamp() - entwurf.anmeldung.get("beginn", 0) > HOECHSTENS_SEKUNDEN:
        entwurf.anmeldung = {}
    dienst = anmeldedienst.dienst()["name"] if entwurf.anmeldung else ""
    try:
        einreichung = submit_antrag(
            entwurf=entwurf,
            erklaerung=form.cleaned_data,
            dateien=dateien,
            text=als_text(entwurf, form.cleaned_data, deutsch, timezone.localdate(at), dienst),
            sprache=sprache,
            at=at,
        )
    except NichtMehrDa:
        entwurf.ablage, entwurf.dateien = "", []
        weg = texte["weiter.dateien_weg"]
        return zeigen(request, texte, entwurf, ablauf.PRUEFEN, form=form, dateifehler=weg, status=422)
    except DateiAbgelehnt as fehler:
        vermerken("datei.abgelehnt", request)
        abgelehnt = texte["fehler.datei"].format(name=fehler)
        return zeigen(request, texte, entwurf, ablauf.PRUEFEN, form=form, dateifehler=abgelehnt, status=422)
    return _angekommen(request, texte, entwurf, einreichung)


def _angekommen(
    request: HttpRequest, texte: dict[str, str], entwurf: Entwurf, einreichung: Einreichung
) -> HttpResponse:
    """The copy that the family keeps (§ 36a Abs. 2b SGB I), with the code that opens the status page."""
    tag, nummer = timezone.localtime(einreichung.at), lesbar(einreichung.nummer)
    kontext = {
        "titel": texte["antrag.fertig"],
        "text": texte["antrag.fertig_text"].format(tag=f"{tag:%d.%m.%Y, %H:%M}", nummer=nummer),
        "code": lesbar(einreichung.code),
        "code_text": texte["stand.code_text"].format(nummer=nummer),
        "abschnitte": abschnitte(entwurf, texte, tag.date()),
    }
    antwort = render(request, "portal/angekommen.html", kontext)
    merke_geraet(request, antwort, einreichung.nummer)
    return antwort
