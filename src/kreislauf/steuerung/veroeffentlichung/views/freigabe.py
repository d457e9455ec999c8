"""The office releases a paper for citizens or takes it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.ui.views import domain_errors
from kreislauf.steuerung.ratsinfo.models import Vorlage
from kreislauf.steuerung.veroeffentlichung.permissions import may_publish_vorlage
from kreislauf.steuerung.veroeffentlichung.selectors.buergerseite import freigabe
from kreislauf.steuerung.veroeffentlichung.services import publish_vorlage, withdraw_vorlage

AN = [
    "Bürgerinnen und Bürger sehen Betreff, Beschluss, Punkte, Aufträge mit Termin und Ampel und den letzten Bericht.",
    "Gezeigt wird nur, was als öffentlich gekennzeichnet ist; Entwürfe von Berichten und Namen nie.",
    "Sie können die Seite jederzeit wieder abschalten.",
]
AUS = ["Die Vorlage verschwindet sofort von der Bürgerseite.", "Im Ratsinformationssystem ändert sich nichts."]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@domain_errors
def schalten(request: HttpRequest, vorlage_id: UUID) -> HttpResponse:
    """GET asks, POST switches to the other state."""
    vorlage = get_object_or_404(Vorlage.objects.defer("text", "lesung"), pk=vorlage_id)
    at = timezone.now()
    assert isinstance(request.user, User)
    if not may_publish_vorlage(request.user, vorlage, tag=timezone.localdate(at)):
        raise PermissionDenied
    ist_an = freigabe(vorlage) is not None
    zurueck = reverse("ratsinfo:vorlage", args=[vorlage.pk])
    if request.method == "POST":
        dienst = withdraw_vorlage if ist_an else publish_vorlage
        dienst(vorlage_id=vorlage.pk, actor=request.user, at=at)
        messages.success(request, "Von der Bürgerseite genommen." if ist_an else "Auf der Bürgerseite gezeigt.")
        return redirect(zurueck)
    kontext = {
        "titel": "Bürgerseite",
        "frage": f"„{vorlage.betreff}“ {'von der Bürgerseite nehmen' if ist_an else 'auf der Bürgerseite zeigen'}?",
        "folgen": AUS if ist_an else AN,
        "knopf": "Von der Bürgerseite nehmen" if ist_an else "Auf der Bürgerseite zeigen",
        "zurueck": zurueck,
    }
    return render(request, "ui/bestaetigen.html", kontext)
