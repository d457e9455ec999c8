"""Hand out a file: always as a download, never as something the browser runs."""

from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.journal import services as journal


@login_required
@require_safe
def download(request: HttpRequest, dokument_id: UUID) -> HttpResponse:
    dokument = get_object_or_404(Dokument, pk=dokument_id)
    inhalt = read_content(dokument)
    assert isinstance(request.user, User)
    if dokument.schutzstufe != Schutzstufe.OEFFENTLICH:
        journal.record_read(dokument, actor=request.user, at=timezone.now(), zweck="Herunterladen")
    antwort = HttpResponse(inhalt, content_type=dokument.medientyp)
    antwort["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(dokument.dateiname)}"
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["Cache-Control"] = "private, no-store"
    return antwort
