"""What every answer of the portal carries, static files and errors included, and how much it takes in at most."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.portal.anlagen import MAX_ANZAHL, MAX_BYTES
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.views import seitenfehler

HOECHSTENS_BYTES = MAX_ANZAHL * MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
KOPFZEILEN = {
    "Cache-Control": "no-store",  # where nothing else was said
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Said here and not by Django, which says it only where it sees the encryption itself; that ends at the county's proxy.
HSTS = "max-age=31536000; includeSubDomains"


class KopfzeilenMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwort = self.get_response(request)
        for name, wert in KOPFZEILEN.items():
            antwort.headers.setdefault(name, wert)
        if settings.HTTPS:
            antwort.headers["Strict-Transport-Security"] = HSTS
        return antwort


class GroessenMiddleware:
    """Refuses before a byte is read or kept: Django writes files to disk before a form looks at them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        laenge = request.headers.get("Content-Length", "")
        if not laenge.isdecimal() or int(laenge) <= HOECHSTENS_BYTES:
            return self.get_response(request)
        vermerken("anfrage.zu_gross", request)
        return seitenfehler(request, 413)
