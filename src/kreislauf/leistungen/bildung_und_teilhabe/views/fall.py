"""The case page: everything a decision needs, and every step of it, without leaving the page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.akten.haushalt.services import haushalte
from kreislauf.akten.person.models import Person
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, allowed_acts
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import fall as formulare
from kreislauf.leistungen.bildung_und_teilhabe.nachweise import ohne_preis
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fahrten import bestaetigte_forderungen, fahrtlagen
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fallseite import fallseite
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services import entscheidung
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer, zum_antrag
from kreislauf.verfahren.anschreiben.services.aufforderung import print_aufforderung
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung, Nachweisforderung
from kreislauf.verfahren.antrag.services import antraege, mitwirkung
from kreislauf.verfahren.antrag.states import ANTRAG_TRANSITIONS, OFFEN, Antragsstand
from kreislauf.verfahren.bescheid.selectors import behoerde_am, dienstsitz
from kreislauf.verfahren.bescheid.services.versagung import versagbare

ACTS: dict[str, tuple[Callable[..., Antrag], str]] = {
    "examine": (antraege.examine_antrag, "Prüfung begonnen."),
    "complete": (antraege.complete_antrag, "Der Antrag ist vollständig."),
    "resume": (antraege.resume_antrag, "Die Prüfung ist wieder aufgenommen (§ 67 SGB I)."),
    "withdraw": (antraege.withdraw_antrag, "Der Antrag ist zurückgenommen."),
}


def _antrag(antrag_id: UUID) -> Antrag:
    return get_object_or_404(Antrag.objects.select_related("fallakte__haushalt", "antragsteller"), pk=antrag_id)


def _version(request: HttpRequest) -> int | None:
    roh = request.POST.get("version", "")
    return int(roh) if roh.isdigit() else None


@login_required
@require_safe
def antrag(request: HttpRequest, antrag_id: UUID) -> HttpResponse:
    objekt = _antrag(antrag_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    return _seite(request, objekt)


def _seite(request: HttpRequest, objekt: Antrag, zeilen: list[formulare.Zeilenform] | None = None) -> HttpResponse:
    seite = fallseite(objekt, timezone.localdate())
    stand = Antragsstand(objekt.state)
    entscheidbar = ("decide", stand) in ANTRAG_TRANSITIONS
    if zeilen is None:
        zeilen = [formulare.Zeilenform(z, prefix=str(z.bedarf.pk)) for z in seite.zeilen]
    fehler = any(form.errors for form in zeilen if form.is_bound)
    kontext = {
        "titel": f"{objekt.antragsteller}",
        "antrag": objekt,
        "seite": seite,
        "zeilen": zeilen,
        "ohne_preis": [z.bedarf for z in seite.zeilen if ohne_preis(z.bedarf) and stand in OFFEN],
        "entscheidbar": entscheidbar,
        "fehler": fehler,
        "acts": allowed_acts(ANTRAG_TRANSITIONS, stand),
        "anfordern": formulare.AnfordernForm(initial={"tage": seite.mitwirkungstage}),
        "postausgang": formulare.PostausgangForm(initial={"posted_on": timezone.localdate()}),
        "verlaengern": formulare.FristForm(),
        "versagbar": ("refuse", stand) in ANTRAG_TRANSITIONS and versagbare(objekt, timezone.localdate()),
        "offene": [(f, _nachweisformen(f)) for f in seite.offen],
        "fahrtlagen": fahrtlagen(objekt.pk),
        "bestaetigungen": stand in OFFEN and any(bestaetigte_forderungen(objekt.pk)),
        "kinder": [(k, _sachverhaltsformen(k.person, objekt)) for k in seite.kinder],
    }
    return render(request, "but/antrag.html", kontext, status=422 if fehler else 200)


def _nachweisformen(forderung: Nachweisforderung) -> tuple[forms.Form, forms.Form]:
    heute = {"eingegangen_am": timezone.localdate(), "beschreibung": forderung.text}
    kennung = f"{forderung.pk}-%s"
    return formulare.NachweisForm(initial=heute, auto_id=kennung), formulare.EntbehrlichForm(auto_id=f"ohne-{kennung}")


def _sachverhaltsformen(kind: Person, antrag: Antrag) -> tuple[forms.Form, forms.Form]:
    kennung = f"{kind.pk}-%s"
    bezug = formulare.LeistungszeitraumForm(auto_id=f"bezug-{kennung}")
    return bezug, formulare.BesuchForm(bereich_id=antrag.bereich_id, auto_id=f"besuch-{kennung}")


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, antrag_id: UUID, akt: str) -> HttpResponse:
    """Examine, complete, take up again, withdraw."""
    objekt = _antrag(antrag_id)
    if akt not in ACTS:
        raise Http404
    dienst, meldung = ACTS[akt]
    dienst(antrag_id=objekt.pk, version=_version(request), **wer(request))
    messages.success(request, meldung)
    return zum_antrag(objekt.pk)


@login_required
@require_POST
@domain_errors
def anfordern(request: HttpRequest, antrag_id: UUID) -> HttpResponse:
    objekt = _antrag(antrag_id)
    form = formulare.AnfordernForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Bitte geben Sie eine Frist von 1 bis 90 Tagen an.")
        return zum_antrag(objekt.pk, "nachweise")
    aufforderung = mitwirkung.request_nachweise(
        antrag_id=objekt.pk,
        forderung_ids=_uuids(request.POST.getlist("forderung")),
        tage=form.cleaned_data["tage"],
        hinweis=form.cleaned_data["hinweis"],
        sitz=dienstsitz(behoerde_am(objekt.bereich_id, timezone.localdate())),
        version=_version(request),
        **wer(request),
    )
    _drucke_gleich(request, aufforderung)
    return zum_antrag(objekt.pk, "nachweise")


def _drucke_gleich(request: HttpRequest, aufforderung: Mitwirkungsaufforderung) -> None:
    """The letter is made at once; where it cannot be, the request stands and the page says what to mend."""
    frist = f"Angefordert. Die Frist endet am {aufforderung.frist:%d.%m.%Y}."
    try:
        with transaction.atomic():
            print_aufforderung(aufforderung_id=aufforderung.pk, **wer(request))
    except DomainError as fehler:
        messages.warning(request, f"{frist} Das Schreiben gibt es noch nicht: {fehler}")
    else:
        messages.success(request, f"{frist} Das Schreiben liegt bereit.")


def _uuids(werte: list[str]) -> list[UUID]:
    try:
        return [UUID(wert) for wert in werte]
    except ValueError:
        raise Http404 from None


@login_required
@require_POST
@domain_errors
def nachweis(request: HttpRequest, forderung_id: UUID, akt: str) -> HttpResponse:
    """A proof came, or is not needed."""
    forderung = get_object_or_404(Nachweisforderung, pk=forderung_id)
    if akt == "waive":
        form: forms.Form = formulare.EntbehrlichForm(request.POST)
    elif akt == "receive":
        form = formulare.NachweisForm(request.POST, request.FILES)
    else:
        raise Http404
    if not form.is_valid():
        messages.error(request, "Bitte füllen Sie alle Felder aus: " + "; ".join(_fehler(form)))
        return zum_antrag(forderung.antrag_id, "nachweise")
    werte = dict(form.cleaned_data)
    if akt == "waive":
        mitwirkung.waive_nachweis(forderung_id=forderung.pk, **werte, **wer(request))
    else:
        datei = werte.pop("datei")
        if datei:
            werte["dokument"] = store_dokument(
                inhalt=datei.read(), dateiname=datei.name, bereich_id=forderung.bereich_id, **wer(request)
            )
        mitwirkung.receive_nachweis(forderung_id=forderung.pk, **werte, **wer(request))
    messages.success(request, "Nachweis eingetragen.")
    return zum_antrag(forderung.antrag_id, "nachweise")


def _fehler(form: forms.Form) -> list[str]:
    return [f"{form.fields[name].label}: {text}" for name, texte in form.errors.items() for text in texte]


@login_required
@require_POST
@domain_errors
def sachverhalt(request: HttpRequest, antrag_id: UUID, kind_id: UUID, akt: str) -> HttpResponse:
    """Complete the facts about a child: benefit period or attendance."""
    objekt = _antrag(antrag_id)
    kind = get_object_or_404(Person, pk=kind_id)
    if akt == "bezug":
        form: forms.Form = formulare.LeistungszeitraumForm(request.POST)
    elif akt == "besuch":
        form = formulare.BesuchForm(request.POST, bereich_id=objekt.bereich_id)
    else:
        raise Http404
    if not form.is_valid():
        messages.error(request, "; ".join(_fehler(form)))
        return zum_antrag(objekt.pk, "sachverhalt")
    if akt == "bezug":
        haushalte.add_leistungszeitraum(
            haushalt=objekt.fallakte.haushalt,
            person=kind,
            quelle="sachbearbeitung",
            **form.cleaned_data,
            **wer(request),
        )
    else:
        haushalte.add_besuch(person=kind, **form.cleaned_data, **wer(request))
    messages.success(request, "Sachverhalt ergänzt; die Vorschläge sind neu berechnet.")
    return zum_antrag(objekt.pk, "sachverhalt")


@login_required
@require_POST
@domain_errors
def entscheiden(request: HttpRequest, antrag_id: UUID) -> HttpResponse:
    """All lines at once; what is missing is shown on the same page with everything typed kept."""
    objekt = _antrag(antrag_id)
    zeilen = vorschlaege(bedarfe_von(objekt), timezone.localdate())
    formen = [formulare.Zeilenform(z, request.POST, prefix=str(z.bedarf.pk)) for z in zeilen]
    if not all([form.is_valid() for form in formen]):  # noqa: C419 -- all of them show their errors
        return _seite(request, objekt, formen)
    wahl: dict[UUID, Any] = {form.zeile.bedarf.pk: form.wahl() for form in formen}
    bescheid = entscheidung.decide(antrag_id=objekt.pk, wahl=wahl, version=_version(request), **wer(request))
    messages.success(request, "Entschieden. Der Bescheid ist entworfen.")
    return redirect("but:bescheid", bescheid_id=bescheid.pk)
