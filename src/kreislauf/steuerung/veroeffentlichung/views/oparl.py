"""The OParl 1.1 endpoint: without log-in, always answered as to a guest, errors as OParl objects in German."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.documents.services import DateiBeschaedigt, read_content
from kreislauf.steuerung.veroeffentlichung.darstellung import SCHEMA, TYPEN, Darstellung, Objekt
from kreislauf.steuerung.veroeffentlichung.einstellung import einstellung
from kreislauf.steuerung.veroeffentlichung.forms import (
    HOECHSTENS,
    ZEITFILTER,
    Abfrage,
    ParameterUngueltig,
    lies_abfrage,
)
from kreislauf.steuerung.veroeffentlichung.selectors import oparl as lesen

LISTEN = {f"{typ}s": typ for typ in TYPEN} | {"bodies": "body"}
_BESCHREIBUNG = Path(__file__).parents[1] / "schema" / "openapi.json"
_AUS = "Der OParl-Zugang ist nicht eingeschaltet."
Sicht = Callable[..., Any]


def _antwort(request: HttpRequest, inhalt: Objekt, status: int = 200) -> HttpResponse:
    """JSON with an ETag of its content; 304 where the client has it already."""
    daten = json.dumps(inhalt, ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(daten).hexdigest()[:32]}"'
    antwort: HttpResponse = HttpResponse(daten, content_type="application/json; charset=utf-8", status=status)
    bekannt = parse_etags(request.headers.get("If-None-Match", ""))
    if status == 200 and (etag in bekannt or f"W/{etag}" in bekannt or "*" in bekannt):
        antwort = HttpResponseNotModified()
    antwort["Access-Control-Allow-Origin"] = "*"
    if status == 200:
        antwort["ETag"] = etag
        antwort["Cache-Control"] = "public, max-age=60, must-revalidate"  # withdrawn means withdrawn: a minute at most
    return antwort


def _fehler(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return _antwort(request, {"type": SCHEMA + "Error", "message": text}, status)


def oparl(sicht: Sicht) -> Callable[..., HttpResponse]:
    """Answer as to a guest, whoever is signed in; say what is wrong as OParl does."""

    @wraps(sicht)
    def gerahmt(request: HttpRequest, **teile: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            antwort = _fehler(request, "Hier kann nur gelesen werden (GET).", 405)
            antwort["Allow"] = "GET, HEAD"
            return antwort
        if (angaben := einstellung()) is None:
            return _fehler(request, _AUS, 404)
        at = timezone.now()
        with handeln_als(None, at=at):
            d = Darstellung(settings.ADRESSE.rstrip("/"), angaben, timezone.localdate(at))
            try:
                gefunden = sicht(request, d, **teile)
            except ParameterUngueltig as fehler:
                return _fehler(request, str(fehler), 400)
        if gefunden is None:
            return _fehler(request, "Dieses Objekt gibt es hier nicht.", 404)
        return gefunden if isinstance(gefunden, HttpResponse) else _antwort(request, gefunden)

    return gerahmt


@oparl
def system(request: HttpRequest, d: Darstellung) -> Objekt:
    return d.system()


@oparl
def body(request: HttpRequest, d: Darstellung) -> Objekt:
    return d.body()


def _filter(abfrage: Abfrage) -> lesen.Filter:
    return lesen.Filter(**{name: getattr(abfrage, name) for name in ZEITFILTER})


def _adresse(adresse: str, abfrage: Abfrage, *, nach: int) -> str:
    """The list's address with the filters and the position."""
    werte: dict[str, str] = {n: z.isoformat() for n in ZEITFILTER if (z := getattr(abfrage, n))}
    if abfrage.limit != HOECHSTENS:
        werte["limit"] = str(abfrage.limit)
    if abfrage.omit_internal:
        werte["omit_internal"] = "true"
    if nach:
        werte["nach"] = str(nach)
    return f"{adresse}?{urlencode(werte, quote_via=quote)}" if werte else adresse


def _liste(adresse: str, abfrage: Abfrage, seite: lesen.Seite) -> Objekt:
    links = {"first": _adresse(adresse, abfrage, nach=0), "self": _adresse(adresse, abfrage, nach=abfrage.nach)}
    if seite.weiter is not None:
        links["next"] = _adresse(adresse, abfrage, nach=seite.weiter)
    umfang = {"totalElements": seite.gesamt, "elementsPerPage": abfrage.limit}
    return {"data": seite.objekte, "pagination": umfang, "links": links}


def _aus_einstellung(objekte: list[Objekt], d: Darstellung, abfrage: Abfrage) -> lesen.Seite:
    """Objects that stand in the county's settings; never deleted singly."""
    passt = _filter(abfrage).passt(d.einstellung.seit, d.einstellung.stand)
    alle = objekte if passt else []
    rest = alle[abfrage.nach :]
    weiter = abfrage.nach + abfrage.limit if len(rest) > abfrage.limit else None
    return lesen.Seite(rest[: abfrage.limit], len(alle), weiter)


def _feste(d: Darstellung, typ: str) -> list[Objekt] | None:
    """Objects from the settings; the record holds no persons and memberships, so these lists are empty."""
    return {
        "body": lambda: [d.body()],
        "location": d.locations,
        "legislativeterm": d.legislativeterms,
        "person": list,
        "membership": list,
    }.get(typ, lambda: None)()


@oparl
def bodies(request: HttpRequest, d: Darstellung) -> Objekt:
    abfrage = lies_abfrage(request.GET.dict())
    return _liste(f"{d.basis}/oparl/bodies", abfrage, _aus_einstellung([d.body()], d, abfrage))


@oparl
def liste(request: HttpRequest, d: Darstellung, name: str) -> Objekt | None:
    typ = LISTEN.get(name)
    if typ is None or typ == "body":
        return None
    abfrage = lies_abfrage(request.GET.dict())
    feste = _feste(d, typ)
    seite = (
        _aus_einstellung(feste, d, abfrage)
        if feste is not None
        else lesen.seite(
            d, typ, _filter(abfrage), nach=abfrage.nach, limit=abfrage.limit, intern=not abfrage.omit_internal
        )
    )
    return _liste(f"{d.koerper()}/{name}", abfrage, seite)


@oparl
def objekt(request: HttpRequest, d: Darstellung, adresse: str) -> Objekt | None:
    typ, _, schluessel = adresse.partition("/")
    if typ not in TYPEN or "\x00" in schluessel:
        return None
    feste = _feste(d, typ)
    if feste is not None:
        return next((o for o in feste if o["id"] == d.url(typ, schluessel)), None)
    return lesen.einzeln(d, typ, schluessel)


@oparl
def inhalt(request: HttpRequest, d: Darstellung, dokument_id: UUID) -> HttpResponse | None:
    """The file itself, always as a download."""
    dokument = lesen.datei(dokument_id)
    if dokument is None:
        return None
    try:
        antwort = HttpResponse(read_content(dokument), content_type=dokument.medientyp)
    except DateiBeschaedigt:
        return None
    antwort["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(dokument.dateiname)}"
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["Access-Control-Allow-Origin"] = "*"
    return antwort


@oparl
def beschreibung(request: HttpRequest, d: Darstellung) -> Objekt:
    """The endpoint as an OpenAPI document."""
    gelesen: Objekt = json.loads(_BESCHREIBUNG.read_text(encoding="utf-8"))
    return gelesen | {"servers": [{"url": d.basis}]}
