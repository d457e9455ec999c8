"""Read a delivered CSV of households and benefit periods: each row checked, each fault named; nothing is written."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

SPALTEN = {  # header → what it holds; in any order, separated by semicolon or comma
    "nummer": "BG-Nummer oder Wohngeldnummer",
    "vorname": "Vorname",
    "nachname": "Nachname",
    "geburtsdatum": "Geburtsdatum (TT.MM.JJJJ oder JJJJ-MM-TT)",
    "rolle": "elternteil, kind oder sonstige",
    "beginn": "Leistung von",
    "ende": "Leistung bis (leer: offen)",
    "strasse": "Straße und Hausnummer",
    "plz": "PLZ",
    "ort": "Ort",
}
PFLICHT = ("nummer", "vorname", "nachname", "geburtsdatum", "rolle", "beginn")
ROLLEN = ("elternteil", "kind", "sonstige")
MAX_ZEILEN = 50_000


@dataclass(frozen=True, slots=True)
class Importzeile:
    """One row as read; `fehler` names field and way out, `ergebnis` is filled when it is taken over."""

    nr: int
    angaben: dict[str, str] = field(default_factory=dict)
    fehler: tuple[str, ...] = ()
    ergebnis: str = ""

    def als_json(self) -> dict[str, Any]:
        return {**asdict(self), "fehler": list(self.fehler)}


def _text(inhalt: bytes) -> str:
    """UTF-8 with or without mark, else the code page of Windows."""
    try:
        return inhalt.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhalt.decode("cp1252", errors="replace")


def lies_tag(text: str) -> date | None:
    """A day in one of the two notations, None if it is none."""
    for muster in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, muster).date()  # noqa: DTZ007 -- a day, no instant
        except ValueError:
            continue
    return None


def _fehler(angaben: dict[str, str]) -> Iterator[str]:
    for name in PFLICHT:
        if not angaben.get(name):
            yield f"{name}: Die Angabe fehlt ({SPALTEN[name]})."
    for name in ("geburtsdatum", "beginn", "ende"):
        if angaben.get(name) and lies_tag(angaben[name]) is None:
            yield f"{name}: „{angaben[name]}“ ist kein Datum; erwartet wird TT.MM.JJJJ."
    if angaben.get("rolle") and angaben["rolle"].casefold() not in ROLLEN:
        yield f"rolle: „{angaben['rolle']}“ ist nicht bekannt; möglich sind {', '.join(ROLLEN)}."
    beginn, ende = lies_tag(angaben.get("beginn", "")), lies_tag(angaben.get("ende", ""))
    if beginn and ende and ende < beginn:
        yield "ende: Das Ende liegt vor dem Beginn."
    for name, grenze in (
        ("nummer", 40),
        ("vorname", 100),
        ("nachname", 100),
        ("strasse", 150),
        ("plz", 10),
        ("ort", 100),
    ):
        if len(angaben.get(name, "")) > grenze:
            yield f"{name}: Der Text ist länger als {grenze} Zeichen."


def lies_haushalte(inhalt: bytes) -> list[Importzeile]:
    """All rows with their faults; a file without the needed columns is one row 1 with the fault."""
    text = _text(inhalt).replace("\x00", "")
    kopfzeile = text.partition("\n")[0]
    leser = csv.reader(io.StringIO(text), delimiter=";" if kopfzeile.count(";") >= kopfzeile.count(",") else ",")
    kopf = [name.strip().casefold() for name in next(leser, [])]
    if fehlend := [name for name in PFLICHT if name not in kopf]:
        return [Importzeile(1, {}, (f"Kopfzeile: Es fehlen die Spalten {', '.join(fehlend)}.",))]
    zeilen: list[Importzeile] = []
    gesehen: dict[tuple[str, ...], int] = {}
    for nr, roh in enumerate(leser, start=2):
        if not any(wert.strip() for wert in roh):
            continue
        if nr > MAX_ZEILEN:
            return [Importzeile(nr, {}, (f"Die Datei hat mehr als {MAX_ZEILEN} Zeilen. Bitte teilen Sie sie.",))]
        angaben = {n: w.strip() for n, w in zip(kopf, roh, strict=False) if n in SPALTEN}
        fehler = list(_fehler(angaben))
        if len(roh) > len(kopf):
            fehler.append(f"Die Zeile hat {len(roh)} Felder, die Kopfzeile {len(kopf)}.")
        schluessel = tuple(
            angaben.get(n, "").casefold() for n in ("nummer", "vorname", "nachname", "geburtsdatum", "beginn")
        )
        if schluessel in gesehen:
            fehler.append(f"Diese Person steht mit demselben Zeitraum schon in Zeile {gesehen[schluessel]}.")
        gesehen.setdefault(schluessel, nr)
        zeilen.append(Importzeile(nr, angaben, tuple(fehler)))
    return zeilen or [Importzeile(1, {}, ("Die Datei enthält keine Zeilen.",))]
