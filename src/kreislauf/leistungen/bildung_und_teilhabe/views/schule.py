"""The pages of a school or day-care: its trips, the letter to parents, the list of those who take part."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import qrcode
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from kreislauf.druck import elternbrief
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, allowed_acts
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.schule import (
    BestaetigungForm,
    FahrtFilter,
    FahrtForm,
    ListeForm,
    SammelForm,
)
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors import fahrten as lesen
from kreislauf.leistungen.bildung_und_teilhabe.services import fahrten as dienste
from kreislauf.leistungen.bildung_und_teilhabe.services import teilnehmer
from kreislauf.leistungen.bildung_und_teilhabe.services.sammeln import submit_sammelabrechnung
from kreislauf.leistungen.bildung_und_teilhabe.states import FAHRT_TRANSITIONS, Fahrtstand
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte, uuids, wer
from kreislauf.recht.rechtsstand import wert

SPALTEN = [
    Spalte("ziel", "Ziel", sortierbar=True),
    Spalte("klasse", "Klasse"),
    Spalte("beginn", "Beginn", sortierbar=True),
    Spalte("code", "Code"),
    Spalte("stand", "Stand", sortierbar=True),
    Spalte("kinder", "Kinder"),
]
ACTS: dict[str, tuple[Callable[..., Fahrt], str]] = {
    "close": (dienste.close_fahrt, "Geschlossen: Der Code nimmt keine Anträge mehr an."),
    "reopen": (dienste.reopen_fahrt, "Wieder offen."),
    "cancel": (dienste.cancel_fahrt, "Die Fahrt ist abgesagt."),
}


def _bereiche(request: HttpRequest) -> set[int]:
    """Areas of schools in which this person works; the office has the class, but not for a school's area."""
    return set(rechte(request).bereiche.get(("klassenfahrt", "loeschen"), ()))


def _fahrt(request: HttpRequest, fahrt_id: UUID) -> Fahrt:
    menge = Fahrt.objects.filter(schulbereich_id__in=_bereiche(request))
    return get_object_or_404(menge.select_related("zugang"), pk=fahrt_id)


