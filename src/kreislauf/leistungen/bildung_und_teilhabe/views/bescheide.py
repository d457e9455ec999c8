"""One Bescheid: lines, second person, posting, objection and remedy."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.journal.selectors import history_of
from kreislauf.foundation.states import allowed_acts
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.leistungen.bildung_und_teilhabe.forms import fall as formulare
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fallseite import gruende
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import vorschlag_zu
from kreislauf.leistungen.bildung_und_teilhabe.services import entscheidung
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import person, wer
from kreislauf.verfahren.antrag.models import Eingang
from kreislauf.verfahren.antrag.states import Eingangsstand
from kreislauf.verfahren.bescheid import permissions
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services import freigeben
from kreislauf.verfahren.bescheid.services.schreiben import print_bescheid
from kreislauf.verfahren.bescheid.states import BESCHEID_TRANSITIONS, WIRKSAM, Bescheidart, Bescheidstand
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.services import attacked, file_widerspruch, withdraw_widerspruch
from kreislauf.verfahren.widerspruch.states import Widerspruchsstand
from kreislauf.verfahren.zahlung.permissions import may_approve_zahllauf


def _bescheid(bescheid_id: UUID) -> Bescheid:
    return get_object_or_404(
        Bescheid.objects.select_related(
            "fallakte", "antrag", "adressat", "created_by", "approved_by", "ersetzt", "dokument"
        ),
        pk=bescheid_id,
    )


def _acts(request: HttpRequest, bescheid: Bescheid) -> list[str]:
    """Acts possible now and allowed to this person."""
    tag, user = timezone.localdate(), person(request)
    selbst = user.pk in {bescheid.created_by_id, bescheid.submitted_by_id}
    darf = {
        "submit": bescheid.zweite_person_noetig and permissions.may_decide(user, bescheid.bereich_id, tag=tag),
        "approve": permissions.may_approve_bescheid(user, bescheid, tag=tag)
        and not (bescheid.zweite_person_noetig and selbst),
        "return": permissions.may_return_bescheid(user, bescheid, tag=tag),
        "announce": permissions.may_send_bescheid(user, bescheid, tag=tag),
    }
    acts = [akt for akt in allowed_acts(BESCHEID_TRANSITIONS, Bescheidstand(bescheid.state)) if darf.get(akt)]
    return [*acts, "print"] if "announce" in acts else acts


@login_required
@require_safe
def bescheid(request: HttpRequest, bescheid_id: UUID) -> HttpResponse:
    objekt = _bescheid(bescheid_id)
    journal.record_read(objekt, actor=person(request), at=timezone.now())
    zeilen = objekt.zeilen.select_related("kind", "empfaenger", "ersetzt").prefetch_related("monate")
    wirksam = Bescheidstand(objekt.state) in WIRKSAM
    kontext = {
        "titel": str(objekt),
        "bescheid": objekt,
        "zeilen": [(z, gruende(z.spur)) for z in zeilen],
        "summe": sum(z.betrag for z in zeilen),
        "acts": _acts(request, objekt),
        "rueckgabe": formulare.RueckgabeForm(),
        "bekanntgabe": formulare.BekanntgabeForm(initial={"posted_on": timezone.localdate()}),
        "wirksam": wirksam,
        "darf_verfallen": wirksam
        and may_approve_zahllauf(person(request), objekt.bereich_id, tag=timezone.localdate()),
        "aufhebungen": objekt.aufhebungen.all(),
        "widersprueche": objekt.widersprueche.all(),
        "verlauf": history_of(objekt),
    }
    return render(request, "but/bescheid.html", kontext)


@login_required
@require_POST
@domain_errors
def handeln(request: HttpRequest, bescheid_id: UUID, akt: str) -> HttpResponse:
    """Submit, approve, return, print, announce."""
    objekt = _bescheid(bescheid_id)
    angaben = {"bescheid_id": objekt.pk, **wer(request)}
    if akt == "submit":
        freigeben.submit_bescheid(**angaben)
        meldung = "Zur Freigabe vorgelegt."
    elif akt == "approve":
        freigeben.approve_bescheid(**angaben)
        meldung = "Freigegeben."
    elif akt == "return":
        freigeben.return_bescheid(grund=request.POST.get("grund", ""), **angaben)
        meldung = "Zurückgegeben."
    elif akt == "print":
        print_bescheid(**angaben)
        meldung = "Das Schreiben ist erstellt und liegt in der Akte. Bitte lesen Sie es vor dem Versand."
    elif akt == "announce":
        form = formulare.BekanntgabeForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Bitte geben Sie Tag und Art des Versands an.")
            return redirect("but:bescheid", bescheid_id=objekt.pk)
        objekt = freigeben.announce_bescheid(**form.cleaned_data, **angaben)
        assert objekt.bekanntgabe is not None
        assert objekt.widerspruchsfrist is not None
        behelf = "Klage" if objekt.art == Bescheidart.WIDERSPRUCHSBESCHEID else "Widerspruch"
        meldung = f"Bekannt gegeben am {objekt.bekanntgabe:%d.%m.%Y}; {behelf} bis {objekt.widerspruchsfrist:%d.%m.%Y}."

    else:
        raise Http404
    messages.success(request, meldung)
    return redirect("but:bescheid", bescheid_id=objekt.pk)


def _eingang(kennung: str) -> Eingang | None:
    """The objection as it came from the portal, while nobody has taken it in."""
    try:
        neu = Eingang.objects.filter(pk=UUID(kennung), state=Eingangsstand.NEU, nachsendung__art="widerspruch")
    except ValueError:
        return None
    return neu.select_related("nachsendung").first()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def widerspruch_neu(request: HttpRequest, bescheid_id: UUID) -> HttpResponse:
    """Take in an objection against single lines."""
    objekt = _bescheid(bescheid_id)
    eingang = _eingang(request.GET.get("eingang", ""))
    anfang: dict[str, Any] = {"eingegangen_am": timezone.localdate()}
    if eingang is not None:
        anfang = {
            "zeilen": eingang.nachsendung.bezug,
            "eingegangen_am": timezone.localdate(eingang.received_at),
            "form": Widerspruch.Form.EINFACHE_EMAIL,  # nobody signed; the signature is asked for
            "begruendung": eingang.text,
        }
    daten = request.POST if request.method == "POST" else None
    form = formulare.WiderspruchForm(daten, bescheid=objekt, initial=anfang)
    if request.method == "POST" and form.is_valid():
        werte = dict(form.cleaned_data)
        zeilen = [z.pk for z in werte.pop("zeilen")]
        neu = file_widerspruch(bescheid_id=objekt.pk, zeile_ids=zeilen, eingang=eingang, **werte, **wer(request))
        messages.success(request, "Widerspruch erfasst.")
        return redirect("but:widerspruch", widerspruch_id=neu.pk)
    kontext = {"titel": "Widerspruch erfassen", "bescheid": objekt, "form": form}
    return render(request, "but/widerspruch_neu.html", kontext, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def widerspruch(request: HttpRequest, widerspruch_id: UUID) -> HttpResponse:
    """An objection; ticked lines are remedied by a changed decision."""
    objekt = get_object_or_404(
        Widerspruch.objects.select_related("bescheid__fallakte", "abhilfebescheid"), pk=widerspruch_id
    )
    if request.method != "POST":
        journal.record_read(objekt, actor=person(request), at=timezone.now())
    daten = request.POST if request.method == "POST" else None
    zeilen = []
    for zeile in attacked(objekt):
        vorschlag = vorschlag_zu(zeile, timezone.localdate())
        if vorschlag is not None:
            gewaehlt = daten is not None and str(zeile.pk) in request.POST.getlist("abhelfen")
            form = formulare.Zeilenform(vorschlag, daten if gewaehlt else None, prefix=str(zeile.pk))
            zeilen.append((zeile, form, gewaehlt))
    if daten is not None:
        bescheid = _abhelfen(request, objekt, zeilen)
        if bescheid is not None:
            messages.success(request, "Abgeholfen. Der Änderungsbescheid ist entworfen.")
            return redirect("but:bescheid", bescheid_id=bescheid.pk)
    kontext = {
        "titel": str(objekt),
        "widerspruch": objekt,
        "zeilen": zeilen,
        "erledigte": objekt.zeilen.exclude(ergebnis="offen").select_related("zeile__kind", "neue_zeile"),
        "offen": objekt.state in {Widerspruchsstand.ERHOBEN, Widerspruchsstand.TEILABGEHOLFEN},
        "verlauf": history_of(objekt),
    }
    return render(request, "but/widerspruch.html", kontext, status=422 if daten is not None else 200)


def _abhelfen(
    request: HttpRequest, objekt: Widerspruch, zeilen: list[tuple[Entscheidungszeile, formulare.Zeilenform, bool]]
) -> Bescheid | None:
    gewaehlt = [(zeile, form) for zeile, form, ja in zeilen if ja]
    if not gewaehlt:
        messages.error(request, "Bitte wählen Sie, welcher Entscheidung abgeholfen wird.")
        return None
    if not all([form.is_valid() for _, form in gewaehlt]):  # noqa: C419 -- all of them show their errors
        return None
    wahl = {zeile.pk: form.wahl() for zeile, form in gewaehlt}
    return entscheidung.remedy(widerspruch_id=objekt.pk, wahl=wahl, **wer(request))


@login_required
@require_POST
@domain_errors
def widerspruch_zurueck(request: HttpRequest, widerspruch_id: UUID) -> HttpResponse:
    objekt = get_object_or_404(Widerspruch, pk=widerspruch_id)
    withdraw_widerspruch(widerspruch_id=objekt.pk, **wer(request))
    messages.success(request, "Der Widerspruch ist zurückgenommen.")
    return redirect("but:widerspruch", widerspruch_id=objekt.pk)
