"""Papers of a source: which are tied to the record, which wait for a person, and their files."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.oparl_eingang import selectors as lesen
from kreislauf.steuerung.oparl_eingang.forms import VorlagenFilter
from kreislauf.steuerung.oparl_eingang.models import Bindung, Quelle
from kreislauf.steuerung.oparl_eingang.permissions import may_change_quelle
from kreislauf.steuerung.oparl_eingang.services import bindungen, dateien
from kreislauf.steuerung.oparl_eingang.views.quellen import _user

ENTSCHIEDEN = {
    "confirm": "Verbunden: Beratungen kommen jetzt aus der Quelle, der Kopf der Vorlage bleibt, wie er war.",
    "reject": "Getrennt: die Vorlage der Quelle bleibt gespiegelt und ändert hier nichts.",
}


@login_required
@require_safe
def vorlagen(request: HttpRequest, quelle_id: UUID) -> HttpResponse:
    quelle = get_object_or_404(Quelle, pk=quelle_id)
    form = VorlagenFilter(request.GET)
    werte = form.cleaned_data if form.is_valid() else {}
    treffer = lesen.gebundene_vorlagen(quelle, stand=werte.get("stand", ""), suche=werte.get("suche", ""))
    kontext = {
        "titel": "Vorlagen der Quelle",
        "brotkrumen": [
            ("Quellen", reverse("oparl_eingang:quellen")),
            (quelle.name, reverse("oparl_eingang:quelle", args=[quelle.pk])),
        ],
        "quelle": quelle,
        "form": form,
        "seite": Paginator(treffer, 50).get_page(request.GET.get("seite")),
    }
    return render(request, "oparl_eingang/vorlagen.html", kontext)


@login_required
@require_safe
def vorlage(request: HttpRequest, bindung_id: UUID) -> HttpResponse:
    """One paper as the source tells it beside the paper here, with its files."""
    bindung = get_object_or_404(Bindung.objects.select_related("objekt__quelle", "vorlage"), pk=bindung_id)
    if bindung.vorlage is None:
        raise Http404
    quelle = bindung.objekt.quelle
    kontext = {
        "titel": lesen.titel(bindung),
        "brotkrumen": [
            ("Quellen", reverse("oparl_eingang:quellen")),
            (quelle.name, reverse("oparl_eingang:quelle", args=[quelle.pk])),
            ("Vorlagen", reverse("oparl_eingang:quelle_vorlagen", args=[quelle.pk])),
        ],
        "bindung": bindung,
        "gegenueber": lesen.gegenueber(bindung),
        "dateien": dateien.files_of(bindung.objekt.roh),
        "darf": may_change_quelle(_user(request), bindung, tag=timezone.localdate()),
    }
    return render(request, "oparl_eingang/vorlage.html", kontext)


@login_required
@require_POST
@domain_errors
def entscheiden(request: HttpRequest, bindung_id: UUID, akt: str) -> HttpResponse:
    if akt not in ENTSCHIEDEN:
        raise Http404
    get_object_or_404(Bindung, pk=bindung_id)
    bindungen.decide_bindung(bindung_id=bindung_id, act=akt, actor=_user(request), at=timezone.now())
    messages.success(request, ENTSCHIEDEN[akt])
    return redirect("oparl_eingang:bindung", bindung_id=bindung_id)


@login_required
@require_POST
@domain_errors
def datei(request: HttpRequest, bindung_id: UUID) -> HttpResponse:
    get_object_or_404(Bindung, pk=bindung_id)
    lauf = dateien.start_datei(
        bindung_id=bindung_id, kennung=request.POST.get("datei", ""), actor=_user(request), at=timezone.now()
    )
    return redirect("jobs:lauf", lauf_id=lauf.pk)
