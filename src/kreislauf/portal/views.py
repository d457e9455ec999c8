"""Pages of the portal. Nothing here reads the inside; what comes in is checked as if an attacker had sent it."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.portal.anspruchspruefung import OHNE_KREIS, Auskunft, bezeichnung_sgb2, pruefe
from kreislauf.portal.context import seite
from kreislauf.portal.forms import AnspruchspruefungForm
from kreislauf.portal.papierform import papierform_pdf
from kreislauf.portal.sprachen import SPRACHEN, gewuenscht, katalog


def texte_von(sprache: str) -> dict[str, str]:
    """All texts of a language; raises Http404."""
    if sprache not in SPRACHEN:
        raise Http404
    return dict(katalog(sprache))


def seitenfehler(request: HttpRequest, status: int) -> HttpResponse:
    """What is shown in place of a page that cannot be shown, in the language of its address."""
    t = seite(request)["t"]
    kennung = {400: 403, 405: 404}.get(status, status)
    return render(request, "portal/seitenfehler.html", {"titel": t[f"seitenfehler.{kennung}"]}, status=status)


def seitenfehler_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return seitenfehler(request, 400)


def seitenfehler_403(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return seitenfehler(request, 403)


def seitenfehler_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return seitenfehler(request, 404)


def seitenfehler_500(request: HttpRequest) -> HttpResponse:
    return seitenfehler(request, 500)


@require_safe
def anfang(request: HttpRequest) -> HttpResponse:
    """To the first language the browser asks for."""
    return redirect("portal:start", sprache=gewuenscht(request.headers.get("Accept-Language", "")[:200]))


@require_safe
def start(request: HttpRequest, sprache: str) -> HttpResponse:
    return render(request, "portal/start.html", {"titel": texte_von(sprache)["start.titel"]})


@require_safe
def papier(request: HttpRequest, sprache: str) -> HttpResponse:
    """The application to print and sign; the same for everybody, so it may be kept by whoever hands it on."""
    texte_von(sprache)
    antwort = HttpResponse(papierform_pdf(settings.KREIS_NAME, timezone.localdate()), content_type="application/pdf")
    antwort["Content-Disposition"] = 'attachment; filename="antrag-bildung-und-teilhabe.pdf"'
    antwort["Cache-Control"] = "public, max-age=3600"
    return antwort


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pruefen(request: HttpRequest, sprache: str) -> HttpResponse:
    """The check: questions, then the result; the answers live only in this one request."""
    texte, heute = texte_von(sprache), timezone.localdate()
    gestellt = request.method == "POST"
    form = AnspruchspruefungForm(request.POST if gestellt else None, texte=texte, heute=heute)
    if not (gestellt and form.is_valid()) or "aendern" in request.POST:
        kontext = {"titel": texte["pruefen.titel"], "form": form}
        return render(request, "portal/pruefen.html", kontext, status=422 if gestellt and form.errors else 200)
    angaben = form.angaben()
    auskuenfte = pruefe(angaben, heute)
    kontext = {
        "titel": texte["ergebnis.titel"],
        "form": form,
        "moeglich": [_satz(a, texte) for a in auskuenfte if a.moeglich],
        "nicht": [
            (texte[f"bedarf.{a.leistung}"], texte[a.grund]) for a in auskuenfte if not a.moeglich and _genannt(a)
        ],
        "ohne_kreis": _ohne_kreis(angaben.rechtskreis, texte, heute),
    }
    return render(request, "portal/ergebnis.html", kontext)


def _genannt(auskunft: Auskunft) -> bool:
    """The school money is no answer to a question; its absence needs no word."""
    return auskunft.leistung != "schulbedarf"


def _satz(auskunft: Auskunft, texte: dict[str, str]) -> str:
    betraege = {name: euro(betrag) for name, betrag in auskunft.betraege.items()}
    return texte[f"betrag.{auskunft.leistung}"].format(**betraege)


def _ohne_kreis(rechtskreis: str, texte: dict[str, str], heute: date) -> str:
    return texte["ergebnis.keiner"].format(sgb2=bezeichnung_sgb2(heute)) if rechtskreis in OHNE_KREIS else ""


def euro(betrag: Decimal) -> str:
    """As it is written in Germany; whole amounts without cents."""
    return f"{betrag:.0f} €" if betrag == betrag.to_integral_value() else f"{betrag:.2f} €".replace(".", ",")
