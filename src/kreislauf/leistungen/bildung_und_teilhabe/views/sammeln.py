"""The office: settlements of day trips: each child with its proposal, decided at once, approved, listed, exported."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms.schule import RueckgabeForm, SammelFilter, SammelzeileForm
from kreislauf.leistungen.bildung_und_teilhabe.models import Sammelabrechnung, Sammelpruefung
from kreislauf.leistungen.bildung_und_teilhabe.selectors import sammeln as lesen
from kreislauf.leistungen.bildung_und_teilhabe.services import sammeln as dienste
from kreislauf.leistungen.bildung_und_teilhabe.states import Sammelstand
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import bereiche, person, rechte, wer
from kreislauf.leistungen.bildung_und_teilhabe.views.postkorb import entschaerft
from kreislauf.verfahren.bescheid.permissions import may_decide, may_write_vorgaben
from kreislauf.verfahren.bescheid.states import Zeilenart
from kreislauf.verfahren.zahlung.models import Zahlung


def _menge(request: HttpRequest) -> tuple[SammelFilter, QuerySet[Sammelabrechnung]]:
    stellen = bereiche(request)
    if not stellen or not rechte(request).darf("klassenfahrt", "lesen"):
        raise PermissionDenied
    form = SammelFilter(request.GET)
    werte = form.cleaned_data if form.is_valid() else {}
    menge = lesen.abrechnungen(werte.get("stand", ""), werte.get("suche", ""))
    return form, menge.filter(bereich_id__in=stellen)


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    form, menge = _menge(request)
    seite = Paginator(menge, 50).get_page(request.GET.get("seite"))
    kontext = {"titel": "Sammelabrechnungen von Schulen", "form": form, "seite": seite}
    return render(request, "but/sammelabrechnungen.html", kontext)


@login_required
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """The filtered list for other programs."""
    _, menge = _menge(request)
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    kopf = ["Nummer", "Schule", "Ausflug", "Tag", "Kinder", "vorgestreckt", "Kinder bewilligt", "bewilligt", "Stand"]
    schreiber.writerow(kopf)
    for a in menge[:5000]:
        felder = [a.nummer, a.fahrt.zugang.name, a.fahrt.ziel, f"{a.fahrt.beginn:%d.%m.%Y}", str(a.anzahl)]
        felder += [str(a.summe).replace(".", ","), str(a.anzahl_bewilligt), str(a.summe_bewilligt).replace(".", ",")]
        schreiber.writerow([entschaerft(t) for t in [*felder, a.get_state_display()]])
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="sammelabrechnungen.csv"'
    return antwort


def _abrechnung(request: HttpRequest, abrechnung_id: UUID) -> Sammelabrechnung:
    _, menge = _menge(request)
    return get_object_or_404(menge, pk=abrechnung_id)


def _formulare(
    request: HttpRequest, vorschlaege: list[lesen.Sammelvorschlag], gesendet: bool
) -> list[tuple[lesen.Sammelvorschlag, SammelzeileForm]]:
    """One form per child; the proposal is chosen before."""
    ja = Zeilenart.BEWILLIGT
    return [
        (
            v,
            SammelzeileForm(
                request.POST if gesendet else None,
                prefix=str(v.zeile.pk),
                initial={
                    "entscheidung": "bewilligt" if v.vorschlag.art is ja and not v.sperre else "abgelehnt",
                    "gesehen": v.vorschlag.betrag,
                },
            ),
        )
        for v in vorschlaege
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def abrechnung(request: HttpRequest, abrechnung_id: UUID) -> HttpResponse:
    """Every child with proposal and reasons, and the one decision."""
    objekt = _abrechnung(request, abrechnung_id)
    offen, gesendet, fehler = objekt.state == Sammelstand.EINGEREICHT, request.method == "POST", ""
    zeilen = _formulare(request, lesen.vorschlaege(objekt), gesendet) if offen else []
    if gesendet and all([form.is_valid() for _, form in zeilen]):  # noqa: C419 -- every row shows its errors
        wahl = {
            v.zeile.pk: dienste.Sammelwahl(
                bewilligt=form.cleaned_data["entscheidung"] == "bewilligt",
                betrag=form.cleaned_data["betrag"],
                grund=form.cleaned_data["grund"],
                gesehen=form.cleaned_data["gesehen"],
            )
            for v, form in zeilen
        }
        try:
            neu = dienste.decide_sammelabrechnung(abrechnung_id=objekt.pk, wahl=wahl, **wer(request))
        except DomainError as gescheitert:
            fehler = str(gescheitert)
        else:
            messages.success(request, f"Entschieden: {neu.get_state_display()}.")
            return redirect("but:sammelabrechnung", abrechnung_id=objekt.pk)
    if not gesendet:
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    return _seite(request, objekt, zeilen, fehler)


def _seite(
    request: HttpRequest,
    objekt: Sammelabrechnung,
    zeilen: list[tuple[lesen.Sammelvorschlag, SammelzeileForm]],
    fehler: str,
) -> HttpResponse:
    user, tag = person(request), timezone.localdate()
    freigeben = objekt.state == Sammelstand.ZUR_FREIGABE and may_write_vorgaben(user, objekt.bereich_id, tag=tag)
    kontext = {
        "titel": objekt.nummer,
        "objekt": objekt,
        "zeilen": zeilen,
        "fehler": fehler,
        "darf_entscheiden": may_decide(user, objekt.bereich_id, tag=tag),
        "darf_freigeben": freigeben and objekt.decided_by_id != user.pk,
        "darf_zurueckgeben": freigeben,
        "rueckgabe": RueckgabeForm(),
        "pruefungen": Sammelpruefung.objects.filter(zeile__abrechnung=objekt, gilt=True).select_related(
            "zeile", "kind"
        ),
        "zahlung": Zahlung.objects.filter(sammelkennung=objekt.pk).order_by("-created_at").first(),
        "verlauf": history_of(objekt),
    }
    ungueltig = bool(fehler) or any(form.is_bound and form.errors for _, form in zeilen)
    return render(request, "but/sammelabrechnung.html", kontext, status=422 if ungueltig else 200)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, abrechnung_id: UUID, akt: str) -> HttpResponse:
    objekt = _abrechnung(request, abrechnung_id)
    if akt == "approve":
        dienste.approve_sammelabrechnung(abrechnung_id=objekt.pk, **wer(request))
        messages.success(request, "Freigegeben: Die Zahlung an die Schule ist angelegt.")
    elif akt == "return":
        grund = request.POST.get("grund", "")
        dienste.return_sammelabrechnung(abrechnung_id=objekt.pk, grund=grund, **wer(request))
        messages.success(request, "Zurückgegeben.")
    else:
        raise Http404
    return redirect("but:sammelabrechnung", abrechnung_id=objekt.pk)
