"""Duties: list, board, story of one, acts, exports."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

import xlsxwriter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal import selectors as journal_lesen
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.bausteine import Schritt, Spalte, knoepfe_aus
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo import permissions
from kreislauf.steuerung.ratsinfo.ampel import ampel
from kreislauf.steuerung.ratsinfo.forms import auftraege as formulare
from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.selectors import auftraege as lesen
from kreislauf.steuerung.ratsinfo.selectors import blaettern
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import lage
from kreislauf.steuerung.ratsinfo.services import auftraege
from kreislauf.steuerung.ratsinfo.states import AUFTRAG_TRANSITIONS, Auftragsstand
from kreislauf.steuerung.ratsinfo.views.einlesen import _user

SPALTEN = [
    Spalte("ampel", "Ampel"),
    Spalte("text", "Auftrag"),
    Spalte("stelle", "verantwortlich", sortierbar=True),
    Spalte("faellig", "fällig", sortierbar=True),
    Spalte("stand", "Stand", sortierbar=True),
    Spalte("verschoben", "verschoben", numerisch=True),
]
SCHRITTE = {
    "start": Schritt("Beginnen", "primary", rueckfrage=True),
    "evidence": Schritt("Nachweis eintragen", "secondary", rueckfrage=True),
    "complete": Schritt("Als erledigt melden", "primary", rueckfrage=True),
    "postpone": Schritt("Frist verschieben", "secondary", rueckfrage=True),
    "drop": Schritt("Entfallen lassen", "tertiary", rueckfrage=True),
    "reopen": Schritt("Wieder aufnehmen", "secondary", rueckfrage=True),
}
FORMULARE: dict[str, type[forms.Form]] = {
    "start": formulare.BeginnenForm,
    "evidence": formulare.NachweisForm,
    "complete": formulare.ErledigenForm,
    "postpone": formulare.VerschiebenForm,
    "drop": formulare.EntfallenForm,
    "reopen": formulare.WiederaufnehmenForm,
}
DIENSTE: dict[str, Callable[..., object]] = {
    "start": auftraege.start_auftrag,
    "complete": auftraege.complete_auftrag,
    "postpone": auftraege.postpone_auftrag,
    "drop": auftraege.drop_auftrag,
    "reopen": auftraege.reopen_auftrag,
}


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    heute = timezone.localdate()
    form = formulare.AuftragFilter(request.GET)
    seite = blaettern.auftragsseite(form.auswahl(request.GET.get("sortierung", "")), heute, request.GET.get("nach", ""))
    kontext = {
        "titel": "Aufträge",
        "form": form,
        "seite": seite,
        "zeilen": lesen.mit_ampel(seite.zeilen, heute),
        "spalten": SPALTEN,
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "ratsinfo/auftraege.html", kontext)


@login_required
@require_safe
def tafel(request: HttpRequest) -> HttpResponse:
    heute = timezone.localdate()
    form = formulare.AuftragFilter(request.GET)
    kontext = {
        "titel": "Aufträge nach Ampel",
        "form": form,
        "spalten": blaettern.tafel(form.auswahl(), heute),
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "ratsinfo/tafel.html", kontext)


@login_required
@require_safe
def auftrag(request: HttpRequest, auftrag_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Auftrag.objects.select_related("vorlage", "punkt", "verantwortlich"), pk=auftrag_id)
    at = timezone.now()
    tag = timezone.localdate(at)
    user = _user(request)
    if objekt.schutzstufe != Schutzstufe.OEFFENTLICH:
        journal.record_read(objekt, actor=user, at=at)
    darf = {
        "postpone": permissions.may_postpone_auftrag(user, objekt, tag=tag),
        "drop": permissions.may_drop_auftrag(user, objekt, tag=tag),
    }
    aendern = permissions.may_change_auftrag(user, objekt, tag=tag)
    stand = Auftragsstand(objekt.state)
    knoepfe = [
        *knoepfe_aus(
            AUFTRAG_TRANSITIONS,
            stand,
            SCHRITTE,
            url=lambda akt: reverse("ratsinfo:auftrag_handeln", args=[objekt.pk, akt]),
            darf=lambda akt: darf.get(akt, aendern),
        )
    ]
    kontext = {
        "titel": "Auftrag",
        "auftrag": objekt,
        "ampel": ampel(objekt, tag),
        "knoepfe": knoepfe,
        "darf_nachweis": aendern,
        "angaben": [
            ("verantwortlich", f"{objekt.get_verantwortliche_rolle_display()}, {objekt.verantwortlich}"),
            ("Frist", objekt.frist),
            ("ursprüngliche Frist", objekt.urspruengliche_frist),
            ("Wiedervorlage", objekt.wiedervorlage),
            ("frühester Beginn", objekt.beginn),
            ("Wiederkehr", objekt.wiederkehr),
            ("Prognose", objekt.prognose),
            ("Stand", objekt.get_state_display()),
        ],
        "verschiebungen": objekt.verschiebungen.select_related("created_by"),
        "nachweise": objekt.nachweise.select_related("dokument", "created_by"),
        "verlauf": journal_lesen.history_of(objekt),
        "lage": lage(objekt.vorlage, tag, auftrag_id=objekt.pk),
        "darf_vergleichen": permissions.may_dismiss_befund(user, objekt.vorlage, tag=tag),
    }
    return render(request, "ratsinfo/auftrag.html", kontext)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def handeln(request: HttpRequest, auftrag_id: UUID, akt: str) -> HttpResponse:
    """One act on a duty: its page asks what the act needs, then does it."""
    objekt = get_object_or_404(Auftrag.objects.select_related("vorlage"), pk=auftrag_id)
    if akt not in FORMULARE:
        raise Http404
    form = FORMULARE[akt](
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            _ausfuehren(request, objekt, akt, form)
        except DomainError as fehler:
            form.add_error(None, str(fehler))
        else:
            messages.success(request, f"{SCHRITTE[akt].titel}: eingetragen.")
            return redirect("ratsinfo:auftrag", auftrag_id=objekt.pk)
    kontext = {
        "titel": SCHRITTE[akt].titel,
        "frage": f"{SCHRITTE[akt].titel}: „{objekt.text[:200]}“",
        "form": form,
        "knopf": SCHRITTE[akt].titel,
        "zurueck": reverse("ratsinfo:auftrag", args=[objekt.pk]),
        "auftrag": objekt,
    }
    return render(request, "ratsinfo/auftrag_handeln.html", kontext, status=422 if form.errors else 200)


def _ausfuehren(request: HttpRequest, objekt: Auftrag, akt: str, form: forms.Form) -> None:
    at, actor = timezone.now(), _user(request)
    werte = dict(form.cleaned_data) if form.fields else {}
    if akt != "evidence":
        DIENSTE[akt](auftrag_id=objekt.pk, actor=actor, at=at, **werte)
        return
    datei = werte.pop("datei")
    dokument = None
    if datei:
        dokument = store_dokument(
            inhalt=datei.read(),
            dateiname=datei.name,
            bereich_id=_ablagebereich(request, objekt),
            schutzstufe=objekt.schutzstufe,
            sichtbar_fuer=[objekt.bereich_id, objekt.verantwortlich_id, *objekt.sichtbar_fuer],
            actor=actor,
            at=at,
        )
    auftraege.add_nachweis(auftrag_id=objekt.pk, dokument=dokument, actor=actor, at=at, **werte)


def _ablagebereich(request: HttpRequest, objekt: Auftrag) -> int:
    """Where this person may keep a file: the body's office, else the responsible unit."""
    darf = request.rechte.darf("dokument", "anlegen", objekt.bereich_id)  # type: ignore[attr-defined]
    return objekt.bereich_id if darf else objekt.verantwortlich_id


