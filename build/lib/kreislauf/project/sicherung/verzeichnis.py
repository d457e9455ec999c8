"""The list that lies in every backup: each file with its hash, each table with its fingerprint."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kreislauf.project.sicherung import Sicherungsfehler, bestand

FORMAT = 1
NAME = "verzeichnis.json"
PRUEFSUMME = "verzeichnis.sha256"
ABZUG = "datenbank.dump"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Verzeichnis:
    """`dateien`: path in the backup → [bytes, SHA-256]; `tabellen`: name → [rows, fingerprint]."""

    fassung: str
    erstellt: str
    postgresql: int
    migrationen: list[str]
    tabellen: dict[str, list[int | str]]
    zaehler: dict[str, int | None]
    dateien: dict[str, list[int | str]]
    format: int = FORMAT

    def tabellenstand(self) -> dict[str, bestand.Tabelle]:
        return {name: bestand.Tabelle(int(zeilen), str(summe)) for name, (zeilen, summe) in self.tabellen.items()}


def hash_der_datei(datei: Path) -> str:
    summe = hashlib.sha256()
    with datei.open("rb") as eingabe:
        while block := eingabe.read(_BLOCK):
            summe.update(block)
    return summe.hexdigest()


def dateien_unter(ordner: Path) -> dict[str, list[int | str]]:
    """All files of a folder with size and hash, the list itself left out."""
    return {
        str(pfad.relative_to(ordner)): [pfad.stat().st_size, hash_der_datei(pfad)]
        for pfad in sorted(ordner.rglob("*"))
        if pfad.is_file() and pfad.name not in {NAME, PRUEFSUMME}
    }


def schreibe(ordner: Path, verzeichnis: Verzeichnis) -> None:
    text = json.dumps(asdict(verzeichnis), ensure_ascii=False, indent=1, sort_keys=True)
    (ordner / NAME).write_text(text, encoding="utf-8")
    (ordner / PRUEFSUMME).write_text(hashlib.sha256(text.encode()).hexdigest() + "\n", encoding="ascii")


def lies(ordner: Path) -> Verzeichnis:
    """Raises Sicherungsfehler when this is no whole backup of a form that is known here."""
    try:
        text = (ordner / NAME).read_bytes()
        soll = (ordner / PRUEFSUMME).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise Sicherungsfehler(f"{ordner} ist keine vollständige Sicherung: {NAME} oder {PRUEFSUMME} fehlt.") from None
    if hashlib.sha256(text).hexdigest() != soll:
        raise Sicherungsfehler(f"Die Sicherung ist beschädigt: {NAME} passt nicht zu seiner Prüfsumme.")
    daten: Mapping[str, object] = json.loads(text)
    if daten.get("format") != FORMAT:
        raise Sicherungsfehler(
            f"Die Sicherung hat Format {daten.get('format')}, diese Fassung kennt Format {FORMAT}. "
            "Stellen Sie sie mit einer passenden Fassung von Kreislauf wieder her."
        )
    return Verzeichnis(**daten)  # type: ignore[arg-type]


def schaeden(ordner: Path, verzeichnis: Verzeichnis) -> Iterator[str]:
    """What differs between the list and the files; nothing where the backup is whole."""
    for name, (groesse, summe) in verzeichnis.dateien.items():
        datei = ordner / name
        if not datei.is_file():
            yield f"{name}: fehlt"
        elif datei.stat().st_size != groesse:
            yield f"{name}: {datei.stat().st_size} statt {groesse} Bytes"
        elif hash_der_datei(datei) != summe:
            yield f"{name}: der Inhalt ist verändert"


def pruefe(ordner: Path) -> Verzeichnis:
    """The list of a backup that is whole. Raises Sicherungsfehler naming the damaged files."""
    verzeichnis = lies(ordner)
    gefunden = list(schaeden(ordner, verzeichnis))
    if gefunden:
        zeilen = "\n".join(f"  {s}" for s in gefunden[:20])
        raise Sicherungsfehler(
            f"Die Sicherung ist beschädigt ({len(gefunden)} Dateien):\n{zeilen}\nNehmen Sie eine andere Sicherung."
        )
    return verzeichnis
