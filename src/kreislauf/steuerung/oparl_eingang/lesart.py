"""From the answer of an OParl server to objects with one identity, whatever the vendor makes of the standard."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Antwort

Roh = dict[str, object]

LISTENFELDER = frozenset(
    [
        "auxiliaryFile",
        "agendaItem",
        "consultation",
        "membership",
        "keyword",
        "originatorPerson",
        "originatorOrganization",
        "underDirectionOf",
        "relatedPaper",
        "superordinatedPaper",
        "subordinatedPaper",
        "participant",
        "legislativeTerm",
        "post",
        "title",
        "phone",
        "email",
        "status",
        "derivativeFile",
        "equivalent",
    ]
)
EINGEBETTET = {
    "agendaItem": "AgendaItem", "consultation": "Consultation", "membership": "Membership", "mainFile": "File",
    "auxiliaryFile": "File", "invitation": "File", "resultsProtocol": "File", "verbatimProtocol": "File",
    "resolutionFile": "File", "legislativeTerm": "LegislativeTerm", "location": "Location", "image": "File",
}  # fmt: skip
RUECKVERWEIS = {("Paper", "consultation"): "paper", ("Meeting", "agendaItem"): "meeting"}
TYPEN = frozenset([*EINGEBETTET.values(), "System", "Body", "Organization", "Person", "Meeting", "Paper"])
_LEER = frozenset(["", "N/A", "n/a", "null"])
_FLUECHTIG = frozenset(["created", "modified"])
_UNSPEICHERBAR = re.compile("[\x00\ud800-\udfff]")
_BERLIN = ZoneInfo("Europe/Berlin")
_ALS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Objekt:
    """One OParl object: `kennung` is its normalised id, `roh` what the server said, cleaned only of what says nothing.

    `text` is the same as JSON. `eingebettet`: seen only inside another object, where servers leave fields out.
    `enthaelt`: ids of all objects in it.
    """

    kennung: str
    typ: str
    roh: Roh
    geaendert: datetime | None
    geloescht: bool
    abdruck: str
    text: str = ""
    eingebettet: bool = False
    enthaelt: tuple[str, ...] = ()


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


def normalise_kennung(url: str, vorsilben: Mapping[str, str] | None = None) -> str:
    """One spelling per object: https, host in lower case, no default port, no doubled slash, no fragment."""
    for alt, neu in (vorsilben or {}).items():
        if url.startswith(alt):
            url = neu + url[len(alt) :]
    return _one_spelling(url)


@lru_cache(maxsize=65_536)
def _one_spelling(url: str) -> str:
    teile = urlsplit(url.strip())
    if not teile.netloc:
        return url.strip()
    rechner = re.sub(r":(80|443)$", "", teile.netloc.lower())
    return urlunsplit(("https", rechner, re.sub(r"/{2,}", "/", teile.path), teile.query, ""))


def read_objekte(
    roh: Roh, typ: str, vorsilben: Mapping[str, str] | None = None, *, eingebettet: bool = False
) -> list[Objekt]:
    """The object and all objects embedded in it that have an identity; `typ` is what the list promises.

    Agenda items and consultations are told to which meeting or paper they belong.
    """
    kennung = roh.get("id")
    innere: list[Objekt] = []
    for feld in EINGEBETTET.keys() & roh.keys():
        zurueck = RUECKVERWEIS.get((typ, feld))
        for innen in _as_list(roh[feld]):
            if isinstance(innen, dict):
                innen_roh = {zurueck: kennung, **innen} if zurueck and kennung else innen
                innere += read_objekte(innen_roh, EINGEBETTET[feld], vorsilben, eingebettet=True)
    if isinstance(kennung, str) and kennung:
        enthaelt = tuple(dict.fromkeys(o.kennung for o in innere))
        eigene = normalise_kennung(kennung, vorsilben)
        innere.insert(0, build_objekt(roh, typ, eigene, eingebettet=eingebettet, enthaelt=enthaelt))
    return innere


def build_objekt(
    roh: Roh, typ: str, kennung: str, *, eingebettet: bool = False, enthaelt: tuple[str, ...] = ()
) -> Objekt:
    """One object from its raw fields; stamps do not count into the fingerprint, since some servers renew them daily."""
    letzter = str(roh.get("type") or "").rstrip("/").rsplit("/", 1)[-1]
    gueltig = {feld: wert for feld, wert in roh.items() if wert not in (None, [], {})}
    for feld in LISTENFELDER & gueltig.keys():
        if not isinstance(gueltig[feld], list) and typ != "Body" and (typ, feld) != ("AgendaItem", "consultation"):
            gueltig[feld] = [gueltig[feld]]
    bleibend = {feld: wert for feld, wert in gueltig.items() if feld not in _FLUECHTIG}
    text = _ALS_TEXT(bleibend)
    return Objekt(
        kennung=kennung,
        typ=letzter if letzter in TYPEN else typ,
        roh=gueltig,
        geaendert=read_zeit(roh.get("modified")),
        geloescht=roh.get("deleted") in (True, "true", 1),
        abdruck=hashlib.sha256(text.encode()).hexdigest(),
        text=_with_stamps(text, gueltig),
        eingebettet=eingebettet,
        enthaelt=enthaelt,
    )


def merge(objekte: Iterable[Objekt]) -> dict[str, Objekt]:
    """One copy of each object: a deletion, else the newest, of equally old ones the object's own."""
    stapel: dict[str, Objekt] = {}
    for objekt in objekte:
        alt = stapel.get(objekt.kennung)
        stapel[objekt.kennung] = objekt if alt is None else _one_of(alt, objekt)
    return stapel


