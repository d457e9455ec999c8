"""Pages of background runs."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.jobs import services
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.ui.views import domain_errors


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    seite = Paginator(Lauf.objects.select_related("created_by"), 50).get_page(request.GET.get("seite"))
    return render(request, "jobs/liste.html", {"seite": seite})


def _stand(request: HttpRequest, lauf_id: UUID, vorlage: str) -> HttpResponse:
    objekt = get_object_or_404(Lauf, pk=lauf_id)
    kontext = {"lauf": objekt, "user_id": _user(request).pk, "wege": services.wege_von(objekt)}
    return render(request, vorlage, kontext)


@login_required
@require_safe
def lauf(request: HttpRequest, lauf_id: UUID) -> HttpResponse:
    return _stand(request, lauf_id, "jobs/lauf.html")


@login_required
@require_safe
def fortschritt(request: HttpRequest, lauf_id: UUID) -> HttpResponse:
    """The part of the page that htmx fetches anew while the run is open."""
    return _stand(request, lauf_id, "jobs/fortschritt.html")


@login_required
@require_POST
@domain_errors
def abbrechen(request: HttpRequest, lauf_id: UUID) -> HttpResponse:
    get_object_or_404(Lauf, pk=lauf_id)
    services.cancel_lauf(lauf_id=lauf_id, actor=_user(request), at=timezone.now())
    return redirect("jobs:lauf", lauf_id=lauf_id)


@login_required
@require_POST
@domain_errors
def wiederholen(request: HttpRequest, lauf_id: UUID) -> HttpResponse:
    get_object_or_404(Lauf, pk=lauf_id)
    services.retry_lauf(lauf_id=lauf_id, actor=_user(request), at=timezone.now())
    return redirect("jobs:lauf", lauf_id=lauf_id)
