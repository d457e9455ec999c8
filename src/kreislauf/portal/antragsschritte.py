"""The steps of the application, one after the other; which ones there are follows from what was entered."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kreislauf.portal.antragsform import MIT_ANGABEN, HaushaltForm, KindForm, KontoForm, bedarf_form
from kreislauf.portal.entwurf import MAX_KINDER, Entwurf, aus_fahrt
from kreislauf.portal.felder import Sprachform

PRUEFEN = "pruefen"
_LAENGE = 500  # of what stands in one field of a page that was left half filled in


def schritte(entwurf: Entwurf) -> list[str]:
    """Names of all steps of this application."""
    alle = ["sie"]
    for nummer, kind in enumerate(entwurf.kinder):
        alle.append(f"kind-{nummer}")
        if any(b in MIT_ANGABEN and not aus_fahrt(kind, b) for b in kind["bedarfe"]):
            alle.append(f"bedarfe-{nummer}")
    if not entwurf.kinder:
        alle.append("kind-0")
    return [*alle, *(["konto"] if entwurf.braucht_konto() else []), PRUEFEN]


def naechster(entwurf: Entwurf, schritt: str) -> str:
    alle = schritte(entwurf)
    return alle[min(alle.index(schritt) + 1, len(alle) - 1)] if schritt in alle else alle[0]


def voriger(entwurf: Entwurf, schritt: str) -> str:
    alle = schritte(entwurf)
    if schritt not in alle:  # a further child that was not entered yet
        return PRUEFEN
    return alle[max(alle.index(schritt) - 1, 0)]


def erlaubt(entwurf: Entwurf, schritt: str) -> bool:
    """Whether this step can be shown now; a further child may always be begun."""
    return schritt in schritte(entwurf) or (
        schritt == f"kind-{len(entwurf.kinder)}" and len(entwurf.kinder) < MAX_KINDER and bool(entwurf.haushalt)
    )


def formulare(
    entwurf: Entwurf, schritt: str, daten: Any, *, texte: Mapping[str, str], heute: date
) -> list[tuple[str, Sprachform]]:
    """Heading and form of each part of a step; unbound ones show what was entered before."""
    teile = _teile(entwurf, schritt, daten, texte=texte, heute=heute)
    if daten is None and entwurf.angefangen.get("schritt") == schritt:
        werte = entwurf.angefangen["werte"]
        for _, form in teile:
            namen = {name: form.add_prefix(name) for name in form.fields}
            form.initial = {**form.initial, **{n: werte[voll] for n, voll in namen.items() if voll in werte}}
    return teile


def merken(entwurf: Entwurf, schritt: str, daten: Any, *, texte: Mapping[str, str], heute: date) -> None:
    """Keep where somebody stops: complete answers of the step, else what stands in its fields as it stands there."""
    teile = formulare(entwurf, schritt, daten, texte=texte, heute=heute)
    if teile and all([form.is_valid() for _, form in teile]):  # noqa: C419 -- as when going on
        uebernehmen(entwurf, schritt, teile)
        schritt, teile = naechster(entwurf, schritt), []
    werte = {}
    for _, form in teile:
        for feld in form:
            wert = feld.data
            werte[feld.html_name] = [w[:_LAENGE] for w in wert] if isinstance(wert, list) else (wert or "")[:_LAENGE]
    entwurf.angefangen = {"schritt": schritt, "werte": werte}


def bis_tag(at: datetime) -> str:
    """The day until which a draft kept now is there."""
    return f"{timezone.localtime(at + timedelta(days=settings.PORTAL_ENTWURF_TAGE)):%d.%m.%Y}"


def _teile(
    entwurf: Entwurf, schritt: str, daten: Any, *, texte: Mapping[str, str], heute: date
) -> list[tuple[str, Sprachform]]:
    art, _, nummer = schritt.partition("-")
    gemeinsam: dict[str, Any] = {"texte": texte, "heute": heute}
    if art == "sie":
        return [
            (
                "",
                HaushaltForm(
                    daten, initial=_gezeigt(entwurf.haushalt or entwurf.anmeldung.get("angaben", {})), **gemeinsam
                ),
            )
        ]
    if art == "kind":
        neu = int(nummer) >= len(entwurf.kinder)
        kind = {"nachname": entwurf.haushalt.get("nachname", "")} if neu else entwurf.kinder[int(nummer)]
        dabei = aus_fahrt(kind, entwurf.fahrt.get("leistung", "")) or (neu and not entwurf.kinder)
        anfang = _gezeigt(kind) | {"faehrt_mit": dabei}
        return [("", KindForm(daten, initial=anfang, fahrt=entwurf.fahrt, **gemeinsam))]
    if art == "bedarfe":
        kind = entwurf.kinder[int(nummer)]
        return [
            (
                texte[f"bedarf.{leistung}"],
                bedarf_form(leistung)(
                    daten, prefix=leistung, initial=_gezeigt(kind.get("angaben", {}).get(leistung, {})), **gemeinsam
                ),
            )
            for leistung in MIT_ANGABEN
            if leistung in kind["bedarfe"] and not aus_fahrt(kind, leistung)
        ]
    if art == "konto":
        inhaber = f"{entwurf.haushalt['vorname']} {entwurf.haushalt['nachname']}"
        return [("", KontoForm(daten, initial=_gezeigt(entwurf.konto or {"kontoinhaber": inhaber}), **gemeinsam))]
    return []


def uebernehmen(entwurf: Entwurf, schritt: str, teile: list[tuple[str, Sprachform]]) -> None:
    """Put the valid answers of a step into the draft."""
    if entwurf.angefangen.get("schritt") == schritt:
        entwurf.angefangen = {}
    art, _, nummer = schritt.partition("-")
    if art == "sie":
        entwurf.haushalt = teile[0][1].als_daten()
    elif art == "kind":
        angaben = teile[0][1].als_daten()
        dabei = bool(angaben.pop("faehrt_mit", False))
        if int(nummer) >= len(entwurf.kinder):
            entwurf.kinder.append({**angaben, "angaben": {}})
        else:
            entwurf.kinder[int(nummer)] |= angaben
        if entwurf.fahrt:
            _fahrt_eintragen(entwurf, entwurf.kinder[int(nummer)], dabei)
    elif art == "bedarfe":
        kind = entwurf.kinder[int(nummer)]
        von_schule = {b: a for b, a in kind["angaben"].items() if aus_fahrt(kind, b) and b in kind["bedarfe"]}
        kind["angaben"] = {str(form.prefix): form.als_daten() for _, form in teile} | von_schule
    elif art == "konto":
        entwurf.konto = teile[0][1].als_daten()


def _fahrt_eintragen(entwurf: Entwurf, kind: dict[str, Any], dabei: bool) -> None:
    """The trip's details as the school gave them, or none of them."""
    leistung = entwurf.fahrt["leistung"]
    if dabei:
        kind["angaben"][leistung] = dict(entwurf.fahrt["angaben"])
    elif aus_fahrt(kind, leistung):
        del kind["angaben"][leistung]


def _gezeigt(werte: Mapping[str, Any]) -> dict[str, Any]:
    """Days as people write them."""
    return {k: _tag(v) if isinstance(v, str) else v for k, v in werte.items()}


def _tag(wert: str) -> str:
    try:
        return f"{date.fromisoformat(wert):%d.%m.%Y}"
    except ValueError:
        return wert
