"""OParl objects (1.0, 1.1, as servers really send them) → text and the tidied object."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any

from kreislauf.lesen.eingang.quelltext import (
    Grenzen,
    NichtLesbar,
    Quelltext,
    mit_zeilenenden,
    ohne_steuerzeichen,
    pruefe_zeichen,
)
from kreislauf.lesen.eingang.zeichen import dekodiere

_LEER = frozenset({"", "n/a", "null", "none"})
_TIEFE = 40
_LISTEN = {
    "Paper": {
        "auxiliaryFile", "consultation", "keyword", "location", "originatorOrganization", "originatorPerson",
        "relatedPaper", "subordinatedPaper", "superordinatedPaper", "underDirectionOf",
    },
    "Meeting": {"agendaItem", "auxiliaryFile", "keyword", "organization", "participant"},
    "AgendaItem": {"auxiliaryFile", "keyword"},
    "Consultation": {"keyword", "organization"},
}  # fmt: skip
_EINZELNE = {
    "Paper": {"mainFile"},
    "Meeting": {"invitation", "location", "resultsProtocol", "verbatimProtocol"},
    "AgendaItem": {"consultation", "meeting", "resolutionFile"},
    "Consultation": {"agendaItem", "meeting", "paper"},
}
_ART_IM_FELD = {"consultation": "Consultation", "agendaItem": "AgendaItem", "meeting": "Meeting"}
_MERKMALE = (
    ("AgendaItem", {"resolutionText", "result", "resolutionFile"}),
    ("Meeting", {"agendaItem", "meetingState", "invitation"}),
    ("Paper", {"reference", "paperType", "mainFile", "auxiliaryFile", "consultation"}),
    ("File", {"accessUrl", "mimeType"}),
)


def lies_oparl(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """Text of one Paper, Meeting, AgendaItem or File; `oparl` is the object with lists and empty values put right."""
    quelle, warnungen = dekodiere(inhalt)
    pruefe_zeichen(len(quelle), grenzen)
    objekt = _eines(_lade(quelle))
    art = oparl_art(objekt)
    if objekt.get("deleted") is True:
        raise NichtLesbar("geloescht", "Dieses OParl-Objekt ist an der Quelle als gelöscht gekennzeichnet.")
    if art not in _TEXTE:
        raise NichtLesbar("oparl_art", "Das ist kein Ratsdokument: Gelesen werden Paper, Meeting, AgendaItem und File.")
    zeilen = [zeile for zeile in _TEXTE[art](objekt) if zeile is not None]
    text = mit_zeilenenden("\n".join(zeilen)).strip("\n") + "\n"
    if not text.strip():
        raise NichtLesbar("ohne_text", "Das OParl-Objekt enthält keinen Text.")
    return Quelltext(text, "oparl", warnungen, objekt)


def oparl_art(objekt: Mapping[str, Any]) -> str:
    """Last part of `type`; where it is missing, what the fields tell; "" if nothing does."""
    art = objekt.get("type")
    if isinstance(art, str) and art.strip("/"):
        return art.strip("/").rpartition("/")[2]
    return next((name for name, felder in _MERKMALE if felder & objekt.keys()), "")


def _lade(quelle: str) -> Any:
    try:
        # control characters inside strings and endless digits are known faults of servers
        return json.loads(quelle.lstrip("\ufeff"), strict=False, parse_int=_ganze_zahl)
    except RecursionError as fehler:
        raise NichtLesbar("verschachtelt", "Die OParl-Daten sind zu tief verschachtelt.") from fehler
    except ValueError as fehler:
        raise NichtLesbar("kaputt", "Die OParl-Daten sind kein gültiges JSON. Bitte laden Sie sie neu.") from fehler


def _ganze_zahl(ziffern: str) -> int | float:
    return int(ziffern) if len(ziffern) < 30 else float(ziffern)


def _eines(roh: Any) -> dict[str, Any]:
    """The one object of the file, also out of a list page."""
    if isinstance(roh, dict) and isinstance(roh.get("data"), list):
        roh = roh["data"]
    if isinstance(roh, list):
        if len(roh) != 1:
            anzahl = f"{len(roh)} Objekte" if roh else "kein Objekt"
            raise NichtLesbar("oparl_liste", f"Die OParl-Datei enthält {anzahl}. Bitte geben Sie einzelne Objekte an.")
        roh = roh[0]
    sauber = _geordnet(roh, 0)
    if not isinstance(sauber, dict) or not sauber:
        raise NichtLesbar("oparl_art", "Die JSON-Datei enthält kein OParl-Objekt.")
    return sauber


def _geordnet(roh: Any, tiefe: int, feld: str = "") -> Any:
    """Empty values out, single objects into the lists where they belong, first object where only one is due."""
    if tiefe > _TIEFE:
        raise NichtLesbar("verschachtelt", "Die OParl-Daten sind zu tief verschachtelt.")
    if isinstance(roh, str):
        text = ohne_steuerzeichen(roh).strip()
        return None if text.lower() in _LEER else text
    if isinstance(roh, float):
        return roh if isfinite(roh) else None
    if isinstance(roh, list):
        liste = [_geordnet(eintrag, tiefe + 1, feld) for eintrag in roh]
        return [eintrag for eintrag in liste if eintrag is not None] or None
    if not isinstance(roh, dict):
        return roh
    objekt = {
        ohne_steuerzeichen(schluessel): wert
        for schluessel, eintrag in roh.items()
        if (wert := _geordnet(eintrag, tiefe + 1, schluessel)) is not None
    }
    art = oparl_art(objekt) or _ART_IM_FELD.get(feld, "")
    for name in _LISTEN.get(art, set()) & objekt.keys():
        objekt[name] = objekt[name] if isinstance(objekt[name], list) else [objekt[name]]
    for name in _EINZELNE.get(art, set()) & objekt.keys():
        objekt[name] = objekt[name][0] if isinstance(objekt[name], list) else objekt[name]
    return objekt


def _text(objekt: Any, feld: str) -> str | None:
    wert = objekt.get(feld) if isinstance(objekt, Mapping) else None
    return wert if isinstance(wert, str) else None


def _objekte(objekt: Mapping[str, Any], feld: str) -> Iterator[Mapping[str, Any]]:
    wert = objekt.get(feld)
    for eintrag in wert if isinstance(wert, list) else [wert]:
        if isinstance(eintrag, Mapping) and eintrag.get("deleted") is not True:
            yield eintrag


def _tag(wert: str | None) -> str | None:
    """2024-03-05T18:00:00+01:00 → 05.03.2024"""
    try:
        return f"{date.fromisoformat((wert or '')[:10]):%d.%m.%Y}"
    except ValueError:
        return None


def _mit_etikett(etikett: str, wert: str | None) -> str | None:
    return f"{etikett}: {wert}" if wert else None


def _paper(objekt: Mapping[str, Any]) -> Iterator[str | None]:
    yield _text(objekt, "paperType")
    yield _mit_etikett("Vorlagen-Nr.", _text(objekt, "reference"))
    yield _mit_etikett("Datum", _tag(_text(objekt, "date")))
    yield _mit_etikett("Betreff", _text(objekt, "name"))
    reihen = [reihe for beratung in _objekte(objekt, "consultation") if (reihe := _beratung(beratung))]
    if reihen:
        yield from ("", "Beratungsfolge", *reihen)
    for datei in (*_objekte(objekt, "mainFile"), *_objekte(objekt, "auxiliaryFile")):
        if _text(datei, "text"):
            yield from ("", _text(datei, "text"))


def _beratung(beratung: Mapping[str, Any]) -> str | None:
    """A row only where the server embedded what else would have to be fetched."""
    sitzung = beratung.get("meeting")
    gremium = next((_text(g, "name") for g in _objekte(beratung, "organization")), None)
    tag = _tag(_text(sitzung, "start"))
    if gremium is None and tag is None:
        return None
    return "\t".join(teil for teil in (tag, gremium, _text(beratung, "role")) if teil)


def _agenda_item(objekt: Mapping[str, Any]) -> Iterator[str | None]:
    nummer, name = _text(objekt, "number"), _text(objekt, "name")
    yield " ".join(teil for teil in ("TOP", nummer, name) if teil) if nummer or name else None
    yield _mit_etikett("Beschluss", _text(objekt, "result"))
    if _text(objekt, "resolutionText"):
        yield from ("Beschlusstext:", _text(objekt, "resolutionText"))
    for datei in _objekte(objekt, "resolutionFile"):
        yield _text(datei, "text")


def _meeting(objekt: Mapping[str, Any]) -> Iterator[str | None]:
    yield _text(objekt, "name")
    yield _mit_etikett("Sitzung am", _tag(_text(objekt, "start")))
    yield next((_mit_etikett("Gremium", _text(g, "name")) for g in _objekte(objekt, "organization")), None)
    for punkt in _objekte(objekt, "agendaItem"):
        yield ""
        yield from _agenda_item(punkt)
    for feld in ("resultsProtocol", "verbatimProtocol"):
        for datei in _objekte(objekt, feld):
            yield from ("", _text(datei, "text"))


def _file(objekt: Mapping[str, Any]) -> Iterator[str | None]:
    yield _text(objekt, "text")


_TEXTE = {"Paper": _paper, "Meeting": _meeting, "AgendaItem": _agenda_item, "File": _file}
