"""The year's figures: page, rows behind each figure, files, and the limit for small numbers."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kreislauf.druck import Briefkopf
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.journal import services as journal
from kreislauf.leistungen.bildung_und_teilhabe.forms.jahreszahlen import FrageForm, JahrForm
from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DEFINITIONEN, GRUPPEN, DefinitionFehlt, definition
from kreislauf.leistungen.bildung_und_teilhabe.selectors import jahresbelege, jahreszahlen
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import LEISTUNGEN, MONATE, als_text, tafeln
from kreislauf.leistungen.bildung_und_teilhabe.services import jahresausgabe
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte
from kreislauf.verfahren.bescheid.selectors import VorgabeFehlt, behoerde_am
from kreislauf.verfahren.zahlung.selectors import kleinzahlgrenze_am

VERGLEICHSJAHRE = 2


def _require(request: HttpRequest) -> None:
    """Figures are counted over applications, decisions and bookings: who may not read one of them gets none."""
    if not all(rechte(request).darf(klasse, "lesen") for klasse in ("antrag", "bescheid", "zahlung")):
        raise PermissionDenied


def _jahre(request: HttpRequest) -> tuple[JahrForm, list[jahreszahlen.Jahr]]:
    heute = timezone.localdate()
    erstes = jahreszahlen.erstes_jahr(heute)
    form = JahrForm(request.GET or None, von=erstes, bis=heute.year)
    jahr = (form.cleaned_data.get("jahr") if form.is_valid() else None) or heute.year
    von = max(erstes, jahr - VERGLEICHSJAHRE)
    return form, [jahreszahlen.jahreszahlen(j, min(heute, date(j, 12, 31))) for j in range(von, jahr + 1)]


@login_required
@require_safe
def seite(request: HttpRequest) -> HttpResponse:
    _require(request)
    form, jahre = _jahre(request)
    gruppe = form.cleaned_data.get("kreis", "") if form.is_valid() else ""
    jahr = jahre[-1]
    kontext = {
        "titel": f"Jahreszahlen {jahr.jahr}",
        "form": form,
        "jahr": jahr,
        "leer": not (jahr.antraege or jahr.entschieden or jahr.ausgaben),
        "tafeln": tafeln(jahre, gruppe),
        "schaubild": mark_safe(jahresausgabe.schaubild(jahr)),  # noqa: S308 -- our own SVG, its texts escaped
        "definitionen": [definition(d.kennzahl, jahr.stichtag) for d in DEFINITIONEN],
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "but/jahreszahlen.html", kontext)


@login_required
@require_safe
def belege(request: HttpRequest, kennzahl: str) -> HttpResponse:
    """Why this figure: its definition and every row it counts."""
    _require(request)
    form = FrageForm(request.GET or {"jahr": timezone.localdate().year})
    if not form.is_valid():
        raise Http404
    frage = form.frage()
    stichtag = min(timezone.localdate(), date(frage.jahr, 12, 31))
    try:
        was = definition(kennzahl, stichtag)
        menge = jahresbelege.belegmenge(kennzahl, frage, stichtag)
    except (KeyError, DefinitionFehlt):
        raise Http404 from None
    blatt = Paginator(menge, 100).get_page(request.GET.get("seite"))
    summe = jahresbelege.summe(kennzahl, menge)
    kontext = {
        "titel": f"{was.titel} {frage.jahr}: Was dahinter steht",
        "brotkrumen": [("Jahreszahlen", f"{reverse('but:jahreszahlen')}?jahr={frage.jahr}")],
        "was": was,
        "enger": _in_worten(frage),
        "seite": blatt,
        "belege": jahresbelege.belege(kennzahl, blatt.object_list),
        "summe": None if summe is None else als_text(summe, "EUR"),
    }
    return render(request, "but/jahreszahl.html", kontext)


def _in_worten(frage: jahresbelege.Frage) -> str:
    teile = [
        frage.wert.replace("_", " "),
        GRUPPEN[frage.gruppe][0] if frage.gruppe else "",
        dict(LEISTUNGEN).get(frage.leistung, ""),
        MONATE[frage.monat - 1] if frage.monat else "",
    ]
    return ", ".join(teil for teil in teile if teil)


def _briefkopf(bereich_id: int, tag: date) -> Briefkopf:
    try:
        behoerde = behoerde_am(bereich_id, tag)
    except VorgabeFehlt:
        return Briefkopf(Bereich.objects.get(pk=bereich_id).name)
    return Briefkopf(behoerde.name, behoerde.stelle, f"{behoerde.strasse}\n{behoerde.plz} {behoerde.ort}")


@login_required
@require_safe
def datei(request: HttpRequest, form: str) -> HttpResponse:
    """A file that leaves the page is a line in the journal."""
    _require(request)
    bereich_id = min(rechte(request).bereiche[("zahlung", "lesen")])
    heute = timezone.localdate()
    _, jahre = _jahre(request)
    grenze = kleinzahlgrenze_am(bereich_id, heute)
    try:
        inhalt, typ = jahresausgabe.als_datei(jahre, form, kopf=_briefkopf(bereich_id, heute), grenze=grenze)
    except KeyError:
        raise Http404 from None
    details = {"jahr": jahre[-1].jahr, "form": form, "grenze": grenze}
    journal.record(
        "jahreszahlen.export", None, actor=person(request), at=timezone.now(), details=details, bereich_id=bereich_id
    )
    antwort = HttpResponse(inhalt, content_type=typ)
    antwort["Content-Disposition"] = f'attachment; filename="but-jahreszahlen-{jahre[-1].jahr}.{form}"'
    return antwort
