"""The yearly overview for a committee: page, PDF, DOCX, XLSX."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kreislauf.steuerung.ratsinfo.forms.berichte import JahrForm
from kreislauf.steuerung.ratsinfo.selectors import berichte as lesen
from kreislauf.steuerung.ratsinfo.services import jahresausgabe


def _uebersicht(request: HttpRequest) -> tuple[JahrForm, lesen.Jahresuebersicht]:
    if not request.rechte.darf("auftrag", "lesen"):  # type: ignore[attr-defined]
        raise PermissionDenied
    heute = timezone.localdate()
    form = JahrForm(request.GET or None)
    werte = form.cleaned_data if form.is_valid() else {}
    jahr = werte.get("jahr") or heute.year
    gremium = werte.get("gremium")
    stichtag = min(heute, date(jahr, 12, 31))
    return form, lesen.jahresuebersicht(
        jahr, stichtag, str(gremium.pk) if gremium else "", gremium.name if gremium else ""
    )


@login_required
@require_safe
def seite(request: HttpRequest) -> HttpResponse:
    form, uebersicht = _uebersicht(request)
    kontext = {
        "titel": f"Umsetzung der Beschlüsse {uebersicht.jahr}",
        "form": form,
        "u": uebersicht,
        "schaubild": mark_safe(jahresausgabe.schaubild(uebersicht)),  # noqa: S308 -- our own SVG, its texts escaped
        "stellenkopf": jahresausgabe.STELLENKOPF,
        "stellen": jahresausgabe.stellenzeilen(uebersicht),
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "ratsinfo/jahresuebersicht.html", kontext)


@login_required
@require_safe
def datei(request: HttpRequest, form: str) -> HttpResponse:
    _, uebersicht = _uebersicht(request)
    try:
        inhalt, typ = jahresausgabe.als_datei(uebersicht, form)
    except KeyError:
        raise Http404 from None
    antwort = HttpResponse(inhalt, content_type=typ)
    antwort["Content-Disposition"] = f'attachment; filename="jahresuebersicht-{uebersicht.jahr}.{form}"'
    return antwort
