"""From the answer of an OParl server to the raw objects on it, in whatever encoding and envelope they come."""

import json
import re
from dataclasses import dataclass

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Antwort

Roh = dict[str, object]
_LEER = frozenset(["", "N/A", "n/a", "null"])
_UNSPEICHERBAR = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Seite:
    """One page of a list. `auffaellig` names what was put right in reading it, by the keys of `ratschlaege`."""

    objekte: tuple[Roh, ...]
    naechste: str | None
    auffaellig: frozenset[str] = frozenset()


def read_json(antwort: Antwort) -> object:
    """The JSON of an answer, in whatever encoding it came.

    Raises AbrufFehler for web pages, error states and broken text.
    """
    anfang = antwort.rumpf[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if "html" in antwort.inhaltstyp.lower() or anfang.startswith((b"<!doctype", b"<html")):
        raise AbrufFehler(
            f"{antwort.url}: der Server schickt eine Webseite statt OParl-Daten.", erneut=True, art="webseite"
        )
    try:
        return _clean(json.loads(_decode(antwort), strict=False, parse_constant=_no_number))
    except (ValueError, RecursionError) as fehler:
        raise AbrufFehler(f"{antwort.url}: kein lesbares JSON ({fehler}).", erneut=True, art="json") from fehler


def read_seite(antwort: Antwort) -> Seite:
    """One page of a list: a page object, a bare array, a single object, or nothing (404 with code 802)."""
    if antwort.status == 404 and _says_empty(antwort):
        return Seite((), None, frozenset({"leer_als_fehler"}))
    if antwort.status != 200:
        text = f"{antwort.url}: der Server antwortet mit {antwort.status}."
        raise AbrufFehler(text, erneut=antwort.status >= 429, art="status", status=antwort.status)
    inhalt = read_json(antwort)
    auffaellig = _besonderheiten(antwort)
    naechste: str | None = None
    if isinstance(inhalt, list):
        auffaellig.add("liste_ohne_seiten")
    if isinstance(inhalt, dict) and "data" in inhalt:
        links = inhalt.get("links")
        ziel = links.get("next") if isinstance(links, dict) else None
        naechste = ziel if isinstance(ziel, str) else None
        inhalt = inhalt["data"]
    elif isinstance(inhalt, dict) and str(inhalt.get("type", "")).endswith("/Error"):
        raise AbrufFehler(
            f"{antwort.url}: der Server meldet: {inhalt.get('message', 'Fehler')}.", erneut=True, art="status"
        )
    if isinstance(inhalt, dict):
        inhalt = [inhalt]
    objekte = tuple(o for o in inhalt if isinstance(o, dict)) if isinstance(inhalt, list) else ()
    if any(not o.get("type") for o in objekte):
        auffaellig.add("typ_fehlt")
    return Seite(objekte, naechste, frozenset(auffaellig))


def _decode(antwort: Antwort) -> str:
    rumpf = antwort.rumpf.removeprefix(b"\xef\xbb\xbf")
    if rumpf.startswith((b"\xff\xfe", b"\xfe\xff")):
        return rumpf.decode("utf-16")
    try:
        return rumpf.decode("utf-8")
    except UnicodeDecodeError:
        return rumpf.decode("cp1252", errors="replace")


def _besonderheiten(antwort: Antwort) -> set[str]:
    """What is unusual about the envelope of an answer that could be read all the same."""
    gefunden = set()
    if antwort.rumpf.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        gefunden.add("kodierung")
    else:
        try:
            antwort.rumpf.decode("utf-8")
        except UnicodeDecodeError:
            gefunden.add("kodierung")
    if "json" not in antwort.inhaltstyp.lower():
        gefunden.add("inhaltstyp")
    return gefunden


def _no_number(text: str) -> object:
    raise ValueError(f"„{text}“ ist kein Wert in JSON")


def _clean(wert: object) -> object:
    """Without texts that say nothing and without characters that no database keeps."""
    if isinstance(wert, str):
        text = _UNSPEICHERBAR.sub("\ufffd", wert) if _UNSPEICHERBAR.search(wert) else wert
        return None if text.strip() in _LEER else text
    if isinstance(wert, dict):
        return {(_UNSPEICHERBAR.sub("", k) if not k.isascii() or "\0" in k else k): _clean(v) for k, v in wert.items()}
    if isinstance(wert, list):
        return [_clean(v) for v in wert]
    return wert


def _says_empty(antwort: Antwort) -> bool:
    try:
        inhalt = read_json(antwort)
    except AbrufFehler:
        return False
    return inhalt == [] or (isinstance(inhalt, dict) and str(inhalt.get("code")) == "802")
