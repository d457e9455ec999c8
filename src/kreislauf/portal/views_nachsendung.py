"""Send proofs later, and object: both from the status page, with a receipt that names the time."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kreislauf.portal.anlagen import DateiAbgelehnt, nimm_an
from kreislauf.portal.anmeldung import Anmeldung
from kreislauf.portal.antragsform import NachweisForm, WiderspruchForm
from kreislauf.portal.auskunft import Auskunft, ZuVieleVersuche, count_try
from kreislauf.portal.einreichung import NichtAngenommen
from kreislauf.portal.felder import Sprachform
from kreislauf.portal.nachsendung import NichtErlaubt, Quittung, Sendung, submit_nachsendung
from kreislauf.portal.sicherheitslog import vermerken
from kreislauf.portal.sprachen import GRUNDSPRACHE, katalog
from kreislauf.portal.standseite import seite
from kreislauf.portal.views import texte_von
from kreislauf.portal.views_stand import angemeldet, zeit, zu_oft
from kreislauf.portal.zugang import lesbar, sender

ANDERES = "anderes"


def _kennung(request: HttpRequest) -> str:
    """Of the form as it was first shown: a second sending arrives once."""
    try:
        return str(uuid.UUID(request.POST.get("kennung", "")))
    except ValueError:
        return str(uuid.uuid4())


def _zeigen(
    request: HttpRequest, texte: dict[str, str], vorlage: str, titel: str, form: Sprachform, **weiteres: Any
) -> HttpResponse:
    fehler = [feld for feld in form if feld.errors]
    kontext = {"titel": texte[titel], "form": form, "kennung": _kennung(request), "fehler": fehler, **weiteres}
    status = 422 if fehler or weiteres.get("dateifehler") else 200
    return render(request, vorlage, {**kontext, "schritt": "nachsendung"}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nachweise(request: HttpRequest, sprache: str) -> HttpResponse:
    return angemeldet(request, texte_von(sprache), _nachweise)


def _nachweise(request: HttpRequest, texte: dict[str, str], anmeldung: Anmeldung, auskunft: Auskunft) -> HttpResponse:
    if not auskunft.darf("nachweis"):
        return nicht_erlaubt(request, texte)
    offen = [f for f in auskunft.inhalt.get("forderungen", ()) if f["stand"] in {"angefordert", "offen"}]
    namen = {f["id"]: _name(f, texte) for f in offen}
    wahl = [*namen.items(), (ANDERES, texte["nachweis.anderes"])]
    gesandt = request.method == "POST"
    verlangt = [f["id"] for f in offen if f["stand"] == "angefordert"]
    anfang = {"forderungen": verlangt if len(verlangt) == 1 else [ANDERES] if not offen else []}
    form = NachweisForm(
        request.POST if gesandt else None, wahl=wahl, initial=anfang, texte=texte, heute=timezone.localdate()
    )
    zeigen = partial(_zeigen, request, texte, "portal/nachweise.html", "nachweis.schicken", form)
    if not gesandt or not form.is_valid():
        return zeigen()
    dateien = request.FILES.getlist("dateien")
    if not dateien:
        return zeigen(dateifehler=texte["fehler.datei_fehlt"])
    try:
        count_try("nachweis", sender(request))
        angenommen = nimm_an(dateien)
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    except DateiAbgelehnt as fehler:
        vermerken("datei.abgelehnt", request)
        return zeigen(dateifehler=texte["fehler.datei"].format(name=fehler))
    gewaehlt = [f for f in offen if f["id"] in form.cleaned_data["forderungen"]]
    von = f"von {auskunft.name} (Helferin oder Helfer): " if auskunft.art == "helfer" else ""
    was = "; ".join(f["text"] for f in gewaehlt) or "Weitere Unterlagen"
    sendung = Sendung(
        art="nachweis",
        betreff=f"Nachweis zum Antrag {lesbar(anmeldung.schluessel.nummer)}: {was}",
        absender=auskunft.name,
        text=f"{von}{was}{f' – {n}' if (n := form.cleaned_data['nachricht']) else ''}",
        bezug=[f["id"] for f in gewaehlt],
        dateien=angenommen,
    )
    return _absenden(request, texte, anmeldung, sendung, "nachweis.fertig")


def _name(f: dict[str, Any], texte: dict[str, str]) -> str:
    name = texte.get(f"nachweis.{f['art']}", f["text"])
    return f"{name} ({f['kind']})" if f["kind"] else name


def _absenden(
    request: HttpRequest,
    texte: dict[str, str],
    anmeldung: Anmeldung,
    sendung: Sendung,
    titel: str,
    **weiteres: Any,
) -> HttpResponse:
    sprache = request.path.split("/")[1]
    try:
        quittung = submit_nachsendung(
            anmeldung=anmeldung, sendung=sendung, kennung=_kennung(request), sprache=sprache, at=timezone.now()
        )
    except NichtErlaubt:
        return nicht_erlaubt(request, texte)
    except NichtAngenommen:
        return render(
            request, "portal/meldung.html", {"titel": texte["antrag.titel"], "text": texte["antrag.geschlossen"]}
        )
    return _quittung(request, texte, quittung, titel, **weiteres)


def _quittung(
    request: HttpRequest, texte: dict[str, str], quittung: Quittung, titel: str, **weiteres: Any
) -> HttpResponse:
    text = texte["nachweis.fertig_text"].format(tag=zeit(quittung.at), nummer=lesbar(quittung.nummer))
    return render(request, "portal/quittung.html", {"titel": texte[titel], "text": text, **weiteres})


def nicht_erlaubt(request: HttpRequest, texte: dict[str, str]) -> HttpResponse:
    vermerken("zugriff.verweigert", request)
    kontext = {"titel": texte["stand.titel"], "text": texte["seitenfehler.404"]}
    return render(request, "portal/meldung.html", kontext, status=404)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def widerspruch(request: HttpRequest, sprache: str) -> HttpResponse:
    return angemeldet(request, texte_von(sprache), _widerspruch)


def _angreifbar(auskunft: Auskunft) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Bescheid and line, where an objection is the remedy; what was replaced counts no more."""
    return [
        (b, z)
        for b in auskunft.inhalt.get("bescheide", ())
        if b["art"] != "widerspruchsbescheid"
        for z in b["zeilen"]
        if not z["ersetzt"] and z["widerspruch"] != "offen"
    ]