def _one_of(alt: Objekt, neu: Objekt) -> Objekt:
    if alt.geloescht or neu.geloescht:
        return neu if neu.geloescht else alt
    besser, andere = (neu, alt) if rank(neu) >= rank(alt) else (alt, neu)
    return onto(andere.roh, besser) if besser.eingebettet and not andere.eingebettet else besser


class Rangfaehig(Protocol):
    @property
    def geaendert(self) -> datetime | None: ...
    @property
    def eingebettet(self) -> bool: ...


def rank(objekt: Rangfaehig) -> tuple[float, bool]:
    """Of two copies the one with the higher rank counts."""
    return (objekt.geaendert.timestamp() if objekt.geaendert else 0.0, not objekt.eingebettet)


def onto(roh: Roh, objekt: Objekt) -> Objekt:
    """An embedded copy together with the fields known from the object's own page."""
    return build_objekt(roh | objekt.roh, objekt.typ, objekt.kennung, enthaelt=objekt.enthaelt)


def _with_stamps(text: str, roh: Roh) -> str:
    """The JSON of an object completed by the two fields that its fingerprint leaves out."""
    stempel = "".join([f',"{feld}":{_ALS_TEXT(roh[feld])}' for feld in _FLUECHTIG if feld in roh])
    return f"{text[:-1]}{stempel}}}"


def read_zeit(wert: object) -> datetime | None:
    """An instant; a time without zone is local time in Germany, a bare date its first moment there."""
    return _instant(wert.strip()) if isinstance(wert, str) else None


@lru_cache(maxsize=16_384)
def _instant(text: str) -> datetime | None:
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(), _BERLIN).astimezone(UTC)
        zeit = datetime.fromisoformat(text)
        return (zeit if zeit.tzinfo else zeit.replace(tzinfo=_BERLIN)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def clean_rolle(wert: object) -> tuple[str, str]:
    """The role of a consultation without runs of blanks, and the committee that some servers write into it."""
    text = re.sub(r"\s+", " ", wert).strip() if isinstance(wert, str) else ""
    text = re.sub(r" ?\(beschließendes Gremium\)$", "", text)
    rolle, _, gremium = text.partition(" für ")
    return rolle, re.sub(r" federführend$", "", gremium)


def _as_list(wert: object) -> list[object]:
    return wert if isinstance(wert, list) else [wert]


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
