"""Papers: list and story."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.forms.vorlagen import VergleichForm, VorlagenFilter
from kreislauf.steuerung.ratsinfo.models import Punktvergleich, Vorlage
from kreislauf.steuerung.ratsinfo.selectors import auftraege as auftraege_lesen
from kreislauf.steuerung.ratsinfo.selectors import vorlagen as lesen
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import lage
from kreislauf.steuerung.ratsinfo.selectors.zuordnungen import von_vorlage
from kreislauf.steuerung.ratsinfo.services.punktvergleiche import settle_punktvergleich
from kreislauf.steuerung.ratsinfo.views.einlesen import _rechte, _user

SPALTEN = [
    Spalte("nummer", "Nummer", sortierbar=True),
    Spalte("betreff", "Betreff", sortierbar=True),
    Spalte("art", "Art"),
    Spalte("datum", "Datum", sortierbar=True),
    Spalte("offen", "offene Aufträge", numerisch=True),
]


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    form = VorlagenFilter(request.GET, arten=lesen.arten())
    form.is_valid()
    werte = form.cleaned_data
    seite = lesen.vorlagen(
        suche=werte.get("suche", ""),
        art=werte.get("art", ""),
        gremium=str(werte["gremium"].pk) if werte.get("gremium") else "",
        sortierung=request.GET.get("sortierung", ""),
        nach=request.GET.get("nach", ""),
    )
    kontext = {
        "titel": "Vorlagen",
        "form": form,
        "seite": seite,
        "spalten": SPALTEN,
        "darf_einlesen": _rechte(request).darf("einlesen", "anlegen"),
        "darf_erfassen": _rechte(request).darf("ratsinfo", "anlegen"),
    }
    return render(request, "ratsinfo/vorlagen.html", kontext)


@login_required
@require_safe
def vorlage(request: HttpRequest, vorlage_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Vorlage, pk=vorlage_id)
    at = timezone.now()
    heute = timezone.localdate(at)
    if objekt.schutzstufe != Schutzstufe.OEFFENTLICH:
        journal.record_read(objekt, actor=_user(request), at=at)
    kontext = {
        "titel": objekt.betreff,
        "vorlage": objekt,
        "kopf": [
            ("Nummer", objekt.nummer),
            ("Art", objekt.art),
            ("Datum", objekt.datum),
            ("Körperschaft", objekt.koerperschaft),
            ("eingereicht von", objekt.einreicher),
            ("Öffentlichkeit", objekt.get_schutzstufe_display()),
        ],
        "geschichte": lesen.geschichte(objekt),
        "punkte": lesen.punkte_nach_satz(objekt),
        "vergleiche": lesen.vergleiche(objekt),
        "auftraege": auftraege_lesen.mit_ampel(objekt.auftraege.select_related("verantwortlich"), heute),
        "berichte": lesen.berichte(objekt),
        "lage": lage(objekt, heute),
        "verfolgt": objekt.verfolgungen.filter(user=_user(request)).exists(),
        "quellen": objekt.quellen.select_related("dokument"),
        "teile": objekt.teile.defer("text", "lesung"),
        "zuordnungen": von_vorlage(objekt),
        "verweise": objekt.bezuege.select_related("auf"),
        "rueckverweise": objekt.rueckbezuege.select_related("von"),
        "darf_vergleichen": _rechte(request).darf("ratsinfo", "aendern", objekt.bereich_id),
        "darf_berichten": _rechte(request).darf("bericht", "anlegen"),
    }
    return render(request, "ratsinfo/vorlage.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def vergleich(request: HttpRequest, vergleich_id: UUID) -> HttpResponse:
    """Settle what became of one point of the motion."""
    objekt = get_object_or_404(Punktvergleich.objects.select_related("von", "nach"), pk=vergleich_id)
    form = VergleichForm(
        request.POST if request.method == "POST" else None, initial={"art": objekt.art, "text": objekt.abweichung}
    )
    if request.method == "POST" and form.is_valid():
        werte = form.cleaned_data
        settle_punktvergleich(
            vergleich_id=objekt.pk, art=werte["art"], text=werte["text"], actor=_user(request), at=timezone.now()
        )
        return redirect("ratsinfo:vorlage", vorlage_id=objekt.vorlage_id)
    kontext = {"titel": "Was wurde aus dem Antrag?", "vergleich": objekt, "form": form}
    return render(request, "ratsinfo/vergleich.html", kontext, status=422 if form.errors else 200)
