"""Pages around the account that are ours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gesperrt(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong attempts: says when it goes on and whom to ask."""
    return render(request, "accounts/gesperrt.html", {"titel": "Anmeldung gesperrt"}, status=429)