KOPF = [
    "Ampel", "Auftrag", "verantwortlich", "Frist", "ursprüngliche Frist", "Wiedervorlage", "Stand", "Tage überfällig",
    "Verschiebungen", "Vorlage", "Betreff", "Gremium", "eingereicht von", "Warum",
]  # fmt: skip


def _tabelle(request: HttpRequest) -> Iterator[list[Any]]:
    """Rows of the exports: the list as it is filtered, whole."""
    heute = timezone.localdate()
    form = formulare.AuftragFilter(request.GET)
    menge: Iterable[Auftrag] = lesen.auftraege(form.auswahl(request.GET.get("sortierung", "")), heute)
    for a, licht in lesen.mit_ampel(menge, heute):
        yield [
            licht.stufe.label, a.text, a.verantwortlich.name, a.frist, a.urspruengliche_frist, a.wiedervorlage,
            a.get_state_display(), max(licht.tage or 0, 0), a.anzahl_verschiebungen, a.vorlage.nummer,  # type: ignore[attr-defined]
            a.vorlage.betreff, a.gremium.name if a.gremium else "", a.vorlage.einreicher, licht.grund,
        ]  # fmt: skip


def _unschaedlich(wert: Any) -> Any:
    """A cell that a spreadsheet would compute is kept as text (formula injection)."""
    if isinstance(wert, str) and wert[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{wert}"
    return wert


@login_required
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(KOPF)
    schreiber.writerows([_unschaedlich(w) for w in zeile] for zeile in _tabelle(request))
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="auftraege.csv"'
    return antwort


@login_required
@require_safe
def als_xlsx(request: HttpRequest) -> HttpResponse:
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    blatt = mappe.add_worksheet("Aufträge")
    fett, tag = mappe.add_format({"bold": True}), mappe.add_format({"num_format": "dd.mm.yyyy"})
    blatt.write_row(0, 0, KOPF, fett)
    blatt.freeze_panes(1, 0)
    blatt.set_column(1, 1, 60)
    for nummer, zeile in enumerate(_tabelle(request), start=1):
        for spalte, wert in enumerate(zeile):
            if hasattr(wert, "isoformat"):
                blatt.write_datetime(nummer, spalte, wert, tag)
            elif wert is not None:
                blatt.write(nummer, spalte, wert)
    mappe.close()
    antwort = HttpResponse(
        puffer.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    antwort["Content-Disposition"] = 'attachment; filename="auftraege.xlsx"'
    return antwort
