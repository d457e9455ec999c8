"""The calendar of duties: a page per month, and a feed per unit that calendar programs subscribe to.

A feed is read without signing in, so its address holds a signed key for one unit; the feed shows what is öffentlich and
of other duties only that something is due.
"""

import calendar
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.steuerung.ratsinfo.ampel import faellig_am
from kreislauf.steuerung.ratsinfo.forms.auftraege import AuftragFilter
from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.selectors import auftraege as lesen

ERINNERUNG = timedelta(days=14)  # product default [P]
_SALZ = "ratsinfo.kalender"


@login_required
@require_safe
def uebersicht(request: HttpRequest) -> HttpResponse:
    """One month with what is due on which day, and the addresses of the feeds."""
    heute = timezone.localdate()
    monat = _monat(request.GET.get("monat", ""), heute)
    letzter = calendar.monthrange(monat.year, monat.month)[1]
    auswahl = AuftragFilter({"von": monat.isoformat(), "bis": monat.replace(day=letzter).isoformat()}).auswahl()
    zeilen = lesen.mit_ampel(lesen.auftraege(auswahl, heute), heute)
    tage: dict[date, list[Any]] = {}
    for auftrag, licht in zeilen:
        tage.setdefault(auftrag.faellig, []).append((auftrag, licht))  # type: ignore[attr-defined]
    stellen = Bereich.objects.exclude(art=Bereich.Art.GREMIUM)
    kontext = {
        "titel": "Kalender der Aufträge",
        "monat": monat,
        "zurueck": (monat - timedelta(days=1)).strftime("%Y-%m"),
        "weiter": (monat + timedelta(days=32)).strftime("%Y-%m"),
        "tage": sorted(tage.items()),
        "feeds": [(s, request.build_absolute_uri(_feed(s.pk))) for s in stellen],
    }
    return render(request, "ratsinfo/kalender.html", kontext)


def _monat(wert: str, heute: date) -> date:
    try:
        return date.fromisoformat(f"{wert}-01")
    except ValueError:
        return heute.replace(day=1)


def _feed(stelle_id: int) -> str:
    return reverse("ratsinfo:ical", args=[signing.dumps(stelle_id, salt=_SALZ)])


@require_safe
def ical(request: HttpRequest, schluessel: str) -> HttpResponse:
    """The feed of one unit. An unknown or changed key is not found."""
    try:
        stelle_id = signing.loads(schluessel, salt=_SALZ)
    except signing.BadSignature:
        raise Http404 from None
    kalender = Calendar()
    kalender.add("prodid", "-//Kreislauf//Auftraege//DE")
    kalender.add("version", "2.0")
    for auftrag in lesen.faellige_der_stellen([stelle_id], date.max).exclude(frist=None, wiedervorlage=None):
        kalender.add_component(_termin(auftrag))
    return HttpResponse(kalender.to_ical(), content_type="text/calendar; charset=utf-8")


def _termin(auftrag: Auftrag) -> Event:
    tag = faellig_am(auftrag)
    assert tag is not None
    termin = Event()
    termin.add("uid", f"{auftrag.pk}@kreislauf")
    termin.add("dtstamp", auftrag.updated_at)
    termin.add("dtstart", tag)
    termin.add("dtend", tag + timedelta(days=1))
    termin.add("summary", f"{'Frist' if auftrag.frist else 'Wiedervorlage'}: {auftrag.text[:120]}")
    termin.add("description", f"{auftrag.vorlage}\n{settings.ADRESSE}{reverse('ratsinfo:auftrag', args=[auftrag.pk])}")
    erinnerung = Alarm()
    erinnerung.add("action", "DISPLAY")
    erinnerung.add("description", f"In zwei Wochen fällig: {auftrag.text[:120]}")
    erinnerung.add("trigger", -ERINNERUNG)
    termin.add_component(erinnerung)
    return termin