def gruppiert(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def adresse(fahrt: Fahrt) -> str:
    return f"{settings.PORTAL_ADRESSE}/f/{gruppiert(fahrt.code)}/"


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    bereiche = _bereiche(request)
    if not bereiche:
        raise PermissionDenied
    form = FahrtFilter(request.GET)
    werte = form.cleaned_data if form.is_valid() else {}
    sortierung = request.GET.get("sortierung", "-beginn")
    menge = lesen.fahrten(suche=werte.get("suche", ""), stand=werte.get("stand", ""), sortierung=sortierung)
    kontext = {
        "titel": "Fahrten und Ausflüge",
        "form": form,
        "spalten": SPALTEN,
        "seite": Paginator(menge.filter(schulbereich_id__in=bereiche), 50).get_page(request.GET.get("seite")),
        "zugaenge": lesen.zugaenge_der_schule(bereiche),
        "gefiltert": bool(werte.get("suche") or werte.get("stand")),
    }
    return render(request, "but/schule/liste.html", kontext)


def _vorschlag(request: HttpRequest) -> dict[str, Any]:
    """Account and institution of the last trip: they rarely change."""
    letzte = Fahrt.objects.filter(schulbereich_id__in=_bereiche(request)).order_by("-created_at").first()
    felder = ("zugang", "kontoinhaber", "iban", "ansprechperson", "ruecktritt")
    return {f: getattr(letzte, f) for f in felder} if letzte else {}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def neu(request: HttpRequest) -> HttpResponse:
    bereiche = _bereiche(request)
    if not bereiche:
        raise PermissionDenied
    daten = request.POST if request.method == "POST" else None
    form = FahrtForm(daten, zugaenge=lesen.zugaenge_der_schule(bereiche), initial=_vorschlag(request))
    if daten is not None and form.is_valid():
        angaben = dict(form.cleaned_data)
        try:
            fahrt = dienste.create_fahrt(zugang=angaben.pop("zugang"), angaben=angaben, **wer(request))
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, f"Eingetragen. Der Code ist {gruppiert(fahrt.code)}.")
            return redirect("schule:fahrt", fahrt_id=fahrt.pk)
    kontext = {"titel": "Fahrt eintragen", "form": form}
    return render(request, "but/schule/fahrtform.html", kontext, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def aendern(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    objekt = _fahrt(request, fahrt_id)
    daten = request.POST if request.method == "POST" else None
    anfang = {f: getattr(objekt, f) for f in FahrtForm.base_fields}
    form = FahrtForm(daten, zugaenge=lesen.zugaenge_der_schule(_bereiche(request)), initial=anfang)
    form.fields.pop("zugang")
    if daten is not None and form.is_valid():
        try:
            dienste.update_fahrt(fahrt_id=objekt.pk, angaben=form.cleaned_data, **wer(request))
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, "Geändert. Bitte drucken Sie den Elternbrief neu.")
            return redirect("schule:fahrt", fahrt_id=objekt.pk)
    kontext = {"titel": "Fahrt ändern", "form": form, "fahrt": objekt}
    return render(request, "but/schule/fahrtform.html", kontext, status=422 if form.errors else 200)


@login_required
@require_safe
def fahrt(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    objekt = _fahrt(request, fahrt_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    return _seite(request, objekt, ListeForm())


def _seite(request: HttpRequest, objekt: Fahrt, form: ListeForm) -> HttpResponse:
    kinder = list(objekt.teilnehmer.all())
    kontext = {
        "titel": objekt.ziel,
        "fahrt": objekt,
        "code": gruppiert(objekt.code),
        "kinder": kinder,
        "bestaetigt": next((k for k in kinder if k.bestaetigt_am), None),
        "neue": sum(k.bestaetigt_am is None for k in kinder),
        "acts": allowed_acts(FAHRT_TRANSITIONS, Fahrtstand(objekt.state)),
        "form": form,
        "bestaetigung": BestaetigungForm(initial={"name": str(person(request)), "funktion": person(request).funktion}),
        "sprachen": [(s, elternbrief.katalog(s)["sprache"]) for s in elternbrief.SPRACHEN],
    }
    return render(request, "but/schule/fahrt.html", kontext, status=422 if form.errors else 200)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, fahrt_id: UUID, akt: str) -> HttpResponse:
    objekt = _fahrt(request, fahrt_id)
    if akt not in ACTS:
        raise Http404
    dienst, meldung = ACTS[akt]
    dienst(fahrt_id=objekt.pk, **wer(request))
    messages.success(request, meldung)
    return redirect("schule:fahrt", fahrt_id=objekt.pk)


@login_required
@require_POST
def kinder(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """Put a list on the trip; one faulty row and none is taken."""
    objekt = _fahrt(request, fahrt_id)
    form = ListeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            zeilen = teilnehmer.lies_liste(form.cleaned_data["liste"], heute=timezone.localdate())
            anzahl = teilnehmer.add_teilnehmer(fahrt_id=objekt.pk, kinder=zeilen, **wer(request))
        except DomainError as fehler:
            for zeile in str(fehler).split("\n"):
                form.add_error("liste", zeile)
        else:
            messages.success(request, f"{anzahl} Kinder sind dazugekommen.")
            return redirect("schule:fahrt", fahrt_id=objekt.pk)
    return _seite(request, objekt, form)


@login_required
@require_POST
@domain_errors
def bestaetigen(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """One answer for every list, whoever is on it."""
    objekt = _fahrt(request, fahrt_id)
    if entfernt := request.POST.get("entfernen"):
        for kennung in uuids([entfernt]):
            teilnehmer.remove_teilnehmer(fahrt_id=objekt.pk, teilnehmer_id=kennung, **wer(request))
        messages.success(request, "Von der Liste genommen.")
        return redirect("schule:fahrt", fahrt_id=objekt.pk)
    form = BestaetigungForm(request.POST)
    angaben = form.cleaned_data if form.is_valid() else {"name": "", "funktion": ""}
    dabei = uuids(request.POST.getlist("dabei"))
    anzahl = teilnehmer.confirm_teilnehmer(fahrt_id=objekt.pk, dabei=dabei, **angaben, **wer(request))
    messages.success(request, f"Bestätigt: {anzahl} Kinder nehmen teil.")
    return redirect("schule:fahrt", fahrt_id=objekt.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sammeln(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """Hand in a settlement of a day trip, and see those handed in: sums only, nothing about single children."""
    objekt = _fahrt(request, fahrt_id)
    gesendet = request.method == "POST"
    form = SammelForm(request.POST, request.FILES) if gesendet else SammelForm(initial={"name": str(person(request))})
    if gesendet and form.is_valid():
        werte = form.cleaned_data
        try:
            abrechnung = submit_sammelabrechnung(
                fahrt_id=objekt.pk,
                kinder=teilnehmer.lies_betraege(werte["liste"], heute=timezone.localdate()),
                von=f"{werte['name']}, {werte['funktion']}",
                vorgestreckt=werte["vorgestreckt"],
                nachweise_gesehen=werte["nachweise_gesehen"],
                **wer(request),
            )
        except DomainError as fehler:
            for zeile in str(fehler).split("\n"):
                form.add_error("liste", zeile)
        else:
            messages.success(request, f"Eingereicht: {abrechnung.nummer}, {abrechnung.anzahl} Kinder.")
            return redirect("schule:sammeln", fahrt_id=objekt.pk)
    kontext = {"titel": "Gesammelt abrechnen", "fahrt": objekt, "form": form, "abrechnungen": objekt.abrechnungen.all()}
    return render(request, "but/schule/sammeln.html", kontext, status=422 if form.errors else 200)


@login_required
@require_safe
def brief(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """The letter to parents, to print: German, and a second language if one is chosen."""
    objekt = _fahrt(request, fahrt_id)
    gewaehlt = request.GET.get("sprache", "")
    sgb2 = str(wert("sgb2.bezeichnung.leistung", timezone.localdate()))
    sprachen = ["de", *([gewaehlt] if gewaehlt in elternbrief.SPRACHEN and gewaehlt != "de" else [])]
    teile = [
        (sprache, {"ls": "de"}.get(sprache, sprache), t, t["frage"].format(sgb2=sgb2), t[objekt.art])
        for sprache in sprachen
        for t in [elternbrief.katalog(sprache)]
    ]
    kontext = {
        "titel": f"Elternbrief: {objekt.ziel}",
        "fahrt": objekt,
        "code": gruppiert(objekt.code),
        "adresse": adresse(objekt),
        "teile": teile,
        "sprachen": [(s, elternbrief.katalog(s)["sprache"], s == gewaehlt) for s in elternbrief.SPRACHEN],
    }
    return render(request, "but/schule/brief.html", kontext)


@login_required
@require_safe
def qr(request: HttpRequest, fahrt_id: UUID) -> HttpResponse:
    """The code as a picture: plain paths, nothing in it that runs."""
    objekt = _fahrt(request, fahrt_id)
    puffer = BytesIO()
    qrcode.make(adresse(objekt), image_factory=SvgPathImage, border=4).save(puffer)
    antwort = HttpResponse(puffer.getvalue(), content_type="image/svg+xml")
    antwort["Cache-Control"] = "private, max-age=3600"
    return antwort
