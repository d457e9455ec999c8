"""For the inside only: look at what came with an Eingang before it is taken over."""

from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.portal.models import Anlage


@login_required
@require_safe
def anlage(request: HttpRequest, anlage_id: UUID) -> HttpResponse:
    """A picture is shown (it was written anew when it came), everything else is a download."""
    datei = get_object_or_404(Anlage, pk=anlage_id)
    journal.record_read(datei, actor=cast(User, request.user), at=timezone.now(), zweck="Ansehen")
    art = "inline" if datei.medientyp == "image/jpeg" else "attachment"
    antwort = HttpResponse(bytes(datei.inhalt), content_type=datei.medientyp)
    antwort["Content-Disposition"] = f"{art}; filename*=UTF-8''{quote(datei.dateiname)}"
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["Cache-Control"] = "private, no-store"
    return antwort