def _widerspruch(request: HttpRequest, texte: dict[str, str], anmeldung: Anmeldung, auskunft: Auskunft) -> HttpResponse:
    if auskunft.art != "familie":
        return nicht_erlaubt(request, texte)
    zeilen = _angreifbar(auskunft)
    if not zeilen:
        kontext = {"titel": texte["widerspruch.einlegen"], "text": texte["widerspruch.keiner"]}
        return render(request, "portal/meldung.html", kontext)
    gezeigt = seite(auskunft, texte, timezone.localdate())
    namen = {z.kennung: f"{z.titel}: {z.entscheidung} ({z.zeit})" for b in gezeigt.bescheide for z in b.zeilen}
    wahl = [(z["id"], namen[z["id"]]) for _, z in zeilen]
    daten = request.POST if request.method == "POST" else None
    form = WiderspruchForm(daten, wahl=wahl, texte=texte, heute=timezone.localdate())
    if daten is None or not form.is_valid():
        nummern = {b["id"] for b, _ in zeilen}
        fristen = [satz for b in gezeigt.bescheide if b.kennung in nummern for satz in b.saetze[1:]]
        titel = "widerspruch.einlegen"
        return _zeigen(request, texte, "portal/widerspruch.html", titel, form, fristen=fristen)
    try:
        count_try("widerspruch", sender(request))
    except ZuVieleVersuche:
        return zu_oft(request, texte)
    gewaehlt = [(b, z) for b, z in zeilen if z["id"] in form.cleaned_data["zeilen"]]
    sendung = Sendung(
        art="widerspruch",
        betreff="Widerspruch gegen " + ", ".join(dict.fromkeys(b["nummer"] for b, _ in gewaehlt)),
        absender="",
        text=_auf_deutsch(gewaehlt, form.cleaned_data["begruendung"]),
        bezug=[z["id"] for _, z in gewaehlt],
    )
    gegen = [namen[z["id"]] for _, z in gewaehlt]
    weiteres = {"gegen": gegen, "begruendung": form.cleaned_data["begruendung"], "unterschrift": True}
    return _absenden(request, texte, anmeldung, sendung, "widerspruch.fertig", **weiteres)


def _auf_deutsch(gewaehlt: Sequence[tuple[dict[str, Any], dict[str, Any]]], begruendung: str) -> str:
    """The German record; what the person wrote stands as it was written (§ 19 SGB X)."""
    deutsch = katalog(GRUNDSPRACHE)
    zeilen = [f"Bescheid {b['nummer']}: {z['kind']}, {deutsch['leistung.' + z['leistung']]}" for b, z in gewaehlt]
    return "\n".join(zeilen) + (f"\n\n{begruendung}" if begruendung else "")
