"""Verify the chain. Standard library only: it also runs beside an export, without Django and without the database.

    python pruefer.py EXPORT.jsonl ANKER.jsonl

Input per link: number, id of the line, commitment, hash, salt and text (both None after a deletion). The anchors lie
outside the database: without them a cut tail or an exchanged table that is consistent in itself cannot be seen.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_LOESCHEN = "journal.delete"
ANFANG = b"\x00" * 32
Glied = tuple[int, int, bytes, bytes, bytes | None, bytes | None]


@dataclass
class Ergebnis:
    """What the verification found; `maengel` name the link and the kind of damage, the first ones first."""

    geprueft: int = 0
    geleert: int = 0
    maengel: list[str] = field(default_factory=list)

    @property
    def unversehrt(self) -> bool:
        return not self.maengel


def pruefe(glieder: Iterable[Glied], anker: Mapping[int, bytes], hoechstens: int = 20) -> Ergebnis:
    """Walk the chain in the order of its numbers; `anker`: number → hash."""
    ergebnis = Ergebnis()
    vorher, erwartet = ANFANG, 1
    leer: list[int] = []
    erlaubt_leer: list[tuple[int, int]] = []
    offen = dict(anker)
    sha256 = hashlib.sha256
    for nr, zeile_id, festlegung, kettenhash, salz, inhalt in glieder:
        if len(ergebnis.maengel) >= hoechstens:
            break
        ergebnis.geprueft += 1
        if nr != erwartet:
            ergebnis.maengel.append(f"Glied {erwartet}: fehlt oder steht an anderer Stelle (gefunden: {nr})")
            erwartet = nr
        if inhalt is None or salz is None:
            leer.append(nr)
        elif sha256(salz + inhalt).digest() != festlegung:
            ergebnis.maengel.append(f"Glied {nr}: der Inhalt der Zeile {zeile_id} wurde verändert")
        elif b'"akt":"journal.delete"' in inhalt:
            try:
                erlaubt_leer += _geloescht(inhalt)
            except (ValueError, KeyError, TypeError):
                ergebnis.maengel.append(f"Glied {nr}: der Löschvermerk lässt sich nicht lesen")
        if sha256(vorher + nr.to_bytes(8, "big") + festlegung).digest() != kettenhash:
            ergebnis.maengel.append(f"Glied {nr}: schließt nicht an das vorige an")
        if nr in offen and offen.pop(nr) != kettenhash:
            ergebnis.maengel.append(f"Glied {nr}: stimmt nicht mit dem Anker überein")
        vorher, erwartet = kettenhash, nr + 1
    ergebnis.geleert = len(leer)
    ergebnis.maengel += [
        f"Glied {nr}: der Inhalt fehlt ohne Löschvermerk"
        for nr in leer
        if not any(von <= nr <= bis for von, bis in erlaubt_leer)
    ][:hoechstens]
    ergebnis.maengel += [
        f"Glied {nr}: ist verankert, fehlt aber: das Ende wurde abgeschnitten" for nr in sorted(offen)
    ][:5]
    return ergebnis


def _geloescht(inhalt: bytes) -> list[tuple[int, int]]:
    """The ranges of numbers that a deletion line names; none of a line that only looks like one."""
    eintrag = json.loads(inhalt)
    return [(int(von), int(bis)) for von, bis in eintrag["details"]["glieder"]] if eintrag["akt"] == _LOESCHEN else []


def aus_export(zeilen: Iterable[str]) -> Iterator[Glied]:
    """Links from the lines of `kreislauf journal export`."""
    for zeile in zeilen:
        g = json.loads(zeile)
        salz = bytes.fromhex(g["salz"]) if g["salz"] is not None else None
        inhalt = g["inhalt"].encode() if g["inhalt"] is not None else None
        yield g["nr"], g["zeile"], bytes.fromhex(g["festlegung"]), bytes.fromhex(g["hash"]), salz, inhalt


def lies_anker(text: str) -> tuple[dict[int, bytes], list[str]]:
    """Anchors by number, and what is wrong with their own chain."""
    anker: dict[int, bytes] = {}
    maengel: list[str] = []
    vorher = ""
    for zeile in text.splitlines():
        a = json.loads(zeile)
        if a["vorher"] != vorher:
            maengel.append(f"Anker vom {a['at']}: schließt nicht an den vorigen an")
        vorher = hashlib.sha256(zeile.encode()).hexdigest()
        anker[a["nr"]] = bytes.fromhex(a["hash"])
    return anker, maengel


def main() -> int:
    export, anker_datei = map(Path, sys.argv[1:3])
    anker, maengel = lies_anker(anker_datei.read_text(encoding="utf-8"))
    with export.open(encoding="utf-8") as datei:
        ergebnis = pruefe(aus_export(datei), anker)
    for mangel in [*maengel, *ergebnis.maengel]:
        sys.stdout.write(f"✗ {mangel}\n")
    sys.stdout.write(f"{ergebnis.geprueft} Glieder geprüft, {ergebnis.geleert} rechtmäßig geleert.\n")
    return 1 if maengel or ergebnis.maengel else 0


if __name__ == "__main__":
    sys.exit(main())
