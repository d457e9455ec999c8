"""Walking a foreign OParl server: all bodies and lists, whole or only what changed since the last run."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Leitung
from kreislauf.steuerung.oparl_eingang.lesart import normalise_kennung
from kreislauf.steuerung.oparl_eingang.seite import Roh, Seite, read_seite

LISTEN = {
    "organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper",
    "agendaItem": "AgendaItem", "consultation": "Consultation", "file": "File", "membership": "Membership",
    "legislativeTermList": "LegislativeTerm", "locationList": "Location",
    "consultations": "Consultation", "files": "File",
}  # fmt: skip
PERSONENBEZOGEN = frozenset({"Person", "Membership"})


@dataclass(frozen=True)
class Liste:
    """One list of one body: its address and what it promises to hold."""

    url: str
    feld: str
    typ: str


@dataclass(frozen=True)
class Plan:
    koerper: tuple[Roh, ...]
    listen: tuple[Liste, ...]


def read_plan(leitung: Leitung, *, personen: bool = False) -> Plan:
    """The bodies of the system at the line's own address and their lists, each once.

    Raises AbrufFehler when the address is no OParl system.
    """
    system = fetch_seite(leitung, leitung.heimat).objekte
    if len(system) != 1:
        raise AbrufFehler(f"{leitung.heimat}: hier steht kein OParl-System.", art="kein_oparl")
    koerper = tuple(_bodies(leitung, system[0]))
    listen: dict[str, Liste] = {}
    for body in koerper:
        for feld, typ in LISTEN.items():
            url = body.get(feld)
            if isinstance(url, str) and (personen or typ not in PERSONENBEZOGEN):
                voll = urljoin(leitung.heimat, url)
                listen.setdefault(voll, Liste(voll, feld, typ))
    return Plan(koerper, tuple(listen.values()))


def walk_liste(leitung: Leitung, url: str) -> Iterator[Seite]:
    """A list page by page along `next`, which comes out as a whole address; ends where a server never does.

    Raises AbrufFehler when a page cannot be read; the pages before it were given.
    """
    besucht: set[str] = set()
    bekannt: set[str] = set()
    ohne_neues = 0
    for _ in range(leitung.grenzen.seiten):
        besucht.add(url)
        seite = fetch_seite(leitung, url)
        kennungen = {str(roh.get("id")) for roh in seite.objekte}
        ohne_neues = 0 if kennungen - bekannt else ohne_neues + 1
        bekannt |= kennungen
        if seite.naechste is None:
            yield seite
            return
        naechste = _mended(urljoin(url, seite.naechste), leitung.kodiert)
        if naechste in besucht or ohne_neues >= leitung.grenzen.leere_seiten:
            yield replace(seite, naechste=None, auffaellig=seite.auffaellig | {"next_ohne_ende"})
            return
        yield replace(seite, naechste=naechste)
        url = naechste
    grund = f"nach {leitung.grenzen.seiten} Seiten ist die Liste noch nicht zu Ende"
    raise AbrufFehler(f"{url}: {grund}.", art="endlos")


def fetch_seite(leitung: Leitung, url: str) -> Seite:
    """One page, asked for again where the failure may pass. Raises AbrufFehler when it does not."""
    for versuch in range(1, leitung.grenzen.versuche + 1):
        if leitung.grenzen.pause:
            time.sleep(leitung.grenzen.pause * versuch)
        try:
            seite = read_seite(leitung.fetch(url))
        except AbrufFehler as fehler:
            if not fehler.erneut or versuch == leitung.grenzen.versuche:
                raise
        else:
            return seite if versuch == 1 else replace(seite, auffaellig=seite.auffaellig | {"wiederholt"})
    raise AssertionError("at least one try is made")


def fetch_objekt(leitung: Leitung, url: str) -> Roh | None:
    """One object by its own address; None when the server no longer has it.

    Servers that answer every unknown address with something else say so by another id. Raises AbrufFehler.
    """
    try:
        objekte = fetch_seite(leitung, url).objekte
    except AbrufFehler as fehler:
        if fehler.status in {404, 410}:
            return None
        raise
    gesucht = normalise_kennung(url, leitung.vorsilben)
    for roh in objekte:
        if normalise_kennung(str(roh.get("id")), leitung.vorsilben) == gesucht:
            return roh
    return None


def with_filter(leitung: Leitung, url: str, seit: datetime | None) -> str:
    """The address of a list that asks for what changed since an instant; the list may already hold a query."""
    if seit is None:
        return url
    stempel = seit.astimezone(UTC).isoformat(timespec="seconds")
    if leitung.kodiert:
        stempel = stempel.replace("+", "%2B").replace(":", "%3A")
    return f"{url}{'&' if '?' in url else '?'}modified_since={stempel}"


def _mended(url: str, kodiert: bool) -> str:
    """Some servers echo the instant of the filter unencoded into `next` and then do not understand it."""
    plus = "%2B" if kodiert else "+"
    url = re.sub(r"(?<=modified_since=)[^&]*", lambda m: re.sub(r"[ +]|%20", plus, m[0]), url)
    return url.replace(" ", "%20")


def _bodies(leitung: Leitung, system: Roh) -> Iterator[Roh]:
    liste = system.get("body")
    if isinstance(liste, str):
        for seite in walk_liste(leitung, urljoin(leitung.heimat, liste)):
            yield from seite.objekte
    elif "paper" in system:
        yield system
    else:
        raise AbrufFehler(
            f"{leitung.heimat}: die Adresse nennt keine Körperschaft (body); ist es die OParl-Adresse?",
            art="kein_oparl",
        )
