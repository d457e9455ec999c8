"""The journal for the data protection officers; looking into it is itself written down."""

import csv
import hashlib
import io
import json
from datetime import datetime, time
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import selectors, services
from kreislauf.foundation.journal.forms import JournalFilter
from kreislauf.foundation.journal.models import Glied, Zeile

JE_SEITE = 100
CSV_HOECHSTENS = 50_000


def _pruefer(request: HttpRequest) -> User:
    """The person, if she may read the journal. Raises PermissionDenied."""
    if not request.rechte.darf("journal", "lesen"):  # type: ignore[attr-defined]
        raise PermissionDenied
    return cast(User, request.user)


def _zeilen(form: JournalFilter) -> QuerySet[Zeile]:
    form.is_valid()
    w: dict[str, Any] = form.cleaned_data
    zone = timezone.get_current_timezone()
    return selectors.zeilen(
        akt=w.get("akt", ""),
        person=w.get("person", ""),
        objekt=w.get("objekt", ""),
        von=datetime.combine(w["von"], time.min, zone) if w.get("von") else None,
        bis=datetime.combine(w["bis"], time.max, zone) if w.get("bis") else None,
    )


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Newest first; further pages by the number of the last line shown, so that page depth costs nothing."""
    user = _pruefer(request)
    form = JournalFilter(request.GET)
    menge = _zeilen(form)
    nach = request.GET.get("nach", "")
    if nach.isdigit():
        menge = menge.filter(pk__lt=int(nach))
    zeilen = list(menge[: JE_SEITE + 1])
    weiter = str(zeilen[JE_SEITE - 1].pk) if len(zeilen) > JE_SEITE else ""
    zeilen = zeilen[:JE_SEITE]
    services.record("journal.list", None, actor=user, at=timezone.now(), details={"filter": request.GET.dict()})
    kontext = {
        "titel": "Journal",
        "form": form,
        "zeilen": list(zip(zeilen, selectors.eintraege(zeilen), strict=True)),
        "weiter": weiter,
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "journal/liste.html", kontext)


@login_required
@require_safe
def zeile(request: HttpRequest, zeile_id: int) -> HttpResponse:
    """One line with what the chain says about it."""
    user = _pruefer(request)
    objekt = get_object_or_404(Zeile, pk=zeile_id)
    glied = Glied.objects.filter(zeile_id=objekt.pk).first()
    echt = None
    if glied is not None and objekt.inhalt is not None and objekt.salz is not None:
        echt = hashlib.sha256(bytes(objekt.salz) + objekt.inhalt.encode()).digest() == bytes(glied.festlegung)
    services.record_read(objekt, actor=user, at=timezone.now())
    kontext = {
        "titel": f"Journalzeile {objekt.pk}",
        "zeile": objekt,
        "eintrag": selectors.eintraege([objekt])[0],
        "inhalt": json.dumps(json.loads(objekt.inhalt), ensure_ascii=False, indent=2) if objekt.inhalt else "",
        "glied": glied,
        "echt": echt,
    }
    return render(request, "journal/zeile.html", kontext)


@login_required
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    user = _pruefer(request)
    menge = list(_zeilen(JournalFilter(request.GET))[:CSV_HOECHSTENS])
    services.record("journal.export", None, actor=user, at=timezone.now(), details={"zeilen": len(menge)})
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(["Nummer", "Zeitpunkt", "Vorgang", "Person", "Art", "Kennung", "Angaben"])
    for z, e in zip(menge, selectors.eintraege(menge), strict=True):
        angaben = json.dumps(e.details, ensure_ascii=False)
        schreiber.writerow([z.pk, z.at, z.akt, e.person, z.tabelle, z.objekt_id, angaben])
    antwort = HttpResponse("\ufeff" + puffer.getvalue(), content_type="text/csv; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return antwort
