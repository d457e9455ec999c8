"""Walking a foreign OParl server: all bodies and lists, whole or only what changed since the last run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Leitung
from kreislauf.steuerung.oparl_eingang.lesart import Objekt, Roh, Seite, read_objekte, read_seite

LISTEN = {
    "organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper",
    "agendaItem": "AgendaItem", "consultation": "Consultation", "file": "File", "membership": "Membership",
    "legislativeTermList": "LegislativeTerm", "locationList": "Location",
    "consultations": "Consultation", "files": "File",
}  # fmt: skip


@dataclass
class Ertrag:
    """What one run brought: objects by id, what could not be read, and what had no identity."""

    objekte: dict[str, Objekt] = field(default_factory=dict)
    fehler: list[str] = field(default_factory=list)
    ohne_kennung: int = 0

    @property
    def vollstaendig(self) -> bool:
        return not self.fehler and not self.ohne_kennung

    def add(self, objekt: Objekt) -> None:
        """Keep the last copy of each object, its own before an embedded one; a deletion stays."""
        bisher = self.objekte.get(objekt.kennung)
        besser = bisher is None or bisher.eingebettet or not objekt.eingebettet
        if bisher is None or objekt.geloescht or (besser and not bisher.geloescht):
            self.objekte[objekt.kennung] = objekt


def collect_quelle(
    leitung: Leitung, *, seit: datetime | None = None, vorsilben: Mapping[str, str] | None = None
) -> Ertrag:
    """All objects of the system at the line's own address, or those changed since `seit`.

    A list that cannot be read to its end is named in `fehler`; what came before is kept.
    """
    ertrag = Ertrag()
    try:
        system = _single(leitung, leitung.heimat)
        koerper = list(_bodies(leitung, system))
    except AbrufFehler as fehler:
        ertrag.fehler.append(str(fehler))
        return ertrag
    gelesen: set[str] = set()
    for body in koerper:
        _take(ertrag, body, "Body", vorsilben)
        for feld, typ in LISTEN.items():
            url = body.get(feld)
            if not isinstance(url, str) or url in gelesen:
                continue
            gelesen.add(url)
            try:
                for roh in walk_liste(leitung, with_filter(urljoin(leitung.heimat, url), seit)):
                    _take(ertrag, roh, typ, vorsilben)
            except AbrufFehler as fehler:
                ertrag.fehler.append(str(fehler))
    return ertrag


def walk_liste(leitung: Leitung, url: str) -> Iterator[Roh]:
    """The objects of a list, page by page along `next`; ends by itself where a server never does."""
    besucht: set[str] = set()
    bekannt: set[str] = set()
    ohne_neues = 0
    for _ in range(leitung.grenzen.seiten):
        besucht.add(url)
        seite = fetch_seite(leitung, url)
        kennungen = {str(roh.get("id")) for roh in seite.objekte}
        ohne_neues = 0 if kennungen - bekannt else ohne_neues + 1
        bekannt |= kennungen
        yield from seite.objekte
        if seite.naechste is None:
            return
        url = urljoin(url, seite.naechste).replace(" ", "%20")
        if url in besucht or ohne_neues >= leitung.grenzen.leere_seiten:
            return
    raise AbrufFehler(f"{url}: nach {leitung.grenzen.seiten} Seiten ist die Liste noch nicht zu Ende.")


def fetch_seite(leitung: Leitung, url: str) -> Seite:
    """One page, asked for again where the failure may pass. Raises AbrufFehler when it does not."""
    for versuch in range(1, leitung.grenzen.versuche + 1):
        try:
            return read_seite(leitung.fetch(url))
        except AbrufFehler as fehler:
            if not fehler.erneut or versuch == leitung.grenzen.versuche:
                raise
    raise AssertionError("at least one try is made")


def with_filter(url: str, seit: datetime | None) -> str:
    """The address of a list that asks for what changed since an instant; the list may already hold a query."""
    if seit is None:
        return url
    stempel = seit.isoformat(timespec="seconds").replace("+", "%2B").replace(":", "%3A")
    return f"{url}{'&' if '?' in url else '?'}modified_since={stempel}"


def _bodies(leitung: Leitung, system: Roh) -> Iterator[Roh]:
    liste = system.get("body")
    if isinstance(liste, str):
        yield from walk_liste(leitung, urljoin(leitung.heimat, liste))
    elif "paper" in system:
        yield system
    else:
        raise AbrufFehler(f"{leitung.heimat}: die Adresse nennt keine Körperschaft (body); ist es die OParl-Adresse?")


def _single(leitung: Leitung, url: str) -> Roh:
    seite = fetch_seite(leitung, url)
    if len(seite.objekte) != 1:
        raise AbrufFehler(f"{url}: hier steht kein OParl-System.")
    return seite.objekte[0]


def _take(ertrag: Ertrag, roh: Roh, typ: str, vorsilben: Mapping[str, str] | None) -> None:
    if not roh.get("id"):
        ertrag.ohne_kennung += 1
    for objekt in read_objekte(roh, typ, vorsilben):
        ertrag.add(objekt)
