"""All payments, and the entitlement ledger: search, narrowing, sorting, export."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.ui.bausteine import Spalte
from kreislauf.leistungen.bildung_und_teilhabe.forms.zahlungsliste import KontoFilter, ZahlungsFilter
from kreislauf.leistungen.bildung_und_teilhabe.selectors import zahlungsliste as lesen
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, rechte
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.zahlung.states import Zahlungsstand

SPALTEN = [
    Spalte("aktenzeichen", "Aktenzeichen", sortierbar=True),
    Spalte("leistung", "Wofür"),
    Spalte("empfaenger", "Empfänger", sortierbar=True),
    Spalte("faellig", "fällig", sortierbar=True),
    Spalte("stand", "Stand"),
    Spalte("betrag", "Betrag", sortierbar=True, numerisch=True),
    Spalte("schritt", "Schritt"),
]
BETRAGSSPALTEN = ("Anspruch", "beantragt", "bewilligt", "gezahlt", "verfallen", "Differenz")
KONTOSPALTEN = [
    Spalte("kind", "Kind"),
    Spalte("leistung", "Leistung"),
    Spalte("monat", "Monat"),
    *(
        Spalte(f, f, numerisch=True)
        for f in ("Anspruch", "beantragt", "bewilligt", "gezahlt", "verfallen", "Differenz")
    ),
]


def _require(request: HttpRequest, *klassen: str) -> None:
    if not all(rechte(request).darf(klasse, "lesen") for klasse in klassen):
        raise PermissionDenied


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    _require(request, "zahlung")
    form = ZahlungsFilter(request.GET)
    if not rechte(request).darf("traeger", "lesen"):  # whether a payee has an account is not for the cashier's office
        del form.fields["hindernis"]
    filter_ = form.cleaned_data if form.is_valid() else {}
    menge = lesen.zahlungen(filter_, request.GET.get("sortierung", "-faellig"), timezone.localdate())
    if request.GET.get("form") == "csv":
        return als_csv(request, "zahlungen", lesen.KOPF, lesen.exportzeilen(menge))
    blaetter = Paginator(menge, 50)
    blaetter.count, summe = lesen.anzahl_und_summe(menge)
    seite = blaetter.get_page(request.GET.get("seite"))
    namen = lesen.empfaengernamen(seite.object_list)
    kasse = rechte(request).darf_akt("zahlung.release")
    kontext = {
        "titel": "Alle Zahlungen",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "form": form,
        "seite": seite,
        "spalten": SPALTEN,
        "zeilen": [(z, namen[z.pk], kasse and z.state == Zahlungsstand.AUSGEFUEHRT) for z in seite.object_list],
        "summe": summe,
        "hindernis": filter_.get("hindernis", ""),
        "ohne": lesen.zeilen_ohne_empfaenger(filter_)[:200] if filter_.get("hindernis") == "empfaenger" else [],
        "abfrage": _abfrage(request),
    }
    return render(request, "but/zahlungsliste.html", kontext)


@login_required
@require_safe
def konto(request: HttpRequest) -> HttpResponse:
    """The ledger names children, so reading payments alone is not enough."""
    _require(request, "zahlung", "fallakte")
    form = KontoFilter(request.GET)
    filter_ = form.cleaned_data if form.is_valid() else {}
    zeitraum = form.zeitraum()
    blatt = lesen.Kontoblatt(lesen.kontotabelle(filter_, zeitraum))
    if request.GET.get("form") == "csv":
        zeilen = blatt[:]
        namen = lesen.kindernamen(zeilen)
        return als_csv(request, "anspruchskonto", lesen.KONTOKOPF, [_kontozeile(z, namen) for z in zeilen])
    seite = Paginator(blatt, 50).get_page(request.GET.get("seite"))
    namen = lesen.kindernamen(list(seite.object_list))
    kontext = {
        "titel": "Anspruchskonto",
        "brotkrumen": [("Zahlläufe", reverse("but:zahlungen"))],
        "form": form,
        "seite": seite,
        "spalten": KONTOSPALTEN,
        "zeitraum": zeitraum,
        "zeilen": [(z, _kontozeile(z, namen)) for z in seite.object_list],
        "summen": blatt.summen(),
        "abfrage": _abfrage(request),
    }
    return render(request, "but/konto.html", kontext)


_BETRAEGE = ("anspruch", "beantragt", "bewilligt", "gezahlt", "verfallen", "differenz")


def _kontozeile(z: Any, namen: dict[Any, str]) -> list[Any]:
    kopf = [
        namen.get(z.kind_id, "–"),
        Leistungsart(z.leistung).label,
        dict(Rechtskreis.choices).get(z.rechtskreis, "–"),
    ]
    return [*kopf, f"{z.monat:%m/%Y}", *(getattr(z, f) for f in _BETRAEGE)]


def _abfrage(request: HttpRequest) -> str:
    daten = request.GET.copy()
    daten.pop("seite", None)
    daten["form"] = "csv"
    return daten.urlencode()


def _zelle(wert: Any) -> Any:
    """Decimal comma and German days; text that a spreadsheet would compute stays text."""
    if isinstance(wert, Decimal):
        return f"{wert:.2f}".replace(".", ",")
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    if isinstance(wert, str) and wert[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{wert}"
    return wert


def als_csv(request: HttpRequest, name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> HttpResponse:
    """The whole selection; that it left the page is a line in the journal."""
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(kopf)
    anzahl = 0
    for zeile in zeilen:
        anzahl += 1
        schreiber.writerow([_zelle(w) for w in zeile])
    details = {"auswahl": request.GET.urlencode()[:300], "zeilen": anzahl}
    journal.record(f"{name}.export", None, actor=person(request), at=timezone.now(), details=details)
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return antwort
