"""The structured record of one council paper.

Every item carries the line of the source (from 1), the passage as printed there and how sure the reader is (0..1).
What the paper does not say stays None or empty.
"""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal

ERGEBNISSE = (
    "beschlossen",
    "geaendert_beschlossen",
    "abgelehnt",
    "kenntnisnahme",
    "vertagt",
    "zurueckgezogen",
    "verwiesen",
    "erledigt",
    "gewaehlt",
)
STAENDE = (
    "noch_nicht_begonnen",
    "in_arbeit",
    "geaendert",
    "umgesetzt",
    "laufend_fortgeschrieben",
    "nicht_realisierbar",
    "abgelehnt",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """Where an item stands. `zeile` is None only for what came from OParl data instead of the text."""

    zeile: int | None
    zitat: str
    sicherheit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kopfwert(Fund):
    feld: str
    wert: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beratung(Fund):
    """One dated treatment in a body; `zustaendigkeit` as printed."""

    gremium: str
    datum: date | None
    zustaendigkeit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beschlusspunkt(Fund):
    """One point; `satz` says whose ("Antrag 2020-12-03"), `beschlossen` is None where the outcome is unknown."""

    satz: str
    nummer: str | None
    text: str
    beschlossen: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beschluss(Fund):
    gremium: str | None
    datum: date | None
    ergebnis: str
    einstimmig: bool | None
    ja: int | None
    nein: int | None
    enthaltung: int | None
    befangen: int | None
    punkte: tuple[Beschlusspunkt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Auftrag(Fund):
    """What somebody is to do; `wiederkehr` is an ISO 8601 duration or "unregelmaessig"."""

    text: str
    verantwortlich: str | None
    frist: date | None
    beginn: date | None
    wiederkehr: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Umsetzungspunkt(Fund):
    """`nummer` is the point's number or its topic; None where the report speaks of the whole resolution."""

    nummer: str | None
    status: str
    sachstand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Umsetzungsbericht(Fund):
    """`datum` is a day; `stand` the ISO month where the paper names no day ("Juli 2025")."""

    datum: date | None
    stand: str | None
    punkte: tuple[Umsetzungspunkt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zahl(Fund):
    """`zeitraum` is an ISO date, month, year or interval."""

    wert: Decimal
    einheit: str
    worauf: str | None
    zeitraum: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Normstelle(Fund):
    norm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verweisstelle(Fund):
    nummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Befund:
    """A contradiction or gap a person should look at; `text` is German, for people."""

    art: str
    text: str
    zeilen: list[int]
    schwere: Literal["hinweis", "warnung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesung:
    """What was read from one paper; `kopf` tells where the head fields stand."""

    datei: str = ""
    art: str | None = None
    betreff: str | None = None
    vorlagennummer: str | None = None
    datum: date | None = None
    koerperschaft: str | None = None
    einreicher: str | None = None
    federfuehrend: str | None = None
    kopf: tuple[Kopfwert, ...] = ()
    beratungsfolge: tuple[Beratung, ...] = ()
    beschluesse: tuple[Beschluss, ...] = ()
    beschlusspunkte: tuple[Beschlusspunkt, ...] = ()
    auftraege: tuple[Auftrag, ...] = ()
    umsetzungsberichte: tuple[Umsetzungsbericht, ...] = ()
    zahlen: tuple[Zahl, ...] = ()
    normen: tuple[Normstelle, ...] = ()
    verweise: tuple[Verweisstelle, ...] = ()
    befunde: tuple[Befund, ...] = ()
    text: str = ""

    def als_json(self) -> dict[str, Any]:
        """JSON values only. Laws and papers are plain strings; `fundstellen` says where they and the head stand."""
        daten = {
            feld.name: _json(getattr(self, feld.name)) for feld in fields(self) if feld.name not in {"text", "kopf"}
        }
        for bericht in daten["umsetzungsberichte"]:
            bericht["datum"] = bericht["datum"] or bericht["stand"]
        daten["normen"] = [stelle.norm for stelle in self.normen]
        daten["verweise"] = [stelle.nummer for stelle in self.verweise]
        daten["fundstellen"] = {
            "kopf": _json(self.kopf),
            "normen": _json(self.normen),
            "verweise": _json(self.verweise),
        }
        return daten


def _json(wert: Any) -> Any:
    if isinstance(wert, date):
        return wert.isoformat()
    if isinstance(wert, Decimal):
        return int(wert) if wert == wert.to_integral_value() else float(wert)
    if isinstance(wert, list | tuple):
        return [_json(eintrag) for eintrag in wert]
    if isinstance(wert, Fund | Befund):
        return {feld.name: _json(getattr(wert, feld.name)) for feld in fields(wert)}
    return wert
