"""The search page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.foundation.search.forms import Suchformular
from kreislauf.foundation.search.quellen import namen
from kreislauf.foundation.search.selectors import Ergebnis, suche


def _zahl(wert: str | None) -> int:
    return int(wert) if wert and wert.isdecimal() and len(wert) < 9 else 1


def _adresse(request: HttpRequest, **werte: str) -> str:
    abfrage = request.GET.copy()
    abfrage.pop("seite", None)
    for name, wert in werte.items():
        abfrage[name] = wert
    return f"?{abfrage.urlencode()}"


@login_required
@require_safe
def suchen(request: HttpRequest) -> HttpResponse:
    """Hits for `q`, 20 a page, with counts by kind."""
    form = Suchformular(request.GET)
    ergebnis, anfrage = Ergebnis(), ""
    if form.is_valid():
        daten = form.cleaned_data
        anfrage = daten["q"].strip()
        ergebnis = suche(
            anfrage, daten["art"] or None, von=daten["von"], bis=daten["bis"], seite=_zahl(request.GET.get("seite"))
        )
    bezeichnung = namen()
    kontext = {
        "titel": "Suche",
        "form": form,
        "anfrage": anfrage,
        "ergebnis": ergebnis,
        "treffer": [(t, bezeichnung.get(t.art, t.art)) for t in ergebnis.treffer],
        "arten": [
            (bezeichnung.get(art, art), anzahl, _adresse(request, art=art), art == request.GET.get("art"))
            for art, anzahl in ergebnis.je_art.most_common()
        ],
        "alle_url": _adresse(request, art=""),
        "gesamt": ergebnis.je_art.total(),
        "zurueck": _adresse(request, seite=str(ergebnis.seite - 1)) if ergebnis.seite > 1 else "",
        "weiter": _adresse(request, seite=str(ergebnis.seite + 1)) if ergebnis.seite < ergebnis.seiten else "",
    }
    return render(request, "search/suche.html", kontext)
