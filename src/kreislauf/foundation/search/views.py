"""The search page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def suchen(request: HttpRequest) -> HttpResponse:
    return render(request, "search/suche.html", {"titel": "Suche"})
