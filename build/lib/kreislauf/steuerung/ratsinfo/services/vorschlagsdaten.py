"""From what the reader puts out to what a person decides on, item by item."""

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kreislauf.steuerung.ratsinfo.models import Beschlusspunkt, Einlesung, Vorschlag

WIEDERVORLAGE_MONATE = 6  # product default [P], fact base Steuerung section 10: next report within six months
_KOPF = ("vorlagennummer", "art", "betreff", "datum", "koerperschaft")
_ISO_TAG = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_monaten(tag: date, monate: int) -> date:
    """The same day some months later, or the month's last day."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def vorschlaege_aus_lesung(
    lesung: Mapping[str, Any], einlesung: Einlesung, bereiche: Mapping[str, int], heute: date
) -> Iterator[dict[str, Any]]:
    """Fields of one Vorschlag per item, in the order of the paper."""
    kopf = {feld: lesung.get(feld) for feld in _KOPF}
    kopf["betreff"] = kopf["betreff"] or einlesung.dateiname.rpartition(".")[0]
    yield _vorschlag(Vorschlag.Art.KOPF, 0, {**kopf, "einreicher": lesung.get("einreicher")}, kopf)
    for art, liste, anpassen in (
        (Vorschlag.Art.BERATUNG, "beratungsfolge", _unveraendert),
        (Vorschlag.Art.BESCHLUSS, "beschluesse", _unveraendert),
        (Vorschlag.Art.PUNKT, "beschlusspunkte", _punkt),
        (Vorschlag.Art.ZAHL, "zahlen", _unveraendert),
    ):
        for position, item in enumerate(lesung.get(liste) or []):
            yield _vorschlag(art, position, anpassen(item), item)
    for position, item in enumerate(lesung.get("auftraege") or []):
        yield _vorschlag(Vorschlag.Art.AUFTRAG, position, _auftrag(item, einlesung, bereiche, heute), item)
    for position, (bericht, punkt) in enumerate(_berichtspunkte(lesung)):
        yield _vorschlag(
            Vorschlag.Art.BERICHT, position, {"datum": bericht.get("datum"), **_ohne_fundstelle(punkt)}, punkt
        )
    for art, liste, feld in ((Vorschlag.Art.NORM, "normen", "norm"), (Vorschlag.Art.VERWEIS, "verweise", "nummer")):
        for position, wert in enumerate(lesung.get(liste) or []):
            item = wert if isinstance(wert, Mapping) else {feld: wert}
            yield _vorschlag(art, position, _ohne_fundstelle(item), item)


def _vorschlag(art: str, position: int, daten: Mapping[str, Any], gelesen: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "art": art,
        "position": position,
        "gelesen": dict(gelesen),
        "daten": dict(daten),
        "zeile": gelesen.get("zeile"),
        "zitat": gelesen.get("zitat") or "",
        "sicherheit": gelesen.get("sicherheit"),
    }


def _ohne_fundstelle(item: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k not in {"zeile", "zitat", "sicherheit"}}


def _unveraendert(item: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in _ohne_fundstelle(item).items() if k != "punkte"}


def satz_von(satz: str) -> str:
    """Whose point it is, from the reader's words ("Verwaltungsstandpunkt 2021-04-08")."""
    klein = satz.lower()
    if klein.startswith(("antrag", "beschlussvorschlag", "petitum")):
        return Beschlusspunkt.Satz.ANTRAG
    if klein.startswith(("verwaltungsstandpunkt", "alternativ", "stellungnahme")):
        return Beschlusspunkt.Satz.STANDPUNKT
    return Beschlusspunkt.Satz.BESCHLUSS


def tag_im_satz(satz: str) -> str | None:
    treffer = _ISO_TAG.search(satz)
    return treffer.group() if treffer else None


def _punkt(item: Mapping[str, Any]) -> dict[str, Any]:
    satz = str(item.get("satz") or "")
    return {
        "satz": satz_von(satz),
        "satz_text": satz,
        "nummer": str(item.get("nummer") or ""),
        "text": item.get("text") or item.get("zitat") or "",
        "beschlossen": item.get("beschlossen"),
        "pflicht": Beschlusspunkt.Pflicht.AUFTRAG,
        "frist": None,
    }


def stelle_von(gedruckt: str | None, bereiche: Mapping[str, int]) -> int | None:
    """The unit whose name stands in the printed words; the longest name wins, a doubtful one is nobody's."""
    if not gedruckt:
        return None
    klein = gedruckt.lower()
    treffer = sorted((name for name in bereiche if name.lower() in klein), key=len, reverse=True)
    return bereiche[treffer[0]] if treffer else None


def _auftrag(item: Mapping[str, Any], einlesung: Einlesung, bereiche: Mapping[str, int], heute: date) -> dict[str, Any]:
    frist = item.get("frist")
    return {
        "text": item.get("text") or item.get("zitat") or "",
        "verantwortlich_gedruckt": item.get("verantwortlich"),
        "verantwortlich": stelle_von(item.get("verantwortlich"), bereiche) or einlesung.federfuehrend_id,
        "verantwortliche_rolle": "leitung",
        "frist": frist,
        "beginn": item.get("beginn"),
        "wiederkehr": item.get("wiederkehr"),
        "wiedervorlage": None if frist else in_monaten(heute, WIEDERVORLAGE_MONATE).isoformat(),
        "punkt": None,
    }


def _berichtspunkte(lesung: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for bericht in lesung.get("umsetzungsberichte") or []:
        for punkt in bericht.get("punkte") or []:
            yield bericht, punkt
