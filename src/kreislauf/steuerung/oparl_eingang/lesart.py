"""From the answer of an OParl server to objects with one identity, whatever the vendor makes of the standard."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
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


@dataclass(frozen=True)
class Objekt:
    """One OParl object: `kennung` is its normalised id, `roh` what the server said, cleaned only of what says nothing.

    `eingebettet`: seen only inside another object, where servers leave fields out.
    """

    kennung: str
    typ: str
    roh: Roh
    geaendert: datetime | None
    geloescht: bool
    abdruck: str
    eingebettet: bool = False


@dataclass(frozen=True)
class Seite:
    objekte: tuple[Roh, ...]
    naechste: str | None


def read_json(antwort: Antwort) -> object:
    """The JSON of an answer, in whatever encoding it came.

    Raises AbrufFehler for web pages, error states and broken text.
    """
    anfang = antwort.rumpf[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if "html" in antwort.inhaltstyp.lower() or anfang.startswith((b"<!doctype", b"<html")):
        raise AbrufFehler(f"{antwort.url}: der Server schickt eine Webseite statt OParl-Daten.", erneut=True)
    try:
        return _clean(json.loads(_decode(antwort), strict=False, parse_constant=_no_number))
    except (ValueError, RecursionError) as fehler:
        raise AbrufFehler(f"{antwort.url}: kein lesbares JSON ({fehler}).", erneut=True) from fehler


def read_seite(antwort: Antwort) -> Seite:
    """One page of a list: a page object, a bare array, a single object, or nothing (404 with code 802)."""
    if antwort.status == 404 and _says_empty(antwort):
        return Seite((), None)
    if antwort.status != 200:
        raise AbrufFehler(f"{antwort.url}: der Server antwortet mit {antwort.status}.", erneut=antwort.status >= 429)
    inhalt = read_json(antwort)
    naechste: str | None = None
    if isinstance(inhalt, dict) and "data" in inhalt:
        links = inhalt.get("links")
        ziel = links.get("next") if isinstance(links, dict) else None
        naechste = ziel if isinstance(ziel, str) else None
        inhalt = inhalt["data"]
    elif isinstance(inhalt, dict) and str(inhalt.get("type", "")).endswith("/Error"):
        raise AbrufFehler(f"{antwort.url}: der Server meldet: {inhalt.get('message', 'Fehler')}.", erneut=True)
    if isinstance(inhalt, dict):
        inhalt = [inhalt]
    return Seite(tuple(o for o in inhalt if isinstance(o, dict)) if isinstance(inhalt, list) else (), naechste)


def normalise_kennung(url: str, vorsilben: Mapping[str, str] | None = None) -> str:
    """One spelling per object: https, host in lower case, no default port, no doubled slash, no fragment."""
    for alt, neu in (vorsilben or {}).items():
        if url.startswith(alt):
            url = neu + url[len(alt) :]
    teile = urlsplit(url.strip())
    if not teile.netloc:
        return url.strip()
    rechner = re.sub(r":(80|443)$", "", teile.netloc.lower())
    return urlunsplit(("https", rechner, re.sub(r"/{2,}", "/", teile.path), teile.query, ""))


def read_objekte(
    roh: Roh, typ: str, vorsilben: Mapping[str, str] | None = None, *, eingebettet: bool = False
) -> Iterator[Objekt]:
    """The object and all objects embedded in it that have an identity; `typ` is what the list promises.

    Agenda items and consultations are told to which meeting or paper they belong.
    """
    kennung = roh.get("id")
    if isinstance(kennung, str) and kennung:
        yield build_objekt(roh, typ, normalise_kennung(kennung, vorsilben), eingebettet=eingebettet)
    for feld, innen_typ in EINGEBETTET.items():
        zurueck = RUECKVERWEIS.get((typ, feld))
        for innen in _as_list(roh.get(feld)):
            if isinstance(innen, dict):
                innen_roh = {zurueck: kennung, **innen} if zurueck and kennung else innen
                yield from read_objekte(innen_roh, innen_typ, vorsilben, eingebettet=True)


def build_objekt(roh: Roh, typ: str, kennung: str, *, eingebettet: bool = False) -> Objekt:
    """One object from its raw fields; stamps do not count into the fingerprint, since some servers renew them daily."""
    letzter = str(roh.get("type") or "").rstrip("/").rsplit("/", 1)[-1]
    gueltig = {feld: wert for feld, wert in roh.items() if wert not in (None, [], {})}
    for feld in LISTENFELDER & gueltig.keys():
        if not isinstance(gueltig[feld], list) and typ != "Body" and (typ, feld) != ("AgendaItem", "consultation"):
            gueltig[feld] = [gueltig[feld]]
    bleibend = {feld: wert for feld, wert in gueltig.items() if feld not in _FLUECHTIG}
    text = json.dumps(bleibend, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Objekt(
        kennung=kennung,
        typ=letzter if letzter in TYPEN else typ,
        roh=gueltig,
        geaendert=read_zeit(roh.get("modified")),
        geloescht=roh.get("deleted") in (True, "true", 1),
        abdruck=hashlib.sha256(text.encode()).hexdigest(),
        eingebettet=eingebettet,
    )


def embedded_kennungen(objekt: Objekt, vorsilben: Mapping[str, str] | None = None) -> set[str]:
    """The ids of all objects embedded in one."""
    return {innen.kennung for innen in read_objekte(objekt.roh, objekt.typ, vorsilben)} - {objekt.kennung}


def read_zeit(wert: object) -> datetime | None:
    """An instant; a time without zone is local time in Germany, a bare date its first moment there."""
    if not isinstance(wert, str):
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", wert.strip()):
            return datetime.combine(date.fromisoformat(wert.strip()), time(), _BERLIN).astimezone(UTC)
        zeit = datetime.fromisoformat(wert.strip())
        return (zeit if zeit.tzinfo else zeit.replace(tzinfo=_BERLIN)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_rolle(wert: object) -> str:
    """The role of a consultation as one of the few words in use, else „unbekannt“."""
    text = re.sub(r"\s+", " ", wert).strip() if isinstance(wert, str) else ""
    text = re.sub(r"( für .*| ?\(beschließendes Gremium\))$", "", text)
    bekannt = ("Entscheidung", "Kenntnisnahme", "Vorberatung", "Beratung", "Anhörung", "Behandlung")
    return text if text in bekannt else "unbekannt"


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


def _no_number(text: str) -> object:
    raise ValueError(f"„{text}“ ist kein Wert in JSON")


def _clean(wert: object) -> object:
    """Without texts that say nothing and without characters that no database keeps."""
    if isinstance(wert, dict):
        return {_UNSPEICHERBAR.sub("", k): _clean(v) for k, v in wert.items()}
    if isinstance(wert, list):
        return [_clean(v) for v in wert]
    if isinstance(wert, str):
        text = _UNSPEICHERBAR.sub("\ufffd", wert)
        return None if text.strip() in _LEER else text
    return wert


def _says_empty(antwort: Antwort) -> bool:
    try:
        inhalt = read_json(antwort)
    except AbrufFehler:
        return False
    return inhalt == [] or (isinstance(inhalt, dict) and str(inhalt.get("code")) == "802")
