"""A strict OParl reader: follows every address it finds and holds each object to the official schemas."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema import Draft202012Validator, FormatChecker

SCHEMATA = Path(__file__).parent / "oparl_schema"
PRUEFER = FormatChecker(formats=())


@PRUEFER.checks("url")
def _url(wert: object) -> bool:
    return not isinstance(wert, str) or bool(re.fullmatch(r"https?://[^\s]+", wert))


@PRUEFER.checks("date-time", raises=ValueError)
def _zeitpunkt(wert: object) -> bool:
    muster = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}"
    return not isinstance(wert, str) or bool(re.fullmatch(muster, wert) and datetime.fromisoformat(wert))


@PRUEFER.checks("date", raises=ValueError)
def _tag(wert: object) -> bool:
    return not isinstance(wert, str) or bool(date.fromisoformat(wert))


@cache
def _pruefer(typ: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMATA / f"{typ}.json").read_text()), format_checker=PRUEFER)


@cache
def _felder(typ: str) -> dict[str, dict[str, Any]]:
    felder: dict[str, dict[str, Any]] = json.loads((SCHEMATA / f"{typ}.json").read_text())["properties"]
    return felder


class Fehler(AssertionError):
    """The endpoint breaks the specification."""


class Leser:
    """`hole(address)` gives the decoded answer. `gelesen` keeps each object by its id, `schritte` counts requests."""

    def __init__(self, hole: Callable[[str], Any], basis: str) -> None:
        self.hole, self.basis = hole, basis
        self.gelesen: dict[str, dict[str, Any]] = {}
        self.genannt: dict[str, str] = {}  # address → type it must have
        self.schritte = 0

    def _abruf(self, url: str) -> Any:
        if not url.startswith(self.basis):
            raise Fehler(f"führt hinaus: {url}")
        self.schritte += 1
        return self.hole(url)

    def objekt(self, o: dict[str, Any]) -> None:
        """Check one object with all it embeds, and note the addresses it names."""
        typ = o["type"].rpartition("/")[2]
        if not o.get("deleted"):
            try:
                _pruefer(typ).validate(o)
            except jsonschema.ValidationError as fehler:
                raise Fehler(f"{o['id']}: {fehler.message} bei {list(fehler.path)}") from fehler
        for feld in ("id", "type", "created", "modified"):
            if feld not in o:
                raise Fehler(f"{o.get('id')}: {feld} fehlt")
        if datetime.fromisoformat(o["modified"]) < datetime.fromisoformat(o["created"]):
            raise Fehler(f"{o['id']}: geändert vor erschienen")
        for feld, wert in o.items():
            if wert in (None, "") or (wert == [] and feld != "legislativeTerm"):
                raise Fehler(f"{o['id']}: {feld} ist leer und hätte zu fehlen")
            self._feld(o["id"], feld, wert, _felder(typ).get(feld))
        frueher = self.gelesen.setdefault(o["id"], o)
        if frueher["modified"] != o["modified"]:
            raise Fehler(f"{o['id']}: zwei Stände")

    def _feld(self, wo: str, feld: str, wert: Any, regel: dict[str, Any] | None) -> None:
        if regel is None:
            if ":" not in feld:
                raise Fehler(f"{wo}: unbekanntes Feld {feld}")
            return
        teile = wert if isinstance(wert, list) else [wert]
        bezug = regel.get("references") or regel.get("items", {}).get("references")
        if bezug and bezug != "externalList":
            self.genannt |= dict.fromkeys(teile, bezug)
        elif bezug != "externalList" and ("schema" in regel or "schema" in regel.get("items", {})):
            for teil in teile:
                self.objekt(teil)

    def liste(self, url: str) -> list[dict[str, Any]]:
        """All objects of an external list, walked by `next`."""
        alle: list[dict[str, Any]] = []
        besucht: set[str] = set()
        while url:
            if url in besucht:
                raise Fehler(f"Schleife: {url}")
            besucht.add(url)
            seite = self._abruf(url)
            alle += seite["data"]
            url = seite["links"].get("next", "")
        ids = [o["id"] for o in alle]
        if len(ids) != len(set(ids)):
            raise Fehler(f"doppelt in {min(besucht)}")
        if alle and seite["pagination"]["totalElements"] != len(alle):
            raise Fehler(f"falsch gezählt in {min(besucht)}")
        for o in alle:
            self.objekt(o)
        return alle

    def alles(self) -> dict[str, list[dict[str, Any]]]:
        """Walk the whole endpoint; returns the objects of each list. Each named address must be in it."""
        system = self._abruf(f"{self.basis}/oparl/")
        self.objekt(system)
        listen: dict[str, list[dict[str, Any]]] = {}
        for body in self.liste(system["body"]):
            for feld, regel in _felder("Body").items():
                if regel.get("references") == "externalList":
                    listen[feld] = self.liste(body[feld])
        for url, typ in self.genannt.items():
            if url not in self.gelesen:
                raise Fehler(f"genannt, aber in keiner Liste: {url}")
            if self.gelesen[url]["type"].rpartition("/")[2] != typ:
                raise Fehler(f"{url} ist kein {typ}")
        return listen
