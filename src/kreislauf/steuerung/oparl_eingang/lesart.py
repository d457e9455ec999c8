"""From raw OParl objects to objects with one identity, whatever the vendor makes of the standard."""

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

from kreislauf.steuerung.oparl_eingang.seite import Roh

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
_FLUECHTIG = frozenset(["created", "modified"])
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
