"""The county's dated settings; whoever approves decisions keeps them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kreislauf.foundation.states import DomainError
from kreislauf.leistungen.bildung_und_teilhabe.forms import vorgaben as formulare
from kreislauf.leistungen.bildung_und_teilhabe.views.gemeinsam import rechte, wer
from kreislauf.verfahren.bescheid.models import Behoerde, Formvorgabe, Wertgrenze
from kreislauf.verfahren.bescheid.services import vorgaben as dienste
from kreislauf.verfahren.zahlung.models import Kleinzahlgrenze
from kreislauf.verfahren.zahlung.services.vorgaben import set_kleinzahlgrenze

ARTEN: dict[str, tuple[str, type[forms.Form], Callable[..., object]]] = {
    "behoerde": ("Behörde und Dienstsitz", formulare.BehoerdeForm, dienste.set_behoerde),
    "wertgrenze": ("Wertgrenze", formulare.WertgrenzeForm, dienste.set_wertgrenze),
    "form": ("Form einer Leistung", formulare.FormvorgabeForm, dienste.set_formvorgabe),
    "kleinzahl": ("Schutz kleiner Zahlen", formulare.KleinzahlForm, set_kleinzahlgrenze),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vorgaben(request: HttpRequest) -> HttpResponse:
    """What holds now and held before, and one form per kind."""
    bereich_id = min(rechte(request).akte.get("bescheid.approve", ()), default=None)
    if bereich_id is None:
        raise PermissionDenied
    art = request.POST.get("art", "") if request.method == "POST" else ""
    formen = {
        name: klasse(request.POST if name == art else None, prefix=name, initial=_anfang(name, bereich_id))
        for name, (_, klasse, _) in ARTEN.items()
    }
    if art in formen and formen[art].is_valid():
        try:
            ARTEN[art][2](bereich_id=bereich_id, **formen[art].cleaned_data, **wer(request))
        except DomainError as fehler:
            formen[art].add_error("beginn", str(fehler))
        else:
            messages.success(request, f"{ARTEN[art][0]}: eingetragen.")
            return redirect("but:vorgaben")
    kontext = {
        "titel": "Vorgaben",
        "formen": [(name, ARTEN[name][0], form) for name, form in formen.items()],
        "behoerden": Behoerde.objects.filter(bereich_id=bereich_id).order_by("-beginn"),
        "grenzen": Wertgrenze.objects.filter(bereich_id=bereich_id).order_by("-beginn"),
        "kleinzahlen": Kleinzahlgrenze.objects.filter(bereich_id=bereich_id).order_by("-beginn"),
        "formvorgaben": Formvorgabe.objects.filter(bereich_id=bereich_id).order_by("leistung", "-beginn"),
    }
    return render(request, "but/vorgaben.html", kontext, status=422 if any(f.errors for f in formen.values()) else 200)


def _anfang(name: str, bereich_id: int) -> dict[str, object]:
    """The present agency is the draft of the next one."""
    heute: dict[str, object] = {"beginn": timezone.localdate()}
    if name != "behoerde":
        return heute
    jetzige = Behoerde.objects.filter(bereich_id=bereich_id).order_by("-beginn").first()
    felder = [f for f in formulare.BehoerdeForm.base_fields if f != "beginn"]
    return ({f: getattr(jetzige, f) for f in felder} if jetzige else {}) | heute
